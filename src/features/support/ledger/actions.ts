/** The sums of one partnership or of many: what the programme promises, from its file, and what is taken, from the database. */
import type { Db } from '../../../platform/database/index.ts'
import { type Partnership, pathwayOf } from '../../partnerships/index.ts'
import { type Cohort, readVersion } from '../../programmes/index.ts'
import { listTaken } from '../store.ts'
import { type Ledger, ledgerOf } from './domain.ts'

export type PromisedTo = Pick<Partnership, 'id' | 'programmeVersionId' | 'pathwayKey' | 'cohortId'>

/** Whether anything has been arranged or not; nothing where a pathway has no support days. */
export async function findLedger(
  db: Db,
  partnership: PromisedTo,
  cohort: Cohort,
): Promise<Ledger | undefined> {
  return (await readLedgers(db, [partnership], [cohort])).get(partnership.id)
}

/** Of those partnerships that have support days. */
export async function readLedgers(
  db: Db,
  partnerships: readonly PromisedTo[],
  cohorts: readonly Cohort[],
): Promise<Map<number, Ledger>> {
  const versions = [...new Set(partnerships.map(({ programmeVersionId }) => programmeVersionId))]
  const [taken, ...definitions] = await Promise.all([
    listTaken(
      db,
      partnerships.map(({ id }) => id),
    ),
    ...versions.map((id) => readVersion(db, id)),
  ])
  const definitionOf = new Map(definitions.map(({ id, definition }) => [id, definition]))
  const cohortOf = new Map(cohorts.map((cohort) => [cohort.id, cohort]))
  const ledgers = new Map<number, Ledger>()
  for (const { id, programmeVersionId, pathwayKey, cohortId } of partnerships) {
    const [definition, cohort] = [definitionOf.get(programmeVersionId), cohortOf.get(cohortId)]
    if (!definition || !cohort) continue
    const ledger = ledgerOf(pathwayOf(definition, pathwayKey), cohort, taken.get(id) ?? [])
    if (ledger) ledgers.set(id, ledger)
  }
  return ledgers
}
