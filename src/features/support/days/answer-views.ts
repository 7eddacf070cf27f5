/** What one school has put forward, and how the other answers it. */
import {
  capital,
  formatDate,
  hidden,
  hiddenKey,
  minutes,
  radios,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { leaderChoices } from '../leaders/views.ts'
import { canArrange, canRecord } from '../policy.ts'
import { datesWords, daysWords, nameOfSupportSide, supportDayHref } from '../words.ts'
import type { DayInView } from './actions.ts'
import type { Offer } from './domain.ts'

/** Who reads what is written about a support day, said at each field. */
export const READERS = 'Both schools and the programme team can read this. Do not write about any pupil.'

export interface Answering {
  readonly view: DayInView
  /** Those whom this reader can name for the lead school. */
  readonly leaders: readonly string[]
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** The next step of whoever answers, with its form. */
export function answerForm(offer: Offer, { view, leaders, key, answers, errors }: Answering): Html {
  const { day, partnership, actor } = view
  const may = offer.kind === 'dates' ? canArrange(actor, partnership) : canRecord(actor, partnership)
  const [only] = offer.dates
  const button = offer.kind === 'dates' ? 'Agree this date' : 'Agree'
  return html`<section class="app-next-step" aria-labelledby="next-step">
<p class="app-next-step__label">Your next step</p>
<h2 class="govuk-heading-m app-next-step__title" id="next-step">${titleOf(offer)}</h2>
<p class="govuk-body">${offered(offer, view)}</p>
${
  may &&
  html`<form method="post" action="${supportDayHref(day.id)}/answers" novalidate>
${hiddenKey(key)}${hidden('seen', day.entries)}
${
  offer.dates.length > 1
    ? radios({
        name: 'on',
        label: 'Which date suits you?',
        errors,
        choices: offer.dates.map((value) => ({ value, text: formatDate(value) })),
      })
    : hidden('on', only ?? '')
}
${offer.kind === 'dates' && leaderChoices({ leaders, hubName: partnership.hubName, answers, people: day.leadPeople })}
${govukButton({ text: button, preventDoubleClick: true })}
</form>
${
  day.state === 'proposed'
    ? html`<p class="govuk-body">${
        offer.kind === 'dates'
          ? html`Or <a class="govuk-link" href="${supportDayHref(day.id)}/dates">offer other dates instead</a>.`
          : html`If it was not so, <a class="govuk-link" href="${supportDayHref(day.id)}/cancellation">say why, and it is taken back</a>.`
      }</p>`
    : html`<form method="post" action="${supportDayHref(day.id)}/keepings">
${hiddenKey(crypto.randomUUID())}${hidden('seen', day.entries)}
${textArea({
  name: 'why',
  label:
    offer.kind === 'dates' ? 'If it cannot be moved so: why?' : 'If it was not so: what do you remember?',
  hint: READERS,
  rows: 2,
  max: 1000,
  answers,
  errors,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: offer.kind === 'dates' ? 'Keep it as it is booked' : 'Do not agree', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
${offer.kind === 'dates' && html`<p class="govuk-body">Or <a class="govuk-link" href="${supportDayHref(day.id)}/dates">offer other dates instead</a>.</p>`}`
}`
}
</section>`
}

function titleOf({ kind, dates }: Offer): string {
  if (kind === 'dates') return dates.length > 1 ? 'Choose a date' : 'Agree a date'
  return kind === 'delivered' ? 'Agree how this support day was' : 'Agree a correction'
}

/** What is put forward, in a sentence. */
export function offered(offer: Offer, { actor, partnership }: DayInView): string {
  const by = capital(nameOfSupportSide(offer.side, actor, partnership))
  if (offer.kind === 'dates') {
    const when = offer.startsAt === '' ? '' : `, ${offer.startsAt}${offer.endsAt && ` to ${offer.endsAt}`}`
    return `${by} offers ${datesWords(offer.dates)}: ${daysWords(offer.halfDays)}${when}${offer.place && `, ${offer.place}`}${offer.leadPeople ? `, with ${offer.leadPeople}` : ''}.`
  }
  if (offer.halfDays === 0) return `${by} says that it did not take place.`
  const { hubName, schoolName } = partnership
  const came = [
    offer.leadPeople && `${offer.leadPeople} from ${hubName}`,
    offer.partnerPeople && `${offer.partnerPeople} from ${schoolName}`,
  ].filter(Boolean)
  const people = came.length > 0 ? ` There: ${came.join('; ')}.` : ''
  const travel = offer.travelMinutes ? ` Travel took ${minutes(offer.travelMinutes)}.` : ''
  return `${by} says that it took place on ${datesWords(offer.dates)} and took ${daysWords(offer.halfDays)}.${people}${travel}`
}
