import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { PlanInView } from '../change.ts'
import { type Line, type Noun, nameOf, type Objective, type Priority } from '../domain.ts'
import { isClosed } from '../lines/actions.ts'
import { planHref } from '../words.ts'

export interface OrderPageData {
  readonly view: PlanInView
  /** 'action 12', just moved. */
  readonly moved?: string | undefined
  /** What was asked for could not be done, because the plan had changed. */
  readonly changed?: boolean
}

/** Every line of the plan with a button to move it up and one to move it down. */
export function orderPage({ view, moved, changed }: OrderPageData): Page {
  const { partnership, plan } = view
  return {
    title: `Change the order: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Change the order</h1>
${changed && govukInsetText({ text: 'A colleague changed the plan while you had this page open, so nothing was moved. This is how it stands now.' })}
<p class="govuk-body">A line keeps everything under it when it moves. The order says nothing of how it goes, and asks for no new signatures.</p>
${plan.priorities.length === 0 && html`<p class="govuk-body">The plan has no lines yet.</p>`}
${list('priority', plan.priorities, '', { planId: plan.id, moved })}`,
  }
}

interface Shown {
  readonly planId: number
  readonly moved: string | undefined
}

function list(noun: Noun, lines: readonly Line[], above: string, shown: Shown): Html | undefined {
  if (lines.length === 0) return undefined
  return html`<ol class="govuk-list app-order">${lines.map((line, at) => {
    const number = above === '' ? `${at + 1}` : `${above}.${at + 1}`
    const isNumbered = noun === 'priority' || noun === 'objective'
    return html`<li class="app-order__line" id="${noun}-${line.id}" tabindex="-1">
<div class="app-order__row"><span class="app-order__words${noun === 'priority' && ' govuk-!-font-weight-bold'}">${isNumbered ? number : noun === 'action' ? 'Action:' : 'Measure:'} ${nameOf(line)}${isClosed(line) && ' (closed)'}${shown.moved === `${noun} ${line.id}` && html` <strong class="govuk-tag app-tag">Moved</strong>`}</span>
${lines.length > 1 && html`<form class="app-order__buttons" method="post" action="/plans/${shown.planId}/moves">${button('up', noun, line, lines[at - 1])}${button('down', noun, line, lines[at + 1])}</form>`}</div>
${below(noun, line, number, shown)}</li>
`
  })}</ol>`
}

function below(noun: Noun, line: Line, number: string, shown: Shown): Html | undefined {
  if (noun === 'priority') return list('objective', (line as Priority).objectives, number, shown)
  if (noun !== 'objective') return undefined
  const { measures, actions } = line as Objective // asked for by its noun
  return html`${list('measure', measures, number, shown)}${list('action', actions, number, shown)}`
}

function button(direction: 'up' | 'down', noun: Noun, line: Line, past: Line | undefined): Html | undefined {
  if (!past) return undefined
  return govukButton({
    html: html`${direction === 'up' ? 'Up' : 'Down'}<span class="govuk-visually-hidden">: move the ${noun} “${nameOf(line)}” ${direction}</span>`,
    name: direction,
    value: `${noun} ${line.id} ${past.id}`,
    classes: 'govuk-button--secondary app-order__button',
  })
}
