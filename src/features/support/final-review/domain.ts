/** What the two schools look back on and agree at the end, topic by topic, and when it is theirs to sign. Pure. */
import type { Status } from '../../../design/components/index.ts'
import type { Rating } from '../../action-plans/index.ts'
import { addSchoolDays, type Calendar, isSchoolDay } from '../../programmes/index.ts'
import type { SinceFirst } from '../../self-assessment/index.ts'
import type { DayType, SupportSide } from '../days/domain.ts'

/** Topics that are written in words, and one that is a date. */
export const WRITTEN = ['progress', 'support', 'changes', 'sustaining', 'follow-up'] as const
export type Written = (typeof WRITTEN)[number]
/** In the order in which they are talked through; next steps are a list of their own. */
export const TOPICS = [
  'progress',
  'support',
  'changes',
  'sustaining',
  'next-steps',
  'follow-up',
] as const satisfies readonly (Written | 'next-steps')[]
export type Topic = (typeof TOPICS)[number]

export const isWritten = (topic: string): topic is Written => (WRITTEN as readonly string[]).includes(topic)

export interface TopicWords {
  readonly topic: Written
  readonly revision: number
  readonly words: string
  /** Of the follow-up alone. */
  readonly onDay: string | null
  readonly byName: string
  readonly writtenAt: string
}

export interface NextStepAgreed {
  readonly id: number
  readonly revision: number
  readonly text: string
  readonly ownerSide: SupportSide
  readonly ownerRole: string
  readonly ownerName: string
  readonly dueOn: string | null
}

export interface ReviewSignature {
  readonly side: SupportSide
  readonly revision: number
  readonly facts: ReviewFacts
  readonly byName: string
  readonly at: string
}

export interface FinalReview {
  /** Goes up with each change; a signature stands under one revision. Nought before anything is written. */
  readonly revision: number
  readonly topics: ReadonlyMap<Written, TopicWords>
  readonly steps: readonly NextStepAgreed[]
  readonly signatures: readonly ReviewSignature[]
}

export interface ObjectiveFact {
  readonly text: string
  /** The latest, where a progress review looked at it. */
  readonly rating: Rating | null
  readonly ratedOn: string | null
  readonly actionsDone: number
  readonly actions: number
  readonly isClosed: boolean
}

/** What the service knows when the two look back, as one side may read it. */
export interface ReviewFacts {
  /** Nothing where there is no plan that this side may read. */
  readonly objectives: readonly ObjectiveFact[] | null
  readonly selfAssessment: SinceFirst | null
  /** In half days; nothing on a pathway without support days. */
  readonly days: {
    readonly entitled: number | null
    readonly booked: number
    readonly delivered: number
  } | null
  readonly visits: readonly {
    readonly type: DayType
    readonly heldOn: string
    readonly halfDays: number
  }[]
}

export const EMPTY_REVIEW: FinalReview = { revision: 0, topics: new Map(), steps: [], signatures: [] }

/** The signatures under the review as it is now: one under an earlier wording does not stand for it. */
export const standing = ({ signatures, revision }: FinalReview): readonly ReviewSignature[] =>
  signatures.filter((each) => each.revision === revision)

export const isSigned = (review: FinalReview): boolean =>
  new Set(standing(review).map(({ side }) => side)).size === 2

export function statusOf(review: FinalReview, topic: Topic): Status {
  const isThere = topic === 'next-steps' ? review.steps.length > 0 : review.topics.has(topic)
  return isThere ? 'done' : 'to do'
}

/** What is still to be written before anybody signs. */
export const stillToWrite = (review: FinalReview): readonly Topic[] =>
  TOPICS.filter((topic) => statusOf(review, topic) !== 'done')

/** A school day six months on, or the first after it: what is looked at in August is looked at in September. */
export function proposedFollowUp(from: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  const day = from.add({ months: 6 })
  return isSchoolDay(day, calendar) ? day : addSchoolDays(day, 1, calendar)
}
