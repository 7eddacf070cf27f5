import type { AppOptions } from './app.ts'
import * as actionPlans from './features/action-plans/index.ts'
import * as conversations from './features/conversations/index.ts'
import * as documents from './features/documents/index.ts'
import * as events from './features/events/index.ts'
import * as imports from './features/imports/index.ts'
import * as people from './features/people/index.ts'
import * as support from './features/support/index.ts'
import * as surveys from './features/surveys/index.ts'
import type { MailConfiguration } from './platform/configuration.ts'
import { refreshStatistics } from './platform/database/index.ts'
import type { JobHandlers, Schedule } from './platform/jobs/index.ts'
import { mailJobs, notifyMailer, outboxMailer, smtpMailer } from './platform/mail/index.ts'

/** An import that nobody went on with for so long is deleted, with the names and addresses in it. */
const ABANDONED_AFTER_DAYS = 14

/** Everything that the service does when nobody asks: one list of handlers, one of times. */
export function serviceJobs(options: AppOptions & { readonly mail: MailConfiguration }): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const { database, logger, publicUrl } = options
  const mail = mailJobs({
    database,
    log: logger,
    mailer: mailerOf(options),
    always: { service: 'Alongside', address: publicUrl },
    derived: { ...people.derivedPlaceholders(options), ...events.derivedPlaceholders(options) },
  })
  const tidying = people.peopleJobs(options)
  const plans = actionPlans.actionPlanJobs(options)
  const notices = conversations.conversationJobs(options)
  const days = support.supportJobs(options)
  const files = documents.documentJobs(options)
  const waiting = events.waitingJobs(options)
  const telling = events.emailJobs(options)
  const reports = events.reportJobs(options)
  const answers = surveys.surveyJobs(options)
  const abandoned = 'imports.clean-up'
  const statistics = 'database.statistics'
  return {
    handlers: {
      ...mail.handlers,
      ...tidying.handlers,
      ...plans.handlers,
      ...files.handlers,
      ...notices.handlers,
      ...days.handlers,
      ...waiting.handlers,
      ...telling.handlers,
      ...reports.handlers,
      ...answers.handlers,
      [abandoned]: async () => {
        const before = options.clock.now().subtract({ hours: 24 * ABANDONED_AFTER_DAYS })
        await database.inScope(people.SYSTEM, (db) => imports.deleteAbandonedImports(db, before))
      },
      [statistics]: async () => {
        await refreshStatistics(database)
      },
    },
    schedules: [
      ...mail.schedules,
      ...tidying.schedules,
      ...plans.schedules,
      ...files.schedules,
      ...notices.schedules,
      ...days.schedules,
      ...waiting.schedules,
      ...telling.schedules,
      ...reports.schedules,
      ...answers.schedules,
      { kind: abandoned, cron: '40 3 * * *' },
      // A server looks after itself.
      ...(database.kind === 'pglite' ? [{ kind: statistics, cron: '*/10 * * * *' }] : []),
    ],
  }
}

function mailerOf({ mail, database }: AppOptions & { readonly mail: MailConfiguration }) {
  if (mail.by === 'notify') return notifyMailer(mail)
  if (mail.by === 'smtp') return smtpMailer(mail)
  return outboxMailer(database)
}
