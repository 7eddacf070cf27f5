import type { Actor } from '../people/index.ts'
import type { ActsOn, Per } from '../programmes/index.ts'
import { hasEnded, isRunning, type Partnership, type PartnershipStatus, type Side } from './domain.ts'

/** Which side of a partnership this person stands on. */
export function sideOf(actor: Actor): Side | undefined {
  switch (actor.role) {
    case 'named-leader':
      return 'partner'
    case 'hub-lead':
      return 'lead'
    case 'programme-team':
      return 'programme-team'
    default:
      return undefined
  }
}

/**
 * Who may confirm by hand. Each side confirms what it acts on; the lead may also confirm for its partner (a visit that
 * it saw happen, a plan it was handed), and the programme team anything.
 */
export function canConfirm(
  actor: Actor,
  partnership: Pick<Partnership, 'status'>,
  expectation: { readonly by: ActsOn; readonly per: Per },
): boolean {
  const side = sideOf(actor)
  if (!side || !isRunning(partnership.status)) return false
  if (side === 'programme-team') return true
  if (expectation.per === 'programme') return false
  if (side === 'lead') return expectation.by !== 'programme-team'
  return expectation.per === 'partnership' && (expectation.by === 'partner' || expectation.by === 'both')
}

/** The school confirms or withdraws itself; the hub and the programme team may do either and more. */
export function canChangeStatus(actor: Actor, partnership: Partnership, to: PartnershipStatus): boolean {
  const side = sideOf(actor)
  if (side === 'programme-team') return true
  if (side === 'lead') return !hasEnded(partnership.status)
  if (side === 'partner') return partnership.status === 'invited' && to === 'confirmed'
  return false
}

export const canCreatePartnership = (actor: Actor): boolean => actor.role === 'programme-team'

/** A change of pathway or hub is for the programme team: it touches another hub's capacity. */
export const canMove = (actor: Actor, partnership: Pick<Partnership, 'status'>): boolean =>
  actor.role === 'programme-team' && !hasEnded(partnership.status)

/** Whether its trust may read along is for the school alone. */
export const canAgreeTrust = (actor: Actor): boolean => actor.role === 'named-leader'

/** The page of a hub: its own leads, and the programme team. */
export const canReadHubPage = (actor: Actor, hubId: number): boolean =>
  actor.role === 'programme-team' || (actor.role === 'hub-lead' && actor.hubId === hubId)
