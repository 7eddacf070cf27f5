import { formatDateTime, plural, table } from '../../../design/components/index.ts'
import { govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { AssessmentInView } from '../assessment.ts'
import {
  areasOf,
  movementOf,
  nameOf,
  noLongerAsked,
  type Placed,
  prioritiesOf,
  profileOf,
  strengthsOf,
} from '../domain.ts'
import { sharing } from '../sharing/views.ts'
import { whoCanSee } from '../who.ts'
import { consultedWords, dayOf, MOVEMENT_NAMES, nameOfAssessment, STRAND_NAMES } from '../words.ts'
import { themePicture } from './picture.ts'

/** The result: a picture by theme with its table, strengths and areas in words, what moved, every answer. */
export function profilePage(
  view: AssessmentInView,
  form: { key: string; errors?: readonly FormError[]; submitted?: boolean },
): Page {
  const { assessment, questionnaire, answers, place, actor } = view
  const { partnership } = place
  const own = actor.role === 'named-leader'
  const notes = own || view.share?.withNotes === true
  const strengths = strengthsOf(questionnaire, answers)
  const areas = areasOf(questionnaire, answers)
  const priorities = prioritiesOf(questionnaire, answers)
  return {
    title: `${nameOfAssessment(assessment)}: ${partnership.schoolName}`,
    width: 'full',
    backLink: { href: `/partnerships/${partnership.id}/self-assessment`, text: 'Back to self-assessment' },
    ...(form.errors ? { errors: form.errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${nameOfAssessment(assessment)}</h1>
${form.submitted && govukNotificationBanner({ type: 'success', text: 'Your self-assessment is submitted.' })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body-l app-lead">Submitted by ${assessment.submittedByName}.</p>
<p class="govuk-body">${questionnaire.name}. Each statement stands at one of four levels. There is no overall result, and attendance and behaviour are shown apart.</p>
${own && html`<p class="govuk-body app-no-print"><a class="govuk-link" href="/partnerships/${partnership.id}/plan">Go on to the action plan</a></p>`}
<p class="govuk-body app-no-print">Download: <a class="govuk-link" href="/self-assessments/${assessment.id}/profile.docx">Word document</a>, <a class="govuk-link" href="/self-assessments/${assessment.id}/profile.csv">spreadsheet (CSV)</a>. Or print this page.</p>
</div></div>
<h2 class="govuk-heading-m" id="themes">By theme</h2>
<div class="app-themes">${questionnaire.themes.map(
      (theme) =>
        html`<figure class="app-theme"><figcaption class="govuk-heading-s">${theme.number}. ${theme.name}</figcaption>${themePicture(questionnaire, answers, theme)}</figure>`,
    )}</div>
<div class="app-side-by-side">
<div>${placedList('Strengths', 'strengths', strengths, 'No statement stands at the upper levels yet.')}</div>
<div>${placedList('Areas to develop', 'areas', areas, 'No statement stands at the lower levels.')}</div>
</div>
${placedList('Priorities the school chose', 'priorities', priorities, 'No statement is marked as a priority.')}
${moved(view)}
${countsTable(view)}
<h2 class="govuk-heading-m" id="answers">Every answer</h2>
${!notes && html`<p class="govuk-body">The school shares its levels, not its evidence notes.</p>`}
${questionnaire.themes.map((theme) =>
  table({
    caption: `${theme.number}. ${theme.name}`,
    captionSize: 's',
    head: [
      { text: 'Statement', wide: true },
      { text: 'Level' },
      ...(notes ? [{ text: 'How do you know?' }] : []),
      { text: 'Consulted' },
    ],
    rows: theme.statements.map((statement) => {
      const answer = answers.get(statement.key)
      const level = nameOf(questionnaire, answer?.level ?? null)
      return [
        `${statement.number} ${statement.text}`,
        html`${level ? html`<strong>${level}</strong>` : 'Not answered'}${answer?.isPriority && html`<br>A priority`}`,
        ...(notes
          ? [answer?.evidenceNote && html`<span class="app-words">${answer.evidenceNote}</span>`]
          : []),
        consultedWords(answer?.consulted ?? []),
      ] satisfies Content[]
    }),
  }),
)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${sharing(view, form.key, form.errors)}
${own && html`<p class="govuk-body app-no-print"><a class="govuk-link" href="/self-assessments/${assessment.id}/changes">Who wrote what, and when</a></p>`}
${whoCanSee(place, assessment, view.share)}
</div></div>`,
  }
}

function placedList(title: string, id: string, placed: readonly Placed[], none: string): Html {
  const themes = [...Map.groupBy(placed, ({ theme }) => theme)]
  return html`<h2 class="govuk-heading-m" id="${id}">${title}</h2>
${placed.length === 0 && html`<p class="govuk-body">${none}</p>`}
${themes.map(
  ([theme, items]) => html`<h3 class="govuk-heading-s app-minor">${theme.name}</h3>
<ul class="govuk-list govuk-list--bullet">${items.map(
    ({ statement, level }) =>
      html`<li>${statement.text} <span class="app-level">${level.name}${statement.strand !== 'both' && `, ${statement.strand}`}</span></li>`,
  )}</ul>`,
)}`
}

/** The same as the pictures, in numbers. Rows of different strands are never added up. */
function countsTable({ questionnaire, answers }: AssessmentInView): Html {
  return table({
    caption: 'Statements at each level',
    captionSize: 's',
    head: [
      { text: 'Theme', wide: true },
      { text: 'About' },
      ...questionnaire.levels.map(({ name }) => ({ text: name, numeric: true })),
      { text: 'Not answered', numeric: true },
    ],
    rows: profileOf(questionnaire, answers).flatMap(({ theme, strands }) =>
      strands.map(({ strand, byLevel, unanswered }) => [
        `${theme.number}. ${theme.name}`,
        STRAND_NAMES[strand],
        ...byLevel.map(String),
        String(unanswered),
      ]),
    ),
  })
}

function moved({ questionnaire, answers, before }: AssessmentInView): Html | undefined {
  if (!before) return undefined
  const all = movementOf(questionnaire, answers, before)
  const changed = all.filter(({ movement }) => movement !== 'as before')
  const gone = noLongerAsked(questionnaire, before)
  const since = dayOf(before.assessment.submittedAt ?? before.assessment.startedAt)
  return html`<h2 class="govuk-heading-m" id="moved">What moved since ${since}</h2>
<p class="govuk-body">${plural(all.length - changed.length, 'statement stands', 'statements stand')} as before.</p>
${table({
  caption: `What moved since ${since}`,
  captionSize: 'hidden',
  head: [
    { text: 'Statement', wide: true },
    { text: 'About' },
    { text: 'Before' },
    { text: 'Now' },
    { text: 'Moved' },
  ],
  rows: changed.map(({ statement, before: was, now, movement }) => [
    `${statement.number} ${statement.text}`,
    STRAND_NAMES[statement.strand],
    was,
    now,
    MOVEMENT_NAMES[movement],
  ]),
  empty: 'Nothing moved.',
})}
${
  gone.length > 0 &&
  html`<p class="govuk-body">Asked then and not now:</p><ul class="govuk-list govuk-list--bullet">${gone.map(({ statement, before: was }) => html`<li>${statement.text} (${was})</li>`)}</ul>`
}`
}

export const submittedLine = (view: AssessmentInView): string =>
  `Submitted by ${view.assessment.submittedByName} on ${formatDateTime(view.assessment.submittedAt ?? view.assessment.startedAt)}`
