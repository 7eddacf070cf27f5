import {
  formatDate,
  formatDateTime,
  hidden,
  hiddenKey,
  nextStep,
  plural,
  summaryList,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { ownerHasLeft } from '../change.ts'
import { type Action, ENOUGH_PRIORITIES, openObjectives, openPriorities, placesIn } from '../domain.ts'
import { canEdit, canTakePart, isReadOnly, planSideOf } from '../policy.ts'
import { latestRatings } from '../reviews/domain.ts'
import { reviewLine } from '../reviews/views.ts'
import { isAgreed } from '../signatures/domain.ts'
import { hrefOf, inDay, planHref } from '../words.ts'
import type { FactsOnly, NoPlan, PlanPageData } from './actions.ts'
import { planBody } from './body.ts'

export function planPage(data: PlanPageData): Page {
  const { partnership, plan, actor, reviews, today, people } = data
  const priorities = openPriorities(plan)
  return {
    title: `Action plan: ${partnership.schoolName}`,
    width: 'full',
    backLink: backTo(partnership),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Action plan</h1>
<p class="govuk-body app-lead">${whoseIsIt(data)}</p>
<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
${isReadOnly(partnership) && govukInsetText({ text: 'This partnership is not running, so the plan can be read and not changed.' })}
${next(data)}
${priorities.length > ENOUGH_PRIORITIES && tooMany(priorities.length)}
<h2 class="govuk-heading-s" id="reviews">Progress</h2>
${reviewLine(reviews, today)}
<p class="govuk-body-s"><a class="govuk-link" href="/plans/${plan.id}/reviews">Progress reviews</a></p>
</div>
<div class="govuk-grid-column-one-third app-aside">
${agreementAside(data)}
</div>
</div>
${planBody(plan.priorities, {
  mayEdit: canEdit(actor, partnership),
  mayPropose: canTakePart(actor, partnership, plan),
  linked: true,
  ratings: latestRatings(reviews),
  today,
  hasLeft: (action) => ownerHasLeft(action, people),
})}
<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
<div class="govuk-grid-row">
<div class="govuk-grid-column-one-third">${together(data)}${canEdit(actor, partnership) && addMore(data)}</div>
<div class="govuk-grid-column-one-third">${sharingAside(data)}</div>
<div class="govuk-grid-column-one-third">${takeAway(data)}</div>
</div>`,
  }
}

function tooMany(count: number): Html {
  return govukInsetText({
    text: `The plan has ${plural(count, 'priority', 'priorities')}. Three to five are usually all that a school can move in a year: is there one that can wait?`,
  })
}

const backTo = ({ id, schoolName }: PlanPageData['partnership']) => ({
  href: `/partnerships/${id}`,
  text: `Back to ${schoolName}`,
})

function whoseIsIt({ partnership, plan, lastVersion }: PlanPageData): string {
  const whose = plan.joint
    ? `Written by ${partnership.schoolName}, who own it, with ${partnership.hubName}`
    : `${partnership.schoolName}’s own plan`
  const changed =
    lastVersion && `version ${lastVersion.number}, ${formatDateTime(lastVersion.at)}, ${lastVersion.byName}`
  return [whose, changed].filter(Boolean).join(' · ')
}

/** One thing to do next, for whoever is looking. */
function next({ actor, partnership, plan, agreement, reviews, today }: PlanPageData): Html | undefined {
  if (!canTakePart(actor, partnership, plan)) return undefined
  const side = planSideOf(actor, plan)
  const proposals = [...placesIn(plan)].filter(
    ({ noun, line }) => noun === 'action' && (line as Action).state === 'proposed',
  )
  const other = side === 'partner' ? partnership.hubName : partnership.schoolName
  if (openPriorities(plan).length === 0) {
    if (side !== 'partner') return undefined
    return nextStep({
      title: 'Add the first priority',
      body: 'Three to five are enough.',
      href: `/plans/${plan.id}/priorities/new`,
      action: 'Add a priority',
      minutes: 10,
    })
  }
  if (side === 'partner' && openObjectives(plan).length === 0) {
    const [first] = openPriorities(plan)
    return nextStep({
      title: 'Say what will be different',
      body: 'Each priority needs an objective, and each objective someone who acts.',
      href: `/priorities/${first?.id}/objectives/new`,
      action: 'Add an objective',
      minutes: 5,
    })
  }
  const [proposal] = proposals
  if (side === 'partner' && proposal) {
    return nextStep({
      title: `Answer ${plural(proposals.length, 'proposal')} from ${partnership.hubName}`,
      href: hrefOf('action', proposal.line.id),
      action: 'Open',
      minutes: 2,
    })
  }
  if (side && agreement.missing.includes(side)) {
    const waits =
      agreement.signed.length > 0
        ? `${other} has signed version ${agreement.versionToSign}.`
        : 'Sign when it says what you mean to do. It can still be changed afterwards.'
    return nextStep({
      title: 'Sign the plan',
      body: waits,
      href: '#agreement',
      action: 'Go to signing',
      minutes: 2,
    })
  }
  if (agreement.missing.length > 0)
    return nextStep({
      label: 'What happens next',
      title: `${other} signs the plan`,
      body: 'Your side has signed it.',
    })
  const due = reviews[0]?.nextReviewOn
  if (side === 'partner' && (!due || due <= today.toString())) {
    return nextStep({
      title: 'Look at how it goes',
      body: reviews.length === 0 ? 'A progress review each half term is enough.' : undefined,
      href: `/plans/${plan.id}/reviews/new`,
      action: 'Record a review',
      minutes: 20,
    })
  }
  return undefined
}

function addMore({ plan, hasSelfAssessment, partnership }: PlanPageData): Html {
  return html`<h2 class="govuk-heading-s app-no-print">Add to the plan</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/priorities/new">Add a priority</a></li>
${hasSelfAssessment && html`<li><a class="govuk-link" href="${planHref(partnership.id)}/draft">Add from your self-assessment</a></li>`}
<li><a class="govuk-link" href="${planHref(partnership.id)}/import">Bring in a plan from a spreadsheet</a></li>
</ul>`
}

function agreementAside({ actor, partnership, plan, agreement }: PlanPageData): Html {
  const { agreedVersion, versionToSign, signed, missing } = agreement
  const side = planSideOf(actor, plan)
  const maySign =
    canTakePart(actor, partnership, plan) &&
    side !== undefined &&
    missing.includes(side) &&
    openPriorities(plan).length > 0
  const nameOf = { partner: partnership.schoolName, lead: partnership.hubName } as const
  return html`<h2 class="govuk-heading-s" id="agreement">Agreement</h2>
<p class="govuk-body-s">${
    isAgreed(agreement)
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
  html`<form method="post" action="/plans/${plan.id}/signatures" class="app-no-print" data-app-once>${hidden('version', versionToSign)}
${govukButton({ text: `Sign version ${versionToSign}`, preventDoubleClick: true })}</form>
<p class="govuk-body-s">Your name and today’s date stand under it.</p>`
}`
}

function together({ plan, openComments }: PlanPageData): Html {
  return html`<h2 class="govuk-heading-s">Working on it</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/comments">Comments</a>${openComments > 0 && ` (${openComments} open)`}</li>
<li><a class="govuk-link" href="/plans/${plan.id}/versions">Versions and what changed</a></li>
<li><a class="govuk-link" href="/due">What is due for you</a></li>
</ul>`
}

function sharingAside({ actor, partnership, plan, share }: PlanPageData): Html | undefined {
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
  html`<form method="post" action="/plans/${plan.id}/shares${share && '/withdrawal'}" class="app-no-print" data-app-once>${govukButton({ text: share ? 'Stop sharing' : `Share with ${partnership.hubName}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`
}

function takeAway({ plan }: PlanPageData): Html {
  return html`<h2 class="govuk-heading-s app-no-print">Take it with you</h2>
<ul class="govuk-list govuk-body-s app-no-print">
<li><a class="govuk-link" href="/plans/${plan.id}/plan.docx">Word document</a></li>
<li><a class="govuk-link" href="/plans/${plan.id}/plan.csv">Spreadsheet (CSV)</a></li>
<li><a class="govuk-link" href="/plans/${plan.id}/versions/${plan.revision}">Page to print</a></li>
</ul>`
}

/** Before there is a plan: from the self-assessment, from a spreadsheet, or from nothing. */
export function startPage({ actor, partnership, joint, selfAssessedAt }: NoPlan, key: string): Page {
  const mayStart = canEdit(actor, partnership)
  return {
    title: `Action plan: ${partnership.schoolName}`,
    backLink: backTo(partnership),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Action plan</h1>
<p class="govuk-body">What your school will change this year: three to five priorities, who does what by when, and how you will know. The plan is your school’s own${joint && `, and ${partnership.hubName} works on it with you: it reads the plan, proposes actions, comments and signs`}.</p>
${!mayStart && govukInsetText({ text: 'This partnership is not running, so there is nothing to start.' })}
${
  mayStart &&
  (selfAssessedAt
    ? nextStep({
        title: 'Start from your self-assessment',
        body: `Your answers of ${formatDate(inDay(selfAssessedAt))} suggest priorities, objectives, actions and measures. Keep, change or drop each.`,
        href: `${planHref(partnership.id)}/draft`,
        action: 'See the suggestions',
        minutes: 10,
      })
    : nextStep({
        title: 'Start with your self-assessment',
        body: 'Once it is submitted, it writes the first draft of your plan.',
        href: `/partnerships/${partnership.id}/self-assessment`,
        action: 'Go to the self-assessment',
      }))
}
${
  mayStart &&
  html`<h2 class="govuk-heading-m">Other ways to start</h2>
<p class="govuk-body"><a class="govuk-link" href="${planHref(partnership.id)}/import">Bring in a plan that you have as a spreadsheet</a></p>
<form method="post" action="${planHref(partnership.id)}" data-app-once>${hiddenKey(key)}
${govukButton({ text: 'Start with an empty plan', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`,
  }
}

/** For those who see the partnership and not the plan: that there is one, and counts. */
export function factsPage({ actor, partnership, facts }: FactsOnly): Page {
  const name = partnership.schoolName
  return {
    title: `Action plan: ${name}`,
    backLink: backTo(partnership),
    body: html`
<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">Action plan</h1>
${
  facts
    ? html`<p class="govuk-body">The plan is the school’s own. ${actor.role === 'hub-lead' ? `You can read it once ${name} shares it with you.` : 'You see that there is one, and counts.'}</p>
${summaryList([
  { key: 'Started', value: formatDate(facts.startedOn) },
  { key: 'Agreed', value: facts.agreedOn ? formatDate(facts.agreedOn) : 'Not yet' },
  ...(actor.role === 'hub-lead'
    ? []
    : [
        { key: 'Priorities', value: facts.priorities },
        {
          key: 'Objectives',
          value: `${facts.objectives}, of which ${facts.measurableObjectives} with a measurable target`,
        },
        { key: 'Actions', value: `${facts.actions}, of which ${facts.actionsDone} done` },
        { key: 'Last progress review', value: facts.reviewedOn ? formatDate(facts.reviewedOn) : 'None yet' },
      ]),
])}`
    : html`<p class="govuk-body">${name} has not started its plan yet.</p>`
}`,
  }
}
