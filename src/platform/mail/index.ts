/** Email: written from versioned files, queued in the caller's transaction, sent in the background. */

export { type MailJobsOptions, type Message, mailJobs, queueMessages, sendMessageAgain } from './queue.ts'
export { receiptRoutes } from './receipts.ts'
export { isUnderWay, listOutbox, type OutboxEmail } from './store.ts'
export { type Mailer, notifyMailer, outboxMailer, smtpMailer } from './transports.ts'
