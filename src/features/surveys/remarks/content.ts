/** content/surveys/remarks/remarks.yaml: what staff are told and asked, and the lists by which what they add is looked over. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { content, type FromContent, parseContent } from '../../../platform/content/content-file.ts'
import { SOURCE_MARKS } from '../definition.ts'

const { group, list, oneOf, text } = content

const words = list(text(40), 'words', 1)

const remarksSchema = group('what staff may add', {
  source: oneOf(SOURCE_MARKS),
  words: group('the words of the pages', {
    question: text(),
    optional: text(),
    nobody: text(),
    'what-for': text(),
    danger: text(),
    'asked-title': text(),
    /** With {names}. */
    'asked-names': text().includes('{names}', { error: 'text with {names}' }),
    'asked-long': text(),
    'asked-body': text(),
    'names-no-one': text(),
    'care-title': text(),
    care: text(),
    'care-who': text(),
  }),
  titles: words,
  'not-names': words,
  harm: words,
})

export type RemarkContent = FromContent<typeof remarksSchema>

/** Throws `ContentFaults` with file, line and what was expected. */
export const parseRemarks = (file: string, yaml: string): RemarkContent =>
  parseContent(file, yaml, remarksSchema)

const FILE = join(import.meta.dirname, '../../../../content/surveys/remarks/remarks.yaml')

/** Read once, when the service starts. */
export const REMARKS: RemarkContent = parseRemarks('remarks.yaml', readFileSync(FILE, 'utf8'))
