import {
  formatDateTime,
  hidden,
  hiddenKey,
  plural,
  select,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukDetails, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { canTakePart } from '../policy.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { planHref } from '../words.ts'
import {
  type Comment,
  isOpen,
  type Subject,
  subjectsOf,
  type Thread,
  threadsOf,
  WHOLE_PLAN,
} from './domain.ts'

export interface CommentsPageData {
  readonly view: PlanInView
  readonly comments: readonly Comment[]
  readonly key: string
  /** The line whose comments alone are shown; otherwise all of them. */
  readonly subject?: Subject | undefined
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

export const threadHref = (planId: number, about: string): string =>
  about === WHOLE_PLAN
    ? `/plans/${planId}/comments`
    : `/plans/${planId}/comments?about=${about.replace(' ', '-')}`

/** What the two schools say to each other: about the plan and every line of it, or about one line. */
export function commentsPage(data: CommentsPageData): Page {
  const { view, comments, subject, errors } = data
  const { partnership, plan } = view
  const heading = subject ? `Comments on ${subject.words}` : 'Comments on the plan'
  const threads = threadsOf(plan, comments).filter(({ about }) => !subject || about === subject.about)
  return {
    title: `${heading}: ${partnership.schoolName}`,
    backLink: {
      href: `${planHref(partnership.id)}${subject && !subject.isGone ? `#${subject.about.replace(' ', '-')}` : ''}`,
      text: 'Back to the action plan',
    },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${subject?.isGone && govukInsetText({ text: 'This line is no longer in the plan. What was said of it stays here.' })}
${threads.length === 0 && html`<p class="govuk-body">There are none yet.</p>`}
${subject ? threads.map((thread) => commentList(thread, data)) : threads.map((thread) => threadBlock(thread, data))}
${commentForm(data)}
${subject && html`<p class="govuk-body"><a class="govuk-link" href="/plans/${plan.id}/comments">All comments on the plan</a></p>`}`,
  }
}

function threadBlock(thread: Thread, data: CommentsPageData): Html {
  const { about, words, isGone } = thread
  const { plan } = data.view
  return html`<h2 class="govuk-heading-s">${about === WHOLE_PLAN ? words : html`<a class="govuk-link" href="${threadHref(plan.id, about)}">${words}</a>`}${isGone && ' (no longer in the plan)'}</h2>
${commentList(thread, data)}`
}

function commentList({ words, comments }: Thread, { view }: CommentsPageData): Html {
  const { plan, partnership, actor } = view
  const maySettle = canTakePart(actor, partnership, plan)
  return html`<ul class="govuk-list">${comments.map(
    (comment) => html`<li class="govuk-!-margin-bottom-4">${said(comment)}
${
  maySettle &&
  isOpen(comment) &&
  html`<form method="post" action="/plans/${plan.id}/comments/${comment.id}/settlement">${govukButton({ html: html`Mark as settled<span class="govuk-visually-hidden"> what ${comment.byName} said on ${words}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}</li>
`,
  )}</ul>`
}

function said({ text, byName, at, resolvedAt, resolvedByName }: Comment): Html {
  return html`<p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${byName}</strong>, ${formatDateTime(at)}</p>
<p class="govuk-body app-words govuk-!-margin-bottom-2">${text}</p>
${resolvedAt && html`<p class="govuk-body-s">Settled by ${resolvedByName}, ${formatDateTime(resolvedAt)}</p>`}`
}

function commentForm({ view, key, subject, answers, errors }: CommentsPageData): Html | undefined {
  const { partnership, plan, actor } = view
  if (!canTakePart(actor, partnership, plan) || subject?.isGone) return undefined
  const choices = subjectsOf(plan).map(({ about, words }) => ({ value: about, text: words }))
  return html`<h2 class="govuk-heading-m">Add a comment</h2>
<form method="post" action="/plans/${plan.id}/comments" novalidate>
${hiddenKey(key)}
${
  subject
    ? html`${hidden('about', subject.about)}${hidden('at', 'line')}`
    : select({ name: 'about', label: 'About', answers, errors, value: WHOLE_PLAN, prompt: false, choices })
}
${textArea({ name: 'text', label: 'Comment', hint: plan.joint ? `${partnership.schoolName} and ${partnership.hubName} read it.` : 'Your school reads it, and your hub’s lead while the plan is shared.', rows: 3, max: 2000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add comment', preventDoubleClick: true })}
</form>`
}

/** The way to say something of a line. */
export const commentLink = (planId: number, about: string, what: string): Html =>
  html`<a class="govuk-link" href="${threadHref(planId, about)}">Comment<span class="govuk-visually-hidden"> on ${what}</span></a>`

/** For the page of the plan, at the line: how many there are, and what they say. Nothing where there are none. */
export function threadAtLine(
  planId: number,
  about: string,
  what: string,
  options: { readonly comments: readonly Comment[]; readonly mayComment: boolean },
): Html | undefined {
  const { comments, mayComment } = options
  const href = threadHref(planId, about)
  const open = comments.filter(isOpen).length
  if (comments.length === 0) return undefined
  return html`<div class="app-no-print">${govukDetails({
    summaryHtml: html`${plural(comments.length, 'comment')}<span class="govuk-visually-hidden"> on ${what}</span>${open < comments.length && `, ${open === 0 ? 'settled' : `${open} open`}`}`,
    classes: 'app-thread',
    html: html`<ul class="govuk-list">${comments.map((comment) => html`<li>${said(comment)}</li>`)}</ul>
<p class="govuk-body-s"><a class="govuk-link" href="${href}">${mayComment ? 'Answer or settle' : 'Open'}<span class="govuk-visually-hidden"> the comments on ${what}</span></a></p>`,
  })}</div>`
}
