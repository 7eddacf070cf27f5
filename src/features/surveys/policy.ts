/** Who may do what with results. Who may see that there is a wave is in waves/policy.ts. */
import type { Actor } from '../people/index.ts'

/** Closing the book on a wave, and deciding about bursts before: the school, and nobody for it. */
export const canMakeResults = (actor: Actor): boolean => actor.role === 'named-leader'

/** Only the school itself shares its results, and takes that back. */
export const canShare = (actor: Actor): boolean => actor.role === 'named-leader'

/** What the school tells its pupils. */
export const canReply = (actor: Actor): boolean => actor.role === 'named-leader'

/** What the schools of a hub have in common: its own lead. */
export const canSeeHubSums = (actor: Actor, hubId: number): boolean =>
  actor.role === 'hub-lead' && actor.hubId === hubId

/** The same for the programme: its team. */
export const canSeeProgrammeSums = (actor: Actor): boolean => actor.role === 'programme-team'

/** The export for evaluators, which names no school. */
export const canExportSums = (actor: Actor): boolean =>
  actor.role === 'programme-team' || actor.role === 'evaluator'

/** How long raw answers are kept. */
export const canSetKeeping = (actor: Actor): boolean => actor.role === 'programme-team'
