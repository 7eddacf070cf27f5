import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Document, ExpectedDocument, Request } from '../domain.ts'
import { type PublishedLinks, readPublished } from '../published/content.ts'
import { listRequests } from '../requests/store.ts'
import { listDocuments } from '../store.ts'
import { listExpected, type PartnershipInView, readPartnershipInView } from '../subject.ts'

/** Everything about the documents of one partnership, as far as this reader may see it. */
export interface DocumentsRoom extends PartnershipInView {
  readonly expected: readonly ExpectedDocument[]
  readonly requests: readonly Request[]
  readonly documents: readonly Document[]
  readonly published: PublishedLinks
  readonly today: Temporal.PlainDate
}

export async function readDocumentsRoom(
  db: Db,
  actor: Actor,
  partnershipId: number,
  today: Temporal.PlainDate,
): Promise<DocumentsRoom> {
  const view = await readPartnershipInView(db, actor, partnershipId)
  const [documents, requests] = await Promise.all([
    listDocuments(db, partnershipId),
    listRequests(db, partnershipId),
  ])
  const expected = await listExpected(db, view, documents, today)
  return { ...view, documents, requests, expected, published: await readPublished(), today }
}
