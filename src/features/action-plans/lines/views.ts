import {
  dateField,
  formatDate,
  hidden,
  hiddenKey,
  radios,
  select,
  summaryList,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { type Closed, type Line, mayBeRemoved, type Noun, nameOf, type Place } from '../domain.ts'
import { planSideOf } from '../policy.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { hrefOf, MEASURE_KINDS, planHref } from '../words.ts'
import { LINES, type LineField } from './fields.ts'
import { answersOf, type LineContext, ownerValue } from './forms.ts'

export interface LinePageData {
  readonly view: PlanInView
  readonly noun: Noun
  /** The line to change; without it, a new one under `under`. */
  readonly place?: Place | undefined
  readonly under?: Place | undefined
  readonly action: string
  readonly context: LineContext
  readonly key: string
  readonly seen: number
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
  /** The line as somebody else has left it, while the person was typing. */
  readonly changedTo?: Line | undefined
  /** The reason that was typed into the form that closes the line. */
  readonly closing?: string | undefined
}

/** The line, or the one that it comes under, by name: so that each form has a title of its own. */
function whichOf({ place, under }: LinePageData): string {
  const line = place?.line ?? under?.line
  return line ? `${nameOf(line)}, ` : ''
}

/** One form for every kind of line: what it asks comes from lines/fields.ts. */
export function linePage(data: LinePageData): Page {
  const { view, noun, place, under, errors, changedTo } = data
  const isProposal = noun === 'action' && planSideOf(view.actor, view.plan) === 'lead'
  const title = place
    ? `Change this ${noun}`
    : isProposal
      ? 'Propose an action'
      : `Add ${noun === 'objective' || noun === 'action' ? 'an' : 'a'} ${noun}`
  const answers = data.answers ?? (place && answersOf(noun, place.line, data.context))
  return {
    title: `${title}: ${whichOf(data)}${view.partnership.schoolName}`,
    backLink: { href: planHref(view.partnership.id), text: 'Back to the action plan' },
    ...(changedTo ? { status: 409 } : errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${view.partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
${under && html`<p class="govuk-body">Under the ${under.noun} “${nameOf(under.line)}”.</p>`}
${changedTo ? conflictNotice(data, changedTo) : html`<p class="govuk-body">${LINES[noun].about}</p>`}
<form method="post" action="${data.action}" novalidate>
${hiddenKey(data.key)}${hidden('plan', view.plan.id)}${hidden('seen', changedTo?.revision ?? data.seen)}
${lineFields(noun, { answers, errors, context: data.context })}
${pupilCheckbox(errors, answers)}
<div class="govuk-button-group">
${govukButton({ text: isProposal && !place ? 'Propose' : 'Save', preventDoubleClick: true })}
${!place && noun !== 'priority' && govukButton({ text: 'Save and add another', name: 'another', value: 'yes', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</div>
</form>
${place && noLongerNeeded(data, place)}`,
  }
}

/** Both wordings side by side; saving again keeps what is in the form. */
function conflictNotice({ noun }: LinePageData, now: Line): Html {
  const facts = LINES[noun].fields.map((field) => ({
    key: field.label.replace(' (optional)', ''),
    value: field.words(now),
  }))
  return html`
${govukWarningText({ text: `Somebody else changed this ${noun} while you had it open. Nothing of yours is lost: it is in the form below.`, iconFallbackText: 'Important' })}
<h2 class="govuk-heading-m">As it stands now</h2>
${summaryList(facts)}
<h2 class="govuk-heading-m">What you typed</h2>
<p class="govuk-body">Change it where you need to. If you save, it takes the place of what stands above.</p>`
}

/** The questions of a line's form. */
export const lineFields = (noun: Noun, shown: Shown): Html =>
  html`${LINES[noun].fields.map((field) => INPUTS[field.control](field, shown))}`

export interface Shown {
  readonly answers: Answers | undefined
  readonly errors: readonly FormError[] | undefined
  readonly context: LineContext
}

const INPUTS: Readonly<Record<LineField['control'], (field: LineField, shown: Shown) => Html>> = {
  line: ({ name, label, hint, max }, { answers, errors }) =>
    textField({ name, label, hint, answers, errors, ...(max <= 100 ? { width: 20 } : {}) }),

  paragraph: ({ name, label, hint, max }, { answers, errors }) =>
    textArea({ name, label, hint, answers, errors, rows: 3, max }),

  'measure-kind': ({ name, label }, { answers, errors }) =>
    radios({
      name,
      label,
      answers,
      errors,
      small: true,
      choices: Object.entries(MEASURE_KINDS).map(([value, text]) => ({ value, text })),
    }),

  date: ({ name, label, hint }, { answers, errors }) => dateField({ name, label, hint, answers, errors }),

  deadline: ({ label }, { answers, errors, context }) =>
    radios({
      name: 'deadline',
      label,
      answers: { deadline: 'half-term', ...answers },
      errors,
      small: true,
      choices: [
        {
          value: 'half-term',
          text: 'By the end of a half term',
          conditional: select({
            name: 'halfTerm',
            label: 'Which?',
            answers,
            errors,
            choices: context.halfTerms.map(({ label: text, endsOn }) => ({
              value: endsOn,
              text: `${text} (by ${formatDate(endsOn)})`,
            })),
          }),
        },
        {
          value: 'date',
          text: 'By a date',
          conditional: dateField({ name: 'dueOn', label: 'Which?', answers, errors }),
        },
        { value: 'none', text: 'Not decided yet' },
      ],
    }),

  owner: (_field, { answers, errors, context: { people } }) => html`
${textField({ name: 'ownerRole', label: 'Who sees to it? Their role', hint: 'For example: Attendance lead', answers, errors, width: 'two-thirds' })}
${select({
  name: 'owner',
  label: 'Person (optional)',
  hint: 'They find it on their list of what is due',
  answers,
  errors,
  prompt: 'Nobody from this list',
  choices: people.map((person) => ({
    value: ownerValue(person),
    text: [person.name, person.title, person.side === 'lead' && 'lead school'].filter(Boolean).join(', '),
  })),
})}
${textField({ name: 'ownerName', label: 'Name of a colleague who is not on the list (optional)', answers, errors, width: 'two-thirds' })}`,
}

/** Nothing with recorded progress disappears: it is closed with a reason. */
function noLongerNeeded({ key, view, closing, errors }: LinePageData, { noun, line }: Place): Html {
  const closed: Closed | null = 'closed' in line ? line.closed : null
  const fields = html`${hiddenKey(key)}${hidden('plan', view.plan.id)}`
  const heading = html`<h2 class="govuk-heading-m" id="no-longer">${closed ? 'This is closed' : 'No longer needed?'}</h2>`
  if (closed) {
    return html`${heading}
${govukInsetText({ text: `Closed on ${formatDate(closed.on)} by ${closed.byName}: ${closed.reason}` })}
${button(`${hrefOf(noun, line.id)}/reopening`, fields, 'Open it again')}`
  }
  if (mayBeRemoved(noun, line)) {
    return html`${heading}
<p class="govuk-body">It is taken out of the plan, and stays in the versions before.</p>
${button(`${hrefOf(noun, line.id)}/removal`, fields, `Remove this ${noun}`)}`
  }
  if (noun === 'action') {
    return html`${heading}
<p class="govuk-body">Something has been said of this action, so it is kept. <a class="govuk-link" href="${hrefOf(noun, line.id)}">Mark it as stopped</a> instead.</p>`
  }
  return html`${heading}
<p class="govuk-body">Progress has been recorded here, so it is closed with a reason and not removed.</p>
<form method="post" action="${hrefOf(noun, line.id)}/closure" novalidate>
${fields}
${textArea({ name: 'reason', label: 'Why is it closed?', rows: 2, max: 500, value: closing, errors })}
${pupilCheckbox(errors, undefined)}
${govukButton({ text: `Close this ${noun}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
${view.plan.joint && html`<p class="govuk-body-s">Your lead school sees the reason.</p>`}`
}

function button(action: string, fields: Html, text: string): Html {
  return html`<form method="post" action="${action}">${fields}${govukButton({ text, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}
