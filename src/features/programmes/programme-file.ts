/** Reads content/programmes: one file, one definition, and a hash of what it says (comments and order of keys aside). */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseContent } from '../../platform/content/content-file.ts'
import { checkDefinition } from './checks.ts'
import { type Definition, programmeSchema } from './definition.ts'

export interface ProgrammeFile {
  readonly file: string
  readonly definition: Definition
  readonly contentHash: string
}

export const programmesFolder = join(import.meta.dirname, '../../../content/programmes')

/** Throws `ContentFaults` with file, line and what was expected. */
export function parseProgramme(file: string, yaml: string): ProgrammeFile {
  const definition = parseContent(file, yaml, programmeSchema, checkDefinition)
  const contentHash = createHash('sha256').update(canonical(definition)).digest('hex')
  return { file, definition, contentHash }
}

/** Every programme of a folder, in order of file name. */
export async function readProgrammeFiles(folder: string = programmesFolder): Promise<ProgrammeFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => parseProgramme(name, await readFile(join(folder, name), 'utf8'))),
  )
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
