import type { Progress } from './domain.ts'

/** What is known of something expected: begun, done, or said not to be needed. */
export type EvidenceState = 'started' | 'done' | 'not-needed'

/** Where something expected stands on a day, both as 'YYYY-MM-DD'. The view expectation_progress says the same in SQL. */
export function progressOf(
  { opensOn, dueOn }: { readonly opensOn: string; readonly dueOn: string },
  state: EvidenceState | undefined,
  today: string,
): Progress {
  if (state === 'done') return 'done'
  if (state === 'not-needed') return 'not needed'
  if (dueOn < today) return 'overdue'
  if (state === 'started') return 'in progress'
  return opensOn > today ? 'not due yet' : 'to do'
}
