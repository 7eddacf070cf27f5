import { dateField, formatDate, formatDateTime, select } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { planBody } from '../plan/body.ts'
import type { Signature } from '../signatures/domain.ts'
import { inDay, planHref } from '../words.ts'
import { type Difference, differences } from './differences.ts'
import type { Version, VersionLine } from './store.ts'

export interface VersionsPageData {
  readonly view: PlanInView
  readonly versions: readonly VersionLine[]
  readonly signatures: readonly Signature[]
  /** The number from which older versions can be read. */
  readonly before: number | undefined
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** Every change of the plan, who made it and when; the plan on any day; what changed between two versions. */
export function versionsPage({
  view,
  versions,
  signatures,
  before,
  answers,
  errors,
}: VersionsPageData): Page {
  const { partnership, plan } = view
  const numbers = Array.from({ length: plan.revision }, (_each, at) => String(plan.revision - at))
  const choices = numbers.map((value) => ({ value, text: `Version ${value}` }))
  return {
    title: `Versions of the plan: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Versions of the plan</h1>
<p class="govuk-body">Each change makes a version. Nothing is lost.</p>
<form method="get" action="/plans/${plan.id}/versions" novalidate>
${dateField({ name: 'on', label: 'The plan as it was on a day', answers, errors })}
${govukButton({ text: 'Show the plan', classes: 'govuk-button--secondary' })}
</form>
${
  plan.revision > 1 &&
  html`<form method="get" action="/plans/${plan.id}/differences">
<h2 class="govuk-heading-s">What changed between two versions</h2>
${select({ name: 'from', label: 'From', choices, prompt: false, value: '1' })}
${select({ name: 'to', label: 'To', choices, prompt: false, value: String(plan.revision) })}
${govukButton({ text: 'Show what changed', classes: 'govuk-button--secondary' })}
</form>`
}
<h2 class="govuk-heading-m">All versions</h2>
<ol class="app-timeline" reversed>${versions.map((version) => versionEntry(version, plan.id, signatures))}</ol>
${before !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="/plans/${plan.id}/versions?before=${before}">Older versions</a></p>`}`,
  }
}

function versionEntry(
  { number, changes, byName, at }: VersionLine,
  planId: number,
  signatures: readonly Signature[],
): Html {
  const signed = signatures.filter(({ versionNumber }) => versionNumber === number)
  return html`<li class="app-timeline__entry" value="${number}"><p class="app-timeline__what"><a class="govuk-link" href="/plans/${planId}/versions/${number}">Version ${number}</a></p>
<p class="app-timeline__when">${byName}, <time datetime="${at}">${formatDateTime(at)}</time></p>
<div class="app-timeline__details"><ul class="govuk-list govuk-list--bullet">${changes.map((change) => html`<li>${change}</li>`)}${signed.map((each) => html`<li>Signed by ${each.byName}</li>`)}</ul></div></li>
`
}

/** The whole plan as it was, without any button: the page to print. */
export function versionPage(view: PlanInView, version: Version, signatures: readonly Signature[]): Page {
  const { partnership, plan } = view
  const isNow = version.number === plan.revision
  const signed = signatures.filter(({ versionNumber }) => versionNumber === version.number)
  return {
    title: `Action plan, version ${version.number}: ${partnership.schoolName}`,
    width: 'full',
    backLink: { href: `/plans/${plan.id}/versions`, text: 'Back to versions' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Action plan, version ${version.number}</h1>
<p class="govuk-body">As it stood from ${formatDate(inDay(version.at))}${isNow && ', and stands now'}. Changed by ${version.byName}.</p>
${!isNow && govukInsetText({ html: html`This is not the newest version. <a class="govuk-link" href="/plans/${plan.id}/differences?from=${version.number}&amp;to=${plan.revision}">See what has changed since</a>` })}
${signed.length > 0 && html`<ul class="govuk-list">${signed.map(({ side, byName, at }) => html`<li>Signed for ${side === 'partner' ? partnership.schoolName : partnership.hubName} by ${byName} on ${formatDate(inDay(at))}</li>`)}</ul>`}
${planBody(version.priorities)}`,
  }
}

/** What changed, in plain words: first what was planned, then how it goes. */
export function differencesPage(view: PlanInView, from: Version, to: Version): Page {
  const { partnership, plan } = view
  const all = differences(from.priorities, to.priorities)
  const list = (kind: Difference['kind'], heading: string) => {
    const own = all.filter((each) => each.kind === kind)
    if (own.length === 0) return undefined
    return html`<h2 class="govuk-heading-m">${heading}</h2>
<ul class="govuk-list govuk-list--bullet">${own.map(({ words }) => html`<li>${words}</li>`)}</ul>`
  }
  return {
    title: `What changed from version ${from.number} to version ${to.number}: ${partnership.schoolName}`,
    backLink: { href: `/plans/${plan.id}/versions`, text: 'Back to versions' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">What changed from version ${from.number} to version ${to.number}</h1>
<p class="govuk-body">From ${formatDateTime(from.at)} to ${formatDateTime(to.at)}.</p>
${all.length === 0 && html`<p class="govuk-body">Nothing: the two say the same.</p>`}
${list('plan', 'In the plan')}
${list('order', 'In its order')}
${list('progress', 'How it goes')}`,
  }
}
