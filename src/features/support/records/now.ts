/** How far the record of each support day is, as the pages say that lead to it. */
import { formatDate } from '../../../design/components/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { SupportSide } from '../days/domain.ts'
import { nameOfSupportSide } from '../words.ts'
import { signBy } from './domain.ts'

/** A record in which something is written. */
export interface RecordNow {
  readonly dayId: number
  /** Those whose signature is under it as it now is. */
  readonly signedBy: readonly SupportSide[]
  /** The key of the first of what was agreed, under which the plan takes all of it up; nothing where nothing was. */
  readonly agreedKey: string | null
}

interface Reader {
  readonly actor: Actor
  readonly partnership: Pick<Partnership, 'hubName' | 'schoolName'>
}

export const isSignedByBoth = (record: RecordNow): boolean => record.signedBy.length === 2

/** For a list: "Not written", "Signed by your school". */
export function recordInBrief(record: RecordNow | undefined, { actor, partnership }: Reader): string {
  if (!record) return 'Not written'
  if (isSignedByBoth(record)) return 'Signed by both'
  const [one] = record.signedBy
  return one ? `Signed by ${nameOfSupportSide(one, actor, partnership)}` : 'Written, not signed'
}

/** The same with what happens next, and by when. */
export function recordInFull(
  record: RecordNow | undefined,
  heldOn: string,
  reader: Reader,
  { today, calendar }: { readonly today: Temporal.PlainDate; readonly calendar: Calendar },
): string {
  const brief = recordInBrief(record, reader)
  if (record && isSignedByBoth(record)) return brief
  const by = signBy(heldOn, calendar)
  const isOver = Temporal.PlainDate.compare(by, today) < 0
  const signed = record?.signedBy[0]
  const who = signed
    ? nameOfSupportSide(signed === 'lead' ? 'partner' : 'lead', reader.actor, reader.partnership)
    : 'both schools'
  const verb = isOver ? (signed ? 'was to sign' : 'were to sign') : signed ? 'signs' : 'sign'
  return `${brief}; ${who} ${verb} by ${formatDate(by)}`
}
