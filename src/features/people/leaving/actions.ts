import type { Db } from '../../../platform/database/index.ts'
import { forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Actor, type Assignment, ROLE_NAMES } from '../domain.ts'
import { aboutOf, byOf, type InviteOptions, type InviteOutcome, invite } from '../invitations/actions.ts'
import { findPartnershipOf } from '../invitations/store.ts'
import { canEnd } from '../policy.ts'
import { endAssignment, findAssignment } from '../store.ts'

/** An assignment that this actor may end. Whoever has left already is shown as such by the caller. */
export async function readEndable(db: Db, actor: Actor, id: number): Promise<Assignment> {
  const assignment = await findAssignment(db, id)
  if (!assignment) throw notFound()
  const { schoolUrn, programmeId } = assignment
  const partnership = schoolUrn === null ? undefined : await findPartnershipOf(db, programmeId, schoolUrn)
  if (!canEnd(actor, assignment, partnership?.hubId ?? null)) {
    throw forbidden(
      assignment.accountId === actor.accountId
        ? 'You cannot end your own time here: ask a colleague, your hub lead or the programme team'
        : 'You can change only the people of places that you work with',
    )
  }
  return assignment
}

/**
 * Ends somebody's time in a role and, where somebody takes over, invites them to the same place. Nothing that the
 * former person did is touched. Doing it again changes nothing.
 */
export async function end(
  db: Db,
  actor: Actor,
  id: number,
  leaving: {
    readonly key: string
    readonly reason: string
    readonly successor?: { name: string; email: string } | undefined
  },
  options: InviteOptions,
): Promise<InviteOutcome | undefined> {
  const assignment = await readEndable(db, actor, id)
  const ended = await endAssignment(db, id, { at: options.now, reason: leaving.reason })
  if (!ended) return undefined
  await recordHistory(db, byOf(actor), {
    about: await aboutOf(db, assignment),
    kind: 'person.left',
    sentence: `Noted that ${assignment.name} is no longer ${ROLE_NAMES[assignment.role]}: ${leaving.reason}`,
    happenedAt: options.now,
  })
  if (!leaving.successor) return undefined
  const { role, programmeId, hubId, schoolUrn, trustUid } = assignment
  const place = { role, programmeId, hubId, schoolUrn, trustUid }
  const row = { ...place, ...leaving.successor, key: leaving.key, title: '', replaces: id }
  return (await invite(db, actor, [row], options))[0]
}
