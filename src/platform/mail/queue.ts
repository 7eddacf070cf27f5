import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Db } from '../database/index.ts'
import { enqueue, type JobHandlers, type Schedule, TRIES } from '../jobs/index.ts'
import {
  deleteOldMessages,
  type FinishedMessage,
  finishMessages,
  insertMessages,
  noteFault,
  type QueuedMessage,
  renewMessage,
  takeMessages,
} from './store.ts'
import { fillTemplate, type Placeholders, readTemplates } from './templates.ts'
import type { Mailer } from './transports.ts'

export interface Message {
  /** For a caller that wants to know what became of it; else one is made. */
  readonly id?: string
  readonly to: string
  readonly accountId?: number
  /** A file of content/emails, without its ending. */
  readonly template: string
  /** Never a secret: it stays in the database until the email is sent. */
  readonly personalisation: Readonly<Record<string, string>>
  /** Not worth sending later than this. */
  readonly sendBefore?: Temporal.Instant
}

const SYSTEM = { 'alongside.role': 'system' }
const SEND = 'mail.send'
const SEND_SEVERAL = 'mail.send-several'
const CLEAN_UP = 'mail.clean-up'
const KEEP_DAYS = 30
/** More emails than this at once go out together, behind those that somebody is waiting for. */
const FEW = 10
const TOGETHER = 25
/** Given to the mail service at the same time. */
const AT_ONCE = 5

/** Queues emails in the caller's transaction: when it rolls back, nothing is sent. Two statements, however many. */
export async function queueMessages(db: Db, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((message) => ({
    id: message.id ?? randomUUID(),
    to: message.to,
    accountId: message.accountId ?? null,
    template: message.template,
    personalisation: message.personalisation,
    sendBefore: message.sendBefore?.toString() ?? null,
  }))
  await insertMessages(db, rows)
  const ids = rows.map(({ id }) => id)
  if (ids.length <= FEW) return enqueue(db, ...ids.map((id) => ({ kind: SEND, message: id })))
  const groups = Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_none, index) =>
    ids.slice(index * TOGETHER, (index + 1) * TOGETHER),
  )
  await enqueue(
    db,
    ...groups.map((group) => ({ kind: SEND_SEVERAL, messages: group.join(' '), priority: -1 })),
  )
}

/** Sends a message again that was given up. In the system's scope; whether somebody may is for the caller. */
export async function sendMessageAgain(db: Db, id: string): Promise<void> {
  if (await renewMessage(db, id)) await enqueue(db, { kind: SEND, message: id })
}

export interface MailJobsOptions {
  readonly database: Database
  readonly log: FastifyBaseLogger
  readonly mailer: Mailer
  /** Values that every email may use, such as the name of the service. */
  readonly always: Readonly<Record<string, string>>
  /** Placeholders worked out from a message's own values only when it is written: one-time codes, links that sign in. */
  readonly derived: Readonly<Record<string, (personalisation: Readonly<Record<string, string>>) => string>>
}

/**
 * The background work of sending. A message is sent at least once: if the service stops between the mail service
 * taking it and the note of that, it is sent again.
 */
export function mailJobs(options: MailJobsOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const { database, log, mailer } = options
  const templates = readTemplates()

  async function send(...ids: string[]): Promise<void> {
    const waiting = (await database.inScope(SYSTEM, (db) => takeMessages(db, ids)))[Symbol.iterator]()
    const faults: unknown[] = []
    const notes = notesTo(database)
    const work = async () => {
      for (const message of waiting)
        await sendOne(message, notes.add).catch((fault: unknown) => faults.push(fault))
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, work))
    await notes.written()
    // The job is tried again as a whole; what was sent is not taken a second time.
    if (faults.length > 0) throw faults[0]
  }

  async function sendOne(message: QueuedMessage, note: (finished: FinishedMessage) => void): Promise<void> {
    const { id } = message
    if (message.late) {
      note({ id, status: 'failed', fault: 'too late' })
      return
    }
    const template = templates.get(message.template)
    if (!template) throw new Error(`There is no email “${message.template}”`)
    const derived: Placeholders = Object.fromEntries(
      Object.entries(options.derived).map(([name, work]) => [name, () => work(message.personalisation)]),
    )
    const { subject, body } = fillTemplate(template, {
      ...options.always,
      ...message.personalisation,
      ...derived,
    })
    try {
      const reference = await mailer.send({ id, to: message.to, subject, body })
      note({ id, status: 'sent', reference })
    } catch (error) {
      // What a mail service says can quote the address; only its kind is logged.
      const fault = faultOf(error)
      await database.inScope(SYSTEM, (db) => noteFault(db, id, fault, TRIES))
      log.warn({ message: id, template: message.template, fault }, 'An email was not taken')
      throw new Error(`The mail service answered ${fault}`)
    }
  }

  return {
    handlers: {
      [SEND]: (job) => send(String(job.message)),
      [SEND_SEVERAL]: (job) => send(...String(job.messages).split(' ')),
      [CLEAN_UP]: () => database.inScope(SYSTEM, (db) => deleteOldMessages(db, KEEP_DAYS)),
    },
    schedules: [{ kind: CLEAN_UP, cron: '20 3 * * *' }],
  }
}

/**
 * Notes what became of messages: all that were finished while the note before was being written, in one statement. So few
 * are noted late that little is sent twice when the service stops, and many do not wait for one another.
 */
function notesTo(database: Database) {
  let finished: FinishedMessage[] = []
  let writing: Promise<void> | undefined
  async function write(): Promise<void> {
    // Those that are finished in the same moment go together.
    await null
    while (finished.length > 0) {
      const these = finished
      finished = []
      await database.inScope(SYSTEM, (db) => finishMessages(db, these))
    }
    writing = undefined
  }
  return {
    add(one: FinishedMessage): void {
      finished.push(one)
      writing ??= write()
      // What goes wrong is met in `written`.
      writing.catch(() => {})
    },
    async written(): Promise<void> {
      await writing
    },
  }
}

function faultOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, responseCode, response } = error as Record<string, unknown>
  const status = (response as { status?: unknown } | undefined)?.status
  return [code, responseCode, status].filter((part) => part !== undefined).join(' ') || 'unknown'
}
