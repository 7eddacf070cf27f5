import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { bookingCalendarPath, feedbackPath, offerPath } from '../links.ts'
import { NOTICE, NOTICES, type Notice } from '../notices.ts'
import { type EmailOptions, sendDue, tell } from './actions.ts'

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
      [NOTICE]: async (job) => tell(await complete(), noticeOf(job.notice), Number(job.id)),
      [DUE]: async () => sendDue(await complete()),
    },
    schedules: [{ kind: DUE, cron: '*/5 * * * *' }],
  }
}

function noticeOf(text: unknown): Notice {
  const notice = NOTICES.find((each) => each === text)
  if (!notice) throw new Error(`There is no notice “${text}”`)
  return notice
}

/** What these emails need that no table holds: links that open something without signing in. */
export function derivedPlaceholders(options: {
  readonly secret: string
  readonly publicUrl: string
}): Readonly<Record<string, (personalisation: Readonly<Record<string, string>>) => string>> {
  const { secret, publicUrl } = options
  return {
    'calendar-link': ({ booking = '' }) => `${publicUrl}${bookingCalendarPath(secret, booking)}`,
    'feedback-link': ({ guest = '' }) => `${publicUrl}${feedbackPath(secret, guest)}`,
    'offer-link': ({ offer = '' }) => `${publicUrl}${offerPath(secret, offer)}`,
  }
}
