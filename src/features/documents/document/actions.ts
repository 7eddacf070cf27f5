/** What the side that gave a document does with it afterwards: shares, takes back, deletes. */
import type { Db } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Partnership, readPartnership, type Side } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Document, Openings, Version } from '../domain.ts'
import { ERASE_JOB } from '../keeping/kinds.ts'
import { ownsDocument } from '../policy.ts'
import { listOpenings, listVersions, markDeleted, readDocument, updateSharing } from '../store.ts'
import { namesOf } from '../words.ts'

export interface DocumentInView {
  readonly actor: Actor
  readonly document: Document
  readonly partnership: Partnership
  readonly versions: readonly Version[]
  /** Empty for whoever did not give it. */
  readonly openings: Openings
  readonly isOwn: boolean
}

export async function readDocumentInView(
  db: Db,
  actor: Actor,
  id: number,
  page = 1,
): Promise<DocumentInView> {
  const document = await readDocument(db, id)
  const [partnership, versions, openings] = await Promise.all([
    readPartnership(db, document.partnershipId),
    listVersions(db, id),
    listOpenings(db, id, page),
  ])
  return { actor, document, partnership, versions, openings, isOwn: ownsDocument(actor, document) }
}

const STALE =
  'Somebody else changed this document while you had the page open. Open it again to see what changed.'

export interface Sharing {
  readonly revision: number
  readonly sharedWith: readonly Side[]
  readonly expiresOn: string | null
}

/** From the next request on. What was opened before was opened: the page says by whom. */
export async function changeSharing(db: Db, actor: Actor, id: number, change: Sharing): Promise<void> {
  const { document, partnership, isOwn } = await readDocumentInView(db, actor, id)
  if (!isOwn) throw forbidden('Only those who gave a document decide who opens it.')
  const isSame =
    [...document.sharedWith].sort().join() === [...change.sharedWith].sort().join() &&
    document.expiresOn === change.expiresOn
  if (isSame && document.deletedAt === null) return
  if (!(await updateSharing(db, id, change))) throw conflict(STALE)
  await recordHistory(db, actor, {
    about: { partnershipId: document.partnershipId },
    kind: change.sharedWith.length === 0 ? 'document.taken-back' : 'document.shared',
    sentence:
      change.sharedWith.length === 0
        ? `Took back a document that was shared with ${namesOf(document.sharedWith, undefined, partnership)}`
        : `Shared a document with ${namesOf(change.sharedWith, undefined, partnership)}`,
    details: { documents: [id], expiresOn: change.expiresOn },
  })
}

/** At once for everybody; the bytes go with the job. Pressed twice, it is deleted once. */
export async function deleteDocument(db: Db, actor: Actor, id: number): Promise<number> {
  const { document, isOwn } = await readDocumentInView(db, actor, id)
  if (!isOwn) throw forbidden('Only those who gave a document delete it.')
  if (await markDeleted(db, id, { name: actor.name, because: 'by hand' })) {
    await enqueue(db, { kind: ERASE_JOB, document: id })
    await recordHistory(db, actor, {
      about: { partnershipId: document.partnershipId },
      kind: 'document.deleted',
      sentence: 'Deleted a document, with all its versions',
      details: { documents: [id] },
    })
  }
  return document.partnershipId
}
