import {
  type Questionnaire,
  rankOf,
  type Statement,
  statementsOf,
  type Theme,
} from '../questionnaires/definition.ts'
import type { LevelCount } from './store.ts'

export interface StatementCounts {
  readonly theme: Theme
  readonly statement: Statement
  /** Schools at each level, in the order of the levels. */
  readonly byLevel: readonly number[]
  readonly schools: number
  readonly priorities: number
}

/** Every statement of the questionnaire that schools answered, with how many stand where. */
export function countsByStatement(
  questionnaire: Questionnaire,
  counts: readonly LevelCount[],
): StatementCounts[] {
  const byStatement = Map.groupBy(counts, ({ statementKey }) => statementKey)
  return statementsOf(questionnaire).flatMap(({ theme, statement }) => {
    const own = (byStatement.get(statement.key) ?? []).flatMap((each) => {
      const rank = rankOf(questionnaire, each.level)
      return rank === undefined ? [] : [{ ...each, rank }]
    })
    if (own.length === 0) return []
    const byLevel = questionnaire.levels.map((_level, rank) => sum(own.filter((each) => each.rank === rank)))
    const priorities = own.reduce((total, each) => total + each.priorities, 0)
    return [{ theme, statement, byLevel, schools: sum(own), priorities }]
  })
}

const sum = (counts: readonly { readonly schools: number }[]) =>
  counts.reduce((total, { schools }) => total + schools, 0)

const MOST = 6

/** Where at least half of the schools that answered stand at the upper two levels: most schools first. */
export function commonStrengths(
  counts: readonly StatementCounts[],
): { at: StatementCounts; schools: number }[] {
  return common(counts, ({ byLevel }) => (byLevel[2] ?? 0) + (byLevel[3] ?? 0))
}

/** Where at least half stand at the lower two levels. */
export function commonAreas(counts: readonly StatementCounts[]): { at: StatementCounts; schools: number }[] {
  return common(counts, ({ byLevel }) => (byLevel[0] ?? 0) + (byLevel[1] ?? 0))
}

function common(counts: readonly StatementCounts[], of: (counts: StatementCounts) => number) {
  return counts
    .map((at) => ({ at, schools: of(at) }))
    .filter(({ at, schools }) => schools * 2 > at.schools)
    .sort((one, other) => other.schools / other.at.schools - one.schools / one.at.schools)
    .slice(0, MOST)
}
