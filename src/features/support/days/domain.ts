/** One support day from its proposal to its end: each step is put forward by one school and answered by the other. */
import { isSound, type Ledger } from '../ledger/domain.ts'

export type SupportSide = 'partner' | 'lead'
export const DAY_TYPES = ['deep-dive', 'visit', 'remote', 'training', 'review'] as const
export type DayType = (typeof DAY_TYPES)[number]
export type DayState = 'proposed' | 'booked' | 'delivered' | 'cancelled'

/** What one school has put forward and the other has not answered. */
export interface Offer {
  readonly side: SupportSide
  /** Days to choose from; that it took place; that it took place otherwise than was recorded. */
  readonly kind: 'dates' | 'delivered' | 'corrected'
  readonly dates: readonly string[]
  readonly halfDays: number
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly leadPeople: string
  readonly partnerPeople: string
  readonly travelMinutes: number | null
}

/** A support day as its last entry has left it. */
export interface DayNow {
  readonly state: DayState
  readonly halfDays: number
  readonly supportTerm: number | null
  readonly heldOn: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly leadPeople: string
  readonly partnerPeople: string
  readonly travelMinutes: number | null
  readonly offer: Offer | null
}

export interface SupportDay extends DayNow {
  readonly id: number
  readonly partnershipId: number
  readonly type: DayType
  /** How many entries it has: what a form has seen. */
  readonly entries: number
  readonly agreedOn: string | null
}

export type EntryKind = 'proposed' | 'booked' | 'delivered' | 'kept' | 'cancelled' | 'corrected'

export type Step =
  | { readonly kind: 'offer'; readonly offer: Omit<Offer, 'side'> }
  /** `on`: which of the days offered. */
  | { readonly kind: 'accept'; readonly on: string; readonly leadPeople?: string }
  /** Leave everything as it is, and the offer aside. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'cancel' }

export type Why =
  /** It has gone on in the meantime, or the step makes no sense from here. */
  | 'gone-on'
  /** It is the other school that answers. */
  | 'own-offer'
  /** The day lies in none of the support terms. */
  | 'no-term'
  /** More than is left. */
  | 'too-much'
  /** It has not been yet. */
  | 'not-yet'

export type Stepped =
  | { readonly ok: true; readonly kind: EntryKind; readonly now: DayNow }
  | { readonly ok: false; readonly why: Why }

export const NOTHING_YET: DayNow = {
  state: 'proposed',
  halfDays: 0,
  supportTerm: null,
  heldOn: null,
  startsAt: '',
  endsAt: '',
  place: '',
  leadPeople: '',
  partnerPeople: '',
  travelMinutes: null,
  offer: null,
}

export interface Circumstances {
  readonly side: SupportSide
  readonly ledger: Ledger
  readonly today: string
  /** The support term in which a day lies. */
  readonly termOn: (day: string) => number | undefined
}

/** Where a step leads. Nothing counts before both schools have said so. */
export function take(day: DayNow, step: Step, circumstances: Circumstances): Stepped {
  const { side } = circumstances
  switch (step.kind) {
    case 'offer':
      return offering(day, { ...step.offer, side }, circumstances)
    case 'accept':
      if (!day.offer) return { ok: false, why: 'gone-on' }
      if (day.offer.side === side) return { ok: false, why: 'own-offer' }
      return accepting(
        day,
        { ...day.offer, leadPeople: step.leadPeople || day.offer.leadPeople },
        step.on,
        circumstances,
      )
    case 'keep':
      // A proposal of which nothing is agreed yet has nothing to be kept: it is cancelled.
      if (!day.offer || day.state === 'proposed') return { ok: false, why: 'gone-on' }
      return { ok: true, kind: 'kept', now: { ...day, offer: null } }
    case 'cancel':
      if (day.state !== 'proposed' && day.state !== 'booked') return { ok: false, why: 'gone-on' }
      return { ok: true, kind: 'cancelled', now: { ...day, state: 'cancelled', offer: null } }
  }
}

function offering(day: DayNow, offer: Offer, { today, termOn, ledger }: Circumstances): Stepped {
  const fits: Readonly<Record<Offer['kind'], readonly DayState[]>> = {
    dates: ['proposed', 'booked'],
    // Not every day is arranged beforehand: a call that became half a day is put forward when it is over.
    delivered: ['proposed', 'booked'],
    corrected: ['delivered'],
  }
  if (!fits[offer.kind].includes(day.state) || offer.dates.length === 0) return { ok: false, why: 'gone-on' }
  for (const date of offer.dates) {
    const term = termOn(date)
    if (term === undefined) return { ok: false, why: 'no-term' }
    if (offer.kind !== 'dates' && date > today) return { ok: false, why: 'not-yet' }
    const next = afterwards(day, offer, date, term)
    if (!isSound(moved(ledger, day, next))) return { ok: false, why: 'too-much' }
  }
  return { ok: true, kind: 'proposed', now: { ...day, offer } }
}

function accepting(day: DayNow, offer: Offer, on: string, { termOn, ledger }: Circumstances): Stepped {
  if (!offer.dates.includes(on)) return { ok: false, why: 'gone-on' }
  const term = termOn(on)
  if (term === undefined) return { ok: false, why: 'no-term' }
  const now = afterwards(day, offer, on, term)
  if (!isSound(moved(ledger, day, now))) return { ok: false, why: 'too-much' }
  return { ok: true, kind: offer.kind === 'dates' ? 'booked' : offer.kind, now }
}

/** A day corrected to nothing did not take place. */
function afterwards(day: DayNow, offer: Offer, on: string, term: number): DayNow {
  const { halfDays, startsAt, endsAt, place } = offer
  const planned = { ...day, halfDays, heldOn: on, supportTerm: term, startsAt, endsAt, place, offer: null }
  if (offer.kind === 'dates')
    return { ...planned, leadPeople: offer.leadPeople || day.leadPeople, state: 'booked' }
  const { leadPeople, partnerPeople, travelMinutes } = offer
  const state = halfDays === 0 ? 'cancelled' : 'delivered'
  return { ...planned, state, leadPeople, partnerPeople, travelMinutes }
}

/** The ledger when one day goes from how it was to how it is. */
export function moved(ledger: Ledger, from: DayNow, to: DayNow): Ledger {
  const part = (day: DayNow, term: number, state: DayState) =>
    day.state === state && day.supportTerm === term ? day.halfDays : 0
  return {
    ...ledger,
    terms: ledger.terms.map((term) => {
      const change = (state: DayState) =>
        part(to, term.supportTerm, state) - part(from, term.supportTerm, state)
      return {
        ...term,
        booked: term.booked + change('booked'),
        delivered: term.delivered + change('delivered'),
      }
    }),
  }
}

/** Who must answer before it goes on. */
export function waitsFor({ offer }: Pick<DayNow, 'offer'>): SupportSide | undefined {
  return offer ? (offer.side === 'lead' ? 'partner' : 'lead') : undefined
}

/** A booked day that is over and of which nobody has said yet whether it took place. */
export const isToBeRecorded = (day: Pick<DayNow, 'state' | 'heldOn' | 'offer'>, today: string): boolean =>
  day.state === 'booked' && day.offer === null && day.heldOn !== null && day.heldOn <= today

/** It takes place at a school, so that there is a visit to get ready for. */
export const isAtASchool = ({ type }: Pick<SupportDay, 'type'>): boolean => type !== 'remote'
