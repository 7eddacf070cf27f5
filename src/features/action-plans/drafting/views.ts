import {
  checkboxes,
  formatDate,
  hidden,
  hiddenKey,
  plural,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukDetails, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { inDay, MEASURE_KINDS, planHref } from '../words.ts'
import type { Drafting } from './actions.ts'
import { answersOf, fieldsOf, MORE } from './forms.ts'
import type { Candidate, Proposal } from './rules.ts'

export interface DraftPageData {
  readonly drafting: Drafting
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
  /** What a colleague put into the plan while this page was open. */
  readonly inTheMeantime?: readonly string[]
}

/** From answers to a first plan on one page: keep, change or drop each proposal. */
export function draftPage(data: DraftPageData): Page {
  const { drafting, key, errors, inTheMeantime = [] } = data
  const { partnership, proposals, others, selfAssessment, plan } = drafting
  const answers = data.answers ?? answersOf(proposals)
  const title = plan ? 'Add to the plan from your self-assessment' : 'Draft your action plan'
  return {
    title: `${title}: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    ...(inTheMeantime.length > 0 ? { status: 409 } : errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
${inTheMeantime.length > 0 && meantime(inTheMeantime)}
<p class="govuk-body">${
      proposals.length === 0
        ? 'Nothing more is proposed: the plan takes up every area that your self-assessment found.'
        : `Your self-assessment of ${formatDate(inDay(selfAssessment.submittedAt))} suggests ${plural(proposals.length, 'priority', 'priorities')}. Keep what fits, change the words to yours, and untick what does not. Everything can be changed later.`
    }</p>
${proposals.length > 0 && how()}
<form method="post" action="${planHref(partnership.id)}/draft" novalidate>
${hiddenKey(key)}${hidden('seen', plan?.revision ?? 0)}
${proposals.map((proposal, at) => proposalBlock(proposal, at + 1, answers, errors))}
${others.length > 0 && otherAreas(others, answers)}
${pupilCheckbox(errors, answers)}
${proposals.length + others.length > 0 && govukButton({ text: plan ? 'Add these to the plan' : 'Make this our plan', preventDoubleClick: true })}
</form>`,
  }
}

function meantime(titles: readonly string[]): Html {
  return html`${govukWarningText({
    text: 'A colleague added to the plan while you had this page open. Nothing of yours is lost. These are in the plan already: untick them below, or save to have yours as well.',
    iconFallbackText: 'Important',
  })}<ul class="govuk-list govuk-list--bullet">${titles.map((title) => html`<li>${title}</li>`)}</ul>`
}

function how(): Html {
  return govukDetails({
    summaryText: 'How these were chosen',
    html: html`<p>What you marked as a priority comes first, then your lowest answers, in the order of the themes: up to five. Where both attendance and behaviour have areas to develop, both are here. The words are suggestions of this service, not the Department’s.</p>`,
  })
}

function proposalBlock(
  proposal: Proposal,
  number: number,
  answers: Answers,
  errors: readonly FormError[] | undefined,
): Html {
  const { theme, statement, suggestion, because } = proposal
  const names = fieldsOf(proposal)
  const fields = html`
${textField({ name: names.title, label: 'Priority', answers, errors })}
${textArea({ name: names.objective, label: 'Objective', rows: 2, answers, errors })}
${suggestion.actions.map(({ role, weeks }, at) =>
  textArea({
    name: names.actions[at] ?? '',
    label: `Action ${at + 1}`,
    hint: `${role}, within ${plural(weeks, 'school week')}. Empty it to leave it out.`,
    rows: 2,
    answers,
    errors,
  }),
)}
${suggestion.measures.map(({ kind, unit }, at) =>
  textField({
    name: names.measures[at] ?? '',
    label: `Measure ${at + 1}`,
    hint: [MEASURE_KINDS[kind], unit && `counted in ${unit}`].filter(Boolean).join(', '),
    answers,
    errors,
  }),
)}`
  return html`<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
${checkboxes({
  name: names.keep,
  label: `${number}. ${suggestion.priority}`,
  labelSize: 'm',
  hint: html`Statement ${statement.number}, ${theme.name}: ${statement.text}<br>${because}`,
  answers,
  errors,
  choices: [{ value: 'yes', text: 'Keep this priority', conditional: fields }],
})}`
}

/** Everything else that could be a priority, as a short list: added in its suggested words. */
function otherAreas(others: readonly Candidate[], answers: Answers): Html {
  return govukDetails({
    summaryText: 'Choose other areas from your self-assessment',
    html: checkboxes({
      name: MORE,
      label: 'Other areas',
      hint: 'They are added with suggested objectives and actions, which you can change in the plan.',
      small: true,
      answers: { [MORE]: '', ...answers },
      choices: others.map(({ statement, suggestion }) => ({
        value: statement.key,
        text: suggestion.priority,
        hint: `Statement ${statement.number}: ${statement.text}`,
      })),
    }),
  })
}
