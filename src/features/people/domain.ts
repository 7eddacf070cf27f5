export const ROLES = ['programme-team', 'hub-lead', 'named-leader', 'trust-leader', 'evaluator'] as const
export type Role = (typeof ROLES)[number]

/** As it reads after a name: "Amira Khan, hub lead". */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  'programme-team': 'programme team',
  'hub-lead': 'hub lead',
  'named-leader': 'named leader',
  'trust-leader': 'trust leader',
  evaluator: 'evaluator',
}

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value)
}

/** Where a role is held. Only the part that the role needs is filled; a programme's own roles have neither. */
export interface Place {
  readonly hubId: number | null
  readonly schoolUrn: number | null
  readonly trustUid: number | null
}

/** One person acting in one role at one place: what every action and every policy is asked about. */
export interface Actor extends Place {
  readonly accountId: number
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly programmeId: number
}

/** Who is signed in. Without an actor they have no current role, or have not chosen which. */
export interface SignedIn {
  readonly tokenHash: string
  readonly accountId: number
  readonly name: string
  readonly email: string
  readonly actor: Actor | null
  /** The hub, school or trust they act at, by name. */
  readonly placeName: string | null
  /** They hold more than one role or place, so that the header offers to change. */
  readonly hasOtherPlaces: boolean
  /** How much waits to be read, where it was asked for together with the session. */
  readonly news: number
}

/** A person in a role, as pages about people show them. */
export interface Assignment extends Place {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly programmeId: number
  readonly title: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly endedReason: string | null
  readonly lastSignedInAt: string | null
}

/** Which part of a place each role needs. The database holds to the same rule. */
export function placeFits(role: Role, place: Place): boolean {
  return (
    (place.hubId !== null) === (role === 'hub-lead') &&
    (place.schoolUrn !== null) === (role === 'named-leader') &&
    (place.trustUid !== null) === (role === 'trust-leader')
  )
}
