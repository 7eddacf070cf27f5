/** What a form about a support day does where its step could not be taken. */
import type { Answers, FormError } from '../../../platform/forms.ts'
import { conflict } from '../../../platform/refusal.ts'
import { WHY } from '../words.ts'
import { type DayInView, type Outcome, refuse } from './actions.ts'
import type { DayState, Why } from './domain.ts'

/** A day that can still be moved or cancelled; one of which can be said how it was. */
export const ARRANGED: readonly DayState[] = ['proposed', 'booked']
export const GIVEN: readonly DayState[] = ['booked', 'delivered']

/**
 * The other school was quicker, and what this one typed could still be sent: the form comes back with it and with the day as
 * it is now. Where the day is past that, there is only its page to read.
 */
export const isOvertaken = (
  outcome: Outcome,
  { day }: DayInView,
  states: readonly DayState[],
): outcome is { readonly why: 'gone-on' } =>
  'why' in outcome && outcome.why === 'gone-on' && states.includes(day.state)

export const asSeenNow = (answers: Answers, { day }: DayInView): Answers => ({
  ...answers,
  seen: String(day.entries),
})

/** What is wrong with the dates stands at the dates; anything else is not the form's. */
export function orAgain<P>(
  outcome: Outcome,
  again: (errors: readonly FormError[]) => P,
  errorsOf: (why: Why) => readonly FormError[],
): P | number {
  if (!('why' in outcome)) return outcome.id
  const { why } = outcome
  return why === 'gone-on' || why === 'own-offer' ? refuse(why) : again(errorsOf(why))
}

/** For a page that makes no sense from where a day stands. */
export function mustBe({ day }: DayInView, states: readonly DayState[]): void {
  if (!states.includes(day.state)) throw conflict(WHY['gone-on'])
}
