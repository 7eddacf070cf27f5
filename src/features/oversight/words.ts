import { formatDateShort } from '../../design/components/index.ts'
import { DONE, isRunning, NOT_NEEDED, SIDE_NAMES, STATUS_NAMES, type Standing } from './domain.ts'

export function finishedOf({ progress }: Standing): number {
  return progress.reduce((sum, code) => sum + (code === DONE || code === NOT_NEEDED ? 1 : 0), 0)
}

/** "7 of 24", or what the partnership is instead of under way. */
export function doneWords(each: Standing): string {
  if (!isRunning(each.status))
    return `${STATUS_NAMES[each.status]} since ${formatDateShort(each.statusSince)}`
  return `${finishedOf(each)} of ${each.progress.length}`
}

/** "Hub lead: Host an open day, support term 2". */
export function nextWords(each: Standing): string {
  if (each.status === 'invited') return 'The school confirms that it takes part'
  if (!isRunning(each.status)) return ''
  return each.next ? `${SIDE_NAMES[each.next.side]}: ${each.next.occurrence.label}` : 'Nothing is open'
}
