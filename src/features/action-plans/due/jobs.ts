import { plural } from '../../../design/components/index.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { DAYS_AHEAD, isDigestWeek, mondayOf } from './domain.ts'
import { listDigests, noteDigests } from './store.ts'

const WEEKLY_DIGEST = 'action-plans.weekly-digest'

export interface DigestOptions {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
  /** That of England unless another is given. */
  readonly calendar?: Calendar
}

/** Mondays at seven, in England's time, while schools are open. */
export function actionPlanJobs(options: DigestOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: { [WEEKLY_DIGEST]: () => sendDigests(options) },
    schedules: [{ kind: WEEKLY_DIGEST, cron: '0 7 * * 1' }],
  }
}

/**
 * One email a week to each owner who asked for it and has something due. Run twice, it sends once. The email counts and
 * links: what is due is read in the service.
 */
export async function sendDigests(options: DigestOptions): Promise<void> {
  const { database, clock, publicUrl } = options
  const today = clock.today()
  const week = mondayOf(today)
  if (!isDigestWeek(week, options.calendar ?? (await loadCalendar()))) return
  await database.inScope(
    { ...SYSTEM, 'alongside.today': today.toString(), 'alongside.now': clock.now().toString() },
    async (db) => {
      const digests = await listDigests(db, { today, until: today.add({ days: DAYS_AHEAD }) })
      const fresh = await noteDigests(
        db,
        digests.map(({ accountId }) => accountId),
        week,
      )
      await queueMessages(
        db,
        digests
          .filter(({ accountId }) => fresh.has(accountId))
          .map(({ accountId, email, name, soon, late }) => ({
            to: email,
            accountId,
            template: 'weekly-digest',
            personalisation: {
              name,
              soon: plural(soon, 'action is', 'actions are'),
              late: late === 0 ? 'Nothing is late.' : `${plural(late, 'action is', 'actions are')} late.`,
              'due-link': `${publicUrl}/due`,
              'preferences-link': `${publicUrl}/due/preferences`,
            },
            // By Wednesday it is old news.
            sendBefore: clock.now().add({ hours: 48 }),
          })),
      )
    },
  )
}
