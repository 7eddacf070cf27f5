/** One hub's support days together: its diary, days that fall on one another, and what is due in each school's support term. */
import type { SupportDay } from '../days/domain.ts'
import { daysLeft, type Ledger } from '../ledger/domain.ts'

export interface DiaryEntry {
  readonly on: string
  readonly day: SupportDay
  /** Only offered yet: the other school has not chosen. */
  readonly isOffered: boolean
}

/** Everything with a date from a day on, booked or offered, in order of date. */
export function diaryFrom(days: readonly SupportDay[], from: string): DiaryEntry[] {
  const entries = days.flatMap((day): DiaryEntry[] => {
    if (day.state === 'cancelled' || day.state === 'delivered') return []
    const booked = day.state === 'booked' && day.heldOn ? [{ on: day.heldOn, day, isOffered: false }] : []
    const offered =
      day.offer?.kind === 'dates' ? day.offer.dates.map((on) => ({ on, day, isOffered: true })) : []
    return [...booked, ...offered]
  })
  return entries
    .filter(({ on }) => on >= from)
    .toSorted((one, other) => one.on.localeCompare(other.on) || one.day.id - other.day.id)
}

/**
 * Dates on which a hub has more than one support day: booked days that meet, and offers that meet a booked day. Offers
 * that meet only each other do not clash, because not all of them will be chosen; nor do two half days at different times.
 */
export function clashesIn(diary: readonly DiaryEntry[]): ReadonlySet<string> {
  const clashes = new Set<string>()
  for (const [on, entries] of Map.groupBy(diary, (entry) => entry.on)) {
    const booked = entries.filter(({ isOffered }) => !isOffered)
    for (const one of booked) {
      if (entries.some((other) => other.day.id !== one.day.id && meet(one, other))) clashes.add(on)
    }
  }
  return clashes
}

function meet(one: DiaryEntry, other: DiaryEntry): boolean {
  const [first, second] = [timesOf(one), timesOf(other)]
  if (first.endsAt === '' || second.endsAt === '') return first.halfDays + second.halfDays > 2
  return first.startsAt < second.endsAt && second.startsAt < first.endsAt
}

const timesOf = ({ day, isOffered }: DiaryEntry) => (isOffered && day.offer ? day.offer : day)

/** What is still to be arranged in one support term by all schools together, in half days. */
export function leftToArrange(ledgers: readonly Ledger[], supportTerm: number): number {
  return ledgers.reduce((sum, ledger) => sum + (daysLeft(ledger, supportTerm) ?? 0), 0)
}
