import { formatDate } from '../../design/components/index.ts'
import type { Actor } from '../people/index.ts'
import { eventDayOf, type Partnership, type ProgressItem, type Side, type Waiting } from './domain.ts'
import { sideOf } from './policy.ts'

/** A side of the partnership as this reader calls it: "you", "your hub", the school's name. */
export function nameOfSide(
  side: Side,
  actor: Actor,
  partnership: Pick<Partnership, 'hubName' | 'schoolName'>,
): string {
  if (sideOf(actor) === side)
    return side === 'partner' ? 'your school' : side === 'lead' ? 'your hub' : 'the programme team'
  if (side === 'partner') return partnership.schoolName
  if (side === 'lead') return partnership.hubName
  return 'the programme team'
}

/** "Due by 12 January 2026", "On 24 September 2026", "Done on …": the date that matters now. */
export function dateLine(item: ProgressItem): string {
  const day = eventDayOf(item)
  switch (item.progress) {
    case 'done':
      return item.happenedOn ? `Done on ${formatDate(item.happenedOn)}` : 'Done'
    case 'not needed':
      return 'Agreed as not needed'
    case 'overdue':
      return `Was due by ${formatDate(item.dueOn)}`
    case 'not due yet':
      return day !== null ? `On ${formatDate(day)}` : `From ${formatDate(item.opensOn)}`
    default:
      return day !== null ? `On ${formatDate(day)}` : `Due by ${formatDate(item.dueOn)}`
  }
}

/** "since 3 October 2025". */
export function sinceLine({ since }: Pick<Waiting, 'since'>): string {
  return `since ${formatDate(since)}`
}

/** The address of one expected thing. */
export function expectationHref(
  partnershipId: number,
  item: Pick<ProgressItem, 'expectationKey' | 'occurrence'>,
): string {
  return `/partnerships/${partnershipId}/expectations/${item.expectationKey}/${item.occurrence}`
}
