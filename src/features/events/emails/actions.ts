import { sql } from 'kysely'
import { plural } from '../../../design/components/index.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import { type Message, queueMessages } from '../../../platform/mail/index.ts'
import { SYSTEM } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { Event } from '../domain.ts'
import type { Notice } from '../notices.ts'
import { quietTimeAt } from '../quiet-times.ts'
import { mayRemind, reminderDue } from '../reminders/rules.ts'
import { listEvents } from '../store.ts'
import { saidDay, saidTime, saidWhen } from '../when.ts'
import { factsOf, ruleOf, type Telling, templateOf } from './domain.ts'
import {
  findEventOf,
  findHostMessage,
  findLastMove,
  findOffer,
  listWaitingMessages,
  noteMessageSent,
  noteRecipients,
  type Recipient,
} from './store.ts'

/** People noted and queued in one transaction. */
const AT_A_TIME = 4_000
/** Guests are asked what they think so long after the end, and no later than two weeks after it. */
const FEEDBACK_AFTER = Temporal.Duration.from({ hours: 1 })
const FEEDBACK_ASKED = Temporal.Duration.from({ hours: 14 * 24 })
/** Reminders brought forward out of a summer go out no longer before an event than this. */
const LOOK_AHEAD_HOURS = 24 * 60

export interface EmailOptions {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
  readonly calendar: Calendar
}

/** Tells whoever a notice concerns and has not been told. Messages and invitations wait for the end of a quiet time. */
export async function tell(options: EmailOptions, notice: Notice, id: number): Promise<void> {
  const { database, clock } = options
  const found = await database.inScope(scopeAt(clock), async (db) => {
    const eventId = await findEventOf(db, notice, id)
    const [event] = eventId === undefined ? [] : await listEvents(db, sql`e.id = ${eventId}`)
    // A date that was changed twice is told as it is in the end, and by the last change.
    const move = event && notice === 'moved' ? await findLastMove(db, event.id) : undefined
    return event && { event, id: move?.id ?? id }
  })
  if (!found) return
  const { event } = found
  const waits = notice === 'message' || notice === 'invited'
  if (waits && !mayRemind(clock.now(), event, options.calendar)) return
  await tellAll(options, event, notice === 'invited' ? { about: notice } : { about: notice, id: found.id })
  if (notice === 'message') await database.inScope(scopeAt(clock), (db) => noteMessageSent(db, id))
}

/** Everything that is due now: reminders, and what waited for the end of a quiet time. Safe to repeat. */
export async function sendDue(options: EmailOptions): Promise<void> {
  const { database, clock, calendar } = options
  const now = clock.now()
  const [events, over, waiting] = await database.inScope(scopeAt(clock), async (db) => [
    await listEvents(
      db,
      sql`e.cancelled_at is null and e.ends_at >= ${now.toString()}::timestamptz
        and e.starts_at < ${now.add({ hours: LOOK_AHEAD_HOURS }).toString()}::timestamptz`,
    ),
    // Who was there is known by the evening: at the door at once, online when the report is read.
    await listEvents(
      db,
      sql`e.cancelled_at is null and e.ends_at <= ${now.subtract(FEEDBACK_AFTER).toString()}::timestamptz
        and e.ends_at > ${now.subtract(FEEDBACK_ASKED).toString()}::timestamptz`,
    ),
    await listWaitingMessages(db),
  ])
  for (const id of waiting) await tell(options, 'message', id)
  for (const event of over) {
    if (!quietTimeAt(now, calendar, event.timeZone)) await tellAll(options, event, { about: 'feedback' })
  }
  for (const event of events) {
    await tell(options, 'invited', event.id)
    const reminder = reminderDue({ ...event, joinable: event.joiningLink !== '' }, now, calendar)
    if (reminder) await tellAll(options, event, { about: 'reminder', ...reminder })
  }
}

async function tellAll(options: EmailOptions, event: Event, telling: Telling): Promise<void> {
  const { database, clock, publicUrl } = options
  const rule = ruleOf(telling)
  for (;;) {
    const told = await database.inScope(scopeAt(clock), async (db) => {
      const more = await particularsOf(db, event, telling)
      if (!more) return 0
      const recipients = await noteRecipients(db, event, telling, rule, AT_A_TIME)
      const facts = { ...factsOf(event, publicUrl), ...more.words }
      await queueMessages(
        db,
        recipients.map((recipient) => emailTo(recipient, telling, facts, laterThan(clock, more.until))),
      )
      return recipients.length
    })
    if (told < AT_A_TIME) return
  }
}

function emailTo(
  recipient: Recipient,
  telling: Telling,
  facts: Readonly<Record<string, string>>,
  sendBefore: Temporal.Instant | undefined,
): Message {
  return {
    id: recipient.messageId,
    to: recipient.email,
    ...(recipient.accountId === null ? {} : { accountId: recipient.accountId }),
    template: templateOf(telling, recipient.standing),
    personalisation: {
      ...facts,
      name: recipient.name,
      ...(recipient.bookingId === null ? {} : { booking: String(recipient.bookingId) }),
      ...(telling.about === 'feedback' ? { guest: String(recipient.guestId) } : {}),
    },
    ...(sendBefore ? { sendBefore } : {}),
  }
}

interface Particulars {
  readonly words: Readonly<Record<string, string>>
  readonly until?: Temporal.Instant
}

/** What only this kind of email says; nothing when there is no longer anything to say. */
async function particularsOf(db: Db, event: Event, telling: Telling): Promise<Particulars | undefined> {
  switch (telling.about) {
    case 'reminder':
      return { words: {}, until: telling.until }
    case 'cancelled':
      return event.cancelledReason === null ? undefined : { words: { reason: event.cancelledReason } }
    case 'moved': {
      const move = await findLastMove(db, event.id)
      if (!move || move.id !== telling.id) return undefined
      const [startsAt, endsAt] = [Temporal.Instant.from(move.startsAt), Temporal.Instant.from(move.endsAt)]
      return { words: { was: saidWhen({ ...event, startsAt, endsAt }), reason: move.reason } }
    }
    case 'offered': {
      const offer = await findOffer(db, telling.id)
      if (!offer) return undefined
      const until = Temporal.Instant.from(offer.expiresAt)
      const local = until.toZonedDateTimeISO(event.timeZone)
      const places = plural(offer.places, 'place is', 'places are')
      return {
        words: { offer: String(telling.id), places, expires: `${saidTime(local)} on ${saidDay(local)}` },
        until,
      }
    }
    case 'message': {
      const message = await findHostMessage(db, telling.id)
      return message && { words: { subject: message.subject, message: message.body, sender: message.byName } }
    }
    case 'feedback':
      return { words: {}, until: event.endsAt.add(FEEDBACK_ASKED) }
    case 'booked':
    case 'invited':
      return { words: {}, until: event.startsAt }
  }
}

/** The queue goes by the true time, and the demonstration's may be another: only the distance is the same. */
function laterThan(clock: Clock, until: Temporal.Instant | undefined): Temporal.Instant | undefined {
  return until && Temporal.Now.instant().add(clock.now().until(until))
}

function scopeAt(clock: Clock) {
  return {
    ...SYSTEM,
    'alongside.today': clock.today().toString(),
    'alongside.now': clock.now().toString(),
  }
}
