/** The national programme in an empty database: every school of England, and 93 hubs with 5,000 partner schools. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  academicTermName,
  ensureCohort,
  findCurrentVersion,
  loadCalendar,
  loadProgrammes,
} from '../src/features/programmes/index.ts'
import {
  type InventedSchool,
  listCouncils,
  loadShippedRegister,
  putInventedSchools,
  putInventedTrusts,
} from '../src/features/schools/index.ts'
import { type Database, type Db, migrate } from '../src/platform/database/index.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'

export const HUBS = 93
export const PARTNERSHIPS = 5_000
const TRUSTS = 300
const PROGRAMME = 'rise-attendance-and-behaviour-hubs'
/** In the range kept for invented schools, above those of the demonstration world. */
const FIRST_URN = 993_001
const FIRST_TRUST = 993_001

export interface National {
  readonly today: string
  readonly seconds: {
    readonly schema: number
    readonly register: number
    readonly programme: number
  }
  /** Rows of each kind. */
  readonly rows: Readonly<Record<string, number>>
}

/** Builds all of it, as the owner. The programme itself is one transaction. */
export async function buildNational(database: Database): Promise<National> {
  const started = performance.now()
  await migrate(database)
  await prepareJobs(database)
  const migrated = performance.now()
  await loadShippedRegister(database)
  const registered = performance.now()
  const today = Temporal.Now.plainDateISO('Europe/London')
  const rows = await database.asOwner(async (db) => {
    await putProgramme(db, today)
    await putSchools(db, today)
    await database.runScript(db, await readFile(join(import.meta.dirname, 'national.sql'), 'utf8'))
    return countRows(db)
  })
  await database.ownerStatements('vacuum analyze')
  const finished = performance.now()
  return {
    today: today.toString(),
    seconds: {
      schema: (migrated - started) / 1000,
      register: (registered - migrated) / 1000,
      programme: (finished - registered) / 1000,
    },
    rows,
  }
}

/** Three cohorts: of the academic term that today lies in or that began last, and of the two before it. */
async function putProgramme(db: Db, today: Temporal.PlainDate): Promise<void> {
  const loaded = (await loadProgrammes(db)).find(({ key }) => key === PROGRAMME)
  if (!loaded) throw new Error(`There is no programme ${PROGRAMME}`)
  const { programmeId } = loaded
  const version = await findCurrentVersion(db, programmeId)
  if (!version) throw new Error(`${PROGRAMME} has no version`)
  await sql`create temporary table national_settings on commit drop as
    select ${today.toString()}::date as today, ${programmeId}::int as programme_id, ${version.id}::int as version_id`.execute(
    db,
  )
  await sql`create temporary table national_cohorts (number int primary key, id int not null) on commit drop`.execute(
    db,
  )
  const calendar = await loadCalendar()
  const begun = [today.year - 2, today.year - 1, today.year]
    .flatMap((year) => Object.values(calendar.academicYear(year)))
    .filter((term) => Temporal.PlainDate.compare(term.startsOn, today) <= 0)
    .slice(-3)
  for (const [index, term] of begun.entries()) {
    const key = `${term.season}-${term.startsOn.year}`
    const name = academicTermName(term)
    const cohort = await ensureCohort(db, { programmeId, key, name, startsOn: term.startsOn }, calendar)
    await sql`insert into national_cohorts values (${index + 1}, ${cohort.id})`.execute(db)
  }
}

const PLACES =
  'Alder,Ash,Birch,Bramble,Briar,Brook,Cedar,Chalk,Cherry,Clover,Copper,Crane,Dale,Elder,Elm,Fern,Field,Finch,Fox,Gorse,Hazel,Heath,Heron,Holly,Ivy,Juniper,Kestrel,Lark,Laurel,Lime,Linden,Maple,Marsh,Meadow,Mill,Moor,Oak,Orchard,Otter,Pine,Poplar,Quarry,Raven,Reed,Rowan,Rush,Sable,Sedge,Stone,Swift,Teal,Thorn,Vale,Walnut,Willow,Wren,Yarrow,Yew'.split(
    ',',
  )
const ENDINGS =
  'bank,beck,borough,bourne,bridge,bury,combe,cote,croft,dale,dean,den,field,ford,gate,grove,ham,hill,holme,hurst,land,lea,ley,low,mead,mere,more,ness,over,port,ridge,rise,shaw,side,stead,stoke,stow,thorpe,ton,wick,wood,worth'.split(
    ',',
  )
const KINDS = [
  { suffix: 'Primary School', phase: 'Primary', low: 4, high: 11, pupils: 280 },
  { suffix: 'Academy', phase: 'Secondary', low: 11, high: 16, pupils: 900 },
  { suffix: 'Church of England Primary School', phase: 'Primary', low: 4, high: 11, pupils: 210 },
  { suffix: 'High School', phase: 'Secondary', low: 11, high: 18, pupils: 1100 },
  { suffix: 'School', phase: 'Not applicable', low: 3, high: 19, pupils: 150 },
] as const

/** Hub by hub: a lead school, then its partner schools, all in councils of the hub's region. */
async function putSchools(db: Db, today: Temporal.PlainDate): Promise<void> {
  const regions = [...Map.groupBy(await listCouncils(db), ({ regionCode }) => regionCode).values()]
  const trusts = Array.from({ length: TRUSTS }, (_, index) => ({
    uid: FIRST_TRUST + index,
    name: `${nameOf(index * 7 + 3)} Learning Trust`,
  }))
  await putInventedTrusts(db, trusts, today)

  const placed: { number: number; urn: number; hub_number: number; is_lead: boolean }[] = []
  const schools: InventedSchool[] = []
  for (let number = 0; number < HUBS + PARTNERSHIPS; number += 1) {
    const isLead = number < HUBS
    const hub = isLead ? number : (number - HUBS) % HUBS
    const region = regions[hub % regions.length] ?? []
    const council = region[(number * 13) % region.length]
    const kind = KINDS[(number * 31) % KINDS.length]
    if (!council || !kind) throw new Error('There are no councils: load the register first')
    const urn = FIRST_URN + number
    placed.push({ number, urn, hub_number: hub + 1, is_lead: isLead })
    schools.push({
      urn,
      name: `${nameOf(number)} ${kind.suffix}`,
      phase: kind.phase,
      typeName: kind.suffix === 'Academy' ? 'Academy converter' : 'Community school',
      laCode: council.code,
      trustUid: number % 2 === 0 ? FIRST_TRUST + ((number * 17) % TRUSTS) : null,
      town: nameOf(number % 900),
      postcode: `ZZ${1 + (number % 90)} ${number % 10}AA`,
      easting: 380_000 + ((number * 7919) % 160_000),
      northing: 160_000 + ((number * 104_729) % 380_000),
      pupils: kind.pupils + ((number * 37) % 200),
      ageLow: kind.low,
      ageHigh: kind.high,
      gender: 'Mixed',
    })
  }
  await putInventedSchools(db, schools)
  await sql`create temporary table national_schools on commit drop as
    select * from jsonb_to_recordset(${JSON.stringify(placed)}::text::jsonb)
      as r (number int, urn int, hub_number int, is_lead boolean)`.execute(db)
  await sql`analyze schools, trusts, national_schools`.execute(db)
}

/** A different name for each number up to some 140,000. */
function nameOf(number: number): string {
  const pairs = PLACES.length * ENDINGS.length
  const pair = (number * 1_009) % pairs
  const place = PLACES[pair % PLACES.length]
  const ending = ENDINGS[Math.floor(pair / PLACES.length)]
  const round = Math.floor(number / pairs)
  return `${place}${ending}${round > 0 ? ` ${PLACES[round]}` : ''}`
}

const COUNTED = [
  'schools',
  'hubs',
  'partnerships',
  'accounts',
  'assignments',
  'partnership_status_changes',
  'expectation_occurrences',
  'expectation_confirmations',
  'shared_confirmations',
  'trust_agreements',
  'history',
]

async function countRows(db: Db): Promise<Record<string, number>> {
  const rows: Record<string, number> = {}
  for (const table of COUNTED) {
    const counted = await sql<{
      count: number
    }>`select count(*)::int as count from ${sql.table(table)}`.execute(db)
    rows[table] = counted.rows[0]?.count ?? 0
  }
  return rows
}
