import type { ImportField } from '../../../imports/index.ts'
import { LEVELS_IN_ALL } from '../definition.ts'

export const IMPORT_KEY = 'self-assessment-questions'

/** The column of each level's descriptor, from the first level to the last. */
export const levelField = (rank: number): string => `level${rank + 1}`

const ORDINALS = ['first', 'second', 'third', 'fourth'] as const
const LEVEL_NAMES: readonly (readonly string[])[] = [
  ['Not yet', 'Not yet met', 'Level 1', 'Beginning', 'Red'],
  ['Emerging', 'Level 2', 'Developing', 'Partially met', 'Partly met'],
  ['Secure', 'Level 3', 'Established', 'Mostly met', 'Amber'],
  ['Embedded', 'Level 4', 'Fully met', 'Exemplary', 'Green'],
]

const field = (key: string, label: string, more: Partial<ImportField> = {}): ImportField => ({
  key,
  label,
  required: false,
  synonyms: [],
  ...more,
})

export const FIELDS: readonly ImportField[] = [
  field('theme', 'Theme', { required: true, synonyms: ['Theme name', 'Area', 'Section', 'Category'] }),
  field('number', 'Number', {
    required: true,
    hint: 'Such as 1.1',
    synonyms: ['No', 'No.', 'Ref', 'Reference', 'Statement number', 'Question number'],
  }),
  field('text', 'Statement', { required: true, synonyms: ['Question', 'Text', 'Criterion', 'Indicator'] }),
  field('strand', 'About', {
    hint: 'Attendance, Behaviour or Both. Empty: both',
    synonyms: ['Strand', 'Attendance or behaviour', 'Focus'],
  }),
  ...Array.from({ length: LEVELS_IN_ALL }, (_, rank) =>
    field(levelField(rank), `Descriptor of the ${ORDINALS[rank]} level`, {
      required: true,
      synonyms: LEVEL_NAMES[rank] ?? [],
    }),
  ),
  field('guidance', 'Guidance', { synonyms: ['Tips', 'Help', 'What to look at', 'Examples'] }),
  field('about', 'About the theme', { synonyms: ['Theme description'] }),
  field('tags', 'Tags', {
    hint: 'Parts of frameworks as framework/part, with a semicolon between',
    synonyms: ['Frameworks', 'Cross references'],
  }),
  field('priority', 'Suggested priority', { synonyms: ['Priority'] }),
  field('objective', 'Suggested objective', { synonyms: ['Objective'] }),
  field('actions', 'Suggested actions', {
    hint: 'One a line: what | who | weeks',
    synonyms: ['Actions', 'Next steps'],
  }),
  field('measures', 'Suggested measures', {
    hint: 'One a line: what | kind | unit | source',
    synonyms: ['Measures', 'Success measures'],
  }),
  field('key', 'Key', {
    hint: 'The name that a statement keeps for ever, as in the download. Empty: found by its text',
    synonyms: ['Statement key', 'Id'],
  }),
  field('questionnaire', 'Questionnaire', { hint: 'Only where a programme has several' }),
]
