import type { DayNow, EntryKind } from '../days/domain.ts'

/** What changes the calendars of both schools. */
export type CalendarChange = 'agreed' | 'moved' | 'cancelled'

/** What an entry means for the calendars: nothing while only one school has said something. Pure. */
export function changeOf(before: Pick<DayNow, 'state'>, entry: EntryKind): CalendarChange | undefined {
  if (entry === 'booked') return before.state === 'booked' ? 'moved' : 'agreed'
  return entry === 'cancelled' && before.state === 'booked' ? 'cancelled' : undefined
}

/**
 * What to tell somebody whose notice has waited: `first` is the change that left it, `state` how the day stands now. Nothing
 * of a day that was agreed and cancelled before anybody was told, nor of one that has taken place meanwhile.
 */
export function tellOf(first: CalendarChange, state: DayNow['state']): CalendarChange | undefined {
  if (state === 'cancelled') return first === 'agreed' ? undefined : 'cancelled'
  if (state !== 'booked') return undefined
  return first === 'agreed' ? 'agreed' : 'moved'
}
