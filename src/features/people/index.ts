/**
 * People: accounts, the roles they act in, signing in and out, invitations.
 *
 * An account is one person with one email address. An assignment is that person in one role at one place (a hub, a
 * school, a trust, or the programme itself); a session acts in one assignment at a time. Whoever leaves keeps their
 * rows, with a date and a reason. Tables: accounts, assignments, identities, sign_in_codes, sessions, invitations.
 */

export { type Persona, type Personas, writePersonas } from './demonstration/personas.ts'
export type { Actor, Assignment, Place, Role, SignedIn } from './domain.ts'
export { isRole, ROLE_NAMES, ROLES } from './domain.ts'
export { type InviteOptions, type InviteOutcome, invite } from './invitations/actions.ts'
export type { NewInvitation } from './invitations/store.ts'
export { derivedPlaceholders, peopleJobs } from './jobs.ts'
export { safeNext, withNext } from './next.ts'
export type { PeopleOptions } from './options.ts'
export { routes } from './routes.ts'
export { actorOf, inActorScope, maybeActor, SYSTEM, scopeOf } from './sessions/hook.ts'
export {
  type AssignmentRow,
  ensureAccount,
  ensureAssignments,
  followSchoolsOfPeople,
  listColleagues,
  listNamedLeaders,
  listPeopleAt as peopleAt,
  type NamedLeader,
} from './store.ts'
