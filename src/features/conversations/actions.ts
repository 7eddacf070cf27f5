/** The verbs: read, write, take back, say that no answer is needed any more. */
import type { Db } from '../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../platform/refusal.ts'
import { recordHistory } from '../history/index.ts'
import { hasEnded, type Partnership, readPartnership } from '../partnerships/index.ts'
import { type Actor, peopleAt } from '../people/index.ts'
import { type Calendar, findPathway, readVersion } from '../programmes/index.ts'
import {
  type ConversationSide,
  canBeTakenBack,
  inDay,
  type Message,
  type OpenQuestion,
  otherSide,
  replyBy,
  replyDaysOf,
  type Sighting,
  type Subject,
  type SubjectKind,
} from './domain.ts'
import type { NewWords } from './forms.ts'
import { sendTime } from './notices/quiet.ts'
import { insertNotices } from './notices/store.ts'
import { canWrite, conversationSideOf } from './policy.ts'
import {
  answerQuestions,
  findMessage,
  findSubjectWords,
  insertMessage,
  insertQuestion,
  listMessages,
  listOpenQuestions,
  listSightings,
  noteSeen,
  readSeen,
  reopenAnsweredBy,
  settleQuestion,
  takeBackMessage,
} from './store.ts'

/** What the feature of an action, a visit or a document says of it, to those of both schools who may see it. */
export interface SubjectSource {
  readonly kind: SubjectKind
  find(
    db: Db,
    partnership: Partnership,
    id: number,
  ): Promise<{ readonly words: string; readonly href: string } | undefined>
}

export interface ConversationInView {
  readonly actor: Actor
  readonly side: ConversationSide
  readonly partnership: Partnership
  /** The one thing whose messages are shown; all of them where there is none. */
  readonly about: Subject | undefined
  /** The newest first, `more` than these there are. */
  readonly messages: readonly Message[]
  readonly more: boolean
  readonly isFirstPage: boolean
  readonly questions: readonly OpenQuestion[]
  readonly sightings: readonly Sighting[]
  /** Within how many school days the other side can be expected to answer. */
  readonly replyDays: number
  /** The number of the last message that had been seen before this page. */
  readonly seenUpTo: number
}

export const MESSAGES_ON_A_PAGE = 30

/** Not found for whoever belongs to neither school, the programme team among them. */
async function readPlace(db: Db, actor: Actor, partnershipId: number) {
  const side = conversationSideOf(actor)
  if (!side) throw notFound()
  return { side, partnership: await readPartnership(db, partnershipId) }
}

export async function readConversation(
  db: Db,
  actor: Actor,
  partnershipId: number,
  page: {
    readonly sources: readonly SubjectSource[]
    readonly about: { kind: SubjectKind; id: number } | undefined
    readonly before?: number | undefined
  },
): Promise<ConversationInView> {
  const { side, partnership } = await readPlace(db, actor, partnershipId)
  const about = page.about && (await readSubject(db, partnership, page.about, page.sources))
  const [found, questions, seen] = await Promise.all([
    listMessages(db, partnershipId, { about, before: page.before, limit: MESSAGES_ON_A_PAGE + 1 }),
    // Once it has ended nobody can answer, so nobody is waited on.
    hasEnded(partnership.status) ? [] : listOpenQuestions(db, partnershipId, about),
    readSeen(db, actor, partnershipId, side),
  ])
  const messages = found.slice(0, MESSAGES_ON_A_PAGE)
  const oldest = messages.at(-1)
  const sightings = oldest ? await listSightings(db, partnershipId, oldest.id) : []
  const isFirstPage = page.before === undefined
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  if (isFirstPage && messages.some((each) => each.side !== side && each.id > seen.own)) {
    await noteSeen(db, actor, { partnershipId, side, since: seen.own, about })
  }
  return {
    actor,
    side,
    partnership,
    about,
    messages,
    more: found.length > MESSAGES_ON_A_PAGE,
    isFirstPage,
    questions,
    sightings,
    replyDays: replyDaysOf(findPathway(definition, partnership.pathwayKey), otherSide(side)),
    seenUpTo: seen.upTo,
  }
}

/** What its own feature says of it; what was written about something that is gone can still be read. */
async function readSubject(
  db: Db,
  partnership: Partnership,
  which: { kind: SubjectKind; id: number },
  sources: readonly SubjectSource[],
): Promise<Subject> {
  const source = sources.find(({ kind }) => kind === which.kind)
  const found = await source?.find(db, partnership, which.id)
  if (found) return { ...which, words: shortened(found.words), href: found.href }
  const words = await findSubjectWords(db, partnership.id, which)
  if (words === undefined) throw notFound()
  return { ...which, words, href: undefined }
}

const shortened = (words: string) => (words.length <= 200 ? words : `${words.slice(0, 198)}…`)

/**
 * Writes a message, asks or answers with it, and leaves a notice for the people of the other school. The same form sent
 * twice writes once.
 */
export async function writeMessage(
  db: Db,
  { actor, side, partnership, about, replyDays }: ConversationInView,
  words: NewWords,
  at: { readonly now: Temporal.Instant; readonly today: Temporal.PlainDate; readonly calendar: Calendar },
): Promise<void> {
  mustBeWritable(actor, partnership)
  const { id: partnershipId } = partnership
  const messageId = await insertMessage(db, actor, {
    key: words.key,
    partnershipId,
    about,
    side,
    text: words.text,
  })
  if (messageId === undefined) return
  if (words.asks) {
    await insertQuestion(db, {
      messageId,
      partnershipId,
      askedOf: otherSide(side),
      askedOn: at.today,
      replyBy: replyBy(at.today, replyDays, at.calendar),
    })
  }
  const answered = await answerQuestions(db, actor, {
    partnershipId,
    askedOf: side,
    ids: words.answers,
    answerId: messageId,
  })
  await insertNotices(db, {
    partnershipId,
    accountIds: await peopleOf(db, partnership, otherSide(side)),
    sendAt: sendTime(at.now, at.calendar),
  })
  await recordHistory(db, actor, {
    about: { partnershipId },
    kind: answered > 0 ? 'conversation.answered' : words.asks ? 'conversation.asked' : 'conversation.written',
    sentence: sentenceOf(
      words.asks,
      answered,
      side === 'lead' ? partnership.schoolName : partnership.hubName,
    ),
    details: { message: messageId },
  })
}

/** History is read by more people than the messages are, so it says that something was written and never what. */
function sentenceOf(asks: boolean, answered: number, other: string): string {
  if (answered > 0) return `Answered ${other}${asks ? ', and asked something' : ''}`
  return asks ? `Asked ${other} something` : `Wrote to ${other}`
}

async function peopleOf(db: Db, partnership: Partnership, side: ConversationSide): Promise<number[]> {
  const people = await peopleAt(
    db,
    side === 'partner' ? { schoolUrn: partnership.schoolUrn } : { hubId: partnership.hubId },
  )
  return people
    .filter(({ endedAt, programmeId }) => endedAt === null && programmeId === partnership.programmeId)
    .map(({ accountId }) => accountId)
}

export function mustBeWritable(actor: Actor, partnership: Partnership): void {
  if (canWrite(actor, partnership)) return
  throw conflict(
    'This partnership has ended, so its messages can be read and not added to. Nothing was sent.',
  )
}

/** Within ten minutes, by whoever wrote it. Its line stays; its words do not; a question that it asked is withdrawn. */
export async function takeBack(
  db: Db,
  actor: Actor,
  at: { readonly partnershipId: number; readonly messageId: number; readonly now: Temporal.Instant },
): Promise<void> {
  const { partnership } = await readPlace(db, actor, at.partnershipId)
  const message = await findMessage(db, partnership.id, at.messageId)
  if (!message) throw notFound()
  if (message.accountId !== actor.accountId) {
    throw forbidden('A message can be taken back by the person who wrote it. It stays as it was.')
  }
  if (message.takenBackAt !== null) return
  if (!canBeTakenBack(message, actor.accountId, at.now)) {
    throw conflict('A message can be taken back for 10 minutes. That time is over, so it stays as it was.')
  }
  if (!(await takeBackMessage(db, message.id))) return
  await settleQuestion(db, actor, partnership.id, message.id, 'taken-back')
  await reopenAnsweredBy(db, partnership.id, message.id)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'conversation.taken-back',
    sentence: `Took back a message written on ${inDay(message.writtenAt).toLocaleString('en-GB', { dateStyle: 'long' })}`,
    details: { message: message.id },
  })
}

/** The side that asked says that it needs no answer any more: the promise goes. */
export async function settle(
  db: Db,
  actor: Actor,
  at: { readonly partnershipId: number; readonly messageId: number },
): Promise<void> {
  const { side, partnership } = await readPlace(db, actor, at.partnershipId)
  const message = await findMessage(db, partnership.id, at.messageId)
  if (!message?.question) throw notFound()
  if (message.side !== side) {
    throw forbidden('Whoever asked says that no answer is needed. You can answer it, or say when you will.')
  }
  if (!(await settleQuestion(db, actor, partnership.id, message.id, 'not-needed'))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'conversation.settled',
    sentence: 'Said that a question needs no answer any more',
    details: { message: message.id },
  })
}
