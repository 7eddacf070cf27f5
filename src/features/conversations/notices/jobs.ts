import { plural } from '../../../design/components/index.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
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
  await send(
    options,
    'new-messages',
    (db) => takeDueNotices(db, options.clock.now()),
    ({ messages, questions }) => ({
      messages: plural(messages, 'new message'),
      questions:
        questions === 0
          ? ''
          : questions === 1
            ? 'One of them asks for an answer.'
            : `${questions} of them ask for an answer.`,
    }),
  )
}

/**
 * One email to each person whom a question still waits for after the day by which an answer was hoped for: once for a
 * question, however often this runs, and in school hours only. It counts and links.
 */
export async function sendReminders(options: NoticeOptions): Promise<void> {
  await send(
    options,
    'question-waiting',
    (db) => takeDueReminders(db, options.clock.today()),
    ({ questions }) => ({
      questions: plural(questions, 'question'),
    }),
  )
}

interface Recipient {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly partnershipIds: readonly number[]
}

/** Takes whoever is due and queues one email to each, in one transaction; nothing outside school hours. */
async function send<To extends Recipient>(
  { database, clock, publicUrl, calendar }: NoticeOptions,
  template: string,
  takeDue: (db: Db) => Promise<readonly To[]>,
  says: (to: To) => Readonly<Record<string, string>>,
): Promise<void> {
  const now = clock.now()
  // A service that stood still overnight does not make up for it at night.
  if (isQuiet(now, calendar ?? (await loadCalendar()))) return
  const scope = { ...SYSTEM, 'alongside.today': clock.today().toString(), 'alongside.now': now.toString() }
  await database.inScope(scope, async (db) => {
    const due = await takeDue(db)
    await queueMessages(
      db,
      due.map((to) => ({
        to: to.email,
        accountId: to.accountId,
        template,
        personalisation: {
          name: to.name,
          ...says(to),
          'messages-link':
            to.partnershipIds.length === 1
              ? `${publicUrl}/partnerships/${to.partnershipIds[0]}/conversation`
              : `${publicUrl}/conversations`,
          'preferences-link': `${publicUrl}/conversations/preferences`,
        },
        sendBefore: now.add({ hours: 48 }),
      })),
    )
  })
}
