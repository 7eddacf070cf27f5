import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Partnership, readPartnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { type Cohort, readCohort, supportTermOn } from '../../programmes/index.ts'
import { findLedger } from '../ledger/actions.ts'
import type { Ledger } from '../ledger/domain.ts'
import { noteChange, type Telling } from '../notices/actions.ts'
import { changeOf } from '../notices/domain.ts'
import { canArrange, canReadSupport, canRecord, supportSideOf } from '../policy.ts'
import { findDayByKey, holdLedger, insertDay, insertEntry, readSupportDay } from '../store.ts'
import { asOffered, datesWords, dayNameWithin, daysWords, WHY } from '../words.ts'
import {
  type Circumstances,
  type DayNow,
  type DayType,
  NOTHING_YET,
  type Offer,
  type Step,
  type SupportDay,
  take,
  type Why,
} from './domain.ts'

/** A partnership that has support days, with its ledger. */
export interface Support {
  readonly actor: Actor
  readonly partnership: Partnership
  readonly cohort: Cohort
  readonly ledger: Ledger
  readonly today: Temporal.PlainDate
}

export interface DayInView extends Support {
  readonly day: SupportDay
}

/** Not found for a pathway without support days, and for those who read along without taking part. */
export async function readSupport(
  db: Db,
  actor: Actor,
  partnershipId: number,
  today: Temporal.PlainDate,
): Promise<Support> {
  if (!canReadSupport(actor)) throw notFound()
  const partnership = await readPartnership(db, partnershipId)
  const cohort = await readCohort(db, partnership.cohortId)
  const ledger = await findLedger(db, partnership, cohort)
  if (!ledger) throw notFound()
  return { actor, partnership, cohort, ledger, today }
}

export async function readDayInView(
  db: Db,
  actor: Actor,
  dayId: number,
  today: Temporal.PlainDate,
): Promise<DayInView> {
  const day = await readSupportDay(db, dayId)
  return { day, ...(await readSupport(db, actor, day.partnershipId, today)) }
}

/** Where a step leads from here, for this actor and this day of the calendar. */
export function circumstancesOf({ actor, cohort, ledger, today }: Support): Circumstances {
  const side = supportSideOf(actor)
  if (!side) throw forbidden('This is for the two schools of the partnership.')
  return {
    side,
    ledger,
    today: today.toString(),
    termOn: (day) => supportTermOn(cohort, Temporal.PlainDate.from(day))?.number,
  }
}

export function mustArrange({ actor, partnership }: Support): void {
  if (!supportSideOf(actor)) throw forbidden('Support days are arranged by the two schools.')
  if (!canArrange(actor, partnership)) {
    throw conflict('This partnership is not running, so no support days can be arranged. Nothing was saved.')
  }
}

function mustRecord({ actor, partnership }: Support): void {
  if (!supportSideOf(actor)) throw forbidden('Support days are recorded by the two schools.')
  if (!canRecord(actor, partnership)) {
    throw conflict('This partnership has ended, so nothing more can be recorded. Nothing was saved.')
  }
}

export type Outcome = { readonly id: number } | { readonly why: Why }

/** Puts a new support day forward, to be or to have been. The same form sent twice puts it forward once. */
export async function proposeDay(
  db: Db,
  support: Support,
  form: {
    readonly key: string
    readonly type: DayType
    readonly note: string
    readonly offer: Omit<Offer, 'side'>
  },
): Promise<Outcome> {
  mustArrange(support)
  const { actor, partnership } = support
  await holdLedger(db, partnership.id)
  const known = await findDayByKey(db, form.key)
  if (known !== undefined) return { id: known }
  const circumstances = await circumstancesNow(db, support)
  const stepped = take(NOTHING_YET, { kind: 'offer', offer: form.offer }, circumstances)
  if (!stepped.ok) return { why: stepped.why }
  const day = await insertDay(db, partnership.id, form.type)
  const { side } = circumstances
  await insertEntry(db, actor, day, { key: form.key, kind: stepped.kind, side, note: form.note }, stepped.now)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'support.proposed',
    sentence: sentenceOf(day, stepped.now, stepped.kind, form.note),
    details: { supportDay: day.id },
  })
  return { id: day.id }
}

/** The ledger as it is once it is held. */
async function circumstancesNow(db: Db, support: Support): Promise<Circumstances> {
  const ledger = await findLedger(db, support.partnership, support.cohort)
  return circumstancesOf({ ...support, ledger: ledger ?? support.ledger })
}

/** Takes a step with a day: offers, answers, keeps or cancels. The same form sent twice takes it once. */
export async function takeStep(
  db: Db,
  view: DayInView,
  form: { readonly key: string; readonly seen: number; readonly note: string; readonly step: Step },
  telling: Telling,
): Promise<Outcome> {
  const { actor, partnership } = view
  if (needsARunningPartnership(form.step, view.day)) mustArrange(view)
  else mustRecord(view)
  // Whoever saw the day as it was before the view holds nothing up: unless it is the same form again, it has gone on.
  if (view.day.entries !== form.seen) {
    const known = await findDayByKey(db, form.key)
    return known === undefined ? { why: 'gone-on' } : { id: known }
  }
  await holdLedger(db, partnership.id)
  const known = await findDayByKey(db, form.key)
  if (known !== undefined) return { id: known }
  const day = await readSupportDay(db, view.day.id)
  if (day.entries !== form.seen) return { why: 'gone-on' }
  const circumstances = await circumstancesNow(db, view)
  const stepped = take(day, form.step, circumstances)
  if (!stepped.ok) return { why: stepped.why }
  const { key, note } = form
  await insertEntry(db, actor, day, { key, kind: stepped.kind, side: circumstances.side, note }, stepped.now)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: `support.${stepped.kind}`,
    sentence: sentenceOf(day, stepped.now, stepped.kind, note),
    details: { supportDay: day.id, entry: day.entries + 1 },
  })
  const change = changeOf(day, stepped.kind)
  if (change) await noteChange(db, partnership, { dayId: day.id, change }, telling)
  return { id: day.id }
}

/** Refused unless this side may answer now what the other put forward. Holds and writes nothing. */
export function mustAnswer(view: DayInView, seen: number): void {
  const { day } = view
  if (needsARunningPartnership({ kind: 'accept', on: '' }, day)) mustArrange(view)
  else mustRecord(view)
  if (!day.offer || day.entries !== seen) refuse('gone-on')
  if (day.offer.side === supportSideOf(view.actor)) refuse('own-offer')
}

/** Dates are for a partnership that goes on; what has been can be set right until it ends. */
function needsARunningPartnership(step: Step, day: SupportDay): boolean {
  if (step.kind === 'offer') return step.offer.kind === 'dates'
  return step.kind === 'accept' && day.offer?.kind === 'dates'
}

/** A step that cannot be taken and has no field on a form to say so at. */
export function refuse(why: Why): never {
  if (why === 'own-offer') throw forbidden(WHY[why])
  throw conflict(`${WHY[why].replace(/\.$/, '')}. Nothing was saved.`)
}

function sentenceOf(day: SupportDay, now: DayNow, kind: string, note: string): string {
  const before = dayNameWithin(day)
  const after = dayNameWithin({ ...day, heldOn: now.heldOn })
  const { offer } = now
  const because = note === '' ? '' : `: ${note}`
  switch (kind) {
    case 'booked':
      return `Agreed a ${after}, ${daysWords(now.halfDays)}`
    case 'delivered':
      return `Agreed that the ${after} took place, ${daysWords(now.halfDays)}`
    case 'corrected':
      return now.halfDays === 0
        ? `Agreed that the ${before} did not take place`
        : `Agreed a correction of the ${before}: ${daysWords(now.halfDays)} on ${datesWords([now.heldOn ?? ''])}`
    case 'kept':
      return `Left the ${before} as it is${because}`
    case 'cancelled':
      return `Cancelled the ${before}${because}`
    default: {
      const dates = datesWords(offer?.dates ?? [])
      if (offer?.kind === 'delivered')
        return `Said that the ${dayNameWithin(asOffered({ ...day, offer }))} took place, ${daysWords(offer.halfDays)}`
      if (offer?.kind === 'corrected') return `Asked to correct the ${before}${because}`
      if (day.entries === 0)
        return `Proposed a ${dayNameWithin({ ...day, heldOn: null }).split(',')[0]}: ${dates}`
      return `Offered other dates for the ${before.replace(', date not agreed', '')}: ${dates}${because}`
    }
  }
}
