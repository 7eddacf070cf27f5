import type { Actor } from '../people/index.ts'

/** Which school leads which hub is public; an evaluator works from aggregates only. Row-level security says the same. */
export function canSeeHubs(actor: Actor): boolean {
  return actor.role !== 'evaluator'
}

export function canManageHubs(actor: Actor): boolean {
  return actor.role === 'programme-team'
}
