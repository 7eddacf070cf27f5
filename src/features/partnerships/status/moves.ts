import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistories } from '../../history/index.ts'
import { readHub } from '../../hubs/index.ts'
import type { Actor } from '../../people/index.ts'
import { findCurrentVersion, findPathway, listCohorts } from '../../programmes/index.ts'
import { findSchool } from '../../schools/index.ts'
import type { PartnershipStatus } from '../domain.ts'
import { canCreatePartnership, canMove } from '../policy.ts'
import {
  findLaterPartnership,
  findPartnershipByKey,
  insertPartnerships,
  insertStatusChanges,
  lockPartnership,
  readPartnership,
} from '../store.ts'
import { roomLeft, setStatus } from './actions.ts'
import type { MoveForm, NewPartnershipForm } from './forms.ts'

export type Outcome =
  | { readonly ok: true; readonly id: number }
  /** Nothing is written until the person says that going over is meant. */
  | { readonly ok: false; readonly overCapacity: string }
  | { readonly ok: false; readonly field: string; readonly message: string }

/** Ends the partnership and starts the next one, with another hub or on another pathway, its history in sight. */
export async function movePartnership(
  db: Db,
  actor: Actor,
  id: number,
  form: MoveForm,
  today: Temporal.PlainDate,
): Promise<Outcome> {
  await lockPartnership(db, id)
  const partnership = await readPartnership(db, id)
  const before = await findPartnershipByKey(db, form.key)
  if (before !== undefined) return { ok: true, id: before }
  if (partnership.status === 'moved') {
    const later = await findLaterPartnership(db, id)
    throw conflict(
      later
        ? 'This partnership has already moved on. Open the school again to see where.'
        : 'This partnership has ended.',
    )
  }
  if (!canMove(actor, partnership))
    throw forbidden('A change of pathway or hub is made by the programme team.')
  if (form.hub === partnership.hubId && form.pathway === partnership.pathwayKey) {
    return {
      ok: false,
      field: 'pathway',
      message: 'Choose another pathway or another hub: this is where the school is now',
    }
  }
  const hub = await readHub(db, form.hub)
  if (hub.programmeId !== partnership.programmeId || hub.closedOn !== null) throw notFound()
  // The promises of the new partnership are those of the programme as it is now.
  const version = await findCurrentVersion(db, partnership.programmeId)
  if (!version || !findPathway(version.definition, form.pathway)) {
    return { ok: false, field: 'pathway', message: 'Select a pathway' }
  }
  const full = await overCapacity(db, hub.id, hub.name, form.pathway)
  if (full && form.overCapacity !== 'yes') return { ok: false, overCapacity: full }

  const { status } = partnership
  const pathwayName = findPathway(version.definition, form.pathway)?.name ?? form.pathway
  await setStatus(db, actor, partnership, 'moved', {
    key: crypto.randomUUID(),
    reason: form.reason,
    on: today,
  })
  const [made] = await insertPartnerships(db, [
    {
      key: form.key,
      reference: nextReference(partnership.reference),
      programmeId: partnership.programmeId,
      programmeVersionId: version.id,
      pathwayKey: form.pathway,
      cohortId: partnership.cohortId,
      hubId: hub.id,
      schoolUrn: partnership.schoolUrn,
      status,
      statusSince: today.toString(),
      previousId: partnership.id,
    },
  ])
  if (!made) throw conflict('This partnership was moved by someone else at the same time.')
  await begin(db, actor, made.id, status, today, `Went on from ${partnership.hubName}: ${form.reason}`)
  await recordHistories(db, [
    {
      by: actor,
      about: { partnershipId: partnership.id },
      kind: 'partnership.moved-to',
      sentence: `Went on with ${hub.name}, ${pathwayName}`,
    },
    {
      by: actor,
      about: { partnershipId: made.id },
      kind: 'partnership.moved-from',
      sentence: `Came from ${partnership.hubName}, and started with ${hub.name}, ${pathwayName}: ${form.reason}`,
    },
  ])
  return { ok: true, id: made.id }
}

/** A new partnership of a hub, invited until the school confirms. */
export async function createPartnership(
  db: Db,
  actor: Actor,
  hubId: number,
  form: NewPartnershipForm,
  today: Temporal.PlainDate,
): Promise<Outcome> {
  const hub = await readHub(db, hubId)
  if (!canCreatePartnership(actor)) throw forbidden('Partner schools are added by the programme team.')
  const known = await findPartnershipByKey(db, form.key)
  if (known !== undefined) return { ok: true, id: known }
  if (hub.closedOn !== null) throw conflict(`${hub.name} is closed, so no partner school can be added.`)
  const urn = /^\d{6}$/.test(form.school) ? Number(form.school) : undefined
  const school = urn === undefined ? undefined : await findSchool(db, urn)
  if (!school)
    return {
      ok: false,
      field: 'school',
      message: 'Choose a school from the list, or enter its six-digit URN',
    }
  if (school.status === 'closed')
    return { ok: false, field: 'school', message: `${school.name} is closed in the register` }
  const version = await findCurrentVersion(db, hub.programmeId)
  if (!version || !findPathway(version.definition, form.pathway))
    return { ok: false, field: 'pathway', message: 'Select a pathway' }
  const cohort = (await listCohorts(db, hub.programmeId)).find(({ id }) => id === form.cohort)
  if (!cohort) return { ok: false, field: 'cohort', message: 'Select a cohort' }
  const full = await overCapacity(db, hub.id, hub.name, form.pathway)
  if (full && form.overCapacity !== 'yes') return { ok: false, overCapacity: full }

  const [made] = await insertPartnerships(db, [
    {
      key: form.key,
      reference: `${hub.reference}-${school.urn}-${cohort.key}`,
      programmeId: hub.programmeId,
      programmeVersionId: version.id,
      pathwayKey: form.pathway,
      cohortId: cohort.id,
      hubId: hub.id,
      schoolUrn: school.urn,
      status: 'invited',
      statusSince: today.toString(),
      previousId: null,
    },
  ])
  if (!made) {
    return {
      ok: false,
      field: 'school',
      message: `${school.name} already has a partnership in this programme`,
    }
  }
  await begin(db, actor, made.id, 'invited', today, '')
  await recordHistories(db, [
    {
      by: actor,
      about: { partnershipId: made.id },
      kind: 'partnership.invited',
      sentence: `Invited ${school.name} to be a partner school of ${hub.name}`,
    },
  ])
  return { ok: true, id: made.id }
}

async function begin(
  db: Db,
  actor: Actor,
  id: number,
  status: PartnershipStatus,
  on: Temporal.PlainDate,
  reason: string,
): Promise<void> {
  await insertStatusChanges(db, [
    {
      key: null,
      partnershipId: id,
      from: null,
      to: status,
      happenedOn: on.toString(),
      reason,
      accountId: actor.accountId,
      byName: actor.name,
    },
  ])
}

async function overCapacity(
  db: Db,
  hubId: number,
  hubName: string,
  pathwayKey: string,
): Promise<string | undefined> {
  const left = await roomLeft(db, hubId, pathwayKey)
  return left !== null && left <= 0 ? `${hubName} has no room left on this pathway` : undefined
}

/** "H1-990001" goes on as "H1-990001/2", so that a file can tell the two apart. */
function nextReference(reference: string): string {
  const [, stem = reference, number = '1'] = /^(.*?)(?:\/(\d+))?$/.exec(reference) ?? []
  return `${stem}/${Number(number) + 1}`
}
