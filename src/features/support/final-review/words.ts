/** What each part of a final review is called and asks, and where it is. */
import type { Topic, Written } from './domain.ts'

export const TOPIC_NAMES: Readonly<Record<Topic, string>> = {
  progress: 'Progress',
  support: 'Days and visits given',
  changes: 'What changed',
  sustaining: 'What will keep it going',
  'next-steps': 'Next steps',
  'follow-up': 'Six-month follow-up',
}

/** The question of each page, as both schools read it. */
export const QUESTIONS: Readonly<Record<Written, string>> = {
  progress: 'What do you both say of the progress made?',
  support: 'What of the support helped most, and what would you do otherwise?',
  changes: 'What is different in school now, and how do you know?',
  sustaining: 'What will keep it going when the support has ended?',
  'follow-up': 'What will you look at together on that day?',
}

/** One line in the task list. */
export const NOTES: Readonly<Record<Topic, string>> = {
  progress: 'Against the plan and the first self-assessment',
  support: 'What was promised and what took place',
  changes: 'In school, in your own words',
  sustaining: 'People, routines, checks',
  'next-steps': 'Each with its owner',
  'follow-up': 'A day to look again together',
}

export const READERS = 'Only the leaders of the two schools can read this. Do not write about any pupil.'

export const finalReviewHref = (partnershipId: number): string =>
  `/partnerships/${partnershipId}/final-review`
export const topicHref = (partnershipId: number, topic: Topic | 'check'): string =>
  `${finalReviewHref(partnershipId)}/${topic}`
export const followUpHref = (partnershipId: number): string => `/partnerships/${partnershipId}/follow-up`
export const nextStepHref = (stepId: number): string => `/final-review-steps/${stepId}`
