import { plural } from '../../../design/components/index.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { isQuiet } from './quiet.ts'
import { takeDueNotices, takeDueReminders } from './store.ts'

const NOTICES = 'conversations.notices'
const REMINDERS = 'conversations.reminders'

export interface NoticeOptions {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
  /** That of England unless another is given. */
  readonly calendar?: Calendar
}

/** Notices every five minutes, reminders every hour; outside school hours it finds nothing to do. */
export function conversationJobs(options: NoticeOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: { [NOTICES]: () => sendNotices(options), [REMINDERS]: () => sendReminders(options) },
    schedules: [
      { kind: NOTICES, cron: '*/5 * * * *' },
      { kind: REMINDERS, cron: '20 * * * *' },
    ],
  }
}

/**
 * One email to each person who has something to read, however many messages and schools it comes from. It counts and
 * links, and says neither who wrote nor what. Run twice, it sends once: a notice is taken in the transaction that queues.
 */
export async function sendNotices(options: NoticeOptions): Promise<void> {
  const { database, clock, publicUrl } = options
  const now = clock.now()
  // A service that stood still overnight does not make up for it at night.
  if (isQuiet(now, options.calendar ?? (await loadCalendar()))) return
  const scope = { ...SYSTEM, 'alongside.today': clock.today().toString(), 'alongside.now': now.toString() }
  await database.inScope(scope, async (db) => {
    const due = await takeDueNotices(db, now)
    await queueMessages(
      db,
      due.map(({ accountId, email, name, partnershipIds, messages, questions }) => ({
        to: email,
        accountId,
        template: 'new-messages',
        personalisation: {
          name,
          messages: plural(messages, 'new message'),
          questions:
            questions === 0
              ? ''
              : questions === 1
                ? 'One of them asks for an answer.'
                : `${questions} of them ask for an answer.`,
          'messages-link':
            partnershipIds.length === 1
              ? `${publicUrl}/partnerships/${partnershipIds[0]}/conversation`
              : `${publicUrl}/conversations`,
          'preferences-link': `${publicUrl}/conversations/preferences`,
        },
        sendBefore: now.add({ hours: 48 }),
      })),
    )
  })
}

/**
 * One email to each person whom a question still waits for after the day by which an answer was hoped for: once for a
 * question, however often this runs, and in school hours only. It counts and links.
 */
export async function sendReminders(options: NoticeOptions): Promise<void> {
  const { database, clock, publicUrl } = options
  const now = clock.now()
  if (isQuiet(now, options.calendar ?? (await loadCalendar()))) return
  const scope = { ...SYSTEM, 'alongside.today': clock.today().toString(), 'alongside.now': now.toString() }
  await database.inScope(scope, async (db) => {
    const due = await takeDueReminders(db, clock.today())
    await queueMessages(
      db,
      due.map(({ accountId, email, name, partnershipIds, questions }) => ({
        to: email,
        accountId,
        template: 'question-waiting',
        personalisation: {
          name,
          questions: plural(questions, 'question'),
          'messages-link':
            partnershipIds.length === 1
              ? `${publicUrl}/partnerships/${partnershipIds[0]}/conversation`
              : `${publicUrl}/conversations`,
          'preferences-link': `${publicUrl}/conversations/preferences`,
        },
        sendBefore: now.add({ hours: 48 }),
      })),
    )
  })
}
