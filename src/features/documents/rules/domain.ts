import { deleteOn, type Purpose, type Rule } from '../domain.ts'
import type { Keepable } from './store.ts'

export interface Due extends Keepable {
  /** The first day on which the rules delete it. */
  readonly on: string
}

/** What these rules delete on or before a day, the earliest first. */
export function dueBy(
  keepable: readonly Keepable[],
  rules: readonly (Rule & { readonly purpose: Purpose })[],
  day: Temporal.PlainDate,
): Due[] {
  const byPurpose = new Map(rules.map((rule) => [rule.purpose, rule]))
  return keepable
    .flatMap((each) => {
      const rule = byPurpose.get(each.purpose)
      const on = rule && deleteOn(each, rule)
      return on !== undefined && on <= day.toString() ? [{ ...each, on }] : []
    })
    .sort((one, other) => one.on.localeCompare(other.on) || one.id - other.id)
}
