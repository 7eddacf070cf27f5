/** Of the records of a partnership's support days, the one thing that this reader's side has to do about them now. */
import type { NextStep } from '../../../design/components/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { Support } from '../days/actions.ts'
import type { SupportDay } from '../days/domain.ts'
import { canRecord, supportSideOf } from '../policy.ts'
import { dayNameWithin, recordHref } from '../words.ts'
import { isRecordable, signBy } from './domain.ts'
import { isSignedByBoth, type RecordNow, recordInFull } from './now.ts'

export interface RecordsOf {
  readonly days: readonly SupportDay[]
  readonly records: readonly RecordNow[]
  /** Keys of what was agreed that stand in the plan, or did. */
  readonly takenUp: ReadonlySet<string>
}

/**
 * A record to write while its five working days last, by either school; then what both signed and only the school itself can
 * take up into a plan of its own. A signature that is waited for is a promise, and said with the others.
 */
export function recordNext(
  support: Support,
  { days, records, takenUp }: RecordsOf,
  calendar: Calendar,
): NextStep | undefined {
  const { actor, partnership, today } = support
  if (!canRecord(actor, partnership)) return undefined
  const recordOf = new Map(records.map((record) => [record.dayId, record]))
  const over = days.filter((day) => isRecordable(day, today.toString()))
  const isLeft = ({ id, heldOn }: SupportDay) =>
    !recordOf.has(id) && Temporal.PlainDate.compare(signBy(heldOn ?? '', calendar), today) >= 0
  const unwritten = over.find(isLeft)
  if (unwritten) {
    return {
      title: `Write the record of the ${dayNameWithin(unwritten)}`,
      body: `${recordInFull(undefined, unwritten.heldOn ?? '', support, { today, calendar })}. Either school begins.`,
      href: `${recordHref(unwritten.id)}/edit`,
      action: 'Write the record',
    }
  }
  const [waiting] = toTakeUp(support, { days, records, takenUp })
  return (
    waiting && {
      title: 'Take what was agreed up into your action plan',
      body: `Both schools have signed the record of the ${dayNameWithin(waiting)}. ${partnership.hubName} does not write in a plan that is your school’s own.`,
      href: recordHref(waiting.id),
      action: 'Read the record',
    }
  )
}

/** Days of which both have signed what each will do, and only this reader's school can take it up into its own plan. */
export function toTakeUp(
  { actor, partnership }: Support,
  { days, records, takenUp }: RecordsOf,
): readonly SupportDay[] {
  if (supportSideOf(actor) !== 'partner' || !canRecord(actor, partnership)) return []
  const waiting = new Set(
    records
      .filter(
        (record) => isSignedByBoth(record) && record.agreedKey !== null && !takenUp.has(record.agreedKey),
      )
      .map(({ dayId }) => dayId),
  )
  return days.filter(({ id, state }) => waiting.has(id) && state !== 'cancelled')
}
