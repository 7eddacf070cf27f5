import type { Db } from '../../../platform/database/index.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { Actor, Place, Role } from '../domain.ts'
import type { InvitationForm } from './forms.ts'
import {
  findPartnerSchools,
  findPlaceName,
  listHubs,
  listPartnerSchools,
  type PartnerSchool,
} from './store.ts'

/** What the form offers to choose from. A programme team types the school: it has thousands. */
export interface PlaceChoices {
  readonly hubs: readonly { readonly id: number; readonly name: string }[]
  readonly schools: readonly PartnerSchool[]
}

export async function listPlaceChoices(db: Db, actor: Actor): Promise<PlaceChoices> {
  const { role, programmeId } = actor
  return {
    hubs: role === 'programme-team' ? await listHubs(db, programmeId) : [],
    schools: role === 'programme-team' ? [] : await listPartnerSchools(db, programmeId),
  }
}

const NOWHERE: Place = { hubId: null, schoolUrn: null, trustUid: null }

/** From what the form says to the place of the role. */
export async function resolvePlace(
  db: Db,
  actor: Actor,
  form: Pick<InvitationForm, 'role' | 'hub' | 'school' | 'trust'>,
): Promise<{ readonly place: Place } | { readonly error: FormError }> {
  const places: Readonly<Record<Role, () => Promise<Place | string>>> = {
    'programme-team': async () => NOWHERE,
    evaluator: async () => NOWHERE,
    'hub-lead': () => hubOf(db, actor, form.hub),
    'named-leader': () => schoolOf(db, actor, form.school),
    'trust-leader': () => trustOf(db, form.trust),
  }
  const found = await places[form.role]()
  if (typeof found !== 'string') return { place: found }
  const field = form.role === 'hub-lead' ? 'hub' : form.role === 'named-leader' ? 'school' : 'trust'
  return { error: { field, message: found } }
}

async function hubOf(db: Db, actor: Actor, typed: string): Promise<Place | string> {
  const hub = (await listHubs(db, actor.programmeId)).find(({ id }) => String(id) === typed)
  return hub ? { ...NOWHERE, hubId: hub.id } : 'Select the hub'
}

async function schoolOf(db: Db, actor: Actor, typed: string): Promise<Place | string> {
  if (actor.role === 'named-leader') return { ...NOWHERE, schoolUrn: actor.schoolUrn }
  if (typed === '') return actor.role === 'hub-lead' ? 'Select the school' : 'Enter the school’s name or URN'
  const schools = await findPartnerSchools(db, actor.programmeId, typed)
  if (schools.length === 0)
    return `“${typed}” is not a partner school on this programme. Check the name or the URN`
  if (schools.length > 1) {
    return `Several partner schools have this name. Enter the URN: ${schools.map(({ urn }) => urn).join(', ')}`
  }
  return { ...NOWHERE, schoolUrn: schools[0]?.urn ?? null }
}

async function trustOf(db: Db, typed: string): Promise<Place | string> {
  if (typed === '') return 'Enter the trust’s UID'
  const place = { ...NOWHERE, trustUid: /^\d{1,6}$/.test(typed) ? Number(typed) : 0 }
  return (await findPlaceName(db, place)) === null ? `No trust has the UID “${typed}”` : place
}
