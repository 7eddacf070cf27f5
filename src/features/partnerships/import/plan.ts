import type { Db } from '../../../platform/database/index.ts'
import { type Hub, listHubs } from '../../hubs/index.ts'
import type { ImportRow, Outcome } from '../../imports/index.ts'
import { type Actor, listNamedLeaders, type NamedLeader } from '../../people/index.ts'
import { type Cohort, findCurrentVersion, listCohorts, type Pathway } from '../../programmes/index.ts'
import { hasEnded, nextStatuses, type PartnershipStatus, STATUS_NAMES } from '../domain.ts'
import { type KnownPartnership, type KnownSchool, listKnown, listSchoolsByUrn } from './store.ts'

export interface Fault {
  readonly field: string
  readonly message: string
}

export interface Leader {
  readonly name: string
  readonly email: string
  readonly title: string
}

/** What a good row would do. */
export interface Change {
  readonly known: KnownPartnership | undefined
  readonly reference: string
  readonly school: KnownSchool
  readonly hub: Hub
  readonly pathway: Pathway
  readonly cohort: Cohort
  readonly status: PartnershipStatus
  /** Leaders of the file who are not named leaders of the school yet. */
  readonly leaders: readonly Leader[]
}

export interface PlannedRow {
  readonly line: number
  readonly outcome: Outcome
  readonly summary: string
  readonly fault?: Fault
  readonly change?: Change
}

interface World {
  readonly versionId: number
  readonly pathways: readonly Pathway[]
  readonly hubs: readonly Hub[]
  readonly cohorts: readonly Cohort[]
  readonly schools: ReadonlyMap<number, KnownSchool>
  readonly byReference: ReadonlyMap<string, KnownPartnership>
  readonly openBySchool: ReadonlyMap<number, KnownPartnership>
  readonly leaders: ReadonlySet<string>
}

/** Says what a file would do, row by row. A handful of queries, whatever the number of rows. */
export async function planImport(
  db: Db,
  actor: Actor,
  rows: readonly ImportRow[],
): Promise<{ versionId: number; rows: PlannedRow[] }> {
  const world = await readWorld(db, actor.programmeId, rows)
  const seen = new Map<number, number>()
  const references = new Map<string, number>()
  const planned = rows.map((row) => {
    const result = planRow(world, row)
    if (!('change' in result)) {
      return { line: row.line, outcome: 'refused' as const, summary: row.values.school ?? '', fault: result }
    }
    const { change, outcome } = result
    const twin = hasEnded(change.status)
      ? undefined
      : (seen.get(change.school.urn) ?? references.get(change.reference))
    if (twin !== undefined) {
      const fault = {
        field: 'school',
        message: `Line ${twin} has the same school. A school has one open partnership in a programme`,
      }
      return { line: row.line, outcome: 'refused' as const, summary: change.school.name, fault }
    }
    if (!hasEnded(change.status)) seen.set(change.school.urn, row.line)
    references.set(change.reference, row.line)
    return {
      line: row.line,
      outcome,
      summary: `${change.school.name} with ${change.hub.name}, ${change.pathway.name}`,
      change,
    }
  })
  return { versionId: world.versionId, rows: planned }
}

async function readWorld(db: Db, programmeId: number, rows: readonly ImportRow[]): Promise<World> {
  const urns = rows.flatMap(({ values }) =>
    /^\d{6}$/.test(values.school ?? '') ? [Number(values.school)] : [],
  )
  const version = await findCurrentVersion(db, programmeId)
  if (!version) throw new Error('The programme has no version')
  const known = await listKnown(db, programmeId)
  const leaders = await listNamedLeaders(db, programmeId)
  return {
    versionId: version.id,
    pathways: version.definition.pathways,
    hubs: await listHubs(db, programmeId),
    cohorts: await listCohorts(db, programmeId),
    schools: new Map((await listSchoolsByUrn(db, urns)).map((school) => [school.urn, school])),
    byReference: new Map(known.map((each) => [each.reference, each])),
    openBySchool: new Map(
      known.filter(({ status }) => !hasEnded(status)).map((each) => [each.schoolUrn, each]),
    ),
    leaders: new Set(leaders.map(leaderKey)),
  }
}

const leaderKey = ({ schoolUrn, email }: Pick<NamedLeader, 'schoolUrn' | 'email'>) =>
  `${schoolUrn} ${email.toLowerCase()}`

function planRow(
  world: World,
  { values }: ImportRow,
): Fault | { outcome: Exclude<Outcome, 'refused'>; change: Change } {
  const school = schoolOf(world, values.school ?? '')
  if ('message' in school) return school
  const hub = named(world.hubs, values.hub ?? '', (each) => [each.reference, each.name])
  if (!hub)
    return {
      field: 'hub',
      message: `There is no hub “${values.hub}”. Give its reference or its name as it stands under Hubs`,
    }
  const pathway = named(world.pathways, values.pathway ?? '', (each) => [each.key, each.name])
  if (!pathway)
    return {
      field: 'pathway',
      message: `“${values.pathway}” is not a pathway. Expected: ${world.pathways.map(({ name }) => name).join(', ')}`,
    }
  const cohort = named(world.cohorts, values.cohort ?? '', (each) => [each.key, each.name])
  if (!cohort)
    return {
      field: 'cohort',
      message: `There is no cohort “${values.cohort}”. Expected: ${world.cohorts.map(({ name }) => name).join(', ') || 'a cohort, once the programme has one'}`,
    }
  const status = statusOf(values.status ?? '')
  if (!status)
    return {
      field: 'status',
      message: `“${values.status}” is not a status. Expected: ${Object.values(STATUS_NAMES).join(', ')}`,
    }
  const leaders = leadersOf(values)
  if ('message' in leaders) return leaders

  const reference =
    values.reference ||
    world.openBySchool.get(school.urn)?.reference ||
    `${hub.reference}-${school.urn}-${cohort.key}`
  const known = world.byReference.get(reference)
  const change: Change = {
    known,
    reference,
    school,
    hub,
    pathway,
    cohort,
    status,
    leaders: leaders.list.filter(
      ({ email }) => !world.leaders.has(leaderKey({ schoolUrn: school.urn, email })),
    ),
  }
  return known ? planKnown(known, change, values.status === '') : planNew(world, change)
}

function planNew(world: World, change: Change): Fault | { outcome: 'new'; change: Change } {
  const { school, hub, status } = change
  if (status === 'moved')
    return {
      field: 'status',
      message: 'A partnership becomes “Moved” by a change of pathway or hub, not by a file',
    }
  const open = world.openBySchool.get(school.urn)
  if (open && !hasEnded(status)) {
    return {
      field: 'school',
      message: `${school.name} already has a partnership, ${open.reference}. Change its pathway or hub on its page`,
    }
  }
  if (school.status === 'closed')
    return { field: 'school', message: `${school.name} is closed in the register` }
  if (hub.closedOn !== null) return { field: 'hub', message: `${hub.name} is closed` }
  return { outcome: 'new', change }
}

function planKnown(
  known: KnownPartnership,
  change: Change,
  statusLeftOut: boolean,
): Fault | { outcome: 'changed' | 'unchanged'; change: Change } {
  if (known.schoolUrn !== change.school.urn) {
    return {
      field: 'reference',
      message: `${known.reference} is the partnership of ${known.schoolName} (URN ${known.schoolUrn})`,
    }
  }
  if (known.hubId !== change.hub.id) {
    return {
      field: 'hub',
      message: `${known.schoolName} is with hub ${known.hubReference}. Change its hub on its page, so that its history is kept`,
    }
  }
  if (known.pathwayKey !== change.pathway.key) {
    return {
      field: 'pathway',
      message: `${known.schoolName} is on another pathway. Change its pathway on its page, so that its history is kept`,
    }
  }
  if (known.cohortId !== change.cohort.id) {
    return {
      field: 'cohort',
      message: `${known.schoolName} started with ${known.cohortName}. The cohort of a partnership does not change`,
    }
  }
  const status = statusLeftOut ? known.status : change.status
  if (status !== known.status && !nextStatuses(known.status).includes(status)) {
    return {
      field: 'status',
      message: `A partnership that is ${STATUS_NAMES[known.status].toLowerCase()} cannot become ${STATUS_NAMES[status].toLowerCase()}`,
    }
  }
  const same = status === known.status && change.leaders.length === 0
  return { outcome: same ? 'unchanged' : 'changed', change: { ...change, status } }
}

function schoolOf(world: World, typed: string): KnownSchool | Fault {
  if (!/^\d{6}$/.test(typed))
    return { field: 'school', message: `“${typed}” is not a URN: six digits were expected` }
  return (
    world.schools.get(Number(typed)) ?? { field: 'school', message: `URN ${typed} is not in the register` }
  )
}

/** By reference or name, however it is written. */
function named<T>(
  things: readonly T[],
  typed: string,
  names: (thing: T) => readonly string[],
): T | undefined {
  const plain = (text: string) => text.trim().toLowerCase()
  const wanted = plain(typed)
  return things.find((thing) => names(thing).some((name) => plain(name) === wanted))
}

function statusOf(typed: string): PartnershipStatus | undefined {
  if (typed === '') return 'invited'
  const statuses = Object.keys(STATUS_NAMES) as PartnershipStatus[]
  return statuses.find((status) => status === typed.toLowerCase())
}

const EMAIL = /^[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]+$/
const MOST_LEADERS = 10

/** Names and addresses stand in the same order, divided by semicolons. */
function leadersOf(values: ImportRow['values']): Fault | { list: Leader[] } {
  const parts = (field: string) => (values[field] ?? '').split(';').map((part) => part.trim())
  const emails = parts('leaderEmails').filter(Boolean)
  const names = parts('leaderNames')
  const titles = parts('leaderTitles')
  if (emails.length > MOST_LEADERS)
    return { field: 'leaderEmails', message: `A school has at most ${MOST_LEADERS} named leaders` }
  const wrong = emails.find((email) => !EMAIL.test(email) || email.length > 254)
  if (wrong !== undefined) return { field: 'leaderEmails', message: `“${wrong}” is not an email address` }
  if (names.filter(Boolean).length > 0 && names.filter(Boolean).length !== emails.length) {
    return { field: 'leaderNames', message: 'Give as many names as email addresses, divided by semicolons' }
  }
  return { list: emails.map((email, at) => ({ email, name: names[at] ?? '', title: titles[at] ?? '' })) }
}
