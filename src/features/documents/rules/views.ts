import {
  capital,
  formatDateShort,
  formatDateTime,
  hidden,
  plural,
  table,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { documentsHref, PURPOSE_NAMES } from '../words.ts'
import type { Due } from './domain.ts'
import type { KeptRule } from './store.ts'

const MOST_SHOWN = 200

/** The rules, and before anything is saved, what they would delete. */
export function rulesPage(page: {
  readonly rules: readonly KeptRule[]
  /** What the rules as typed, or as saved, delete within the next 30 days. */
  readonly due: readonly Due[]
  readonly today: Temporal.PlainDate
  readonly tried?: boolean
  readonly saved?: boolean
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
}): Page {
  const { rules, due, today, tried, saved, errors, answers } = page
  const changed = rules.filter(({ changedAt }) => changedAt !== null)
  return {
    title: 'How long documents are kept',
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: '/programme/documents', text: 'Back to documents that are waited for' },
    body: html`
${saved && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">Saved. The rules hold from tonight.</p>` })}
<h1 class="govuk-heading-l">How long documents are kept</h1>
<p class="govuk-body">Whoever gives a document can end its sharing, or delete it, at any time. Where nobody does, these rules do. A document is deleted when the days it is kept are over, counted from the last day that others could open it or from the end of the partnership, whichever comes first.</p>
${tried && govukInsetText({ text: 'Nothing is saved yet. Below is what the rules as you typed them would delete.' })}
<form method="post" action="/programme/documents/rules" novalidate>
${rules.map(
  (
    rule,
  ) => html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${PURPOSE_NAMES[rule.purpose]}</legend>
${hidden(`seen-${rule.purpose}`, rule.revision)}
${textField({
  name: `open-${rule.purpose}`,
  label: 'Others can open it for',
  hint: 'Days from when it is given, 7 to 3,650. For what is given from now on.',
  width: 5,
  suffix: 'days',
  inputmode: 'numeric',
  value: rule.openDays,
  answers,
  errors,
})}
${textField({
  name: `kept-${rule.purpose}`,
  label: 'It is kept after that for',
  hint: 'Days, 0 to 3,650.',
  width: 5,
  suffix: 'days',
  inputmode: 'numeric',
  value: rule.keptDays,
  answers,
  errors,
})}
</fieldset>`,
)}
<div class="govuk-button-group">
${govukButton({ text: 'Show what would be deleted', name: 'try', value: 'yes', classes: 'govuk-button--secondary' })}
${govukButton({ text: 'Save the rules', preventDoubleClick: true })}
</div>
</form>
${changed.map((rule) => html`<p class="govuk-body-s">${PURPOSE_NAMES[rule.purpose]}: changed by ${rule.changedByName} on ${formatDateTime(rule.changedAt ?? '')}.</p>`)}
<h2 class="govuk-heading-m" id="due">What ${tried ? 'would be' : 'is'} deleted in the next 30 days <span class="app-count">${plural(due.length, 'document')}</span></h2>
${table({
  caption: 'What is deleted in the next 30 days',
  captionSize: 'hidden',
  head: [{ text: 'Partnership' }, { text: 'For' }, { text: 'Given' }, { text: 'Why' }, { text: 'Deleted' }],
  rows: due
    .slice(0, MOST_SHOWN)
    .map((each) => [
      html`<a class="govuk-link" href="${documentsHref(each.partnershipId)}">${each.schoolName}</a>`,
      PURPOSE_NAMES[each.purpose],
      formatDateShort(Temporal.Instant.from(each.givenAt).toZonedDateTimeISO('Europe/London').toPlainDate()),
      capital(
        each.endedOn !== null && (each.expiresOn === null || each.endedOn <= each.expiresOn)
          ? `the partnership ended on ${formatDateShort(each.endedOn)}`
          : `open to others until ${formatDateShort(each.expiresOn ?? '')}`,
      ),
      each.on <= today.toString() ? 'Tonight' : formatDateShort(each.on),
    ]),
  empty: 'Nothing.',
})}
${due.length > MOST_SHOWN && html`<p class="govuk-body">And ${plural(due.length - MOST_SHOWN, 'more', 'more')}.</p>`}`,
  }
}
