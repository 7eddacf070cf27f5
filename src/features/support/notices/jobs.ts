import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { isQuiet } from '../../conversations/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { supportDayHref } from '../words.ts'
import { tellOf } from './domain.ts'
import { takeDueDayNotices } from './store.ts'

const NOTICES = 'support.calendar-notices'

export interface DayNoticeOptions {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
  /** That of England unless another is given. */
  readonly calendar?: Calendar
}

/** Every five minutes; outside school hours it finds nothing to do. */
export function supportJobs(options: DayNoticeOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: { [NOTICES]: () => sendDayNotices(options) },
    schedules: [{ kind: NOTICES, cron: '*/5 * * * *' }],
  }
}

/**
 * One email a person and day, with a link to the file for the calendar: it says neither which schools nor when, because a
 * visit is between the two. Run twice, it sends once: a notice is taken in the transaction that queues.
 */
export async function sendDayNotices(options: DayNoticeOptions): Promise<void> {
  const { database, clock, publicUrl } = options
  const now = clock.now()
  // A service that stood still overnight does not make up for it at night.
  if (isQuiet(now, options.calendar ?? (await loadCalendar()))) return
  const scope = { ...SYSTEM, 'alongside.today': clock.today().toString(), 'alongside.now': now.toString() }
  await database.inScope(scope, async (db) => {
    const due = await takeDueDayNotices(db, now)
    await queueMessages(
      db,
      due.flatMap(({ accountId, email, name, dayId, change, state }) => {
        const told = tellOf(change, state)
        if (!told) return []
        const day = `${publicUrl}${supportDayHref(dayId)}`
        return [
          {
            to: email,
            accountId,
            template: `support-day-${told}`,
            personalisation: { name, 'day-link': day, 'calendar-link': `${day}/visit.ics` },
            sendBefore: now.add({ hours: 48 }),
          },
        ]
      }),
    )
  })
}
