import type { Db } from '../../../platform/database/index.ts'
import type { Support } from '../days/actions.ts'
import { supportSideOf } from '../policy.ts'
import { listLeaders } from './store.ts'

/** Those whom the lead school can name on its own forms; the partner school leaves that to it. */
export async function leadersFor(
  db: Db,
  { actor, partnership }: Pick<Support, 'actor' | 'partnership'>,
): Promise<string[]> {
  return supportSideOf(actor) === 'lead' ? listLeaders(db, partnership) : []
}
