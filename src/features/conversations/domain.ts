/** What the two schools of a partnership write to each other, and the rules that need nothing but the words and the time. */
import { addSchoolDays, type Calendar, type Pathway } from '../programmes/index.ts'

export type ConversationSide = 'partner' | 'lead'
export const otherSide = (side: ConversationSide): ConversationSide =>
  side === 'partner' ? 'lead' : 'partner'

/** What a message is about, where it is about one thing. */
export const SUBJECT_KINDS = ['action', 'visit', 'document'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export interface Subject {
  readonly kind: SubjectKind
  readonly id: number
  /** As it is called in a meeting: "1.2 Action: Ring home by ten". */
  readonly words: string
  /** Its page; missing where it is gone. */
  readonly href: string | undefined
}

export interface Message {
  readonly id: number
  readonly side: ConversationSide
  readonly accountId: number | null
  readonly byName: string
  /** Empty where it was taken back. */
  readonly text: string
  readonly aboutKind: SubjectKind | 'partnership'
  readonly aboutId: number | null
  readonly aboutWords: string
  readonly writtenAt: string
  readonly takenBackAt: string | null
  /** Where it asked for an answer. */
  readonly question: Question | null
}

export interface Question {
  readonly askedOf: ConversationSide
  /** 'YYYY-MM-DD' */
  readonly askedOn: string
  readonly replyBy: string
  readonly settledAt: string | null
  readonly settledHow: 'answered' | 'not-needed' | 'taken-back' | null
  readonly settledByName: string | null
  readonly answerId: number | null
}

/** A question that waits, as a line by itself. */
export interface OpenQuestion extends Pick<Question, 'askedOf' | 'askedOn' | 'replyBy'> {
  readonly messageId: number
  readonly text: string
  readonly byName: string
  readonly accountId: number | null
}

/** Somebody had read up to a message. */
export interface Sighting {
  readonly upTo: number
  readonly side: ConversationSide
  readonly byName: string
  readonly seenAt: string
}

/** Whoever pressed too early takes a message back within so long; nobody is emailed before. */
export const TAKE_BACK_MINUTES = 10

/** A working week, where the programme does not say within how many school days an answer can be expected. */
export const REPLY_SCHOOL_DAYS = 5

/** Within how many school days this side can be expected to answer, as the programme has it. */
export function replyDaysOf(
  pathway: Pick<Pathway, 'expectations'> | undefined,
  side: ConversationSide,
): number {
  const replies = pathway?.expectations.find(({ kind, by }) => kind === 'replies' && by === side)
  return replies?.answerSchoolDays ?? REPLY_SCHOOL_DAYS
}

/** The day by which an answer can be expected: a school day, so never in a holiday. */
export const replyBy = (
  askedOn: Temporal.PlainDate,
  schoolDays: number,
  calendar: Calendar,
): Temporal.PlainDate => addSchoolDays(askedOn, schoolDays, calendar)

/** The day in England of an instant. */
export const inDay = (instant: string | Temporal.Instant): Temporal.PlainDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate()

export function canBeTakenBack(
  message: Pick<Message, 'accountId' | 'writtenAt' | 'takenBackAt'>,
  accountId: number,
  now: Temporal.Instant,
): boolean {
  const until = Temporal.Instant.from(message.writtenAt).add({ minutes: TAKE_BACK_MINUTES })
  return (
    message.accountId === accountId &&
    message.takenBackAt === null &&
    Temporal.Instant.compare(now, until) < 0
  )
}

/** Who of the other side saw a message first. */
export function firstSeen(
  message: Pick<Message, 'id' | 'side'>,
  sightings: readonly Sighting[],
): Sighting | undefined {
  return sightings
    .filter(({ side, upTo }) => side !== message.side && upTo >= message.id)
    .toSorted((one, other) => Temporal.Instant.compare(one.seenAt, other.seenAt))[0]
}

/** The first words of a message, for a line of a list. */
export function inBrief(text: string, most = 120): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= most ? line : `${line.slice(0, most - 2).trimEnd()}…`
}

/** One partnership in the list of conversations. */
export interface Conversation {
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubName: string
  readonly ended: boolean
  /** Questions to one's own side, and the oldest of them. */
  readonly toAnswer: number
  readonly toAnswerSince: string | null
  readonly toAnswerBy: string | null
  /** Questions to the other side. */
  readonly waitingFor: number
  readonly waitingSince: string | null
  readonly unseen: number
  readonly lastAt: string | null
  readonly lastByName: string | null
}

/** What waits for an answer first, the longest waiting of it at the top; then what is new; then by the last word. */
export function inOrderOfNeed(conversations: readonly Conversation[]): Conversation[] {
  const rank = ({ toAnswer, unseen }: Conversation) => (toAnswer > 0 ? 0 : unseen > 0 ? 1 : 2)
  return conversations.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.toAnswerBy ?? '').localeCompare(other.toAnswerBy ?? '') ||
      (other.lastAt ?? '').localeCompare(one.lastAt ?? '') ||
      one.schoolName.localeCompare(other.schoolName),
  )
}
