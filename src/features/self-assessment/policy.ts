import type { Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'

/** A partnership that has ended is read and not written; one that has not been confirmed has not begun. */
export const isOpenForAnswers = ({ status }: Pick<Partnership, 'status'>): boolean =>
  status === 'confirmed' || status === 'active' || status === 'paused'

/** The school itself, and nobody for it. That the partnership is its own, the database sees to. */
export const canAnswer = (actor: Actor): boolean => actor.role === 'named-leader'

/** Where it stands, without what it says. */
export const canSeeStanding = (actor: Actor): boolean =>
  actor.role === 'named-leader' || actor.role === 'hub-lead' || actor.role === 'programme-team'

export const canManageQuestionnaires = (actor: Actor): boolean => actor.role === 'programme-team'

/** What the schools of a network have in common: its own lead. */
export const canSeeNetwork = (actor: Actor, hubId: number): boolean =>
  actor.role === 'hub-lead' && actor.hubId === hubId

/** The same for a whole programme: its team. */
export const canSeeProgramme = (actor: Actor): boolean => actor.role === 'programme-team'
