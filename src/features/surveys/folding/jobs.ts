import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { sealOf } from '../answering/seal.ts'
import { USUAL_FLOOR } from '../disclosure/index.ts'
import { foldAll, forgetOldKeys } from './actions.ts'

const FOLD = 'surveys.fold'
const FORGET_KEYS = 'surveys.forget-keys'

export interface FoldingOptions {
  readonly database: Database
  readonly clock: Clock
  readonly secret: string
  readonly logger: FastifyBaseLogger
}

export function foldingJobs({ database, clock, secret, logger }: FoldingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const seal = sealOf(secret)
  return {
    handlers: {
      [FOLD]: async () => {
        await foldAll(database, seal, USUAL_FLOOR, (error) =>
          logger.error({ err: error }, 'answers of a survey were not folded'),
        )
      },
      [FORGET_KEYS]: async () => {
        await forgetOldKeys(database, clock.now())
      },
    },
    schedules: [
      { kind: FOLD, cron: '* * * * *' },
      { kind: FORGET_KEYS, cron: '50 2 * * *' },
    ],
  }
}
