/** Who may do what with an event. Row-level security holds to the same. */
import { hasEnded, type Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Event, EventKind } from './domain.ts'

type Run = Pick<Event, 'hubId' | 'programmeId'>

/** Its host's page, and everything a host does: the hub for its own events, the programme team for all. */
export function canRun(actor: Actor, event: Run): boolean {
  if (actor.programmeId !== event.programmeId) return false
  if (actor.role === 'programme-team') return true
  return actor.role === 'hub-lead' && event.hubId !== null && actor.hubId === event.hubId
}

/** Events at all: schools, hubs and the programme team. */
export const canSeeEvents = (actor: Actor): boolean =>
  actor.role === 'programme-team' || actor.role === 'hub-lead' || actor.role === 'named-leader'

/**
 * A hub makes its own open days and meetings; the programme team makes meetings of leads, and sessions beyond a series;
 * either an induction, where the programme expects one. `expected`: the kinds of what it expects.
 */
export function kindsToCreate(actor: Actor, expected: ReadonlySet<string>): readonly EventKind[] {
  const more = expected.has('induction') ? (['induction'] as const) : []
  if (actor.role === 'hub-lead') return ['open-day', 'networking', ...more]
  return actor.role === 'programme-team' ? ['networking', 'cpd', ...more] : []
}

/** A school books for itself while its partnership goes on. Paused: it keeps what it has, and may come. */
export const canBookFor = (actor: Actor, partnership: Pick<Partnership, 'status' | 'schoolUrn'>): boolean =>
  actor.role === 'named-leader' && actor.schoolUrn === partnership.schoolUrn && !hasEnded(partnership.status)

/** Who took part in the sessions of a series: the programme team of every school, a hub lead of their own. */
export const canSeeSeries = (actor: Actor): boolean =>
  actor.role === 'programme-team' || actor.role === 'hub-lead'
