/** Which people of a report become people who took part: each of them once, whatever was counted before. Pure. */
import type { Event } from '../domain.ts'

/** One person of a report, as it was kept. */
export interface ReportRow {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly joinedAt: Temporal.Instant | null
  readonly leftAt: Temporal.Instant | null
  readonly minutes: number
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly guestId: number | null
  readonly presenceId: number | null
}

export interface CountedAlready {
  readonly id: number
  readonly guestId: number | null
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly name: string
  readonly email: string
}

type Counting = Pick<ReportRow, 'guestId' | 'partnershipId' | 'hubId' | 'name' | 'email'>

/** Somebody is the same person by the place booked, by the address, and within one school by the name. */
function keysOf({ guestId, partnershipId, hubId, name, email }: Counting): string[] {
  const place = `${partnershipId ?? `h${hubId}`}`
  return [
    ...(guestId === null ? [] : [`guest ${guestId}`]),
    ...(email === '' ? [] : [`email ${place} ${email.toLowerCase()}`]),
    `name ${place} ${name.toLowerCase()}`,
  ]
}

export interface Counted {
  /** To be written down, by the first row that shows each person. */
  readonly toAdd: readonly ReportRow[]
  /** Rows of somebody who is down already, and under which presence. */
  readonly known: readonly { readonly row: ReportRow; readonly presenceId: number }[]
  /** Rows of somebody whom another row of `toAdd` adds. */
  readonly again: readonly { readonly row: ReportRow; readonly first: ReportRow }[]
}

export function toCount(rows: readonly ReportRow[], before: readonly CountedAlready[]): Counted {
  const present = new Map(before.flatMap((each) => keysOf(each).map((key) => [key, each.id] as const)))
  const added = new Map<string, ReportRow>()
  const counted: {
    toAdd: ReportRow[]
    known: { row: ReportRow; presenceId: number }[]
    again: { row: ReportRow; first: ReportRow }[]
  } = { toAdd: [], known: [], again: [] }
  for (const row of rows) {
    if (row.presenceId !== null || (row.partnershipId === null && row.hubId === null)) continue
    const keys = keysOf(row)
    const presenceId = keys.map((key) => present.get(key)).find((id) => id !== undefined)
    const first = keys.map((key) => added.get(key)).find((each) => each !== undefined)
    if (presenceId !== undefined) counted.known.push({ row, presenceId })
    else if (first) counted.again.push({ row, first })
    else {
      counted.toAdd.push(row)
      for (const key of keys) added.set(key, row)
    }
  }
  return counted
}

type Timed = Pick<Event, 'startsAt' | 'endsAt'>

/** Meetings are closed early, and people leave while thanks are said: less than this before the end is not early. */
const EARLY_MINUTES = 10

/** When somebody left before the end; null for whoever stayed, or came back. */
export function leftEarlyAt(event: Timed, leftAt: Temporal.Instant | null): Temporal.Instant | null {
  if (leftAt === null || Temporal.Instant.compare(leftAt, event.startsAt) <= 0) return null
  return leftAt.until(event.endsAt).total('minutes') > EARLY_MINUTES ? leftAt : null
}

/** Never more than the event is long: meetings are opened early. A report without times says only that somebody was there. */
export function minutesCounted(event: Timed, minutes: number | null): number {
  const whole = Math.round(event.startsAt.until(event.endsAt).total('minutes'))
  return minutes === null ? whole : Math.max(0, Math.min(minutes, whole))
}

/** When somebody came; the start where the report does not say, or says what cannot be. */
export function cameAt(event: Timed, joinedAt: Temporal.Instant | null): Temporal.Instant {
  if (joinedAt === null || Temporal.Instant.compare(joinedAt, event.startsAt) < 0) return event.startsAt
  return Temporal.Instant.compare(joinedAt, event.endsAt) > 0 ? event.startsAt : joinedAt
}

/** A report of another day is a report of another meeting. Meetings across midnight have two days. */
export function isOfThisDay(
  event: Pick<Event, 'startsAt' | 'endsAt' | 'timeZone'>,
  heldOn: Temporal.PlainDate | null,
): boolean {
  if (heldOn === null) return true
  const [from, to] = [event.startsAt, event.endsAt].map((at) =>
    at.toZonedDateTimeISO(event.timeZone).toPlainDate(),
  )
  return [from, to].some((day) => day?.equals(heldOn))
}
