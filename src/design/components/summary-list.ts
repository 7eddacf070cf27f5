import { type Content, type Html, html } from '../html.ts'

/** One fact, with links that change it. */
export interface Fact {
  key: string
  /** Left empty: "Not given". */
  value: Content
  actions?: readonly {
    href: string
    text: string /** Read out after the text: "Change *name of hub*". */
    what?: string
  }[]
}

/** Facts about one thing, in the markup of the GOV.UK summary list. */
export function summaryList(facts: readonly Fact[], options: { borders?: boolean } = {}): Html {
  const anyActions = facts.some(({ actions }) => actions !== undefined && actions.length > 0)
  return html`<dl class="govuk-summary-list${options.borders === false && ' govuk-summary-list--no-border'}">
${facts.map(({ key, value, actions = [] }) => {
  const missing = anyActions && actions.length === 0 && ' govuk-summary-list__row--no-actions'
  return html`<div class="govuk-summary-list__row${missing}"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${given(value)}</dd>${actionsOf(actions)}</div>
`
})}</dl>`
}

function given(value: Content): Content {
  return value === '' || value === null || value === undefined || value === false
    ? html`<span class="app-none">Not given</span>`
    : value
}

function actionsOf(actions: NonNullable<Fact['actions']>): Html | undefined {
  const links = actions.map(
    ({ href, text, what }) =>
      html`<a class="govuk-link" href="${href}">${text}${what && html`<span class="govuk-visually-hidden"> ${what}</span>`}</a>`,
  )
  if (links.length === 0) return undefined
  if (links.length === 1) return html`<dd class="govuk-summary-list__actions">${links}</dd>`
  return html`<dd class="govuk-summary-list__actions"><ul class="govuk-summary-list__actions-list">${links.map(
    (link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`,
  )}</ul></dd>`
}
