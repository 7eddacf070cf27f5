/** Reads content/self-assessments: one file, one questionnaire, and a hash of what it says. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseContent } from '../../../platform/content/content-file.ts'
import { checkQuestionnaire } from './checks.ts'
import { type Questionnaire, questionnaireSchema } from './definition.ts'

export interface QuestionnaireFile {
  readonly definition: Questionnaire
  readonly contentHash: string
}

export const questionnairesFolder = join(import.meta.dirname, '../../../../content/self-assessments')

/** Throws `ContentFaults` with file, line and what was expected. */
export function parseQuestionnaire(file: string, yaml: string): QuestionnaireFile {
  const definition = parseContent(file, yaml, questionnaireSchema, checkQuestionnaire)
  return { definition, contentHash: hashOf(definition) }
}

/** Every questionnaire of a folder, in order of file name. */
export async function readQuestionnaireFiles(
  folder: string = questionnairesFolder,
): Promise<QuestionnaireFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => parseQuestionnaire(name, await readFile(join(folder, name), 'utf8'))),
  )
}

/** The same for the same content, whatever the order of its keys. */
export function hashOf(definition: Questionnaire): string {
  const canonical = JSON.stringify(definition, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
  return createHash('sha256').update(canonical).digest('hex')
}
