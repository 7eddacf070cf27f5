/** Closed waves get their results, and answers go when they have been kept long enough. */
import type { FastifyBaseLogger } from 'fastify'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { recordHistory } from '../../history/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type MakingOptions, makeResults } from '../results/making.ts'
import { dueBy } from './domain.ts'
import { deleteAnswers, listKept, listToCount, readDays } from './store.ts'

const COUNT = 'surveys.count'
const DELETE = 'surveys.delete-answers'
/** For bursts that nobody decides about: then they count. */
const WAIT_DAYS = 14

export interface KeepingOptions extends MakingOptions {
  readonly logger: FastifyBaseLogger
}

export function keepingJobs(options: KeepingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: {
      [COUNT]: async () => {
        await countClosed(options)
      },
      [DELETE]: async () => {
        await deleteKeptLongEnough(options)
      },
    },
    schedules: [
      { kind: COUNT, cron: '*/10 * * * *' },
      { kind: DELETE, cron: '30 3 * * *' },
    ],
  }
}

/** Makes the results of every wave that waits for nobody. Returns how many. */
export async function countClosed(options: KeepingOptions): Promise<number> {
  const { database, clock, logger } = options
  const waitedUntil = clock.now().subtract({ hours: 24 * WAIT_DAYS })
  let made = 0
  for (const id of await database.inScope(SYSTEM, (db) => listToCount(db, waitedUntil))) {
    try {
      if (await makeResults(options, id)) made += 1
    } catch (error) {
      // One wave that cannot be counted keeps no other from it.
      logger.error({ err: error }, 'results of a survey were not made')
    }
  }
  return made
}

/** Deletes the answers of waves that were counted long enough ago, each in a transaction of its own. Returns of how many. */
export async function deleteKeptLongEnough({
  database,
  clock,
}: Pick<KeepingOptions, 'database' | 'clock'>): Promise<number> {
  const due = await database.inScope(SYSTEM, async (db) =>
    dueBy(await listKept(db), await readDays(db), clock.today()),
  )
  const scope = { ...SYSTEM, 'alongside.now': clock.now().toString() }
  let deleted = 0
  for (const { waveId, partnershipId } of due) {
    deleted += await database.inScope(scope, async (db) => {
      const answers = await deleteAnswers(db, waveId)
      if (answers === undefined) return 0
      await recordHistory(db, 'system', {
        about: { partnershipId },
        kind: 'survey.answers-deleted',
        sentence: `Deleted the answers of a survey (${answers}), which had been kept long enough. Its results stay`,
        details: { surveyWaveId: waveId, answers },
      })
      return 1
    })
  }
  if (deleted > 0) {
    // What was deleted is still in the file until it is vacuumed; where that is not allowed, the server does it in its time.
    await database
      .ownerStatements('vacuum survey_answers, survey_remarks, survey_tallies')
      .catch(() => undefined)
  }
  return deleted
}
