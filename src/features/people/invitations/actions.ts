import type { Db } from '../../../platform/database/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { type About, type By, recordHistories } from '../../history/index.ts'
import { type Actor, type Place, ROLE_NAMES } from '../domain.ts'
import { canInviteTo } from '../policy.ts'
import { ensureAccount, ensureAssignments } from '../store.ts'
import {
  acceptInvitation,
  cancelInvitation,
  describeInvitations,
  findInvitationByKey,
  findPartnershipOf,
  type Invitation,
  insertInvitations,
  type NewInvitation,
  nameAccount,
  readInvitation,
  recordSuccession,
  renewInvitation,
} from './store.ts'

/** How long the link in an invitation works, unless the installation says otherwise. */
export const INVITATION_DAYS = 14

export interface InviteOptions {
  readonly now: Temporal.Instant
  readonly days?: number | undefined
}

export type InviteOutcome = number | 'holds it already' | 'invited already'

/**
 * Invites people, any number in the same few statements: whoever holds the role there already, or has an open
 * invitation to it, is passed over. Emails leave once the caller's transaction has committed.
 * Whether the inviter may is asked by `inviteOne`; an import asks for its whole file.
 */
export async function invite(
  db: Db,
  by: Actor | 'system',
  rows: readonly NewInvitation[],
  options: InviteOptions,
): Promise<readonly InviteOutcome[]> {
  if (rows.length === 0) return []
  const expiresAt = expiryOf(options)
  const outcomes = await insertInvitations(db, rows, {
    accountId: by === 'system' ? null : by.accountId,
    at: options.now,
    expiresAt,
  })
  const made = await describeInvitations(
    db,
    outcomes.filter((outcome) => typeof outcome === 'number'),
  )
  await writeTo(
    db,
    made.map((each) => ({ ...each, inviterName: inviterName(by) })),
    expiresAt,
  )
  await recordHistories(
    db,
    made.map((each) => ({
      by: byOf(by),
      about: aboutIn(each, each.partnershipId),
      kind: 'person.invited',
      sentence: `Invited ${each.name || each.email} as ${ROLE_NAMES[each.role]}`,
      happenedAt: options.now,
    })),
  )
  return outcomes
}

/** One invitation from a form. Pressing twice gives the first one again. */
export async function inviteOne(
  db: Db,
  actor: Actor,
  row: NewInvitation,
  options: InviteOptions,
): Promise<InviteOutcome> {
  const before = await findInvitationByKey(db, row.key)
  if (before !== undefined) return before
  const partnership =
    row.schoolUrn === null ? undefined : await findPartnershipOf(db, row.programmeId, row.schoolUrn)
  if (!canInviteTo(actor, row, partnership?.hubId ?? null)) {
    throw forbidden('You can invite people only to the places that you work with')
  }
  const [outcome] = await invite(db, actor, [row], options)
  if (outcome === 'invited already') {
    // The same form, sent twice at the same moment: the first has been committed meanwhile.
    return (await findInvitationByKey(db, row.key)) ?? outcome
  }
  return outcome ?? 'invited already'
}

/** An invitation that this actor may act on, while it is still open. */
async function readOpen(db: Db, actor: Actor, id: number): Promise<Invitation> {
  const invitation = await readInvitation(db, id)
  const { schoolUrn, programmeId } = invitation
  const partnership = schoolUrn === null ? undefined : await findPartnershipOf(db, programmeId, schoolUrn)
  if (!canInviteTo(actor, invitation, partnership?.hubId ?? null)) {
    throw forbidden('You can change only the invitations to places that you work with')
  }
  if (invitation.acceptedAt)
    throw conflict(`${invitation.name || invitation.email} has accepted this invitation.`)
  if (invitation.cancelledAt) throw conflict('This invitation has been cancelled.')
  return invitation
}

/** Sends an open invitation again; its time starts anew. */
export async function sendAgain(db: Db, actor: Actor, id: number, options: InviteOptions): Promise<void> {
  const invitation = await readOpen(db, actor, id)
  const expiresAt = expiryOf(options)
  await renewInvitation(db, id, { at: options.now, expiresAt })
  await writeTo(db, [{ ...invitation, inviterName: inviterName(actor) }], expiresAt)
}

export async function cancel(db: Db, actor: Actor, id: number, now: Temporal.Instant): Promise<void> {
  const invitation = await readOpen(db, actor, id)
  await cancelInvitation(db, id, { accountId: actor.accountId, at: now })
  const who = invitation.name || invitation.email
  await recordHistories(db, [
    {
      by: byOf(actor),
      about: await aboutOf(db, invitation),
      kind: 'person.invitation-cancelled',
      sentence: `Cancelled the invitation of ${who} as ${ROLE_NAMES[invitation.role]}`,
      happenedAt: now,
    },
  ])
}

export type InvitationState = 'open' | 'expired' | 'accepted' | 'cancelled'

export function stateOf(invitation: Invitation, now: Temporal.Instant): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.cancelledAt) return 'cancelled'
  return Temporal.Instant.compare(invitation.expiresAt, now) <= 0 ? 'expired' : 'open'
}

/**
 * Whoever opened the link confirms: they have an account from now on, and the role. In the system's scope: there is no
 * actor yet. The caller has found the invitation open.
 */
export async function accept(
  db: Db,
  invitation: Invitation,
  name: string,
  now: Temporal.Instant,
): Promise<{ accountId: number; assignmentId: number }> {
  const accountId = await ensureAccount(db, { email: invitation.email, name })
  await nameAccount(db, accountId, name)
  const [assignmentId] = await ensureAssignments(db, [{ ...invitation, name, startedAt: now }])
  if (assignmentId === undefined) throw new Error('An assignment was not made')
  await acceptInvitation(db, invitation.id, { at: now, assignmentId })
  if (invitation.replaces !== null) await recordSuccession(db, invitation.replaces, assignmentId)
  await recordHistories(db, [
    {
      by: { accountId, name },
      about: await aboutOf(db, invitation),
      kind: 'person.joined',
      sentence: `Joined as ${ROLE_NAMES[invitation.role]}`,
      happenedAt: now,
    },
  ])
  return { accountId, assignmentId }
}

/** Where the history of a person's comings and goings is kept: with the partnership, the hub or the programme. */
export async function aboutOf(db: Db, at: { readonly programmeId: number } & Place): Promise<About> {
  const partnership =
    at.schoolUrn === null ? undefined : await findPartnershipOf(db, at.programmeId, at.schoolUrn)
  return aboutIn(at, partnership?.partnershipId ?? null)
}

function aboutIn(at: { readonly programmeId: number } & Place, partnershipId: number | null): About {
  if (partnershipId !== null) return { partnershipId }
  if (at.hubId !== null) return { hubId: at.hubId }
  if (at.schoolUrn !== null) return { schoolUrn: at.schoolUrn }
  return { programmeId: at.programmeId }
}

export const byOf = (by: Actor | 'system'): By =>
  by === 'system' ? by : { accountId: by.accountId, name: by.name }

const inviterName = (by: Actor | 'system') => (by === 'system' ? 'The programme team' : by.name)

function expiryOf({ now, days = INVITATION_DAYS }: InviteOptions): Temporal.Instant {
  return now.add({ hours: 24 * days })
}

async function writeTo(
  db: Db,
  invitations: readonly Pick<Invitation, 'id' | 'email' | 'name' | 'role' | 'placeName' | 'inviterName'>[],
  expiresAt: Temporal.Instant,
): Promise<void> {
  const expires = expiresAt
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  await queueMessages(
    db,
    invitations.map((invitation) => ({
      to: invitation.email,
      template: 'invitation',
      personalisation: {
        invitation: String(invitation.id),
        name: invitation.name || 'there',
        inviter: invitation.inviterName,
        role: `${ROLE_NAMES[invitation.role]}${invitation.placeName ? ` at ${invitation.placeName}` : ''}`,
        expires,
      },
    })),
  )
}
