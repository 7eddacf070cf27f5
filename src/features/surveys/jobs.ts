/** What surveys do when nobody asks. */
import type { JobHandlers, Schedule } from '../../platform/jobs/index.ts'
import { sealOf } from './answering/seal.ts'
import { collectWith } from './folding/actions.ts'
import { type FoldingOptions, foldingJobs } from './folding/jobs.ts'
import { keepingJobs } from './keeping/jobs.ts'
import { remarkJobs, type TellingOptions } from './remarks/jobs.ts'
import { waveJobs } from './waves/changes/jobs.ts'

export function surveyJobs(options: FoldingOptions & TellingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const all = [
    waveJobs(options),
    foldingJobs(options),
    remarkJobs(options),
    keepingJobs({ ...options, collect: collectWith(sealOf(options.secret)) }),
  ]
  return {
    handlers: Object.assign({}, ...all.map(({ handlers }) => handlers)),
    schedules: all.flatMap(({ schedules }) => schedules),
  }
}
