import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { giveNotice } from '../notices.ts'
import { canRun, canSeeEvents } from '../policy.ts'
import { readEvent } from '../store.ts'
import { nameOf } from '../words.ts'
import { countBooked, insertMessage, listEmailCounts, listFailures, listMessages } from './store.ts'

/** What a host has before them when they write. */
export async function readMessages(db: Db, actor: Actor, eventId: number) {
  const event = await readEvent(db, eventId)
  if (!canSeeEvents(actor) || !canRun(actor, event))
    throw forbidden('Only the host of an event writes to those booked.')
  return {
    event,
    booked: await countBooked(db, eventId),
    messages: await listMessages(db, eventId),
    emails: await listEmailCounts(db, eventId),
    failures: await listFailures(db, eventId),
  }
}
export type MessagesInView = Awaited<ReturnType<typeof readMessages>>

/** Writes to everybody who has a place. The same form sent twice is one message. */
export async function sendMessage(
  db: Db,
  actor: Actor,
  { event }: Pick<MessagesInView, 'event'>,
  typed: { readonly key: string; readonly subject: string; readonly body: string },
): Promise<void> {
  if (event.cancelledAt) throw conflict('The event was cancelled. Everybody who was booked has been told.')
  const id = await insertMessage(db, actor, { ...typed, eventId: event.id })
  if (id === undefined) return
  await giveNotice(db, 'message', id)
  await recordHistory(db, actor, {
    about: event.hubId === null ? { programmeId: event.programmeId } : { hubId: event.hubId },
    kind: 'event.message',
    sentence: `Wrote to everybody booked for “${nameOf(event)}”: ${typed.subject}`,
  })
}
