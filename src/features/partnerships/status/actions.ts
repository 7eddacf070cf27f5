import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { listCapacities, maximumOf } from '../../hubs/index.ts'
import type { Actor } from '../../people/index.ts'
import { hasEnded, nextStatuses, type Partnership, type PartnershipStatus, STATUS_NAMES } from '../domain.ts'
import { canChangeStatus } from '../policy.ts'
import {
  countOpenByPathway,
  insertStatusChanges,
  lockPartnership,
  readPartnership,
  updateStatuses,
} from '../store.ts'
import type { StatusForm } from './forms.ts'

/** What this person may make of the partnership now. */
export function offeredStatuses(actor: Actor, partnership: Partnership): PartnershipStatus[] {
  return nextStatuses(partnership.status).filter((status) => canChangeStatus(actor, partnership, status))
}

/** Changes the status once, however often the form is sent, and never over a change that the person did not see. */
export async function changeStatus(
  db: Db,
  actor: Actor,
  id: number,
  form: StatusForm,
  today: Temporal.PlainDate,
): Promise<void> {
  await lockPartnership(db, id)
  const partnership = await readPartnership(db, id)
  if (partnership.status === form.status && form.seen !== form.status) return // pressed twice
  if (partnership.status !== form.seen) {
    throw conflict(
      'Someone else changed the status while you had the page open. Open the partnership again to see it.',
    )
  }
  if (!nextStatuses(partnership.status).includes(form.status)) {
    throw conflict(
      `A partnership that is ${STATUS_NAMES[partnership.status].toLowerCase()} cannot become ${STATUS_NAMES[form.status].toLowerCase()}.`,
    )
  }
  if (!canChangeStatus(actor, partnership, form.status))
    throw forbidden('This change is made by someone else in the partnership.')
  await setStatus(db, actor, partnership, form.status, { key: form.key, reason: form.reason, on: today })
}

/** Writes a change that has been allowed: the row, its reason, and the line of history. */
export async function setStatus(
  db: Db,
  actor: Actor,
  partnership: Pick<Partnership, 'id' | 'status'>,
  to: PartnershipStatus,
  change: { readonly key: string; readonly reason: string; readonly on: Temporal.PlainDate },
): Promise<void> {
  const on = change.on.toString()
  const fresh = await insertStatusChanges(db, [
    {
      key: change.key,
      partnershipId: partnership.id,
      from: partnership.status,
      to,
      happenedOn: on,
      reason: change.reason,
      accountId: actor.accountId,
      byName: actor.name,
    },
  ])
  if (!fresh) return
  await updateStatuses(db, [{ id: partnership.id, status: to, since: on }])
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: `partnership.${to}`,
    sentence: `Changed the status from ${STATUS_NAMES[partnership.status].toLowerCase()} to ${STATUS_NAMES[to].toLowerCase()}${change.reason ? `: ${change.reason}` : ''}`,
  })
}

/**
 * Completes a partnership because of something that both its schools have done, whichever of them did it last. Once: where it
 * is completed already, nothing happens.
 */
export async function completePartnership(
  db: Db,
  actor: Actor,
  id: number,
  { reason, on }: { readonly reason: string; readonly on: Temporal.PlainDate },
): Promise<void> {
  await lockPartnership(db, id)
  const partnership = await readPartnership(db, id)
  if (partnership.status === 'completed') return
  if (hasEnded(partnership.status) || partnership.status === 'invited') {
    throw conflict('This partnership is not under way any more. Open it again to see where it stands.')
  }
  await setStatus(db, actor, partnership, 'completed', { key: crypto.randomUUID(), reason, on })
}

/** How many more partner schools a hub can take on a pathway; null where no number is known. */
export async function roomLeft(db: Db, hubId: number, pathwayKey: string): Promise<number | null> {
  const capacity = (await listCapacities(db, { hubId })).find((each) => each.pathwayKey === pathwayKey)
  const maximum = capacity ? maximumOf(capacity) : null
  if (maximum === null) return null
  const counts = await countOpenByPathway(db, [hubId])
  return maximum - (counts.find((each) => each.pathwayKey === pathwayKey)?.count ?? 0)
}
