import {
  checkboxes,
  formatDate,
  formatDateTime,
  hidden,
  hiddenKey,
  plural,
  textArea,
} from '../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../design/govuk/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import { pupilCheckbox } from '../action-plans/index.ts'
import { hasEnded } from '../partnerships/index.ts'
import type { Calendar } from '../programmes/index.ts'
import type { ConversationInView } from './actions.ts'
import {
  canBeTakenBack,
  firstSeen,
  inBrief,
  type Message,
  type OpenQuestion,
  otherSide,
  replyBy,
  TAKE_BACK_MINUTES,
} from './domain.ts'
import { canWrite } from './policy.ts'
import { conversationHref, messageHref, nameOf } from './words.ts'

export interface ConversationPageData {
  readonly view: ConversationInView
  readonly key: string
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly calendar: Calendar
  readonly sent?: boolean
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** What the two schools write to each other: what waits for an answer, a form, and every message, the newest first. */
export function conversationPage(data: ConversationPageData): Page {
  const { view, errors } = data
  const { partnership, about, side } = view
  const other = nameOf(otherSide(side), partnership)
  const heading = about ? `Messages about ${about.words}` : `Messages with ${other}`
  return {
    title: about ? `${heading}: ${other}` : heading,
    backLink: about
      ? { href: conversationHref(partnership.id), text: `Back to all messages with ${other}` }
      : { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
${data.sent && html`<div role="status">${govukInsetText({ text: `Sent to ${other}.` })}</div>`}
<span class="govuk-caption-l">${partnership.schoolName}${side === 'partner' && ` and ${partnership.hubName}`}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${about?.href && html`<p class="govuk-body"><a class="govuk-link" href="${about.href}">Open ${about.words}</a></p>`}
${about && about.href === undefined && govukInsetText({ text: 'This is no longer there. What was written about it stays here.' })}
${waiting(data)}
${form(data)}
${messages(data)}`,
  }
}

function waiting({ view }: ConversationPageData): Html | undefined {
  const { questions, side, partnership } = view
  const [mine, theirs] = [
    questions.filter(({ askedOf }) => askedOf === side),
    questions.filter(({ askedOf }) => askedOf !== side),
  ]
  if (questions.length === 0) return undefined
  const list = (own: readonly OpenQuestion[], heading: string) =>
    own.length > 0 &&
    html`<h2 class="govuk-heading-s">${heading}</h2>
<ul class="govuk-list app-waiting">${own.map(
      ({ messageId, text, byName, askedOn, replyBy: by }) =>
        html`<li><a class="govuk-link" href="${messageHref(partnership.id, messageId)}">${inBrief(text)}</a> <span class="app-waiting__since">${byName}, ${formatDate(askedOn)}, an answer by ${formatDate(by)}</span></li>`,
    )}</ul>`
  return html`${list(mine, side === 'lead' ? 'Waiting for an answer from your hub' : 'Waiting for an answer from your school')}
${list(theirs, `Waiting for an answer from ${nameOf(otherSide(side), partnership)}`)}`
}

function form(data: ConversationPageData): Html {
  const { view, key, answers, errors, today, calendar } = data
  const { actor, partnership, side, about, questions } = view
  const other = nameOf(otherSide(side), partnership)
  if (!canWrite(actor, partnership)) {
    return govukInsetText({ text: 'This partnership has ended. Its messages can be read and not added to.' })
  }
  if (about && about.href === undefined) return html``
  const mine = questions.filter(({ askedOf }) => askedOf === side)
  return html`<form method="post" action="${conversationHref(partnership.id)}/messages" novalidate>
${hiddenKey(key)}${about && hidden('about', `${about.kind}-${about.id}`)}
${textArea({
  name: 'text',
  label: `Write to ${other}`,
  labelSize: 'm',
  hint: 'The leaders of both schools in this programme read it, and nobody else. Do not write about any pupil.',
  rows: 5,
  max: 4000,
  answers,
  errors,
})}
${
  mine.length > 0 &&
  checkboxes({
    name: 'answers',
    label: mine.length === 1 ? 'Does it answer what you were asked?' : 'Which does it answer?',
    answers,
    // One question, and a message: most likely its answer.
    values: mine.length === 1 ? mine.map(({ messageId }) => String(messageId)) : [],
    choices: mine.map(({ messageId, text, byName, askedOn }) => ({
      value: String(messageId),
      text: inBrief(text, 90),
      hint: `${byName}, ${formatDate(askedOn)}`,
    })),
    small: true,
  })
}
${checkboxes({
  name: 'asks',
  label: 'Do you need an answer?',
  answers,
  choices: [
    {
      value: 'yes',
      text: 'Yes, this asks something',
      hint: `It stands as waited on until it is answered. ${plural(view.replyDays, 'school day')} from today is ${formatDate(replyBy(today, view.replyDays, calendar))}.`,
    },
  ],
  small: true,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Send', preventDoubleClick: true })}
<p class="govuk-body-s">You can take a message back for ${TAKE_BACK_MINUTES} minutes. Whoever has not seen it by then gets an email with a link, in school hours. <a class="govuk-link" href="/conversations/preferences">Your own emails</a></p>
</form>`
}

function messages(data: ConversationPageData): Html {
  const { messages: shown, more, isFirstPage, partnership, about } = data.view
  const last = shown.at(-1)
  const at = about ? `about=${about.kind}-${about.id}&` : ''
  return html`<h2 class="govuk-heading-m" id="messages">${isFirstPage ? 'Messages' : 'Earlier messages'}</h2>
${
  shown.length === 0
    ? html`<p class="govuk-body">${isFirstPage ? 'Nothing has been written yet.' : 'There are none before these.'}</p>`
    : html`<ol class="app-messages" reversed>${shown.map((message) => messageItem(message, data))}</ol>`
}
${more && last && html`<p class="govuk-body"><a class="govuk-link" href="${conversationHref(partnership.id)}?${at}before=${last.id}#messages">Earlier messages</a></p>`}
${!isFirstPage && html`<p class="govuk-body"><a class="govuk-link" href="${conversationHref(partnership.id)}${about && `?about=${about.kind}-${about.id}`}">The newest messages</a></p>`}
${shown.length > 0 && !about && html`<p class="govuk-body"><a class="govuk-link" href="${conversationHref(partnership.id)}.csv">Download all messages (CSV)</a></p>`}`
}

function messageItem(message: Message, data: ConversationPageData): Html {
  const { view, now } = data
  const { side, partnership, seenUpTo, actor, about } = view
  const { id, byName, writtenAt, takenBackAt, text, aboutKind, aboutId, aboutWords } = message
  const isMine = message.side === side
  const when = html`<time datetime="${writtenAt}">${formatDateTime(writtenAt)}</time>`
  if (takenBackAt !== null) {
    return html`<li class="app-message" id="message-${id}"><p class="app-message__by">${byName} took back a message of ${when}</p></li>
`
  }
  const isNew = !isMine && id > seenUpTo
  return html`<li class="app-message${isMine && ' app-message--own'}" id="message-${id}">
<p class="app-message__by"><strong>${byName}</strong>, ${nameOf(message.side, partnership)}, ${when}${isNew && html` <strong class="govuk-tag app-tag">New</strong>`}</p>
${!about && aboutKind !== 'partnership' && html`<p class="app-message__about">About <a class="govuk-link" href="${conversationHref(partnership.id)}?about=${aboutKind}-${aboutId}">${aboutWords}</a></p>`}
<p class="govuk-body app-words app-message__text">${text}</p>
${questionLine(message, data)}
${isMine && seenLine(message, data)}
${
  canBeTakenBack(message, actor.accountId, now) &&
  html`<form method="post" action="${conversationHref(partnership.id)}/messages/${id}/withdrawal">${govukButton({ html: html`Take back<span class="govuk-visually-hidden"> the message of ${formatDateTime(writtenAt)}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}
</li>
`
}

function questionLine(
  { id, question, side: asked }: Message,
  { view }: ConversationPageData,
): Html | undefined {
  if (!question) return undefined
  const { side, partnership, actor } = view
  const { settledHow, settledByName, settledAt, answerId, askedOf, replyBy: by } = question
  if (settledHow === 'answered' && settledAt) {
    return html`<p class="app-message__state">Asked for an answer. <a class="govuk-link" href="${messageHref(partnership.id, answerId ?? id)}">Answered by ${settledByName}</a>, ${formatDateTime(settledAt)}</p>`
  }
  if (settledHow !== null && settledAt) {
    return html`<p class="app-message__state">Asked for an answer. ${settledByName} said that none is needed any more, ${formatDateTime(settledAt)}</p>`
  }
  if (hasEnded(partnership.status)) {
    return html`<p class="app-message__state">Asked for an answer. The partnership ended before there was one</p>`
  }
  return html`<p class="app-message__state"><strong>Waiting for ${askedOf === side ? 'you' : nameOf(askedOf, partnership)}</strong>, an answer by ${formatDate(by)}</p>
${
  asked === side &&
  canWrite(actor, partnership) &&
  html`<form method="post" action="${conversationHref(partnership.id)}/questions/${id}/settlement">${govukButton({ html: html`No answer needed any more<span class="govuk-visually-hidden"> to the question of ${formatDate(question.askedOn)}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`
}

function seenLine(message: Message, { view }: ConversationPageData): Html {
  const seen = firstSeen(message, view.sightings)
  return html`<p class="app-message__state">${seen ? `Seen in the service by ${seen.byName}, ${formatDateTime(seen.seenAt)}` : 'Not seen in the service yet'}</p>`
}
