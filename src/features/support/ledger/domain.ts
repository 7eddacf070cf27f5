/** The sums of support days: what was promised for each support term, what is taken, what is left. In half days. */

import { type Cohort, carriedHalfDays, hasSupportDays, type Pathway } from '../../programmes/index.ts'

export interface TermCount {
  readonly supportTerm: number
  /** Empty where the programme publishes no number: then there is no limit. */
  readonly entitled: number | null
  readonly booked: number
  readonly delivered: number
}

export interface Ledger {
  /** In order of their numbers. */
  readonly terms: readonly TermCount[]
  /** How many half days not used in one support term may be used in the next. */
  readonly carryLimit: number
}

/** What is taken of one support term; a term in which nothing was arranged has no row. */
export type Taken = Omit<TermCount, 'entitled'>

/** What a pathway promises to a cohort, and what is taken of it; nothing where the pathway has no support days. */
export function ledgerOf(
  pathway: Pathway,
  cohort: Pick<Cohort, 'supportTerms'>,
  taken: readonly Taken[],
): Ledger | undefined {
  if (!hasSupportDays(pathway)) return undefined
  const { byTerm } = pathway.supportDays
  const terms = cohort.supportTerms.filter(({ number }) => number <= pathway.supportTerms.number)
  return {
    terms: terms.map(({ number }) => {
      const entitled = typeof byTerm === 'string' ? undefined : byTerm[number - 1]
      const { booked = 0, delivered = 0 } = taken.find(({ supportTerm }) => supportTerm === number) ?? {}
      return {
        supportTerm: number,
        entitled: entitled === undefined ? null : entitled * 2,
        booked,
        delivered,
      }
    }),
    carryLimit: carriedHalfDays(pathway),
  }
}

const used = ({ booked, delivered }: TermCount): number => booked + delivered

/** What each term has from the one before it, in the order of the terms. */
export function carriedInto({ terms, carryLimit }: Ledger): number[] {
  let carried = 0
  return terms.map((term) => {
    const into = Math.min(carryLimit, carried)
    carried = Math.max(0, (term.entitled ?? 0) + into - used(term))
    return into
  })
}

/** Nothing below nought, and no term over what it was promised and what was carried into it. */
export function isSound(ledger: Ledger): boolean {
  const carried = carriedInto(ledger)
  return ledger.terms.every(
    (term, at) =>
      term.booked >= 0 &&
      term.delivered >= 0 &&
      (term.entitled === null || used(term) <= term.entitled + (carried[at] ?? 0)),
  )
}

/** The ledger with so many half days more, or fewer, booked in one term. */
export function withBooked(ledger: Ledger, supportTerm: number, halfDays: number): Ledger {
  return {
    ...ledger,
    terms: ledger.terms.map((term) =>
      term.supportTerm === supportTerm ? { ...term, booked: term.booked + halfDays } : term,
    ),
  }
}

/** How many half days can still be booked in a term; nothing where there is no limit. Nought for a term that is not there. */
export function daysLeft(ledger: Ledger, supportTerm: number): number | null {
  const at = ledger.terms.findIndex((term) => term.supportTerm === supportTerm)
  const term = ledger.terms[at]
  if (!term) return 0
  if (term.entitled === null) return null
  let left = term.entitled + (carriedInto(ledger)[at] ?? 0) - used(term)
  // What is left here may be what a later term already counts on.
  while (left > 0 && !isSound(withBooked(ledger, supportTerm, left))) left -= 1
  return Math.max(0, left)
}

/** Of what is left in a term, what cannot be carried into the next: nothing more is carried out of the last. */
export function mustBeUsed({ terms, carryLimit }: Ledger, supportTerm: number, left: number): number {
  return terms.at(-1)?.supportTerm === supportTerm ? left : Math.max(0, left - carryLimit)
}

/** What terms that are over have left and have not carried into the next: it can be arranged no more. `terms` before one. */
export function leftBehind(ledger: Ledger, supportTerm: number): number {
  const carried = carriedInto(ledger)
  return ledger.terms.reduce((sum, term, at) => {
    if (term.supportTerm >= supportTerm || term.entitled === null) return sum
    return sum + term.entitled + (carried[at] ?? 0) - used(term) - (carried[at + 1] ?? 0)
  }, 0)
}

export interface Totals {
  readonly entitled: number | null
  readonly booked: number
  readonly delivered: number
  readonly left: number | null
}

/** All terms together. */
export function totalsOf({ terms }: Ledger): Totals {
  const sum = (of: (term: TermCount) => number) => terms.reduce((total, term) => total + of(term), 0)
  const limited = terms.length > 0 && terms.every(({ entitled }) => entitled !== null)
  const entitled = limited ? sum((term) => term.entitled ?? 0) : null
  const [booked, delivered] = [sum((term) => term.booked), sum((term) => term.delivered)]
  return { entitled, booked, delivered, left: entitled === null ? null : entitled - booked - delivered }
}

/** More support days than school weeks left: they would have to be given more than one a week, which is our reading of too many. */
export function cannotFit(halfDaysLeft: number, schoolDaysLeft: number): boolean {
  return halfDaysLeft > 0 && Math.ceil(halfDaysLeft / 2) > Math.ceil(schoolDaysLeft / 5)
}
