/** Who may see and do what in one-to-one support. The two schools act; the programme team, which promised the days, reads. */
import { notFound } from '../../platform/refusal.ts'
import { hasEnded, isRunning, type Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { SupportSide } from './days/domain.ts'

/** The side on which somebody acts. */
export function supportSideOf(actor: Actor): SupportSide | undefined {
  if (actor.role === 'hub-lead') return 'lead'
  return actor.role === 'named-leader' ? 'partner' : undefined
}

/** What the two schools keep between them: for everyone else it is not there. */
export function mustBeOneOfTheTwo(actor: Actor): SupportSide {
  const side = supportSideOf(actor)
  if (!side) throw notFound()
  return side
}

export const canReadSupport = (actor: Actor): boolean =>
  supportSideOf(actor) !== undefined || actor.role === 'programme-team'

/** New days are for a partnership that is running. */
export const canArrange = (actor: Actor, { status }: Pick<Partnership, 'status'>): boolean =>
  supportSideOf(actor) !== undefined && isRunning(status)

/** What has been can still be set right while a partnership is paused; when it has ended, nothing is written. */
export const canRecord = (actor: Actor, { status }: Pick<Partnership, 'status'>): boolean =>
  supportSideOf(actor) !== undefined && !hasEnded(status) && status !== 'invited'

/** The page of a hub's support: its own leads, and the programme team. */
export const canReadHubSupport = (actor: Actor, hubId: number): boolean =>
  actor.role === 'programme-team' || (actor.role === 'hub-lead' && actor.hubId === hubId)
