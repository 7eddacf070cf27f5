import { hiddenKey, radios } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { AssessmentInView } from '../assessment.ts'
import { canAnswer, isOpenForAnswers } from '../policy.ts'

/** Lets the school share, change how, and take it back. Nothing for anyone else. */
export function sharing(
  view: AssessmentInView,
  key: string,
  errors: readonly FormError[] = [],
): Html | undefined {
  const { actor, place, assessment, share } = view
  if (!canAnswer(actor) || assessment.submittedAt === null) return undefined
  const { hubName } = place.partnership
  const action = `/self-assessments/${assessment.id}/shares`
  return html`<section aria-labelledby="sharing" class="app-no-print">
<h2 class="govuk-heading-m" id="sharing">Sharing with ${hubName}</h2>
${
  isOpenForAnswers(place.partnership) &&
  html`<form method="post" action="${action}" novalidate>
${hiddenKey(key)}
${radios({
  name: 'notes',
  label: share ? 'What your hub sees' : 'Let your hub see this self-assessment?',
  hint: place.sharesOnSubmission
    ? 'Your pathway expects your lead school to see it, with the notes.'
    : 'It is your decision. You can take it back at any time.',
  value: share && (share.withNotes ? 'with' : 'without'),
  choices: [
    { value: 'without', text: 'The levels, without the evidence notes' },
    { value: 'with', text: 'The levels and the evidence notes' },
  ],
  errors,
})}
${govukButton({ text: share ? 'Change what they see' : 'Share', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}
${
  share &&
  html`<form method="post" action="${action}/withdrawal">
${govukButton({ text: 'Stop sharing', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}
</section>`
}
