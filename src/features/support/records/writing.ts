/** How a record is written: by its form, or caught up from a device that had no connection. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { DayInView } from '../days/actions.ts'
import { canRecord, supportSideOf } from '../policy.ts'
import { dayNameWithin } from '../words.ts'
import type { RecordInView } from './actions.ts'
import { insertAgreed, isAgreedKey, takeOutAgreed } from './agreed/store.ts'
import {
  type AgreedAction,
  becomes,
  FIELDS,
  type Field,
  isSigned,
  type RecordWords,
  signBy,
  type VisitRecord,
} from './domain.ts'
import {
  findNotes,
  hasWrittenOn,
  holdRecord,
  insertNote,
  listNotes,
  listSignatures,
  settleNote,
  writeRevision,
} from './store.ts'

export function mustWrite({ actor, partnership }: DayInView): void {
  if (!supportSideOf(actor)) throw forbidden('This is for the two schools of the partnership.')
  if (!canRecord(actor, partnership)) {
    throw conflict('This partnership has ended, so nothing more can be written. Nothing was saved.')
  }
}

/** A record that is held: nobody else writes or signs it until the transaction ends. */
export interface Held {
  readonly record: VisitRecord
  readonly signed: boolean
  readonly signBy: Temporal.PlainDate
}

export async function hold(db: Db, view: RecordInView, calendar: Calendar): Promise<Held> {
  mustWrite(view)
  const { actor, day } = view
  const by = signBy(day.heldOn ?? view.today.toString(), calendar)
  const record = await holdRecord(db, actor, day, by)
  return { record, signed: isSigned(record, await listSignatures(db, day.id)), signBy: by }
}

function mustBeOpen({ signed }: Held): void {
  if (!signed) return
  throw conflict('Both schools have signed this record, so it does not change. You can add your own view.')
}

/**
 * The whole form. Only what the person changed is written; where both changed the same part, nothing is.
 * @returns the record as the others have left it, where they have written in the meantime
 */
export async function saveWords(
  db: Db,
  view: RecordInView,
  form: { readonly key: string; readonly seen: number; readonly words: RecordWords },
  calendar: Calendar,
): Promise<VisitRecord | undefined> {
  const { actor, day, side } = view
  const held = await hold(db, view, calendar)
  if ((await findNotes(db, day.id, [form.key])).length > 0) return undefined
  mustBeOpen(held)
  const where = { now: held.record, notes: await listNotes(db, day.id), seen: form.seen }
  const all = FIELDS.map((field) => ({ field, how: becomes(where, field, form.words[field]) }))
  if (all.some(({ how }) => how === 'clash')) return held.record
  const changed = all.filter(({ how }) => how === 'write').map(({ field }) => field)
  if (changed.length === 0) return undefined
  const words = Object.fromEntries(changed.map((field) => [field, form.words[field]]))
  const revision = await writeRevision(db, actor, day.id, words, held.signBy)
  for (const [at, field] of changed.entries()) {
    const key = at === 0 ? form.key : randomUUID()
    await insertNote(db, actor, day, { key, field, text: form.words[field], revision, side })
  }
  await noteInHistory(db, view, held)
  return undefined
}

async function noteInHistory(db: Db, { actor, day, partnership }: RecordInView, held: Held): Promise<void> {
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'visit.recorded',
    sentence: `${held.record.revision === 0 ? 'Wrote' : 'Changed'} the record of the ${dayNameWithin(day)}`,
    details: { supportDay: day.id },
  })
}

/** What became of one thing that a device kept. */
export type Caught =
  | { readonly state: 'saved'; readonly revision: number }
  /** The other side had written: both texts are kept, and this is the other. */
  | { readonly state: 'aside'; readonly revision: number; readonly text: string; readonly byName: string }
  /** Both schools had signed: the words stand beside the record. */
  | { readonly state: 'late' }

/** One part of the record from a device. Its key is written once, however often it is sent. */
export async function catchUpWords(
  db: Db,
  view: RecordInView,
  note: { readonly key: string; readonly field: Field; readonly text: string; readonly seen: number },
  calendar: Calendar,
): Promise<Caught> {
  const { actor, day, side, today } = view
  const { key, field, text } = note
  const held = await hold(db, view, calendar)
  const notes = await listNotes(db, day.id)
  const before = notes.find((each) => each.key === key)
  const aside = (): Caught => {
    if (held.signed) return { state: 'late' }
    const theirs = notes.findLast((each) => each.field === field && each.revision !== null)
    const { revision } = held.record
    return {
      state: 'aside',
      revision,
      text: held.record[field],
      byName: theirs?.byName ?? held.record.byName,
    }
  }
  if (before) return before.revision === null ? aside() : { state: 'saved', revision: before.revision }
  const how = becomes({ now: held.record, notes, seen: note.seen }, field, text)
  if (how === 'nothing') return { state: 'saved', revision: held.record.revision }
  if (held.signed || how === 'clash') {
    await insertNote(db, actor, day, { key, field, text, revision: null, side })
    return aside()
  }
  const isFirst = !(await hasWrittenOn(db, actor, day.id, today))
  const revision = await writeRevision(db, actor, day.id, { [field]: text }, held.signBy)
  await insertNote(db, actor, day, { key, field, text, revision, side })
  if (isFirst) await noteInHistory(db, view, held)
  return { state: 'saved', revision }
}

/** Adds what one school will do; after both have signed, the words stand beside the record. */
export async function addAgreed(
  db: Db,
  view: RecordInView,
  action: AgreedAction,
  calendar: Calendar,
): Promise<Caught> {
  const { actor, day, side, partnership, today } = view
  const held = await hold(db, view, calendar)
  if (await isAgreedKey(db, day.id, action.key)) return { state: 'saved', revision: held.record.revision }
  if (held.signed) {
    if ((await findNotes(db, day.id, [action.key])).length === 0) {
      const doer = action.doer === 'lead' ? partnership.hubName : partnership.schoolName
      const text = `${doer}: ${action.text}${action.ownerName && ` (${action.ownerName})`}${action.dueOn ? `, by ${action.dueOn}` : ''}`
      await insertNote(db, actor, day, { key: action.key, field: 'agreed', text, revision: null, side })
    }
    return { state: 'late' }
  }
  const isFirst = !(await hasWrittenOn(db, actor, day.id, today))
  const revision = await writeRevision(db, actor, day.id, {}, held.signBy)
  await insertAgreed(db, actor, day, side, action)
  if (isFirst) await noteInHistory(db, view, held)
  return { state: 'saved', revision }
}

/** Takes a line out again; taken out before, it stays so. */
export async function takeOut(db: Db, view: RecordInView, key: string, calendar: Calendar): Promise<Caught> {
  const held = await hold(db, view, calendar)
  if (held.signed) return { state: 'late' }
  if (!(await takeOutAgreed(db, view.actor, view.day.id, key)))
    return { state: 'saved', revision: held.record.revision }
  return {
    state: 'saved',
    revision: await writeRevision(db, view.actor, view.day.id, {}, held.signBy),
  }
}

/** The two texts have been put together, or one of them is not needed. */
export async function settle(db: Db, view: RecordInView, key: string): Promise<void> {
  mustWrite(view)
  await settleNote(db, view.actor, view.day.id, key)
}
