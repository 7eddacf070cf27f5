import {
  capital,
  filterForm,
  formatDateShort,
  formatDateTime,
  number,
  plural,
  textField,
} from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Conversation, type ConversationSide, inBrief, inDay } from '../domain.ts'
import { conversationHref, messageHref } from '../words.ts'
import type { FoundMessage } from './store.ts'

export interface ConversationsPageData {
  readonly side: ConversationSide
  /** In the order in which they are shown. */
  readonly conversations: readonly Conversation[]
  readonly text: string
  /** What was found, where something was searched for; `most` of it at the most. */
  readonly found: readonly FoundMessage[] | undefined
  readonly most: number
}

/** Every conversation of one's own, what waits for an answer first. */
export function conversationsPage(data: ConversationsPageData): Page {
  const { side, conversations, text, found } = data
  return {
    title: 'Messages',
    width: 'full',
    body: html`
<h1 class="govuk-heading-l">Messages</h1>
<p class="govuk-body-l app-lead">${inAll(conversations)}</p>
${found ? results(data, found) : list(side, conversations)}
<h2 class="govuk-heading-m">Search in messages</h2>
${filterForm({
  action: '/conversations',
  label: 'Search in messages',
  fields: [textField({ name: 'text', label: 'Words in a message', value: text, type: 'search' })],
  clear: text === '' ? undefined : '/conversations',
})}
<p class="govuk-body"><a class="govuk-link" href="/conversations/preferences">Email about new messages</a></p>`,
  }
}

function inAll(conversations: readonly Conversation[]): string {
  const sum = (of: (each: Conversation) => number) => conversations.reduce((all, each) => all + of(each), 0)
  const [toAnswer, waitingFor, unseen] = [
    sum((each) => each.toAnswer),
    sum((each) => each.waitingFor),
    sum((each) => each.unseen),
  ]
  const parts = [
    toAnswer > 0
      ? `${plural(toAnswer, 'question waits', 'questions wait')} for your answer.`
      : 'Nobody waits for your answer.',
    unseen > 0 && `${plural(unseen, 'message is', 'messages are')} new to you.`,
    waitingFor > 0 && `You wait for ${plural(waitingFor, 'answer')}.`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** In parts: what waits for an answer, what is new, the rest; and where nothing has been written yet, only the names. */
function list(side: ConversationSide, conversations: readonly Conversation[]): Html {
  if (conversations.length === 0) return html`<p class="govuk-body">There is no partnership to write in.</p>`
  const written = conversations.filter(({ lastAt }) => lastAt !== null)
  const parts = Object.groupBy(written, ({ toAnswer, unseen }) =>
    toAnswer > 0 ? 'waiting' : unseen > 0 ? 'fresh' : 'rest',
  )
  const silent = conversations.filter(({ lastAt }) => lastAt === null)
  return html`${part(side, 'Waiting for your answer', parts.waiting)}
${part(side, 'New', parts.fresh)}
${part(side, parts.waiting || parts.fresh ? 'Other conversations' : 'Conversations', parts.rest)}
${
  silent.length > 0 &&
  html`<h2 class="govuk-heading-m">Nothing written yet <span class="app-count">${number(silent.length)}</span></h2>
<ul class="govuk-list app-columns">${silent.map((each) => html`<li>${linkTo(side, each)}</li>`)}</ul>`
}`
}

function part(
  side: ConversationSide,
  heading: string,
  conversations: readonly Conversation[] | undefined,
): Html | undefined {
  if (!conversations) return undefined
  return html`<h2 class="govuk-heading-m">${heading} <span class="app-count">${number(conversations.length)}</span></h2>
<ul class="govuk-list app-waiting">${conversations.map(
    (each) =>
      html`<li>${linkTo(side, each)}<br><span class="app-waiting__since">${inWords(each)}</span></li>`,
  )}</ul>`
}

const linkTo = (side: ConversationSide, { partnershipId, schoolName, hubName, ended }: Conversation): Html =>
  html`<a class="govuk-link" href="${conversationHref(partnershipId)}">${side === 'lead' ? schoolName : hubName}</a>${ended && ' (ended)'}`

function inWords(each: Conversation): string {
  const { toAnswer, toAnswerSince, toAnswerBy, waitingFor, waitingSince, unseen, lastAt, lastByName } = each
  const parts = [
    toAnswerSince &&
      toAnswerBy &&
      `${plural(toAnswer, 'question')} since ${formatDateShort(toAnswerSince)}, an answer by ${formatDateShort(toAnswerBy)}`,
    waitingSince && `you wait for ${plural(waitingFor, 'answer')}, since ${formatDateShort(waitingSince)}`,
    unseen > 0 && `${number(unseen)} new`,
    lastAt && `last message: ${lastByName}, ${formatDateShort(inDay(lastAt))}`,
  ].filter(Boolean)
  return capital(parts.join(' · '))
}

function results({ text, most }: ConversationsPageData, found: readonly FoundMessage[]): Html {
  const words =
    found.length === 0
      ? `No message holds “${text}”`
      : `${plural(found.length, 'message holds', 'messages hold')} “${text}”${found.length === most ? ' or more' : ''}`
  return html`<h2 class="govuk-heading-m" role="status">${words}</h2>
<ul class="govuk-list app-waiting">${found.map(
    ({ id, partnershipId, schoolName, byName, text: said, writtenAt }) =>
      html`<li><a class="govuk-link" href="${messageHref(partnershipId, id)}">${inBrief(said, 160)}</a><br><span class="app-waiting__since">${byName}, ${schoolName}, ${formatDateTime(writtenAt)}</span></li>`,
  )}</ul>`
}
