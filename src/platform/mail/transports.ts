import { createTransport } from 'nodemailer'
import { NotifyClient } from 'notifications-node-client'
import type { Database } from '../database/index.ts'
import { insertOutbox } from './store.ts'

export interface Email {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly body: string
}

/** A way for an email to leave. */
export interface Mailer {
  readonly kind: 'notify' | 'smtp' | 'outbox'
  /** Rejects when the email was not taken. Resolves with the service's own reference, where it gives one. */
  send(email: Email): Promise<string | undefined>
}

/**
 * GOV.UK Notify. Its template holds only ((subject)) and ((body)), so that the words of every email stay versioned here.
 * `url` is for a stand-in in tests.
 */
export function notifyMailer(settings: { apiKey: string; templateId: string; url?: string }): Mailer {
  const client = settings.url
    ? new NotifyClient(settings.url, settings.apiKey)
    : new NotifyClient(settings.apiKey)
  return {
    kind: 'notify',
    async send({ id, to, subject, body }) {
      const response = await client.sendEmail(settings.templateId, to, {
        personalisation: { subject, body },
        reference: id,
      })
      return response.data.id
    },
  }
}

/** Any SMTP server, as `smtp://user:password@host:port` or `smtps://…`. */
export function smtpMailer(settings: { url: string; from: string }): Mailer {
  const transport = createTransport(settings.url, { from: settings.from })
  return {
    kind: 'smtp',
    async send({ id, to, subject, body }) {
      const { messageId } = await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text: body,
        messageId: `<${id}@alongside>`,
        headers: { 'auto-submitted': 'auto-generated' },
      })
      return messageId
    },
  }
}

/** Keeps emails in the database to be read on a page. For the demonstration world and development only. */
export function outboxMailer(database: Database): Mailer {
  return {
    kind: 'outbox',
    async send(email) {
      await database.inScope({ 'alongside.role': 'system' }, (db) => insertOutbox(db, email))
      return undefined
    },
  }
}
