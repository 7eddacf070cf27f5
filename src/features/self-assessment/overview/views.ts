import {
  formatDateTime,
  hiddenKey,
  nextStep,
  plural,
  radios,
  table,
  taskListOf,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { AssessmentInView } from '../assessment.ts'
import { unanswered } from '../domain.ts'
import { statementsOf } from '../questionnaires/definition.ts'
import { whoCanSee } from '../who.ts'
import { dayOf, nameOfAssessment, themeHref } from '../words.ts'
import type { Overview } from './actions.ts'

/** About a minute and a half to read a statement, choose a level and say how one knows. */
const MINUTES_A_STATEMENT = 1.5

/** Self-assessment in one partnership: what to do next, and everything that was submitted. */
export function overviewPage(view: Overview & { readonly key: string }): Page {
  const { place, open, past, actor } = view
  const { partnership } = place
  const own = actor.role === 'named-leader'
  return {
    title: `Self-assessment: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Self-assessment</h1>
${open ? underWay(open) : own ? beginning(view) : standing(view)}
${pastTable(view)}
${own && whoCanSee(place, open?.assessment ?? past[0], open ? undefined : past[0]?.share)}`,
  }
}

function beginning(view: Overview & { readonly key: string }): Html {
  const { place, past, mayStart, questionnaires } = view
  if (!mayStart) {
    return questionnaires.length === 0
      ? govukInsetText({ text: 'This programme has no self-assessment.' })
      : past.length === 0
        ? govukInsetText({
            text: 'Nothing was submitted, and this partnership is not running: nothing can be started.',
          })
        : html``
  }
  const later = past.length > 0
  return html`${
    later
      ? html`<p class="govuk-body">A later self-assessment starts with the answers of your last one. You change what has changed, and the result shows what moved.</p>`
      : html`<p class="govuk-body">A picture of what your school does about attendance and behaviour: what is strong, and what to work on. It is the school’s own, and leads straight into your action plan.</p>
<ul class="govuk-list govuk-list--bullet">
<li>One theme at a time; everything is saved as you go, and you can come back to it.</li>
<li>Several named leaders can answer at once.</li>
<li>For each statement you choose one of four levels and say how you know.</li>
<li>There is no overall result, and schools are not compared.</li>
</ul>`
  }
<form method="post" action="/partnerships/${place.partnership.id}/self-assessment" novalidate>
${hiddenKey(view.key)}
${
  questionnaires.length > 1 &&
  radios({
    name: 'questionnaire',
    label: 'Which questionnaire?',
    value: questionnaires[0]?.key,
    choices: questionnaires.map(({ key, name }) => ({ value: key, text: name })),
  })
}
${govukButton({ text: later ? 'Start a later self-assessment' : 'Start the self-assessment', preventDoubleClick: true })}
</form>`
}

function underWay(open: AssessmentInView): Html {
  const { questionnaire, answers, assessment, mayAnswer, before } = open
  const missing = unanswered(questionnaire, answers)
  const total = statementsOf(questionnaire).length
  const next = questionnaire.themes.find((theme) => missing.some((each) => each.theme === theme))
  const state = html`<p class="govuk-body">${assessment.startedByName} started it on ${dayOf(assessment.startedAt)}. ${
    total - missing.length
  } of ${total} statements have a level.${before && html` It began with the answers of ${dayOf(before.assessment.submittedAt ?? before.assessment.startedAt)}.`}</p>`
  return html`${
    mayAnswer
      ? next
        ? nextStep({
            title: `${next.number}. ${next.name}`,
            body: next.about,
            href: themeHref(assessment.id, next.key),
            action: missing.length === total ? 'Start' : 'Go on',
            minutes: Math.ceil(missing.filter((each) => each.theme === next).length * MINUTES_A_STATEMENT),
          })
        : nextStep({
            title: 'Check your answers and submit',
            body: before
              ? 'Every statement has a level. Change what has changed since last time, then check and submit.'
              : 'Every statement has a level.',
            href: `/self-assessments/${assessment.id}/check`,
            action: 'Check and submit',
          })
      : govukInsetText({
          text: 'This partnership is not running any more, so the self-assessment can be read and not changed.',
        })
  }
${state}
<h2 class="govuk-heading-m">Themes</h2>
${taskListOf(
  questionnaire.themes.map((theme) => {
    const left = missing.filter((each) => each.theme === theme).length
    const all = theme.statements.length
    return {
      title: `${theme.number}. ${theme.name}`,
      href: themeHref(assessment.id, theme.key),
      status: left === 0 ? ('done' as const) : left === all ? ('to do' as const) : ('in progress' as const),
      note: left === 0 ? plural(all, 'statement') : `${all - left} of ${plural(all, 'statement')}`,
      ...(left === 0 ? {} : { minutes: Math.ceil(left * MINUTES_A_STATEMENT) }),
    }
  }),
  'themes',
)}
<p class="govuk-body"><a class="govuk-link" href="/self-assessments/${assessment.id}/check">Check all answers</a></p>
<p class="govuk-body"><a class="govuk-link" href="/self-assessments/${assessment.id}/changes">Who wrote what, and when</a></p>`
}

/** For the lead school and the programme team: where it stands, and no more. */
function standing({ past, actor, place }: Overview): Html {
  const [latest] = past
  const { schoolName } = place.partnership
  if (!latest) return html`<p class="govuk-body">${schoolName} has not submitted a self-assessment yet.</p>`
  if (actor.role !== 'hub-lead' || latest.share) return html``
  return govukInsetText({
    text: `${schoolName} has not shared this with your hub. You can see that it was submitted, and when.`,
  })
}

function pastTable({ past, actor }: Overview): Html | undefined {
  if (past.length === 0) return undefined
  const mayRead = (share: unknown) => actor.role === 'named-leader' || (actor.role === 'hub-lead' && share)
  return table({
    caption: 'Submitted',
    head: [{ text: 'Self-assessment' }, { text: 'Submitted by' }, { text: 'Shared with the hub' }],
    rows: past.map((each) => [
      mayRead(each.share)
        ? html`<a class="govuk-link" href="/self-assessments/${each.id}">${nameOfAssessment(each)}</a>`
        : nameOfAssessment(each),
      html`${each.submittedByName}, ${formatDateTime(each.submittedAt ?? each.startedAt)}`,
      each.share ? (each.share.withNotes ? 'Yes, with evidence notes' : 'Yes, without evidence notes') : 'No',
    ]),
  })
}
