import type { Actor, Place, Role } from './domain.ts'

/** Whom an actor may invite at all. Which places, see `canInviteTo`. */
export function rolesToInvite(actor: Actor): readonly Role[] {
  switch (actor.role) {
    case 'programme-team':
      return ['hub-lead', 'named-leader', 'trust-leader', 'evaluator', 'programme-team']
    case 'hub-lead':
    case 'named-leader':
      return ['named-leader']
    default:
      return []
  }
}

/**
 * Whether an actor may invite to a role at a place. `hubOfSchool` is the hub of the school's open partnership: a hub
 * lead invites for the hub's own partner schools, a named leader for their own school.
 */
export function canInviteTo(
  actor: Actor,
  to: { readonly role: Role; readonly programmeId: number } & Place,
  hubOfSchool: number | null,
): boolean {
  if (to.programmeId !== actor.programmeId || !rolesToInvite(actor).includes(to.role)) return false
  if (actor.role === 'programme-team') return true
  if (actor.role === 'hub-lead') return hubOfSchool === actor.hubId
  return to.schoolUrn === actor.schoolUrn
}

/** Whether an actor may note that somebody has left. Nobody ends their own time: they could not undo it. */
export function canEnd(
  actor: Actor,
  assignment: { readonly role: Role; readonly programmeId: number; readonly accountId: number } & Place,
  hubOfSchool: number | null,
): boolean {
  return assignment.accountId !== actor.accountId && canInviteTo(actor, assignment, hubOfSchool)
}

/** Who sees which emails of their programme never arrived, and sends them again. */
export function canSeeUnsentEmails(actor: Actor): boolean {
  return actor.role === 'programme-team'
}

/** Whose list of people can be opened. */
export function canSeePeople(actor: Actor): boolean {
  return rolesToInvite(actor).length > 0
}
