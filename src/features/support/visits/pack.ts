/** What both schools have in hand before a support day. */
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import {
  type Action,
  findPlanOfPartnership,
  isUnderWay,
  openObjectives,
  type Plan,
} from '../../action-plans/index.ts'
import { listProgress, type Partnership, pathwayOf } from '../../partnerships/index.ts'
import { type Actor, type Assignment, peopleAt } from '../../people/index.ts'
import { readVersion } from '../../programmes/index.ts'
import { inOrderOfDay, type OpenPromise, readPromises } from '../../promises/index.ts'
import { readDayInView } from '../days/actions.ts'
import type { SupportDay } from '../days/domain.ts'
import { supportSideOf } from '../policy.ts'
import { listAgreed } from '../records/agreed/store.ts'
import type { AgreedAction } from '../records/domain.ts'
import { listEntries, listSupportDays } from '../store.ts'
import { type OrderInView, orderOf } from './order/actions.ts'
import type { Template } from './order/template.ts'

export interface Pack extends OrderInView {
  /** What was said of the day when it was arranged. */
  readonly purpose: readonly string[]
  readonly plan: Plan | undefined
  /** The support day before this one, and what was agreed then. */
  readonly before: SupportDay | undefined
  readonly agreed: readonly AgreedAction[]
  /** Expected or asked for, of whichever school, and not given yet. */
  readonly documents: readonly OpenPromise[]
  readonly people: readonly Assignment[]
}

/** Between the two schools: for everyone else there is none. */
export async function readPack(
  db: Db,
  actor: Actor,
  dayId: number,
  at: { readonly today: Temporal.PlainDate; readonly template: Template },
): Promise<Pack> {
  if (!supportSideOf(actor)) throw notFound()
  const view = await readDayInView(db, actor, dayId, at.today)
  const { day, partnership } = view
  if (day.state === 'cancelled') throw notFound()
  const { id, hubId, schoolUrn, programmeId } = partnership
  const [entries, plan, days, people, documents] = await Promise.all([
    listEntries(db, dayId),
    findPlanOfPartnership(db, id),
    listSupportDays(db, id),
    peopleAt(db, { hubId, schoolUrn }),
    documentsToCome(db, actor, partnership, at.today),
  ])
  const before = dayBefore(days, day)
  return {
    ...view,
    ...(await orderOf(db, view, at.template)),
    purpose: entries
      .filter(({ kind, note }) => kind === 'proposed' && note !== '')
      .map(({ note }) => note)
      .reverse(),
    plan,
    before,
    documents,
    agreed: before ? await listAgreed(db, before.id) : [],
    people: people.filter((person) => person.endedAt === null && person.programmeId === programmeId),
  }
}

async function documentsToCome(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  today: Temporal.PlainDate,
): Promise<OpenPromise[]> {
  const [{ definition }, items] = await Promise.all([
    readVersion(db, partnership.programmeVersionId),
    listProgress(db, partnership, today),
  ])
  const pathway = pathwayOf(definition, partnership.pathwayKey)
  const promises = await readPromises(db, actor, { partnership, pathway, items })
  return inOrderOfDay(promises.filter(({ kind }) => kind === 'document'))
}

/** The last day that took place before this one; before a day without a date, the last of all. */
export function dayBefore(days: readonly SupportDay[], day: SupportDay): SupportDay | undefined {
  return days
    .filter(({ id, state, heldOn }) => id !== day.id && state === 'delivered' && heldOn !== null)
    .filter(({ heldOn }) => day.heldOn === null || (heldOn ?? '') < day.heldOn)
    .at(-1)
}

/** What has moved since a day, or is still under way: done since then, or not done yet. */
export function actionsSince(plan: Plan, since: string | null): Action[] {
  return openObjectives(plan)
    .flatMap(({ actions }) => actions)
    .filter(
      (action) =>
        isUnderWay(action) || (action.doneOn !== null && (since === null || action.doneOn >= since)),
    )
}
