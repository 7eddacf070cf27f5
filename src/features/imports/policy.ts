import type { Actor } from '../people/index.ts'

/** Row-level security says the same. */
export function canImport(actor: Actor): boolean {
  return actor.role === 'programme-team'
}
