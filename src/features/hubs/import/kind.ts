import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { recordHistories } from '../../history/index.ts'
import type { AppliedCounts, CheckedRow, ImportKind, ImportRow } from '../../imports/index.ts'
import { type Actor, ensureAssignments } from '../../people/index.ts'
import { findCurrentVersion } from '../../programmes/index.ts'
import { requireManager } from '../actions.ts'
import { compareReferences } from '../domain.ts'
import { listCapacities, listHubs, setCapacities } from '../store.ts'
import { type PlannedRow, planImport } from './plan.ts'
import { capacityColumn, fieldsFor, type PathwayColumn } from './rows.ts'
import { insertHubs, listHubLeads, updateHubs } from './store.ts'

/**
 * Hubs from a file. An empty cell leaves a hub that is there as it is; people are added, never ended, and nobody is
 * written to. `pathways`: of every programme that is loaded, because the columns are offered before a programme is known.
 */
export function hubsImport(pathways: readonly PathwayColumn[]): ImportKind {
  const columns = [...new Map(pathways.map((pathway) => [pathway.key, pathway])).values()]

  async function plan(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<PlannedRow[]> {
    requireManager(actor)
    const version = await findCurrentVersion(db, actor.programmeId)
    const own = new Set(version?.definition.pathways.map(({ key }) => key))
    return planImport(db, actor, rows, columns, own)
  }

  return {
    key: 'hubs',
    name: 'Hubs',
    fields: fieldsFor(columns),
    result: { href: '/hubs', text: 'See the hubs' },
    async check(db, actor, rows) {
      return (await plan(db, actor, rows)).map(toChecked)
    },
    async apply(db, actor, rows) {
      return applyPlan(db, actor, await plan(db, actor, rows))
    },
    async *export(db, actor) {
      yield* exportRows(db, actor)
    },
  }
}

function toChecked({ line, outcome, fault, summary }: PlannedRow): CheckedRow {
  return { line, outcome, summary, ...(fault ?? {}) }
}

async function applyPlan(db: Db, actor: Actor, rows: readonly PlannedRow[]): Promise<AppliedCounts> {
  const refused = rows.find(({ outcome }) => outcome === 'refused')
  if (refused) throw conflict(`Row ${refused.line} can no longer be imported: ${refused.fault?.message}`)
  const changes = rows.flatMap(({ change, outcome }) => (change ? [{ ...change, outcome }] : []))
  const { programmeId } = actor
  const added = changes.filter(({ hub }) => hub === undefined)
  const ids = await insertHubs(
    db,
    programmeId,
    added.map(({ details }) => details),
  )
  const altered = changes.flatMap((change) =>
    change.hub && change.outcome === 'changed'
      ? [{ ...change.details, id: change.hub.id, revision: change.hub.revision }]
      : [],
  )
  if ((await updateHubs(db, altered)) !== altered.length) {
    throw conflict('A hub was changed while the file was being imported. Nothing was imported. Try again.')
  }
  const placed = changes.flatMap((change) => {
    const hubId = change.hub?.id ?? ids.get(change.details.reference)
    return hubId === undefined ? [] : [{ ...change, hubId }]
  })
  await setCapacities(
    db,
    placed.flatMap(({ hubId, capacities }) => capacities.map((capacity) => ({ hubId, ...capacity }))),
  )
  await ensureAssignments(
    db,
    placed.flatMap(({ hubId, people }) =>
      people.map((person) => ({
        ...person,
        role: 'hub-lead' as const,
        programmeId,
        hubId,
        schoolUrn: null,
        trustUid: null,
      })),
    ),
  )
  await recordHistories(
    db,
    placed
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ hubId, outcome, leadName }) => ({
        by: actor,
        about: { hubId },
        kind: outcome === 'new' ? 'hub.added' : 'hub.changed',
        sentence:
          outcome === 'new'
            ? `Added the hub from a file, led by ${leadName}`
            : 'Changed the hub’s details from a file',
      })),
  )
  return {
    created: added.length,
    changed: altered.length,
    unchanged: changes.length - added.length - altered.length,
  }
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<Readonly<Record<string, string>>> {
  requireManager(actor)
  const hubs = await listHubs(db, actor.programmeId)
  const capacities = Map.groupBy(
    await listCapacities(db, { programmeId: actor.programmeId }),
    ({ hubId }) => hubId,
  )
  const leads = Map.groupBy(await listHubLeads(db, actor.programmeId), ({ hubId }) => hubId)
  for (const hub of hubs.toSorted((one, other) => compareReferences(one.reference, other.reference))) {
    const people = leads.get(hub.id) ?? []
    yield {
      reference: hub.reference,
      name: hub.name,
      school: hub.leadSchoolUrn?.toString() ?? '',
      trust: hub.leadTrustUid?.toString() ?? '',
      region: hub.regionName ?? '',
      ...Object.fromEntries(
        (capacities.get(hub.id) ?? []).map(({ pathwayKey, own }) => [
          capacityColumn(pathwayKey),
          own?.toString() ?? '',
        ]),
      ),
      leadNames: people.map(({ name }) => name).join('; '),
      leadEmails: people.map(({ email }) => email).join('; '),
    }
  }
}
