/** One hub's support days together: its diary, and days that fall on one another. */
import type { SupportDay } from '../days/domain.ts'
import { leadersInBoth } from '../leaders/domain.ts'

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
 * Dates on which a hub has more than one support day at a time, each with the leaders who are needed twice: none where a day
 * names nobody yet, so that it may be the same person. Booked days that meet, and offers that meet a booked day; offers
 * that meet only each other do not clash, because not all of them will be chosen; nor do two half days at different times,
 * nor days on which different people come.
 */
export function clashesIn(diary: readonly DiaryEntry[]): ReadonlyMap<string, readonly string[]> {
  const clashes = new Map<string, readonly string[]>()
  for (const [on, entries] of Map.groupBy(diary, (entry) => entry.on)) {
    const booked = entries.filter(({ isOffered }) => !isOffered)
    for (const one of booked) {
      for (const other of entries) {
        if (other.day.id === one.day.id || !meet(one, other)) continue
        const [first, second] = [peopleOf(one), peopleOf(other)]
        const twice = leadersInBoth(first, second)
        if (twice.length === 0 && first !== '' && second !== '') continue
        const known = clashes.get(on) ?? []
        const isKnown = (name: string) => leadersInBoth(name, known.join()).length > 0
        clashes.set(on, [...known, ...twice.filter((name) => !isKnown(name))])
      }
    }
  }
  return clashes
}

/** Who comes from the lead school, as it is booked or offered. */
export const peopleOf = ({ day, isOffered }: DiaryEntry): string =>
  (isOffered ? day.offer?.leadPeople : '') || day.leadPeople

function meet(one: DiaryEntry, other: DiaryEntry): boolean {
  const [first, second] = [timesOf(one), timesOf(other)]
  if (first.endsAt === '' || second.endsAt === '') return first.halfDays + second.halfDays > 2
  return first.startsAt < second.endsAt && second.startsAt < first.endsAt
}

const timesOf = ({ day, isOffered }: DiaryEntry) => (isOffered && day.offer ? day.offer : day)
