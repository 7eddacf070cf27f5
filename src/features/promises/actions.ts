import type { Db } from '../../platform/database/index.ts'
import { expectationHref, isOpen, type ProgressItem, type Side } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Pathway } from '../programmes/index.ts'
import type { OpenPromise } from './domain.ts'
import { type Card, listCards, listPromises } from './store.ts'
import { promiseOf } from './words.ts'

/** What is expected of a partnership, as its page has read it already. */
export interface ExpectedOf {
  readonly partnership: { readonly id: number }
  readonly pathway: Pick<Pathway, 'expectations'>
  readonly items: readonly ProgressItem[]
}

/** Everything promised in one partnership, the documents that its programme expects among it. */
export async function readPromises(db: Db, actor: Actor, of: ExpectedOf): Promise<OpenPromise[]> {
  const rows = await listPromises(db, [of.partnership.id])
  return [...rows.map((row) => promiseOf(row, actor)), ...expectedDocuments(of)]
}

function expectedDocuments({ partnership, pathway, items }: ExpectedOf): OpenPromise[] {
  const documents = new Set(
    pathway.expectations.filter(({ kind }) => kind === 'document').map(({ key }) => key),
  )
  return items
    .filter((item) => documents.has(item.expectationKey) && isOpen(item))
    .map((item) => ({
      partnershipId: partnership.id,
      by: sideOf(item),
      kind: 'document',
      words: item.label,
      href: expectationHref(partnership.id, item),
      since: item.opensOn,
      dueOn: item.dueOn,
      isExpected: true,
    }))
}

/** What both act on is first asked of the partner school. */
const sideOf = ({ actedOnBy }: ProgressItem): Side => (actedOnBy === 'both' ? 'partner' : actedOnBy)

/** Everything promised in the partnerships of a hub, or of the whole programme, that have not ended. */
export async function readPromisesAcross(
  db: Db,
  actor: Actor,
  hubId: number | undefined,
): Promise<{ readonly cards: Card[]; readonly promises: OpenPromise[] }> {
  const cards = await listCards(db, hubId)
  const ids = cards.map(({ partnershipId }) => partnershipId)
  const rows = await listPromises(db, hubId === undefined ? undefined : ids)
  const known = new Set(ids)
  return {
    cards,
    promises: rows
      .filter(({ partnershipId }) => known.has(partnershipId))
      .map((row) => promiseOf(row, actor)),
  }
}
