/**
 * Conversations: what the two schools of a partnership write to each other, about all of it or about one action, visit or
 * document.
 *
 * Rules: only the people of the two schools read it; others may know that somebody waits for an answer, and since when. Words
 * are only ever added: within ten minutes whoever wrote a message can take it back, and its line stays. A question waits until
 * it is answered, or until whoever asked says that no answer is needed; the day by which an answer can be expected is a
 * school day. That a message was seen is noted when a page has shown it. Emails count and link, in school hours only.
 *
 * Read first: domain.ts, then actions.ts, list/ (all conversations, search, the count in the navigation), notices/ (emails).
 * Tables: partnership_messages, partnership_questions, message_sightings, message_notices, message_email_preferences.
 * Views for others: question_promises, conversation_evidence.
 */
import type { App } from '../../platform/http/index.ts'
import type { WorkPlace } from '../partnerships/index.ts'
import type { Calendar } from '../programmes/index.ts'
import type { SubjectSource } from './actions.ts'
import { listRoutes } from './list/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { conversationSideOf } from './policy.ts'
import { conversationRoutes } from './routes.ts'
import { conversationHref } from './words.ts'

export type { SubjectSource } from './actions.ts'
export { REPLY_SCHOOL_DAYS } from './domain.ts'
export { COUNT_UNSEEN } from './list/store.ts'
export { conversationJobs } from './notices/jobs.ts'
export { isQuiet } from './notices/quiet.ts'
export { conversationHref, messageHref } from './words.ts'

const isTheirs: WorkPlace['isFor'] = (actor) => conversationSideOf(actor) !== undefined

/** Where the two sides answer each other; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'replies', text: 'Messages', href: conversationHref, isFor: isTheirs },
  { kind: 'first-contact', text: 'Messages', href: conversationHref, isFor: isTheirs },
]

/** `sources`: what of other features a message can be about. */
export function routes(
  app: App,
  options: { readonly calendar: Calendar; readonly sources: readonly SubjectSource[] },
): void {
  listRoutes(app)
  noticeRoutes(app)
  conversationRoutes(app, options)
}
