import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { type DayInView, readDayInView } from '../days/actions.ts'
import type { SupportSide } from '../days/domain.ts'
import { canRecord, supportSideOf } from '../policy.ts'
import { dayNameWithin } from '../words.ts'
import {
  isRecordable,
  isSigned,
  type OwnView,
  type RecordWords,
  type Signature,
  type VisitRecord,
} from './domain.ts'
import {
  findRecord,
  insertSignature,
  insertView,
  isRecordKey,
  listSignatures,
  listViews,
  writeRecord,
} from './store.ts'

export interface RecordInView extends DayInView {
  readonly side: SupportSide
  readonly record: VisitRecord | undefined
  readonly signatures: readonly Signature[]
  readonly views: readonly OwnView[]
}

/** A record is between the two schools: for everyone else, and before the day, there is none. */
export async function readRecordInView(
  db: Db,
  actor: Actor,
  dayId: number,
  today: Temporal.PlainDate,
): Promise<RecordInView> {
  const side = supportSideOf(actor)
  if (!side) throw notFound()
  const view = await readDayInView(db, actor, dayId, today)
  if (!isRecordable(view.day, today.toString())) throw notFound()
  const [record, signatures, views] = await Promise.all([
    findRecord(db, dayId),
    listSignatures(db, dayId),
    listViews(db, dayId),
  ])
  return { ...view, side, record, signatures, views }
}

export function mustWrite({ actor, partnership }: DayInView): void {
  if (!supportSideOf(actor)) throw forbidden('This is for the two schools of the partnership.')
  if (!canRecord(actor, partnership)) {
    throw conflict('This partnership has ended, so nothing more can be written. Nothing was saved.')
  }
}

/** @returns false when somebody else wrote in the meantime: nothing was saved */
export async function saveRecord(
  db: Db,
  view: RecordInView,
  form: { readonly key: string; readonly seen: number; readonly words: RecordWords },
): Promise<boolean> {
  mustWrite(view)
  const { actor, day, record, signatures, partnership } = view
  if (await isRecordKey(db, day.id, form.key)) return true
  if (record && isSigned(record, signatures)) {
    throw conflict('Both schools have signed this record, so it does not change. You can add your own view.')
  }
  if (!(await writeRecord(db, actor, day, form))) return false
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'visit.recorded',
    sentence: `${form.seen === 0 ? 'Wrote' : 'Changed'} the record of the ${dayNameWithin(day)}`,
    details: { supportDay: day.id },
  })
  return true
}

/** Puts this side's name under the record as the person read it. Pressed twice, it stands there once. */
export async function signRecord(db: Db, view: RecordInView, revision: number): Promise<void> {
  mustWrite(view)
  const { actor, day, side, record, signatures, partnership } = view
  if (!record || record.revision !== revision) {
    throw conflict(
      'The record changed while you had it open. Read it again and sign what it says now. Nothing was signed.',
    )
  }
  if (!(await insertSignature(db, actor, day, { side, revision }))) return
  const both = isSigned(record, [...signatures, { side, revision, byName: actor.name, at: '' }])
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: both ? 'visit.agreed' : 'visit.signed',
    sentence: `Signed the record of the ${dayNameWithin(day)}${both ? ': both schools have signed it' : ''}`,
    details: { supportDay: day.id, revision, side },
  })
}

export async function addView(
  db: Db,
  view: RecordInView,
  form: { readonly key: string; readonly text: string },
): Promise<void> {
  mustWrite(view)
  const { actor, day, side, record, partnership } = view
  if (!record) throw conflict('There is no record yet to add a view to. Nothing was saved.')
  if (!(await insertView(db, actor, day, { ...form, side }))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'visit.viewed',
    sentence: `Added a view to the record of the ${dayNameWithin(day)}`,
    details: { supportDay: day.id },
  })
}
