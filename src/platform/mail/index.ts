/** Email: written from versioned files, queued in the caller's transaction, sent in the background. */

export { type MailJobsOptions, type Message, mailJobs, queueMessages } from './queue.ts'
export { listOutbox, type OutboxEmail } from './store.ts'
export { type Mailer, notifyMailer, outboxMailer, smtpMailer } from './transports.ts'
