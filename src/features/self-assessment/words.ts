import { formatDate } from '../../design/components/index.ts'
import { CONSULTED, type Movement, type SelfAssessment } from './domain.ts'
import type { Strand } from './questionnaires/definition.ts'

export const STRAND_NAMES: Readonly<Record<Strand, string>> = {
  attendance: 'Attendance',
  behaviour: 'Behaviour',
  both: 'Attendance and behaviour',
}

export const MOVEMENT_NAMES: Readonly<Record<Movement, string>> = {
  'moved on': 'Moved on',
  'moved back': 'Moved back',
  'as before': 'As before',
  'answered for the first time': 'Answered for the first time',
  'no longer answered': 'Not answered this time',
}

/** "Staff, pupils" as a list in words. */
export function consultedWords(consulted: readonly string[]): string {
  return Object.entries(CONSULTED)
    .filter(([key]) => consulted.includes(key))
    .map(([, name]) => name)
    .join(', ')
}

/** The day in England on which something happened. */
export function dayOf(instant: string): string {
  return formatDate(Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate())
}

/** "the self-assessment of 12 October 2025": by its day, because numbers say nothing to a reader. */
export function nameOfAssessment({ submittedAt, startedAt, number }: SelfAssessment): string {
  const first = number === 1 ? 'First self-assessment' : 'Later self-assessment'
  return submittedAt ? `${first}, ${dayOf(submittedAt)}` : `${first}, started ${dayOf(startedAt)}`
}

export const themeHref = (id: number, theme: string): string => `/self-assessments/${id}/themes/${theme}`
