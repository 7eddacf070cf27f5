/**
 * The shape of a questionnaire in content/surveys. What a spreadsheet brings in becomes the same thing, so nothing behind
 * this can tell the two apart.
 *
 * An answer is a byte a question, in the order of the version: 0 not answered, 255 prefers not to say, and from 1 the
 * options in the order of the question's scale.
 */
import { z } from 'zod'
import { content, type FromContent } from '../../platform/content/content-file.ts'

const { group, key, list, oneOf, text } = content

export const AUDIENCES = ['pupils', 'staff'] as const
export const STAGES = ['primary', 'secondary'] as const
export const SOURCE_MARKS = ['guidance', 'public', 'ours'] as const

/** The byte of a question that was passed over. */
export const NOT_ANSWERED = 0
/** The byte of a question whose person would rather not say: every question offers it. */
export const PREFER_NOT_TO_SAY = 255
/** More would make a form that nobody finishes in a few minutes. */
export const MOST_QUESTIONS = 60
export const MOST_OPTIONS = 12

const option = group('an option', {
  key: key(),
  text: text(60),
  /** Simpler words and a symbol of content/surveys/symbols, for the easy-read version. */
  easy: group('words and a picture', { text: text(60).optional(), picture: key().optional() }).optional(),
  /** For a scale of amounts, what this option counts as in an average. */
  value: z.number({ error: 'a number' }).min(0).max(1000).optional(),
})

const scaleSchema = group('a scale', {
  key: key(),
  options: list(option, 'options', 2).max(MOST_OPTIONS, {
    error: `a list of at most ${MOST_OPTIONS} options`,
  }),
  /** What is shown as one figure: the share who chose one of these, in words that follow "43% said". */
  headline: group('options and words', {
    options: list(key(), 'keys of options', 1),
    words: text(80),
  }).optional(),
})

const questionSchema = group('a question', {
  /** Stable for ever: by it a follow-up finds what the baseline asked. */
  key: key(),
  topic: key(),
  scale: key(),
  text: text(200),
  /** The same id in the pupils' and in the staff's questionnaire: the two are laid side by side. */
  pair: key().optional(),
  /** Words are left out where the plain ones are easy enough. */
  easy: group('words and a picture', { text: text(120).optional(), picture: key() }).optional(),
  /** An item of content/surveys/national.yaml. */
  comparator: key().optional(),
  source: oneOf(SOURCE_MARKS).optional(),
})

export const surveySchema = group('a questionnaire', {
  key: key(),
  audience: oneOf(AUDIENCES),
  stage: oneOf(STAGES).nullable(),
  name: text(120),
  about: list(text(), 'sentences').default([]),
  source: oneOf(SOURCE_MARKS),
  topics: list(group('a topic', { key: key(), name: text(80) }), 'topics', 1),
  scales: list(scaleSchema, 'scales', 1),
  questions: list(questionSchema, 'questions', 1).max(MOST_QUESTIONS, {
    error: `a list of at most ${MOST_QUESTIONS} questions`,
  }),
})

export type SurveyDefinition = FromContent<typeof surveySchema>
export type SurveyQuestion = SurveyDefinition['questions'][number]
export type SurveyScale = SurveyDefinition['scales'][number]
export type SurveyOption = SurveyScale['options'][number]
export type Audience = (typeof AUDIENCES)[number]
export type Stage = (typeof STAGES)[number]

/** The scale of a question. A definition that was read from a file or a table has it. */
export function scaleOf(definition: SurveyDefinition, question: SurveyQuestion): SurveyScale {
  const scale = definition.scales.find((each) => each.key === question.scale)
  if (!scale) throw new Error(`The question ${question.key} has no scale ${question.scale}`)
  return scale
}

/** The options of a question in order: the first is the byte 1. "Prefer not to say" is not one of them. */
export function optionsOf(definition: SurveyDefinition, question: SurveyQuestion): readonly SurveyOption[] {
  return scaleOf(definition, question).options
}

/** How many options each question has. */
export const shapeOf = (definition: SurveyDefinition): readonly number[] =>
  definition.questions.map((question) => optionsOf(definition, question).length)

/** The bytes of the options that a question's one figure counts; none where its scale names none. */
export function headlineBytes(definition: SurveyDefinition, question: SurveyQuestion): readonly number[] {
  const { headline, options } = scaleOf(definition, question)
  if (!headline) return []
  return options.flatMap(({ key }, at) => (headline.options.includes(key) ? [at + 1] : []))
}
