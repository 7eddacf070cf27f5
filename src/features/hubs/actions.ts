import type { Db } from '../../platform/database/index.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import { forbidden, notFound } from '../../platform/refusal.ts'
import { recordHistory } from '../history/index.ts'
import type { Actor } from '../people/index.ts'
import {
  type Capacity,
  changesBetween,
  type Hub,
  type HubDetails,
  type HubWords,
  inSentence,
} from './domain.ts'
import type { TypedDetails } from './forms.ts'
import { resolveDetails, wordsOf } from './leads.ts'
import { canManageHubs, canSeeHubs } from './policy.ts'
import {
  advanceRevision,
  findHub,
  insertHub,
  listCapacities,
  listHubsByReference,
  type PossibleLead,
  readHub,
  setCapacities,
  updateClosure,
  updateHub,
} from './store.ts'

/** What became of a posted form. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | {
      readonly kind: 'invalid'
      readonly errors: readonly FormError[]
      readonly matches: readonly PossibleLead[]
      /** What to put back into the form, where that is not just what was typed. */
      readonly answers?: Answers
    }
  | { readonly kind: 'stale'; readonly hub: Hub; readonly now: HubWords; readonly typed: HubWords }

/** The hub, for someone who may change it: others who can see it are told whose work it is. */
export async function readManagedHub(db: Db, actor: Actor, id: number): Promise<Hub> {
  const hub = await readHub(db, id)
  requireManager(actor)
  return hub
}

export function requireManager(actor: Actor): void {
  if (!canSeeHubs(actor)) throw notFound()
  if (!canManageHubs(actor)) throw forbidden('Only the programme team can add or change a hub')
}

/** Makes one hub for each key, however often the form is sent. */
export async function createHub(
  db: Db,
  actor: Actor,
  form: { readonly typed: TypedDetails; readonly key: string; readonly today: Temporal.PlainDate },
): Promise<Outcome<number>> {
  requireManager(actor)
  const resolved = await resolveDetails(db, form.typed)
  if (!resolved.ok) return { kind: 'invalid', ...resolved }
  const { details } = resolved
  const { programmeId } = actor
  const hub = await insertHub(db, { ...details, programmeId, key: form.key, openedOn: form.today.toString() })
  if (!hub) return referenceTaken(db, programmeId, details.reference)
  if (hub.made) {
    await recordHistory(db, actor, {
      about: { hubId: hub.id },
      kind: 'hub.added',
      sentence: `Added the hub, led by ${resolved.words.lead}`,
    })
  }
  return { kind: 'done', value: hub.id }
}

/** Saves what was typed over the revision that the form was opened on, or says what changed since. */
export async function changeHub(
  db: Db,
  actor: Actor,
  id: number,
  form: { readonly typed: TypedDetails; readonly revision: number },
): Promise<Outcome<number>> {
  const hub = await readManagedHub(db, actor, id)
  const resolved = await resolveDetails(db, form.typed)
  if (!resolved.ok) return { kind: 'invalid', ...resolved }
  const { details, words } = resolved
  const now = wordsOf(hub)
  if (hub.revision !== form.revision) {
    // The same form sent twice finds its own change: that is no conflict.
    return sameDetails(hub, details) ? { kind: 'done', value: id } : { kind: 'stale', hub, now, typed: words }
  }
  if (sameDetails(hub, details)) return { kind: 'done', value: id }
  if (!(await updateHub(db, id, form.revision, details))) {
    const latest = await readHub(db, id)
    if (latest.revision === form.revision) return referenceTaken(db, hub.programmeId, details.reference)
    return { kind: 'stale', hub: latest, now: wordsOf(latest), typed: words }
  }
  await recordHistory(db, actor, {
    about: { hubId: id },
    kind: 'hub.changed',
    sentence: `Changed ${inSentence(changesBetween(now, words))}`,
    details: { before: now, after: words },
  })
  return { kind: 'done', value: id }
}

/** Sets what the hub takes on each pathway. False when the hub has changed since `revision`. */
export async function changeCapacities(
  db: Db,
  actor: Actor,
  hub: Hub,
  form: { readonly revision: number; readonly own: ReadonlyMap<string, number | null> },
): Promise<boolean> {
  requireManager(actor)
  const before = await listCapacities(db, { hubId: hub.id })
  const changed = before.filter((capacity) => (form.own.get(capacity.pathwayKey) ?? null) !== capacity.own)
  if (changed.length === 0) return true
  if (!(await advanceRevision(db, hub.id, form.revision))) return false
  const ownOf = (capacity: Capacity) => form.own.get(capacity.pathwayKey) ?? null
  await setCapacities(
    db,
    changed.map((capacity) => ({ hubId: hub.id, pathwayKey: capacity.pathwayKey, own: ownOf(capacity) })),
  )
  await recordHistory(db, actor, {
    about: { hubId: hub.id },
    kind: 'hub.capacity-changed',
    sentence: `Set how many partner schools it takes: ${inSentence(
      changed.map((capacity) => `${ownOf(capacity) ?? 'what the programme says'} on ${capacity.pathwayName}`),
    )}`,
  })
  return true
}

/** Closes the hub today, or opens it again. False when the hub has changed since `revision`. */
export async function changeClosure(
  db: Db,
  actor: Actor,
  hub: Hub,
  form: { readonly revision: number; readonly closed: boolean; readonly today: Temporal.PlainDate },
): Promise<boolean> {
  requireManager(actor)
  if ((hub.closedOn !== null) === form.closed) return true
  if (!(await updateClosure(db, hub.id, form.revision, form.closed ? form.today.toString() : null)))
    return false
  await recordHistory(db, actor, {
    about: { hubId: hub.id },
    kind: form.closed ? 'hub.closed' : 'hub.reopened',
    sentence: form.closed ? 'Closed the hub' : 'Opened the hub again',
  })
  return true
}

/** The hub that this actor leads, if they lead one. */
export async function hubOf(db: Db, actor: Actor): Promise<Hub | undefined> {
  return actor.hubId === null ? undefined : findHub(db, actor.hubId)
}

async function referenceTaken(db: Db, programmeId: number, reference: string): Promise<Outcome<never>> {
  const [holder] = await listHubsByReference(db, programmeId, [reference])
  const message = `The reference ${reference} is used by ${holder?.name ?? 'another hub'}. Enter another`
  return { kind: 'invalid', errors: [{ field: 'reference', message }], matches: [] }
}

function sameDetails(hub: Hub, details: HubDetails): boolean {
  return (
    hub.reference === details.reference &&
    hub.name === details.name &&
    hub.leadSchoolUrn === details.leadSchoolUrn &&
    hub.leadTrustUid === details.leadTrustUid &&
    hub.regionCode === details.regionCode
  )
}
