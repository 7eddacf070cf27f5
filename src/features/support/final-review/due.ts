/** The final reviews that are open now in many partnerships. */
import type { Db } from '../../../platform/database/index.ts'
import { isOpen, isRunning, listProgressWith, type Progress } from '../../partnerships/index.ts'
import type { Supported } from '../hub/store.ts'

/** A final review that is expected of a partnership under way. */
export interface ReviewDue {
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
  readonly dueOn: string
  readonly progress: Progress
}

/** The earliest due first. */
export async function listReviewsDue(
  db: Db,
  partners: readonly Supported[],
  today: Temporal.PlainDate,
): Promise<ReviewDue[]> {
  const running = partners.filter(({ status }) => isRunning(status))
  const keysOf = ({ pathway }: Supported) =>
    pathway.expectations.filter(({ kind }) => kind === 'final-review').map(({ key }) => key)
  const keys = new Set(running.flatMap(keysOf))
  const progress = await listProgressWith(db, running, keys, today)
  const due = running.flatMap((partner) => {
    const { id, schoolName, hubId, hubName } = partner
    const own = keysOf(partner)
    return (progress.get(id) ?? []).flatMap((item) =>
      isOpen(item) && own.includes(item.expectationKey)
        ? [{ partnershipId: id, schoolName, hubId, hubName, dueOn: item.dueOn, progress: item.progress }]
        : [],
    )
  })
  return due.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
}
