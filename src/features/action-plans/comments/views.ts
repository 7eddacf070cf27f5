import { formatDateTime, hiddenKey, select, textArea } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { nameOf, placesIn } from '../domain.ts'
import { canTakePart } from '../policy.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { planHref } from '../words.ts'
import type { Comment } from './store.ts'

export interface CommentsPageData {
  readonly view: PlanInView
  readonly comments: readonly Comment[]
  readonly key: string
  /** What the form is about at first: a link on the plan says so. */
  readonly about?: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** What the two schools say to each other about the plan, in one place. */
export function commentsPage({ view, comments, key, about, answers, errors }: CommentsPageData): Page {
  const { partnership, plan, actor } = view
  const mayComment = canTakePart(actor, partnership, plan)
  return {
    title: `Comments on the plan: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Comments on the plan</h1>
${comments.length === 0 && html`<p class="govuk-body">There are none yet.</p>`}
${comments.map((comment) => commentBlock(comment, plan.id, mayComment))}
${
  mayComment &&
  html`<h2 class="govuk-heading-m">Add a comment</h2>
<form method="post" action="/plans/${plan.id}/comments" novalidate data-app-once>
${hiddenKey(key)}
${select({ name: 'about', label: 'About', answers, errors, value: about ?? 'plan', prompt: false, choices: subjectsOf(view) })}
${textArea({ name: 'text', label: 'Comment', hint: plan.joint ? `${partnership.schoolName} and ${partnership.hubName} read it.` : 'Your school reads it, and your hub’s lead while the plan is shared.', rows: 3, max: 2000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add comment', preventDoubleClick: true })}
</form>`
}`,
  }
}

function commentBlock(comment: Comment, planId: number, mayResolve: boolean): Html {
  const { id, aboutWords, text, byName, at, resolvedAt, resolvedByName } = comment
  return html`<section class="govuk-!-margin-bottom-6" aria-label="Comment by ${byName} on ${aboutWords}">
<p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${aboutWords}</strong><br>${byName}, ${formatDateTime(at)}</p>
<p class="govuk-body app-words">${text}</p>
${
  resolvedAt
    ? html`<p class="govuk-body-s">Settled by ${resolvedByName}, ${formatDateTime(resolvedAt)}</p>`
    : mayResolve &&
      html`<form method="post" action="/plans/${planId}/comments/${id}/settlement" data-app-once>${govukButton({ html: html`Mark as settled<span class="govuk-visually-hidden"> the comment on ${aboutWords}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}
</section>`
}

/** What a comment can be about, as it is called in a meeting. */
export function subjectsOf({ plan }: Pick<PlanInView, 'plan'>): { value: string; text: string }[] {
  const lines = [...placesIn(plan)]
    .filter(({ noun }) => noun !== 'measure')
    .map(({ noun, line, number }) => ({
      value: `${noun} ${line.id}`,
      text: noun === 'action' ? `${number} Action: ${nameOf(line)}` : `${number} ${nameOf(line)}`,
    }))
  return [{ value: 'plan', text: 'The whole plan' }, ...lines]
}
