/** What stands around a plan on its page. */
import { formatDate, hidden } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import { isOpen } from '../comments/domain.ts'
import { openPriorities } from '../domain.ts'
import { canEdit, canTakePart, isReadOnly, planSideOf } from '../policy.ts'
import { isAgreed } from '../signatures/domain.ts'
import { inDay, planHref } from '../words.ts'
import type { PlanPageData } from './actions.ts'

/** Who has signed what, and the button for whoever has not. */
export function agreement({ actor, partnership, plan, agreement: standing }: PlanPageData): Html {
  const { agreedVersion, versionToSign, signed, missing } = standing
  const side = planSideOf(actor, plan)
  const maySign =
    canTakePart(actor, partnership, plan) &&
    side !== undefined &&
    missing.includes(side) &&
    openPriorities(plan).length > 0
  const nameOf = { partner: partnership.schoolName, lead: partnership.hubName } as const
  return html`<h2 class="govuk-heading-s" id="agreement">Agreement</h2>
<p class="govuk-body-s">${
    isAgreed(standing)
      ? `Agreed${plan.joint ? ' by both schools' : ' by the school'}: version ${versionToSign}.`
      : agreedVersion !== undefined
        ? html`Version ${agreedVersion} was agreed. The plan has changed since: <a class="govuk-link" href="/plans/${plan.id}/differences?from=${agreedVersion}&amp;to=${plan.revision}">see what changed</a>.`
        : 'Not agreed yet.'
  }</p>
${
  (signed.length > 0 || missing.length > 0) &&
  html`<ul class="govuk-list govuk-body-s">${signed.map(({ side: by, byName, at }) => html`<li>${nameOf[by]}: signed by ${byName}, ${formatDate(inDay(at))}</li>`)}${missing.map((by) => html`<li>${nameOf[by]}: not signed yet</li>`)}</ul>`
}
${
  maySign &&
  html`<form method="post" action="/plans/${plan.id}/signatures" class="app-no-print">${hidden('version', versionToSign)}
${govukButton({ text: `Sign version ${versionToSign}`, preventDoubleClick: true })}</form>
<p class="govuk-body-s">Your name and today’s date stand under it.</p>`
}`
}

/** Where the two schools meet over the plan, and what can be added to it. */
export function together(data: PlanPageData): Html {
  const { actor, partnership, plan } = data
  const openComments = data.comments.filter(isOpen).length
  return html`<h2 class="govuk-heading-s">Working on it</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/comments">Comments</a>${openComments > 0 && ` (${openComments} open)`}</li>
<li><a class="govuk-link" href="/plans/${plan.id}/versions">Versions and what changed</a></li>
<li><a class="govuk-link" href="/due">What is due for you</a></li>
</ul>
${canEdit(actor, partnership) && addMore(data)}`
}

function addMore({ plan, hasSelfAssessment, partnership }: PlanPageData): Html {
  return html`<h2 class="govuk-heading-s app-no-print">Add and rearrange</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/priorities/new">Add a priority</a></li>
${hasSelfAssessment && html`<li><a class="govuk-link" href="${planHref(partnership.id)}/draft">Add from your self-assessment</a></li>`}
<li><a class="govuk-link" href="${planHref(partnership.id)}/import">Bring in a plan from a spreadsheet</a></li>
<li><a class="govuk-link" href="/plans/${plan.id}/order">Change the order</a></li>
</ul>`
}

/** Who can read it, and the school’s own decision about that. */
export function sharing({ actor, partnership, plan, share }: PlanPageData): Html | undefined {
  if (plan.joint) {
    return html`<h2 class="govuk-heading-s" id="sharing">Who can read it</h2>
<p class="govuk-body-s">Named leaders of ${partnership.schoolName} and the hub leads of ${partnership.hubName}. The programme team sees only that there is a plan, and counts.</p>`
  }
  if (actor.role !== 'named-leader') return undefined
  return html`<h2 class="govuk-heading-s" id="sharing">Who can read it</h2>
<p class="govuk-body-s">${
    share
      ? `Named leaders of ${partnership.schoolName}, and ${partnership.hubName}, with whom ${share.sharedByName} shared it on ${formatDate(inDay(share.sharedAt))}.`
      : `Named leaders of ${partnership.schoolName}. ${partnership.hubName} and the programme team see only whether there is an agreed plan, and counts.`
  }</p>
${
  (share || !isReadOnly(partnership)) &&
  html`<form method="post" action="/plans/${plan.id}/shares${share && '/withdrawal'}" class="app-no-print">${govukButton({ text: share ? 'Stop sharing' : `Share with ${partnership.hubName}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`
}

/** The plan as a document, as rows, and on paper. */
export function takeAway({ plan }: PlanPageData): Html {
  return html`<h2 class="govuk-heading-s app-no-print">Take it with you</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/plan.docx">Word document</a></li>
<li><a class="govuk-link" href="/plans/${plan.id}/plan.csv">Spreadsheet (CSV)</a></li>
<li><a class="govuk-link" href="/plans/${plan.id}/versions/${plan.revision}">Page to print</a></li>
</ul>`
}
