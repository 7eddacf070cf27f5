/** What happens to files when nobody asks: they are checked, deleted when they must go, and nothing half done stays. */
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { FileStore, Scanner } from '../../../platform/files/index.ts'
import type { BackgroundJob, JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { recordHistory } from '../../history/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { dueBy } from '../rules/domain.ts'
import { listKeepable, listRules } from '../rules/store.ts'
import type { DocumentServices } from '../services.ts'
import { markDeleted } from '../store.ts'
import { CHECK_JOB, ERASE_JOB } from './kinds.ts'
import { lookForLost, readOrLose, tellGivers } from './problems.ts'
import {
  findWaiting,
  forgetFile,
  listOrphans,
  listToErase,
  listWaiting,
  type Waiting,
  writeErased,
  writeVerdict,
} from './store.ts'

const CHECK_AGAIN = 'documents.check-again'
const TIDY = 'documents.tidy'
const KEEP_RULES = 'documents.keep-rules'
const TELL_GIVERS = 'documents.tell-givers'
/** As long as an upload may take, with room to spare. */
const ORPHAN_HOURS = 6
/** Checked in one run, when a scanner comes back after a long time. */
const MOST_AT_ONCE = 200

export interface KeepingOptions {
  readonly database: Database
  readonly clock: Clock
  readonly documents: DocumentServices
  /** Where emails lead. */
  readonly publicUrl: string
}

export function documentJobs(options: KeepingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: {
      [CHECK_JOB]: ({ document, number }: BackgroundJob) =>
        checkOne(options, Number(document), Number(number)),
      [CHECK_AGAIN]: () => checkWaiting(options),
      [ERASE_JOB]: ({ document }: BackgroundJob) => erase(options, Number(document)),
      [TIDY]: async () => {
        await tidy(options)
      },
      [KEEP_RULES]: async () => {
        await keepRules(options)
      },
      [TELL_GIVERS]: () => tellGivers(options),
    },
    schedules: [
      // A scanner that was down is asked again, however long it took to come back.
      { kind: CHECK_AGAIN, cron: '*/5 * * * *' },
      { kind: TIDY, cron: '20 * * * *' },
      { kind: KEEP_RULES, cron: '10 2 * * *' },
      // Outside school hours it finds nothing to do.
      { kind: TELL_GIVERS, cron: '*/5 * * * *' },
    ],
  }
}

/** The verdict on one version; without one it stays as it is, closed, and is asked about again. */
export async function checkOne(options: KeepingOptions, documentId: number, number: number): Promise<void> {
  const { database, documents } = options
  const waiting = await database.inScope(SYSTEM, (db) => findWaiting(db, documentId, number))
  if (waiting && documents.scanner) await check(options, documents.scanner, waiting)
}

/**
 * Everything that still waits. The first that gets no verdict ends the run: the scanner is down for all. A file that is not
 * where it should be holds up no other.
 */
export async function checkWaiting(options: KeepingOptions): Promise<void> {
  const { database, documents } = options
  if (!documents.scanner) return
  const waiting = await database.inScope(SYSTEM, (db) => listWaiting(db, MOST_AT_ONCE))
  for (const each of waiting) await check(options, documents.scanner, each)
}

async function check(
  { database, documents }: KeepingOptions,
  scanner: Scanner,
  waiting: Waiting,
): Promise<void> {
  const stream = await readOrLose(database, documents.store, waiting)
  if (!stream) return
  const finding = await scanner.scan(stream)
  await database.inScope(SYSTEM, async (db) => {
    if (!(await writeVerdict(db, waiting, finding.clean ? 'clean' : 'infected')) || finding.clean) return
    await recordHistory(db, 'system', {
      about: { partnershipId: waiting.partnershipId },
      kind: 'document.infected',
      sentence: 'The virus check refused a file. Nobody had opened it, and its content is deleted',
      details: { documents: [waiting.documentId], version: waiting.number },
    })
  })
  if (!finding.clean) await eraseBytes(database, documents.store, waiting)
}

/** Removes every byte of a deleted document. Safe to repeat: what is gone is gone. */
export async function erase({ database, documents }: KeepingOptions, documentId?: number): Promise<void> {
  const versions = await database.inScope(SYSTEM, (db) => listToErase(db, documentId))
  for (const version of versions) await eraseBytes(database, documents.store, version)
}

async function eraseBytes(database: Database, store: FileStore, version: Waiting): Promise<void> {
  await store.remove(version.fileId)
  await database.inScope(SYSTEM, (db) => writeErased(db, version))
}

/** Clears away what processes left behind: half an upload, a file that no document has, a deletion that did not come through. */
export async function tidy(options: KeepingOptions, orphanHours = ORPHAN_HOURS): Promise<number> {
  const { database, documents } = options
  await documents.arrivals.tidy()
  await erase(options)
  await lookForLost(database, documents)
  const orphans = await database.inScope(SYSTEM, (db) => listOrphans(db, orphanHours))
  for (const id of orphans) {
    await documents.store.remove(id)
    await database.inScope(SYSTEM, (db) => forgetFile(db, id))
  }
  return orphans.length
}

/** Deletes what has been kept as long as each programme's rules say. */
export async function keepRules(options: KeepingOptions): Promise<number> {
  const { database, clock } = options
  const deleted = await database.inScope(SYSTEM, async (db) => {
    const byProgramme = Map.groupBy(await listKeepable(db), ({ programmeId }) => programmeId)
    let count = 0
    for (const [programmeId, keepable] of byProgramme) {
      for (const each of dueBy(keepable, await listRules(db, programmeId), clock.today())) {
        if (!(await markDeleted(db, each.id, { name: 'Alongside', because: 'kept long enough' }))) continue
        count += 1
        await recordHistory(db, 'system', {
          about: { partnershipId: each.partnershipId },
          kind: 'document.kept-long-enough',
          sentence: 'Deleted a document that had been kept as long as the programme’s rules say',
          details: { documents: [each.id] },
        })
      }
    }
    return count
  })
  await erase(options)
  return deleted
}
