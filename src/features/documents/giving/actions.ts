/**
 * A file is given in three steps, so that what a process leaves half done is found and removed: the storage's name for it is
 * written down; the bytes go there; the document is written, in one transaction with its history and the job that scans it.
 * Only then is anybody told that it was received.
 */
import { randomUUID } from 'node:crypto'
import type { Database, Db } from '../../../platform/database/index.ts'
import { type FileKind, findKind, NotWritten } from '../../../platform/files/index.ts'
import type { FormError } from '../../../platform/forms.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Partnership, readPartnership, type Side } from '../../partnerships/index.ts'
import { type Actor, SYSTEM } from '../../people/index.ts'
import { type Document, expiryOf, type Purpose, withoutEnding } from '../domain.ts'
import { CHECK_JOB } from '../keeping/kinds.ts'
import { canGive, ownsDocument } from '../policy.ts'
import { ruleFor } from '../rules/store.ts'
import { type DocumentServices, LARGEST_BYTES, MOST_FILES } from '../services.ts'
import {
  insertDocument,
  insertVersion,
  isVersionKnown,
  lockDocument,
  noteFiles,
  readDocument,
  setNewest,
} from '../store.ts'
import type { PartnershipInView, Subject } from '../subject.ts'
import { namesOf } from '../words.ts'
import type { LinkGiven } from './forms.ts'
import type { Sent, SentFile } from './upload.ts'

/** A file that may be kept: its kind is known. */
export interface Accepted extends SentFile {
  readonly kind: FileKind
}
/** The same, once its bytes are in the storage. */
export interface Kept extends Accepted {
  readonly fileId: string
}

export function mustBeAllowed(actor: Actor, partnership: Partnership): void {
  if (!canGive(actor, partnership)) {
    throw forbidden('Documents can be sent only while the partnership is running. Nothing was saved.')
  }
}

/** Said instead of losing what was typed. */
export const NOT_KEPT: FormError = {
  field: 'file',
  message:
    'The service could not keep the files. This is not your doing, and it is noted. Nothing was saved. Try again later',
}

/** Looks at each file's own content. All of them are taken, or none. */
export async function accept({
  files,
  areTooMany,
  areNotWritten,
}: Sent): Promise<{ accepted: Accepted[]; errors: FormError[] }> {
  const accepted: Accepted[] = []
  const messages: string[] = []
  const most = `${Math.floor(LARGEST_BYTES / 1_048_576)} MB`
  const areAllThere = !areTooMany && !areNotWritten
  if (areNotWritten) messages.push(NOT_KEPT.message)
  else if (areTooMany) messages.push(`Send at most ${MOST_FILES} files at a time`)
  else if (files.length === 0) messages.push('Choose a file')
  for (const file of areAllThere ? files : []) {
    if (file.isTooLong) {
      messages.push(`${file.name}: the file is longer than ${most}. Make it smaller, or send it in parts`)
      continue
    }
    const result = await findKind(file.arrived.path, file.name)
    if (result.ok) accepted.push({ ...file, kind: result.kind })
    else messages.push(files.length > 1 ? `${file.name}: ${result.message}` : result.message)
  }
  return { accepted, errors: messages.map((message) => ({ field: 'file', message })) }
}

/**
 * Puts the bytes into the storage. What comes of them is written afterwards; until then the clean-up knows them.
 * @throws NotWritten when the storage does not take them
 */
export async function keep(
  database: Database,
  { store }: DocumentServices,
  accepted: readonly Accepted[],
): Promise<Kept[]> {
  const kept = accepted.map((file) => ({ ...file, fileId: randomUUID() }))
  await database.inScope(SYSTEM, (db) =>
    noteFiles(
      db,
      kept.map(({ fileId }) => fileId),
    ),
  )
  try {
    for (const { fileId, arrived } of kept) await store.keep(fileId, arrived)
  } catch (error) {
    throw new NotWritten(error)
  }
  return kept
}

interface Giving {
  readonly view: PartnershipInView
  readonly subject: Subject
  readonly form: {
    readonly key: string
    readonly title: string
    readonly purpose: Purpose
    readonly sharedWith: readonly Side[]
  }
  readonly today: Temporal.PlainDate
}

/** Writes down the documents whose bytes are kept. Sent twice, they are given once. */
export async function giveFiles(
  db: Db,
  giving: Giving,
  files: readonly Kept[],
  isScanned: boolean,
): Promise<void> {
  const { view, form } = giving
  // Files take minutes to arrive: where the partnership stands is asked again.
  mustBeAllowed(view.actor, await readPartnership(db, view.partnership.id))
  const base = await newDocument(db, giving)
  const ids: number[] = []
  for (const [index, file] of files.entries()) {
    const own = withoutEnding(file.name)
    const title = form.title === '' ? own : files.length > 1 ? `${form.title}: ${own}` : form.title
    const id = await insertDocument(db, view.actor, index + 1, {
      ...base,
      title: [...title].slice(0, 200).join(''),
    })
    if (id === undefined) return
    await writeVersion(db, view.actor, { key: form.key, documentId: id, number: 1, file, isScanned })
    ids.push(id)
  }
  await note(db, giving, ids.length === 1 ? 'a document' : `${ids.length} documents`, ids)
}

/** What is published elsewhere is linked, with who publishes it and from when. */
export async function giveLink(
  db: Db,
  giving: Omit<Giving, 'form'> & { readonly form: LinkGiven },
): Promise<void> {
  mustBeAllowed(giving.view.actor, giving.view.partnership)
  const base = await newDocument(db, giving)
  // It is public: there is nothing to close.
  const id = await insertDocument(db, giving.view.actor, 1, {
    ...base,
    title: giving.form.title,
    expiresOn: null,
    link: giving.form.link,
  })
  if (id !== undefined) await note(db, giving, 'a link to something published', [id])
}

async function newDocument(db: Db, { view, subject, form, today }: Giving) {
  const { partnership, side } = view
  const rule = await ruleFor(db, partnership.programmeId, form.purpose)
  return {
    key: form.key,
    partnershipId: partnership.id,
    expectationKey: subject.expectation?.key ?? null,
    occurrence: subject.expectation ? 1 : null,
    requestId: subject.request?.id ?? null,
    givenTo: subject.waiting ?? null,
    purpose: form.purpose,
    fromSide: side,
    sharedWith: form.sharedWith,
    expiresOn: expiryOf(rule, today),
  }
}

/** Names of files and documents stay out of the history: it is never deleted. */
async function note(
  db: Db,
  { view, subject, form }: Giving,
  what: string,
  ids: readonly number[],
): Promise<void> {
  const { actor, partnership } = view
  const whom = namesOf(form.sharedWith, undefined, partnership)
  const about = subject.expectation ? `: ${subject.expectation.title}` : ''
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'document.given',
    sentence: `Gave ${what} to ${whom}${about}`,
    details: { documents: ids },
  })
}

/** Another version in the place of the newest, which only its own side can still open. */
export async function replaceFile(
  db: Db,
  actor: Actor,
  seen: Document,
  replacement: { readonly key: string; readonly file: Kept; readonly isScanned: boolean },
): Promise<void> {
  await lockDocument(db, seen.id)
  const document = await readDocument(db, seen.id)
  if (!ownsDocument(actor, document)) throw forbidden('Only those who gave a document replace it.')
  if (await isVersionKnown(db, document.id, replacement.key)) return
  if (document.deletedAt !== null) throw conflict('This document was deleted. Nothing was saved.')
  const number = document.newest + 1
  const { key, file, isScanned } = replacement
  await writeVersion(db, actor, { key, documentId: document.id, number, file, isScanned })
  await setNewest(db, document.id, number)
  await recordHistory(db, actor, {
    about: { partnershipId: document.partnershipId },
    kind: 'document.replaced',
    sentence: 'Replaced a document with a newer version',
    details: { documents: [document.id], version: number },
  })
}

async function writeVersion(
  db: Db,
  actor: Actor,
  version: { key: string; documentId: number; number: number; file: Kept; isScanned: boolean },
): Promise<void> {
  const { key, documentId, number, file, isScanned } = version
  await insertVersion(db, actor, {
    key,
    documentId,
    number,
    fileId: file.fileId,
    fileName: file.name,
    fileKind: file.kind.key,
    bytes: file.arrived.bytes,
    sha256: file.arrived.sha256,
    checkState: isScanned ? 'waiting' : 'unchecked',
  })
  if (isScanned) await enqueue(db, { kind: CHECK_JOB, document: documentId, number })
}
