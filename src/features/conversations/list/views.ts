import {
  filterForm,
  formatDate,
  formatDateShort,
  formatDateTime,
  number,
  plural,
  table,
  textField,
} from '../../../design/components/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
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
${filterForm({
  action: '/conversations',
  label: 'Search in messages',
  fields: [textField({ name: 'text', label: 'Words in a message', value: text, type: 'search' })],
  clear: text === '' ? undefined : '/conversations',
})}
${found ? results(data, found) : list(side, conversations)}
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

function list(side: ConversationSide, conversations: readonly Conversation[]): Html {
  return table({
    caption: side === 'lead' ? 'Partner schools' : 'Your partnerships',
    head: [
      { text: side === 'lead' ? 'School' : 'With' },
      { text: 'Waits for your answer' },
      { text: 'You wait for' },
      { text: 'New' },
      { text: 'Last message' },
    ],
    rows: conversations.map((each) => [
      html`<a class="govuk-link" href="${conversationHref(each.partnershipId)}">${side === 'lead' ? each.schoolName : each.hubName}</a>${each.ended && html` <span class="app-minor">(ended)</span>`}`,
      toAnswer(each),
      each.waitingFor > 0 && each.waitingSince
        ? `${plural(each.waitingFor, 'answer')}, since ${formatDateShort(each.waitingSince)}`
        : '',
      each.unseen > 0 ? number(each.unseen) : '',
      each.lastAt ? `${each.lastByName}, ${formatDateShort(inDay(each.lastAt))}` : 'None yet',
    ]),
    empty: 'There is no partnership to write in.',
  })
}

function toAnswer({ toAnswer: count, toAnswerSince, toAnswerBy }: Conversation): Content {
  if (count === 0 || !toAnswerSince || !toAnswerBy) return ''
  return html`<strong>${plural(count, 'question')}</strong>, since ${formatDateShort(toAnswerSince)}, an answer by ${formatDate(toAnswerBy)}`
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
