import type { BackgroundJob, JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { bookingCalendarPath, offerPath } from '../links.ts'
import { type EmailOptions, sendDue, TELL, tell } from './actions.ts'
import type { Telling } from './domain.ts'

const DUE = 'events.send-due'

/** Emails about events: what was asked for, and every five minutes whatever has become due. */
export function emailJobs(options: Omit<EmailOptions, 'calendar'> & { readonly calendar?: Calendar }): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const complete = async (): Promise<EmailOptions> => ({
    ...options,
    calendar: options.calendar ?? (await loadCalendar()),
  })
  return {
    handlers: {
      [TELL]: async (job) => tell(await complete(), Number(job.event), tellingOf(job)),
      [DUE]: async () => sendDue(await complete()),
    },
    schedules: [{ kind: DUE, cron: '*/5 * * * *' }],
  }
}

function tellingOf({ about, id }: BackgroundJob): Telling {
  switch (about) {
    case 'booked':
    case 'offer':
    case 'moved':
    case 'message':
      return { about, id: Number(id) }
    case 'cancelled':
    case 'invited':
      return { about }
    default:
      throw new Error(`Nobody can be told about “${about}”`)
  }
}

/** What these emails need that no table holds: links that open something without signing in. */
export function derivedPlaceholders(options: {
  readonly secret: string
  readonly publicUrl: string
}): Readonly<Record<string, (personalisation: Readonly<Record<string, string>>) => string>> {
  const { secret, publicUrl } = options
  return {
    'calendar-link': ({ booking = '' }) => `${publicUrl}${bookingCalendarPath(secret, booking)}`,
    'offer-link': ({ offer = '' }) => `${publicUrl}${offerPath(secret, offer)}`,
  }
}
