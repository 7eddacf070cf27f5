import { checkboxes, hidden, plural } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FormError } from '../../../platform/forms.ts'
import { nameOf, unanswered } from '../domain.ts'
import { whoCanSee } from '../who.ts'
import { consultedWords, dayOf, themeHref } from '../words.ts'
import type { CheckView } from './actions.ts'

/** Every answer before it is submitted, those without a level first. */
export function checkPage(view: CheckView, errors: readonly FormError[] = [], status = 422): Page {
  const { assessment, questionnaire, answers, place, mayAnswer } = view
  const missing = unanswered(questionnaire, answers)
  return {
    title: 'Check your answers',
    width: 'full',
    backLink: { href: `/partnerships/${place.partnership.id}/self-assessment`, text: 'Back to all themes' },
    ...(errors.length > 0 ? { errors, status } : {}),
    body: html`<span class="govuk-caption-l">Self-assessment</span>
<h1 class="govuk-heading-l">Check your answers</h1>
${
  missing.length > 0 &&
  govukInsetText({
    html: html`<p class="govuk-body">${plural(missing.length, 'statement')} without a level:</p><ul class="govuk-list">${missing.map(
      ({ theme, statement }) =>
        html`<li><a class="govuk-link" href="${themeHref(assessment.id, theme.key)}#${statement.key}">${statement.number} ${statement.text}</a></li>`,
    )}</ul>`,
  })
}
${questionnaire.themes.map(
  (theme) => html`<h2 class="govuk-heading-m">${theme.number}. ${theme.name}</h2>
<dl class="govuk-summary-list app-check">${theme.statements.map((statement) => {
    const answer = answers.get(statement.key)
    const href = `${themeHref(assessment.id, theme.key)}#${statement.key}`
    const was = view.before?.answers.get(statement.key)
    const before = view.before && nameOf(view.before.questionnaire, was?.level ?? null)
    const level = nameOf(questionnaire, answer?.level ?? null)
    return html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${statement.number} ${statement.text}</dt><dd class="govuk-summary-list__value"><strong>${level ?? 'No level yet'}</strong>${before && level && html` <span class="govuk-hint app-inline">${before === level ? 'as before' : `before: ${before}`}</span>`}${answer?.isPriority && html`<br>A priority for us`}${answer?.evidenceNote && html`<br><span class="app-words">${answer.evidenceNote}</span>`}${answer && answer.consulted.length > 0 && html`<br><span class="govuk-hint app-inline">Consulted: ${consultedWords(answer.consulted)}</span>`}</dd>${mayAnswer && html`<dd class="govuk-summary-list__actions"><a class="govuk-link" href="${href}">Change<span class="govuk-visually-hidden"> ${statement.number}</span></a></dd>`}</div>`
  })}</dl>`,
)}
${mayAnswer ? submission(view, missing.length, errors) : html`<p class="govuk-body">${assessment.submittedAt ? `Submitted by ${assessment.submittedByName} on ${dayOf(assessment.submittedAt)}.` : 'This partnership is not running any more: nothing can be submitted.'}</p>`}
${whoCanSee(place, assessment, view.share)}`,
  }
}

function submission(view: CheckView, missing: number, errors: readonly FormError[]): Html {
  const { place } = view
  const { hubName } = place.partnership
  return html`<h2 class="govuk-heading-m" id="submit">Submit</h2>
<p class="govuk-body">Submitting keeps these answers as they are today. They cannot be changed afterwards; a later self-assessment starts from them.</p>
${
  place.sharesOnSubmission
    ? govukWarningText({
        text: `When you submit, ${hubName} sees the levels and the evidence notes. Your pathway includes one-to-one support, which begins from them.`,
        iconFallbackText: 'Important',
      })
    : html`<p class="govuk-body">${hubName} does not see your answers when you submit. Afterwards you can choose to share them.</p>`
}
<form method="post" action="/self-assessments/${view.assessment.id}/submission" novalidate>
${hidden('seen', view.lastChange)}
${
  missing > 0 &&
  checkboxes({
    name: 'gaps',
    label: `${plural(missing, 'statement has', 'statements have')} no level`,
    hint: 'A statement that does not fit your school may be left without a level.',
    choices: [
      {
        value: String(missing),
        text: `Submit with ${missing === 1 ? 'this one' : `these ${missing}`} left out`,
      },
    ],
    errors,
  })
}
${govukButton({ text: 'Submit the self-assessment', preventDoubleClick: true })}
</form>`
}
