/** What both schools write down of a support day, and sign. */
import { addWorkingDays, type Calendar, isWorkingDay } from '../../programmes/index.ts'
import type { SupportDay, SupportSide } from '../days/domain.ts'

/** Working days after the day by which both sign; our reading. */
export const SIGN_WITHIN = 5

/** The parts of a record that are words; what each will do stands beside them as lines. */
export const FIELDS = ['saw', 'working', 'obstacles'] as const
export type Field = (typeof FIELDS)[number]
export type RecordWords = Readonly<Record<Field, string>>

export interface VisitRecord extends RecordWords {
  readonly revision: number
  readonly byName: string
  readonly writtenAt: string
}

/** A wording that was saved once. Without a revision it was set aside, because the other side had written meanwhile. */
export interface Note {
  readonly key: string
  readonly field: Field | 'agreed'
  readonly text: string
  readonly revision: number | null
  readonly side: SupportSide
  readonly byName: string
  readonly at: string
  readonly settledAt: string | null
}

/** What one school will do, as agreed on the day. */
export interface AgreedAction {
  readonly key: string
  readonly doer: SupportSide
  readonly text: string
  readonly ownerName: string
  readonly dueOn: string | null
  readonly objectiveId: number | null
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

export const EMPTY_WORDS: RecordWords = { saw: '', working: '', obstacles: '' }

/** The signatures under the record as it is now: one under an earlier wording does not stand for it. */
export const standing = (
  record: Pick<VisitRecord, 'revision'>,
  signatures: readonly Signature[],
): readonly Signature[] => signatures.filter(({ revision }) => revision === record.revision)

export const isSigned = (record: Pick<VisitRecord, 'revision'>, signatures: readonly Signature[]): boolean =>
  new Set(standing(record, signatures).map(({ side }) => side)).size === 2

/** Set aside, and not put together with the record yet. */
export const asideOf = (notes: readonly Note[]): readonly Note[] =>
  notes.filter(({ revision, settledAt }) => revision === null && settledAt === null)

type Written = Pick<Note, 'field' | 'text' | 'revision'>

/** The revision that last changed one part: what a page has to have seen in order to change it. */
export function revisionOf(notes: readonly Written[], field: Field): number {
  return Math.max(0, ...notes.filter((note) => note.field === field).map(({ revision }) => revision ?? 0))
}

function textAt(notes: readonly Written[], field: Field, seen: number): string {
  return (
    notes
      .filter((note) => note.field === field && note.revision !== null && note.revision <= seen)
      .toSorted((one, other) => (other.revision ?? 0) - (one.revision ?? 0))[0]?.text ?? ''
  )
}

/**
 * What becomes of a typed part, when its page was made at the revision `seen`: nothing where it stands there already, or
 * where the person left it as it was; a clash where both have changed it since.
 */
export function becomes(
  {
    now,
    notes,
    seen,
  }: { readonly now: RecordWords; readonly notes: readonly Written[]; readonly seen: number },
  field: Field,
  typed: string,
): 'nothing' | 'clash' | 'write' {
  if (typed === now[field]) return 'nothing'
  if (revisionOf(notes, field) <= seen) return 'write'
  return typed === textAt(notes, field, seen) ? 'nothing' : 'clash'
}

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
