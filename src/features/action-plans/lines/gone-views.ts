import { hidden, hiddenKey, radios, summaryList } from '../../../design/components/index.ts'
import { govukButton, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { type Noun, nameOf, type Place, type Plan, placesIn } from '../domain.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { planHref } from '../words.ts'
import { isClosed, mayAdd } from './actions.ts'
import { LINES } from './fields.ts'
import type { LineContext } from './forms.ts'
import { lineFields } from './views.ts'

export interface GonePageData {
  readonly view: PlanInView
  /** What would be added. */
  readonly noun: Noun
  readonly gone: { readonly place: Place; readonly sentence: string; readonly version: number }
  readonly action: string
  readonly context: LineContext
  readonly key: string
  readonly answers: Answers
  readonly errors?: readonly FormError[]
  /** What was typed into a form that asks for something else than the line's own words. */
  readonly said?: readonly { readonly key: string; readonly value: string }[]
}

/** What happened, everything that was typed, and the ways on. */
export function gonePage(data: GonePageData): Page {
  const { view, noun, gone, errors, said } = data
  const { partnership, plan } = view
  const { place, sentence, version } = gone
  const about = place.noun === noun ? '' : `, where the new ${noun} was to stand`
  return {
    title: `No longer open in the plan: ${nameOf(place.line)}, ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    ...(errors ? { status: 422, errors } : { status: 409 }),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">No longer open in the plan</h1>
<p class="govuk-body">The ${place.noun} “${nameOf(place.line)}”${about}.</p>
${govukWarningText({ text: `${sentence} Nothing of yours is lost: it is below.`, iconFallbackText: 'Important' })}
<p class="govuk-body"><a class="govuk-link" href="/plans/${plan.id}/versions/${version}">See the plan as it last was with this ${place.noun}</a></p>
${
  said &&
  html`<h2 class="govuk-heading-m">What you typed</h2>
${summaryList(said)}`
}
${mayAdd(view, noun) && addAgain(data)}
<p class="govuk-body"><a class="govuk-link" href="${planHref(partnership.id)}">Leave it, and go to the plan as it stands now</a></p>`,
  }
}

function addAgain(data: GonePageData): Html {
  const { view, noun, gone, action, key, answers, errors, said, context } = data
  const { under } = LINES[noun]
  const choices = parentsFor(noun, view.plan)
  const formerly = gone.place.noun === noun ? parentIdOf(gone.place) : undefined
  const heading = html`<h2 class="govuk-heading-m">${said ? `Still needed? Add it as a new ${noun}` : 'What you typed'}</h2>`
  if (choices.length === 0) {
    const typed = LINES[noun].fields.map(({ name, label }) => ({ key: label, value: answers[name] ?? '' }))
    return html`${heading}
${summaryList(typed.filter(({ value }) => value !== ''))}
<p class="govuk-body">The plan has no ${under} that is open, so there is nowhere to add it at the moment.</p>`
  }
  return html`${heading}
<form method="post" action="${action}" novalidate>
${hiddenKey(key)}${hidden('plan', view.plan.id)}
${lineFields(noun, { answers, errors, context })}
${
  under
    ? radios({
        name: 'under',
        label: `Under which ${under}?`,
        answers,
        errors,
        small: true,
        ...(formerly === undefined ? {} : { value: String(formerly) }),
        choices,
      })
    : hidden('under', view.plan.id)
}
${pupilCheckbox(errors, answers)}
${govukButton({ text: `Add as a new ${noun}`, preventDoubleClick: true })}
</form>`
}

function parentIdOf({ noun, priority, objective }: Place): number | undefined {
  return noun === 'objective' ? priority.id : objective?.id
}

/** Where a line of this kind can stand now: whatever is open. A priority stands under the plan itself. */
export function parentsFor(noun: Noun, plan: Plan): { value: string; text: string }[] {
  const { under } = LINES[noun]
  if (!under) return [{ value: String(plan.id), text: 'The plan' }]
  return [...placesIn(plan)]
    .filter((place) => place.noun === under && !isClosed(place.line) && !isClosed(place.priority))
    .map(({ line, number }) => ({ value: String(line.id), text: `${number} ${nameOf(line)}` }))
}
