import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { aboutEvent, CHANGED_MEANWHILE } from '../details/actions.ts'
import { type Event, isOver } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { nameOf, whenOf } from '../words.ts'
import { insertMove, isMoveKey, type NewDate, updateDate } from './store.ts'

/** Moves an event, keeps every place, and has everyone told. Sent twice, it is moved once. */
export async function moveEvent(
  db: Db,
  actor: Actor,
  event: Event,
  seen: number,
  to: NewDate,
  now: Temporal.Instant,
): Promise<void> {
  if (await isMoveKey(db, event.id, to.key)) return
  if (event.cancelledAt) throw conflict('This event was cancelled, so it has no date to move.')
  if (isOver(event, now)) throw conflict('This event is over, so its date can no longer be moved.')
  const same = to.startsAt.equals(event.startsAt) && to.endsAt.equals(event.endsAt)
  if (same && event.timeConfirmed) return
  if (!(await updateDate(db, event, seen, to))) throw conflict(CHANGED_MEANWHILE)
  await insertMove(db, actor, event, to)
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.moved',
    sentence: `Moved ${nameOf(event)} from ${whenOf(event)} to ${whenOf({ ...event, ...to, timeConfirmed: true })}`,
    details: { event: event.id },
  })
  await giveNotice(db, 'moved', event.id)
}
