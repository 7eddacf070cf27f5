import { capital, formatDate, formatDateShort } from '../../design/components/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { Action, ActionState, Measure, MeasureKind, Noun } from './domain.ts'

export const STATE_NAMES: Readonly<Record<ActionState, string>> = {
  proposed: 'Proposed',
  'to-do': 'To do',
  'in-progress': 'In progress',
  done: 'Done',
  stopped: 'Stopped',
}

export const MEASURE_KINDS: Readonly<Record<MeasureKind, string>> = {
  published: 'Published data',
  'school-entered': 'A number that the school keeps',
  survey: 'A survey question',
  observation: 'What can be seen',
}

const STATE_COLOURS: Readonly<Record<ActionState, string>> = {
  proposed: 'govuk-tag--purple',
  'to-do': '',
  'in-progress': 'govuk-tag--teal',
  done: 'govuk-tag--green',
  stopped: 'app-tag--quiet',
}

export function stateTag(state: ActionState): Html {
  return html`<strong class="govuk-tag app-tag ${STATE_COLOURS[state]}">${STATE_NAMES[state]}</strong>`
}

/** "by 13 February 2026 (first half of spring term 2026)"; empty while it is open. */
export function deadlineOf(action: Pick<Action, 'dueOn' | 'dueLabel'>): string {
  if (action.dueOn === null) return ''
  return action.dueLabel
    ? `${action.dueLabel} (by ${formatDateShort(action.dueOn)})`
    : formatDate(action.dueOn)
}

/** "Attendance lead, Priya Patel"; empty while nobody is named. */
export function ownerOf(action: Pick<Action, 'ownerRole' | 'ownerName'>): string {
  return [action.ownerRole, action.ownerName].filter(Boolean).join(', ')
}

/** "From 24% to 18% by 17 July 2026". */
export function aimOf(measure: Pick<Measure, 'baseline' | 'target' | 'unit' | 'targetOn'>): string {
  const unit = (value: string) =>
    measure.unit === '' || measure.unit.startsWith('%')
      ? `${value}${measure.unit}`
      : `${value} ${measure.unit}`
  const parts = [
    measure.baseline && `from ${unit(measure.baseline)}`,
    measure.target && `to ${unit(measure.target)}`,
    measure.targetOn && `by ${formatDate(measure.targetOn)}`,
  ].filter(Boolean)
  return capital(parts.join(' '))
}

const PLURALS: Readonly<Record<Noun, string>> = {
  priority: 'priorities',
  objective: 'objectives',
  measure: 'measures',
  action: 'actions',
}
export const pluralOf = (noun: Noun): string => PLURALS[noun]

/** The address of a line, and of the form that changes it: of an action the two differ, as its page is the update. */
export const hrefOf = (noun: Noun, id: number): string => `/${PLURALS[noun]}/${id}`
export const editHrefOf = (noun: Noun, id: number): string =>
  noun === 'action' ? `/actions/${id}/details` : hrefOf(noun, id)

export const planHref = (partnershipId: number): string => `/partnerships/${partnershipId}/plan`

/** The day in England of an instant that the database gives. */
export const inDay = (instant: string): Temporal.PlainDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate()
