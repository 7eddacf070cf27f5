import { formatDateShort, plural, table, textField } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { LOWEST_FLOOR } from '../disclosure/index.ts'
import { KIND_NAMES } from '../waves/domain.ts'
import { type Due, FEWEST_DAYS, MOST_DAYS } from './domain.ts'

const MOST_SHOWN = 200

/** How long answers are kept and how small a group is shown, and before anything is saved, what that would delete. */
export function keepingPage(page: {
  readonly days: number
  readonly floor: number
  readonly due: readonly Due[]
  readonly today: Temporal.PlainDate
  readonly tried?: boolean
  readonly saved?: boolean
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}): Page {
  const { days, floor, due, today, tried, saved, answers, errors } = page
  return {
    title: 'How long answers to surveys are kept',
    backLink: { href: '/programme/surveys', text: 'Back to what surveys say' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
${saved && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">Saved. It holds from tonight.</p>` })}
<h1 class="govuk-heading-l">How long answers to surveys are kept</h1>
<p class="govuk-body">Answers are anonymous. Once a survey is closed they are counted, its results are made of the counts, and nothing needs the answers any more. They are deleted with the counts of small groups, and the results stay as they are shown. What staff added in their own words goes on the same day.</p>
${tried && govukInsetText({ text: 'Nothing is saved yet. Below is what the rule as you typed it would delete.' })}
<form method="post" action="/programme/surveys/rules" novalidate>
${textField({
  name: 'days',
  label: 'Answers are kept after the results are made for',
  hint: `Days, ${FEWEST_DAYS} to ${MOST_DAYS}. It holds for the whole service.`,
  width: 5,
  suffix: 'days',
  inputmode: 'numeric',
  value: days,
  answers,
  errors,
})}
${textField({
  name: 'floor',
  label: 'Fewest answers that are shown',
  hint: `${LOWEST_FLOOR} to 50. It holds for surveys whose results are made from now on: those that are made stay as they are.`,
  width: 5,
  suffix: 'answers',
  inputmode: 'numeric',
  value: floor,
  answers,
  errors,
})}
<div class="govuk-button-group">
${govukButton({ text: 'Show what would be deleted', name: 'try', value: 'yes', classes: 'govuk-button--secondary' })}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</div>
</form>
<h2 class="govuk-heading-m" id="due">What ${tried ? 'would be' : 'is'} deleted in the next 30 days <span class="app-count">${plural(due.length, 'survey')}</span></h2>
${table({
  caption: 'What is deleted in the next 30 days',
  captionSize: 'hidden',
  head: [
    { text: 'School' },
    { text: 'Survey' },
    { text: 'Answers', numeric: true },
    { text: 'Results made' },
    { text: 'Answers deleted' },
  ],
  rows: due
    .slice(0, MOST_SHOWN)
    .map((each) => [
      each.schoolName,
      KIND_NAMES[each.kind],
      String(each.answered),
      formatDateShort(
        Temporal.Instant.from(each.resultsAt).toZonedDateTimeISO('Europe/London').toPlainDate(),
      ),
      Temporal.PlainDate.compare(each.on, today) <= 0 ? 'Tonight' : formatDateShort(each.on),
    ]),
  empty: 'Nothing.',
})}
${due.length > MOST_SHOWN && html`<p class="govuk-body">And ${plural(due.length - MOST_SHOWN, 'more', 'more')}.</p>`}`,
  }
}
