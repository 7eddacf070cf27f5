/** Reads content/surveys: one file, one questionnaire, and a hash of what it says. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseContent } from '../../../platform/content/content-file.ts'
import { type SurveyDefinition, surveySchema } from '../definition.ts'
import { checkSurvey } from './checks.ts'

export interface SurveyFile {
  readonly definition: SurveyDefinition
  readonly contentHash: string
}

export const surveysFolder = join(import.meta.dirname, '../../../../content/surveys')

/** Of the folder, what is no questionnaire. */
const OTHERS = ['national.yaml']

/** Throws `ContentFaults` with file, line and what was expected. */
export function parseSurvey(file: string, yaml: string): SurveyFile {
  const definition = parseContent(file, yaml, surveySchema, checkSurvey)
  return { definition, contentHash: hashOf(definition) }
}

/** Every questionnaire of a folder, in order of file name. */
export async function readSurveyFiles(folder: string = surveysFolder): Promise<SurveyFile[]> {
  const names = (await readdir(folder))
    .filter((name) => /\.ya?ml$/.test(name) && !OTHERS.includes(name))
    .sort()
  return Promise.all(names.map(async (name) => parseSurvey(name, await readFile(join(folder, name), 'utf8'))))
}

/** The same for the same content, whatever the order of its keys. */
export function hashOf(definition: SurveyDefinition): string {
  const canonical = JSON.stringify(definition, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
  return createHash('sha256').update(canonical).digest('hex')
}
