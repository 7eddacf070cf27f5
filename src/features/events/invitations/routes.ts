import { randomUUID } from 'node:crypto'
import { plural } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { aboutEvent, readOwnEvent } from '../details/actions.ts'
import { type Event, hasBegun } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { canSeeEvents } from '../policy.ts'
import { eventHref, nameOf } from '../words.ts'
import { type Invitee, insertInvitations, inviteeKey, listInvitees } from './store.ts'
import { invitationsPage } from './views.ts'

interface Params {
  id: string
}

/** Who is asked to come. An invitation holds no place, and is a count of its own. */
export function invitationRoutes(app: App): void {
  app.get<{ Params: Params }>('/events/:id/invitations', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const invitees = await listInvitees(db, event)
      return invitationsPage({ event, invitees, key: randomUUID(), over: hasBegun(event, app.clock.now()) })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/events/:id/invitations', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const wrong = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const invitees = await listInvitees(db, event)
      const chosen = chosenFrom(request.body, invitees)
      if (chosen.length > 0) return invite(db, actor, event, chosen, now)
      const errors = [{ field: 'invite', message: 'Select at least one to invite' }]
      return invitationsPage({ event, invitees, key: randomUUID(), over: hasBegun(event, now), errors })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?invited`, 303)
  })
}

/** Only those on the list: anything else that was sent is passed over. */
function chosenFrom(body: unknown, invitees: readonly Invitee[]): Invitee[] {
  const sent = typeof body === 'object' && body !== null && 'invite' in body ? body.invite : undefined
  const values = new Set([sent].flat())
  return invitees.filter((invitee) => values.has(inviteeKey(invitee)) || values.has('all'))
}

/** Each is told once, however often it is invited. */
async function invite(
  db: Db,
  actor: Actor,
  event: Event,
  chosen: readonly Invitee[],
  now: Temporal.Instant,
): Promise<void> {
  if (event.cancelledAt || hasBegun(event, now))
    throw conflict('This event has begun or was cancelled, so nobody can be invited. Nothing was sent.')
  const fresh = await insertInvitations(db, event.id, actor, chosen)
  if (fresh === 0) return
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.invited',
    sentence: `Invited ${plural(fresh, event.audience === 'leads' ? 'hub' : 'school')} to ${nameOf(event)}`,
    details: { event: event.id },
  })
  await giveNotice(db, 'invited', event.id)
}
