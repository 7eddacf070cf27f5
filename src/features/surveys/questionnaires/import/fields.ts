import type { ImportField } from '../../../imports/index.ts'

export const IMPORT_KEY = 'survey-questions'

const field = (key: string, label: string, more: Partial<ImportField> = {}): ImportField => ({
  key,
  label,
  required: false,
  synonyms: [],
  ...more,
})

export const FIELDS: readonly ImportField[] = [
  field('questionnaire', 'Questionnaire', {
    required: true,
    hint: 'pupils-primary, pupils-secondary or staff',
    synonyms: ['Survey', 'Audience', 'Who answers'],
  }),
  field('topic', 'Topic', { required: true, synonyms: ['Theme', 'Section', 'Area', 'Category'] }),
  field('text', 'Question', { required: true, synonyms: ['Text', 'Item', 'Statement', 'Question text'] }),
  field('scale', 'Answers', {
    required: true,
    hint: 'The name of a scale, as in the download, or the answers in order with semicolons between',
    synonyms: ['Scale', 'Options', 'Response options', 'Answer options', 'Responses'],
  }),
  field('easy', 'Easy words', { synonyms: ['Easy read', 'Easy version', 'Simple words'] }),
  field('picture', 'Picture', { hint: 'The name of a symbol', synonyms: ['Symbol'] }),
  field('pair', 'Pair', {
    hint: 'The same word in the questionnaires of pupils and staff lays the two side by side',
    synonyms: ['Paired with', 'Pair id'],
  }),
  field('comparator', 'National figure', { synonyms: ['Comparator', 'Benchmark'] }),
  field('key', 'Key', {
    hint: 'The name that a question keeps for ever, as in the download. Empty: found by its text',
    synonyms: ['Question key', 'Id', 'Question id'],
  }),
]
