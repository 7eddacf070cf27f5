/** What an answer is, and what many come to: counts by level and strand, strengths, areas to develop, what moved. */
import {
  type Level,
  type Questionnaire,
  rankOf,
  STRANDS,
  type Statement,
  type Strand,
  statementsOf,
  type Theme,
} from './questionnaires/definition.ts'

/** Who was asked, for "who was consulted". */
export const CONSULTED = {
  leaders: 'Senior leaders',
  staff: 'Staff',
  pupils: 'Pupils',
  families: 'Families',
  governors: 'Governors or trustees',
  others: 'Others',
} as const
export type Consulted = keyof typeof CONSULTED

export interface AnswerContent {
  /** The key of a level; nothing chosen yet. */
  readonly level: string | null
  /** "How do you know?" */
  readonly evidenceNote: string
  readonly consulted: readonly string[]
  readonly isPriority: boolean
}

export interface Answer extends AnswerContent {
  readonly statementKey: string
  /** Goes up with each change; 0 before there is an answer. */
  readonly revision: number
  readonly changedAt: string
  readonly changedByName: string
}

export type AnswersByStatement = ReadonlyMap<string, Answer>

export const NO_ANSWER: AnswerContent = { level: null, evidenceNote: '', consulted: [], isPriority: false }

export function sameContent(one: AnswerContent, other: AnswerContent): boolean {
  return (
    one.level === other.level &&
    one.evidenceNote === other.evidenceNote &&
    one.isPriority === other.isPriority &&
    [...one.consulted].sort().join() === [...other.consulted].sort().join()
  )
}

export interface SelfAssessment {
  readonly id: number
  readonly partnershipId: number
  readonly versionId: number
  /** 1 for the baseline, then 2, 3… */
  readonly number: number
  readonly startsFromId: number | null
  readonly startedAt: string
  readonly startedByName: string
  readonly submittedAt: string | null
  readonly submittedByName: string | null
}

export interface Share {
  readonly id: number
  readonly withNotes: boolean
  readonly sharedByName: string
  readonly sharedAt: string
}

/** Statements without a level, in order. */
export function unanswered(
  questionnaire: Questionnaire,
  answers: AnswersByStatement,
): { theme: Theme; statement: Statement }[] {
  return statementsOf(questionnaire).filter(
    ({ statement }) => rankOf(questionnaire, answers.get(statement.key)?.level ?? null) === undefined,
  )
}

/** How many statements of one strand stand at each level; of different strands, nothing is ever added up. */
export interface StrandCounts {
  readonly strand: Strand
  /** In the order of the levels. */
  readonly byLevel: readonly number[]
  readonly unanswered: number
}

export interface ThemeProfile {
  readonly theme: Theme
  /** Only the strands that the theme has, in their order. */
  readonly strands: readonly StrandCounts[]
}

export function profileOf(questionnaire: Questionnaire, answers: AnswersByStatement): ThemeProfile[] {
  return questionnaire.themes.map((theme) => ({
    theme,
    strands: STRANDS.flatMap((strand) => {
      const own = theme.statements.filter((statement) => statement.strand === strand)
      if (own.length === 0) return []
      const ranks = own.map(({ key }) => rankOf(questionnaire, answers.get(key)?.level ?? null))
      return [
        {
          strand,
          byLevel: questionnaire.levels.map((_level, rank) => ranks.filter((each) => each === rank).length),
          unanswered: ranks.filter((rank) => rank === undefined).length,
        },
      ]
    }),
  }))
}

export interface Placed {
  readonly theme: Theme
  readonly statement: Statement
  readonly level: Level
  readonly isPriority: boolean
}

/** Fewer than this at the outermost level, and the one next to it is shown as well. */
const FEW = 3

/** Statements at the last level; where they are few, those at the one before it too. */
export function strengthsOf(questionnaire: Questionnaire, answers: AnswersByStatement): Placed[] {
  return outermost(questionnaire, answers, [questionnaire.levels.length - 1, questionnaire.levels.length - 2])
}

/** Statements at the first level; where they are few, those at the second too. */
export function areasOf(questionnaire: Questionnaire, answers: AnswersByStatement): Placed[] {
  return outermost(questionnaire, answers, [0, 1])
}

export function prioritiesOf(questionnaire: Questionnaire, answers: AnswersByStatement): Placed[] {
  return placed(questionnaire, answers).filter(({ isPriority }) => isPriority)
}

function outermost(questionnaire: Questionnaire, answers: AnswersByStatement, ranks: number[]): Placed[] {
  const all = placed(questionnaire, answers)
  const at = (rank: number | undefined) =>
    all.filter(({ level }) => level === questionnaire.levels[rank ?? -1])
  const first = at(ranks[0])
  return first.length >= FEW ? first : [...first, ...at(ranks[1])]
}

function placed(questionnaire: Questionnaire, answers: AnswersByStatement): Placed[] {
  return statementsOf(questionnaire).flatMap(({ theme, statement }) => {
    const answer = answers.get(statement.key)
    const level = questionnaire.levels.find(({ key }) => key === answer?.level)
    return level && answer ? [{ theme, statement, level, isPriority: answer.isPriority }] : []
  })
}

export type Movement =
  | 'moved on'
  | 'moved back'
  | 'as before'
  | 'answered for the first time'
  | 'no longer answered'

export interface Moved {
  readonly theme: Theme
  readonly statement: Statement
  readonly before: string | null
  readonly now: string | null
  readonly movement: Movement
}

/**
 * What became of each statement since the self-assessment that this one started from. Levels are compared by their place
 * among the four, so that a level renamed in a later version is still the same step.
 */
export function movementOf(
  questionnaire: Questionnaire,
  answers: AnswersByStatement,
  before: { readonly questionnaire: Questionnaire; readonly answers: AnswersByStatement },
): Moved[] {
  return statementsOf(questionnaire).flatMap(({ theme, statement }) => {
    const was = before.answers.get(statement.key)?.level ?? null
    const is = answers.get(statement.key)?.level ?? null
    const [from, to] = [rankOf(before.questionnaire, was), rankOf(questionnaire, is)]
    if (from === undefined && to === undefined) return []
    const movement: Movement =
      from === undefined
        ? 'answered for the first time'
        : to === undefined
          ? 'no longer answered'
          : to > from
            ? 'moved on'
            : to < from
              ? 'moved back'
              : 'as before'
    return [
      {
        theme,
        statement,
        before: nameOf(before.questionnaire, was),
        now: nameOf(questionnaire, is),
        movement,
      },
    ]
  })
}

/** Statements that the earlier version asked and this one does not, with what was answered then. */
export function noLongerAsked(
  questionnaire: Questionnaire,
  before: { readonly questionnaire: Questionnaire; readonly answers: AnswersByStatement },
): { statement: Statement; before: string }[] {
  const asked = new Set(statementsOf(questionnaire).map(({ statement }) => statement.key))
  return statementsOf(before.questionnaire).flatMap(({ statement }) => {
    const was = nameOf(before.questionnaire, before.answers.get(statement.key)?.level ?? null)
    return asked.has(statement.key) || was === null ? [] : [{ statement, before: was }]
  })
}

export function nameOf(questionnaire: Questionnaire, level: string | null): string | null {
  return questionnaire.levels.find(({ key }) => key === level)?.name ?? null
}

/**
 * The answers with which a later self-assessment begins: those of statements and levels that its questionnaire still has.
 * Levels are carried over by their place.
 */
export function carriedOver(
  questionnaire: Questionnaire,
  before: { readonly questionnaire: Questionnaire; readonly answers: AnswersByStatement },
): (AnswerContent & { statementKey: string })[] {
  return statementsOf(questionnaire).flatMap(({ statement: { key } }) => {
    const was = before.answers.get(key)
    if (!was) return []
    const rank = rankOf(before.questionnaire, was.level)
    const { evidenceNote, consulted, isPriority } = was
    const level = rank === undefined ? null : (questionnaire.levels[rank]?.key ?? null)
    return [{ statementKey: key, level, evidenceNote, consulted, isPriority }]
  })
}
