import { formatDateTime, nextStep, plural } from '../../../design/components/index.ts'
import { govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { ownerHasLeft } from '../change.ts'
import { aboutOf } from '../comments/domain.ts'
import { commentLink, threadAtLine } from '../comments/views.ts'
import { type Action, ENOUGH_PRIORITIES, openObjectives, openPriorities, placesIn } from '../domain.ts'
import { canEdit, canTakePart, isReadOnly, planSideOf } from '../policy.ts'
import { latestRatings } from '../reviews/domain.ts'
import { reviewLine } from '../reviews/views.ts'
import { hrefOf } from '../words.ts'
import type { PlanPageData } from './actions.ts'
import { agreement, sharing, takeAway, together } from './asides.ts'
import { type BodyOptions, planBody } from './body.ts'

/** The plan: what to do next, how it goes, the whole of it, and what can be done around it. */
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
${agreement(data)}
</div>
</div>
${planBody(plan.priorities, {
  mayEdit: canEdit(actor, partnership),
  mayPropose: canTakePart(actor, partnership, plan),
  orderHref: `/plans/${plan.id}/order`,
  linked: true,
  ratings: latestRatings(reviews),
  today,
  hasLeft: (action) => ownerHasLeft(action, people),
  talk: talk(data),
})}
<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
<div class="govuk-grid-row">
<div class="govuk-grid-column-one-third">${together(data)}</div>
<div class="govuk-grid-column-one-third">${sharing(data)}</div>
<div class="govuk-grid-column-one-third">${takeAway(data)}</div>
</div>`,
  }
}

/** What is said at each line. */
function talk({ actor, partnership, plan, comments }: PlanPageData): NonNullable<BodyOptions['talk']> {
  const said = Map.groupBy(comments, ({ about }) => about)
  const mayComment = canTakePart(actor, partnership, plan)
  return (noun, line, what) => {
    const about = aboutOf({ noun, line })
    const own = said.get(about) ?? []
    return {
      thread: threadAtLine(plan.id, about, what, { comments: own, mayComment }),
      link: mayComment && own.length === 0 ? commentLink(plan.id, about, what) : undefined,
    }
  }
}

function tooMany(count: number): Html {
  return govukInsetText({
    text: `The plan has ${plural(count, 'priority', 'priorities')}. Three to five are usually all that a school can move in a year: is there one that can wait?`,
  })
}

/** For every page about the plan of one partnership. */
export const backTo = ({ id, schoolName }: PlanPageData['partnership']) => ({
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
function next({
  actor,
  partnership,
  plan,
  agreement: standing,
  reviews,
  today,
}: PlanPageData): Html | undefined {
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
  if (side && standing.missing.includes(side)) {
    const waits =
      standing.signed.length > 0
        ? `${other} has signed version ${standing.versionToSign}.`
        : 'Sign when it says what you mean to do. It can still be changed afterwards.'
    return nextStep({
      title: 'Sign the plan',
      body: waits,
      href: '#agreement',
      action: 'Go to signing',
      minutes: 2,
    })
  }
  if (standing.missing.length > 0)
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
