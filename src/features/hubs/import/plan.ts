/** What importing a file of hubs would do to each of its rows: a fixed number of queries whatever the number of rows. */
import type { Db } from '../../../platform/database/index.ts'
import type { ImportRow, Outcome } from '../../imports/index.ts'
import type { Actor } from '../../people/index.ts'
import { listRegions, type Region } from '../../schools/index.ts'
import type { Hub, HubDetails } from '../domain.ts'
import { listCapacities, listHubsByReference, listPossibleLeads, type PossibleLead } from '../store.ts'
import { capacityColumn, type Fault, type HubRow, type PathwayColumn, type Person, readRow } from './rows.ts'
import { listHubLeads } from './store.ts'

export interface PlannedRow {
  readonly line: number
  readonly outcome: Outcome
  readonly fault?: Fault
  readonly summary: string
  /** Of every row but a refused one. */
  readonly change?: HubChange
}

export interface HubChange {
  readonly hub: Hub | undefined
  readonly details: HubDetails
  readonly leadName: string
  readonly detailsChanged: boolean
  /** Own numbers that differ from what is held. */
  readonly capacities: readonly { readonly pathwayKey: string; readonly own: number }[]
  /** Who is not yet a hub lead here. */
  readonly people: readonly Person[]
}

interface Known {
  readonly schools: ReadonlyMap<number, PossibleLead>
  readonly trusts: ReadonlyMap<number, PossibleLead>
  readonly regions: readonly Region[]
  readonly hubs: ReadonlyMap<string, Hub>
  /** Own numbers by "hub pathway"; the keys of the first are the pathways of this programme. */
  readonly capacities: ReadonlyMap<string, number | null>
  readonly leads: ReadonlySet<string>
  readonly ownPathways: ReadonlySet<string>
}

export async function planImport(
  db: Db,
  actor: Actor,
  rows: readonly ImportRow[],
  pathways: readonly PathwayColumn[],
  ownPathways: ReadonlySet<string>,
): Promise<PlannedRow[]> {
  const read = rows.map((row) => ({ line: row.line, summary: summaryOf(row), ...readRow(row, pathways) }))
  const valid = read.flatMap((each) => ('row' in each ? [each.row] : []))
  const linesByReference = Map.groupBy(valid, ({ reference }) => reference)
  const known = await lookUp(db, actor, valid, ownPathways)
  return read.map(({ line, summary, ...result }) => {
    if ('fault' in result) return { line, outcome: 'refused' as const, fault: result.fault, summary }
    const { row } = result
    const twins = linesByReference.get(row.reference) ?? []
    const other = twins.find((twin) => twin.line !== line)
    const decided = other
      ? {
          field: 'reference',
          message: `Rows ${twins.map((twin) => twin.line).join(' and ')} both have reference ${row.reference}`,
        }
      : decide(row, known, pathways)
    return 'message' in decided
      ? { line, outcome: 'refused' as const, fault: decided, summary }
      : {
          line,
          ...decided,
          summary: `${row.reference}: ${decided.change.details.name}, led by ${decided.change.leadName}`,
        }
  })
}

async function lookUp(
  db: Db,
  actor: Actor,
  rows: readonly HubRow[],
  ownPathways: ReadonlySet<string>,
): Promise<Known> {
  const numbers = (of: (row: HubRow) => number | null) => [...new Set(rows.flatMap((row) => of(row) ?? []))]
  const byId = (leads: readonly PossibleLead[]) => new Map(leads.map((lead) => [lead.id, lead]))
  const schools = await listPossibleLeads(
    db,
    'school',
    numbers((row) => row.leadSchoolUrn),
  )
  const trusts = await listPossibleLeads(
    db,
    'trust',
    numbers((row) => row.leadTrustUid),
  )
  const hubs = await listHubsByReference(
    db,
    actor.programmeId,
    rows.map(({ reference }) => reference),
  )
  const capacities = await listCapacities(db, { programmeId: actor.programmeId })
  const leads = await listHubLeads(db, actor.programmeId)
  return {
    schools: byId(schools),
    trusts: byId(trusts),
    regions: await listRegions(db),
    hubs: new Map(hubs.map((hub) => [hub.reference, hub])),
    capacities: new Map(capacities.map(({ hubId, pathwayKey, own }) => [`${hubId} ${pathwayKey}`, own])),
    leads: new Set(leads.map(({ hubId, email }) => `${hubId} ${email.toLowerCase()}`)),
    ownPathways,
  }
}

type Decision = Fault | { readonly outcome: Outcome; readonly change: HubChange }

function decide(row: HubRow, known: Known, pathways: readonly PathwayColumn[]): Decision {
  const hub = known.hubs.get(row.reference)
  const found = leadOf(row, hub, known)
  if ('message' in found) return found
  const region = regionOf(row, hub, found, known)
  if ('message' in region) return region
  for (const key of row.capacities.keys()) {
    if (known.ownPathways.has(key)) continue
    const name = pathways.find((pathway) => pathway.key === key)?.name ?? key
    return { field: capacityColumn(key), message: `${name} is not a pathway of this programme` }
  }
  const details: HubDetails = {
    reference: row.reference,
    name: row.name ?? hub?.name ?? found.name,
    leadSchoolUrn: found.kind === 'school' ? found.id : null,
    leadTrustUid: found.kind === 'trust' ? found.id : null,
    regionCode: region.code,
  }
  const capacities = [...row.capacities]
    .filter(([key, own]) => hub === undefined || known.capacities.get(`${hub.id} ${key}`) !== own)
    .map(([pathwayKey, own]) => ({ pathwayKey, own }))
  const people = row.people.filter(
    ({ email }) => !hub || !known.leads.has(`${hub.id} ${email.toLowerCase()}`),
  )
  const detailsChanged =
    hub !== undefined &&
    (hub.name !== details.name ||
      hub.leadSchoolUrn !== details.leadSchoolUrn ||
      hub.leadTrustUid !== details.leadTrustUid ||
      hub.regionCode !== details.regionCode)
  const changed = detailsChanged || capacities.length > 0 || people.length > 0
  return {
    outcome: hub === undefined ? 'new' : changed ? 'changed' : 'unchanged',
    change: { hub, details, leadName: found.name, detailsChanged, capacities, people },
  }
}

type Lead = Pick<PossibleLead, 'kind' | 'id' | 'name' | 'status' | 'regionCode'>

function leadOf(row: HubRow, hub: Hub | undefined, known: Known): Lead | Fault {
  if (row.leadSchoolUrn !== null) {
    const school = known.schools.get(row.leadSchoolUrn)
    if (!school) return { field: 'school', message: `URN ${row.leadSchoolUrn} is not in the register` }
    // A hub that is there keeps a lead that has closed since, until someone names another.
    if (school.status === 'closed' && hub?.leadSchoolUrn !== school.id) {
      return { field: 'school', message: `${school.name} (URN ${school.id}) is closed in the register` }
    }
    return school
  }
  if (row.leadTrustUid !== null) {
    const trust = known.trusts.get(row.leadTrustUid)
    if (!trust) return { field: 'trust', message: `Trust UID ${row.leadTrustUid} is not in the register` }
    if (trust.status === 'closed' && hub?.leadTrustUid !== trust.id) {
      return { field: 'trust', message: `${trust.name} (UID ${trust.id}) is closed in the register` }
    }
    return trust
  }
  if (!hub)
    return { field: 'school', message: 'Give the URN of the lead school, or the UID of the lead trust' }
  const { leadSchoolUrn, leadTrustUid, leadName: name, regionCode } = hub
  return leadSchoolUrn === null
    ? { kind: 'trust', id: leadTrustUid ?? 0, name, status: 'open', regionCode: null }
    : { kind: 'school', id: leadSchoolUrn, name, status: 'open', regionCode }
}

function regionOf(
  row: HubRow,
  hub: Hub | undefined,
  lead: Lead,
  known: Known,
): { readonly code: string | null } | Fault {
  const given = row.region === null ? undefined : regionNamed(row.region, known.regions)
  if (row.region !== null && !given) {
    const near = nearest(row.region, known.regions)
    return {
      field: 'region',
      message: `“${row.region}” is not one of the nine regions${near ? `. Did you mean ${near}?` : ''}`,
    }
  }
  if (lead.kind === 'school') {
    if (!given || given.code === lead.regionCode) return { code: lead.regionCode }
    const name = known.regions.find(({ code }) => code === lead.regionCode)?.name
    return {
      field: 'region',
      message: name
        ? `The register has ${lead.name} in ${name}, not in ${given.name}`
        : `The register gives no region for ${lead.name}: leave this empty`,
    }
  }
  const code = given?.code ?? (hub?.leadTrustUid === lead.id ? hub.regionCode : null)
  return code === null
    ? { field: 'region', message: 'Give the region of a hub that a trust leads' }
    : { code }
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/\b(the|of england|england)\b/g, '')
    .replace(/[^a-z0-9]+/g, '')

function regionNamed(words: string, regions: readonly Region[]): Region | undefined {
  return (
    regions.find(
      ({ code, name }) => code === words.toUpperCase() || name.toLowerCase() === words.toLowerCase(),
    ) ?? regions.find(({ name }) => plain(name) === plain(words))
  )
}

/** The region whose name shares most of its letter pairs with what was typed. */
function nearest(words: string, regions: readonly Region[]): string | undefined {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
  const typed = pairs(plain(words))
  let best: { name: string; share: number } | undefined
  for (const { name } of regions) {
    const own = pairs(plain(name))
    const share = (2 * typed.intersection(own).size) / (typed.size + own.size || 1)
    if (share > (best?.share ?? 0.4)) best = { name, share }
  }
  return best?.name
}

function summaryOf(row: ImportRow): string {
  return [row.values.reference, row.values.name, row.values.school || row.values.trust]
    .filter(Boolean)
    .join(', ')
}
