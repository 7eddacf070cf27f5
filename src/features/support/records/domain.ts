/** What both schools write down of a support day, and sign. */
import { addWorkingDays, type Calendar, isWorkingDay } from '../../programmes/index.ts'
import type { SupportDay, SupportSide } from '../days/domain.ts'

/** Working days after the day by which both sign; our reading. */
export const SIGN_WITHIN = 5

export interface RecordWords {
  readonly saw: string
  readonly working: string
  readonly obstacles: string
  readonly leadNext: string
  readonly partnerNext: string
}

export interface VisitRecord extends RecordWords {
  readonly revision: number
  readonly byName: string
  readonly writtenAt: string
}

export interface Signature {
  readonly side: SupportSide
  readonly revision: number
  readonly byName: string
  readonly at: string
}

export interface OwnView {
  readonly id: number
  readonly side: SupportSide
  readonly text: string
  readonly byName: string
  readonly at: string
}

export const EMPTY_WORDS: RecordWords = { saw: '', working: '', obstacles: '', leadNext: '', partnerNext: '' }

/** The signatures under the record as it is now: one under an earlier wording does not stand for it. */
export const standing = (record: VisitRecord, signatures: readonly Signature[]): readonly Signature[] =>
  signatures.filter(({ revision }) => revision === record.revision)

export const isSigned = (record: VisitRecord, signatures: readonly Signature[]): boolean =>
  new Set(standing(record, signatures).map(({ side }) => side)).size === 2

/** There is something to write down: the day has been, or it is today. */
export const isRecordable = (day: Pick<SupportDay, 'state' | 'heldOn'>, today: string): boolean =>
  (day.state === 'booked' || day.state === 'delivered') && day.heldOn !== null && day.heldOn <= today

export const signBy = (heldOn: string, calendar: Calendar): Temporal.PlainDate =>
  addWorkingDays(Temporal.PlainDate.from(heldOn), SIGN_WITHIN, calendar)

/** Working days from today, not counted, to a day; below nought where it has gone by. */
export function workingDaysUntil(
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: Calendar,
): number {
  const forward = Temporal.PlainDate.compare(day, today) >= 0
  const [from, to] = forward ? [today, day] : [day, today]
  let count = 0
  for (let at = from.add({ days: 1 }); Temporal.PlainDate.compare(at, to) <= 0; at = at.add({ days: 1 })) {
    if (isWorkingDay(at, calendar)) count += 1
  }
  return forward ? count : -count
}
