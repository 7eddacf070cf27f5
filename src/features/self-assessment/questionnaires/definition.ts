/**
 * The shape of a file in content/self-assessments. What a spreadsheet brings in becomes the same thing, so nothing behind
 * this can tell the two apart.
 */
import { z } from 'zod'
import { content, type FromContent } from '../../../platform/content/content-file.ts'

const { group, key, list, oneOf, text, wholeNumber } = content

export const SOURCE_MARKS = ['guidance', 'hub page', 'public', 'ours'] as const
/** What a statement is about. Attendance and behaviour are counted side by side and never together. */
export const STRANDS = ['attendance', 'behaviour', 'both'] as const
export const MEASURE_KINDS = ['published', 'school-entered', 'survey', 'observation'] as const

/** Four, from the first to the last. Their order is what "moved on" means. */
export const LEVELS_IN_ALL = 4

const marked = {
  source: oneOf(SOURCE_MARKS),
  ours: list(text(40), 'names of keys in this group').default([]),
}
const maybeMarked = { source: oneOf(SOURCE_MARKS).optional(), ours: marked.ours }

const level = group('a level', { key: key(), name: text(40), meaning: text(400), ...maybeMarked })

/** As people number statements: 1.1, 2.10, or a letter. */
const statementNumber = z
  .union([z.string(), z.number()], { error: 'a number such as "1.1"' })
  .transform(String)
  .pipe(z.string().regex(/^[\w.()-]{1,12}$/, { error: 'a number such as "1.1"' }))

const action = group('an action', {
  text: text(400),
  /** Whoever usually does it: "Attendance lead". */
  role: text(80),
  /** School weeks from the start of the plan. */
  weeks: wholeNumber(1, 60),
})

const measure = group('a measure', {
  text: text(400),
  kind: oneOf(MEASURE_KINDS),
  unit: text(40).optional(),
  source: text(200).optional(),
})

const suggestion = group('a suggestion', {
  priority: text(120),
  objective: text(400),
  actions: list(action, 'actions', 1),
  measures: list(measure, 'measures').default([]),
})

export const statementSchema = group('a statement', {
  /** Stable for ever: by it a later self-assessment finds what the earlier one said. */
  key: key(),
  number: statementNumber,
  strand: oneOf(STRANDS),
  text: text(400),
  guidance: text(1000).optional(),
  /** A sentence or more for each level, by the level's key. */
  descriptors: z.record(z.string(), text(800), { error: 'a descriptor for each level' }),
  /** Parts of frameworks: `eef-behaviour/consistency`. */
  tags: list(text(120), 'tags').default([]),
  suggestion: suggestion.optional(),
  ...maybeMarked,
})

const theme = group('a theme', {
  key: key(),
  number: wholeNumber(1, 99),
  name: text(120),
  about: text(600),
  /** The CPD session that helps. */
  cpd: group('series and number', { series: key(), number: wholeNumber(1, 99) }).optional(),
  statements: list(statementSchema, 'statements', 1),
  ...maybeMarked,
})

export const questionnaireSchema = group('a questionnaire', {
  key: key(),
  name: text(120),
  /** The programmes whose schools answer it. */
  programmes: list(key(), 'keys of programmes', 1),
  about: z
    .union([text(800), list(text(), 'sentences', 1)], { error: 'text, or a list of sentences' })
    .optional(),
  sources: list(
    group('a source', {
      mark: oneOf(['guidance', 'hub page', 'public']),
      title: text(200),
      publisher: text(200),
      published: text(60),
      licence: text(200),
      attribution: text(300).optional(),
    }),
    'sources',
  ).default([]),
  levels: list(level, 'levels', LEVELS_IN_ALL).max(LEVELS_IN_ALL, { error: 'a list of four levels' }),
  frameworks: list(
    group('a framework', {
      key: key(),
      name: text(200),
      parts: list(group('a part', { key: key(), name: text(200) }), 'parts').default([]),
      ...maybeMarked,
    }),
    'frameworks',
  ).default([]),
  themes: list(theme, 'themes', 1),
  ...marked,
})

export type Questionnaire = FromContent<typeof questionnaireSchema>
export type Theme = Questionnaire['themes'][number]
export type Statement = Theme['statements'][number]
export type Level = Questionnaire['levels'][number]
export type Suggestion = NonNullable<Statement['suggestion']>
export type Strand = (typeof STRANDS)[number]

/** Every statement in order, with its theme. */
export function statementsOf(questionnaire: Questionnaire): { theme: Theme; statement: Statement }[] {
  return questionnaire.themes.flatMap((theme) => theme.statements.map((statement) => ({ theme, statement })))
}

export function findTheme(questionnaire: Questionnaire, key: string): Theme | undefined {
  return questionnaire.themes.find((theme) => theme.key === key)
}

/** 0 for the first level, 3 for the last; nothing for a level that this questionnaire does not know. */
export function rankOf(questionnaire: Questionnaire, level: string | null): number | undefined {
  const rank = questionnaire.levels.findIndex(({ key }) => key === level)
  return rank < 0 ? undefined : rank
}
