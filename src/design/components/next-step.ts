import { govukButton } from '../govuk/index.ts'
import { type Content, type Html, html } from '../html.ts'
import { minutes } from './words.ts'

/** The one thing to do next. */
export interface NextStep {
  title: string
  body?: Content
  /** Left out when someone else is waited on: then `body` says who and since when. */
  href?: string | undefined
  /** What the button says; "Start" when left out. */
  action?: string | undefined
  minutes?: number | undefined
  /** "Your next step" when left out. */
  label?: string | undefined
}

/** The panel that makes the next step obvious. One a page. */
export function nextStep(step: NextStep): Html {
  return html`<section class="app-next-step" aria-labelledby="next-step">
<p class="app-next-step__label">${step.label ?? 'Your next step'}</p>
<h2 class="govuk-heading-m app-next-step__title" id="next-step">${step.title}</h2>
${step.body && html`<div class="govuk-body app-next-step__body">${step.body}</div>`}
${
  (step.href || step.minutes !== undefined) &&
  html`<div class="app-next-step__foot">
${step.href && govukButton({ text: step.action ?? 'Start', href: step.href, classes: 'app-next-step__button' })}
${step.minutes !== undefined && html`<span class="app-next-step__time">About ${minutes(step.minutes)}</span>`}
</div>`
}
</section>`
}
