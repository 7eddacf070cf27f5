/** Private calendar addresses. Pure. */
import type { Actor } from '../../../people/index.ts'

export const FEED_KINDS = ['account', 'school', 'hub'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

export interface Feed {
  readonly id: number
  readonly kind: FeedKind
  readonly programmeId: number
  readonly accountId: number | null
  readonly schoolUrn: number | null
  readonly hubId: number | null
  /** Goes up when the address is replaced; with 0 there is none yet. */
  readonly number: number
  readonly changedAt: string
  readonly changedByName: string
}

/** The calendars whose address this person may make, hand on and replace. */
export function feedKindsOf({ role }: Pick<Actor, 'role'>): readonly FeedKind[] {
  if (role === 'named-leader') return ['account', 'school']
  if (role === 'hub-lead') return ['account', 'hub']
  return role === 'programme-team' ? ['account'] : []
}
