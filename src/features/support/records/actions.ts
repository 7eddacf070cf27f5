import type { Db } from '../../../platform/database/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import {
  findPlanOfPartnership,
  isJoint,
  listTakenUp,
  type Objective,
  openObjectives,
  type TakenUp,
  takeUpAgreed,
  wasTakenUp,
} from '../../action-plans/index.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { type DayInView, readDayInView } from '../days/actions.ts'
import type { SupportSide } from '../days/domain.ts'
import { supportSideOf } from '../policy.ts'
import { dayNameWithin } from '../words.ts'
import { listAgreed } from './agreed/store.ts'
import {
  type AgreedAction,
  asideOf,
  isRecordable,
  isSigned,
  type Note,
  type OwnView,
  type Signature,
  type VisitRecord,
} from './domain.ts'
import {
  findRecord,
  heldRevision,
  insertSignature,
  insertView,
  listNotes,
  listSignatures,
  listViews,
} from './store.ts'
import { mustWrite } from './writing.ts'

export interface RecordInView extends DayInView {
  readonly side: SupportSide
  readonly record: VisitRecord | undefined
  readonly notes: readonly Note[]
  readonly agreed: readonly AgreedAction[]
  /** What of it stands in the plan, once both have signed. */
  readonly takenUp: readonly TakenUp[]
  /** The plan is the school's own: its lead does not write in it. */
  readonly ownPlan: boolean
  /** Signed by both, and not in that plan yet. */
  readonly waitsForPlan: boolean
  /** Of the plan, for what is agreed to serve. */
  readonly objectives: readonly Pick<Objective, 'id' | 'text'>[]
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
  const [record, notes, agreed, takenUp, plan, signatures, views] = await Promise.all([
    findRecord(db, dayId),
    listNotes(db, dayId),
    listAgreed(db, dayId),
    listTakenUp(db, dayId),
    findPlanOfPartnership(db, view.partnership.id),
    listSignatures(db, dayId),
    listViews(db, dayId),
  ])
  const objectives = plan ? openObjectives(plan) : []
  const ownPlan = !(plan ? plan.joint : await isJoint(db, view.partnership))
  const waits = record !== undefined && isSigned(record, signatures) && agreed.length > 0
  const waitsForPlan =
    waits && takenUp.length === 0 && !(plan !== undefined && (await wasTakenUp(db, plan, agreed)))
  return {
    ...view,
    side,
    record,
    notes,
    agreed,
    takenUp,
    ownPlan,
    waitsForPlan,
    objectives,
    signatures,
    views,
  }
}

/**
 * Puts this side's name under the record as the person read it. Pressed twice, it stands there once. With the second name
 * the record is agreed, and what each will do goes into the action plan at the same moment: before it, the words could
 * still change, and the record itself is what is waited for.
 */
export async function signRecord(db: Db, view: RecordInView, revision: number): Promise<void> {
  mustWrite(view)
  const { actor, day, side, record, notes, partnership } = view
  if (!record || record.revision !== revision || (await heldRevision(db, day.id)) !== revision) {
    throw conflict(
      'The record changed while you had it open. Read it again and sign what it says now. Nothing was signed.',
    )
  }
  if (!isSigned(record, view.signatures) && asideOf(notes).length > 0) {
    throw conflict('Two people wrote the same part. Put the two texts together first. Nothing was signed.')
  }
  if (!(await insertSignature(db, actor, day, { side, revision }))) return
  // Read again: the other school may have signed at the same moment, and the second of the two finds both.
  const both = isSigned(record, await listSignatures(db, day.id))
  const name = `the ${dayNameWithin(day)}`
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: both ? 'visit.agreed' : 'visit.signed',
    sentence: `Signed the record of ${name}${both ? ': both schools have signed it' : ''}`,
    details: { supportDay: day.id, revision, side },
  })
  if (both) await takeUp(db, view)
}

/**
 * What both have signed goes into the plan; what is not signed does not. A lead school that signs last does not write in a plan
 * that is the school's own: then somebody of the school does it, here. Pressed twice, it is done once.
 */
export async function takeUp(db: Db, view: RecordInView): Promise<void> {
  mustWrite(view)
  const { actor, day, record, agreed, partnership } = view
  if (!record || !isSigned(record, await listSignatures(db, day.id))) return
  const visit = { id: day.id, name: `the ${dayNameWithin(day)}` }
  await takeUpAgreed(db, actor, partnership, visit, agreed)
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
