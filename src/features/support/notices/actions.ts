import type { Db } from '../../../platform/database/index.ts'
import { sendTime } from '../../conversations/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { peopleAt } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { CalendarChange } from './domain.ts'
import { insertDayNotices } from './store.ts'

/** When a change is told: the clock, and the calendar whose holidays are respected. */
export interface Telling {
  readonly now: Temporal.Instant
  readonly calendar: Calendar
}

/** Everybody of both schools is told of what changes their calendars, in school hours and not in the holidays. */
export async function noteChange(
  db: Db,
  partnership: Partnership,
  { dayId, change }: { readonly dayId: number; readonly change: CalendarChange },
  { now, calendar }: Telling,
): Promise<void> {
  const both = await Promise.all([
    peopleAt(db, { schoolUrn: partnership.schoolUrn }),
    peopleAt(db, { hubId: partnership.hubId }),
  ])
  const accountIds = both
    .flat()
    .filter(({ endedAt, programmeId }) => endedAt === null && programmeId === partnership.programmeId)
    .map(({ accountId }) => accountId)
  const sendAt = sendTime(now, calendar)
  await insertDayNotices(db, { dayId, partnershipId: partnership.id, change, accountIds, sendAt })
}
