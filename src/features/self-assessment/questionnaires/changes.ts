import { type Questionnaire, type Statement, statementsOf } from './definition.ts'

export interface VersionChanges {
  readonly added: readonly Statement[]
  readonly changed: readonly Statement[]
  readonly removed: readonly Statement[]
}

/** What a version says differently from the one before it, statement by statement. */
export function changesBetween(before: Questionnaire, after: Questionnaire): VersionChanges {
  const old = new Map(statementsOf(before).map((each) => [each.statement.key, each]))
  const now = statementsOf(after)
  const kept = new Set(now.map(({ statement }) => statement.key))
  return {
    added: now.flatMap(({ statement }) => (old.has(statement.key) ? [] : [statement])),
    changed: now.flatMap((each) => {
      const was = old.get(each.statement.key)
      return was && !sameStatement(was, each) ? [each.statement] : []
    }),
    removed: statementsOf(before).flatMap(({ statement }) => (kept.has(statement.key) ? [] : [statement])),
  }
}

type InTheme = ReturnType<typeof statementsOf>[number]

export function sameStatement(one: InTheme, other: InTheme): boolean {
  return one.theme.key === other.theme.key && canonical(one.statement) === canonical(other.statement)
}

/** The order of keys aside: the database gives them back in its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
