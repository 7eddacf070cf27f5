import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { SchoolStatus } from './domain.ts'

/** A school as its page shows it. */
export interface School {
  readonly urn: number
  readonly name: string
  readonly status: SchoolStatus
  readonly phase: string | null
  readonly typeName: string | null
  readonly inEngland: boolean
  readonly council: string | null
  readonly councilEndedOn: string | null
  readonly laCode: number | null
  readonly region: string | null
  readonly regionCode: string | null
  readonly dfeNumber: number | null
  readonly ukprn: number | null
  readonly trustUid: number | null
  readonly trustName: string | null
  readonly trustKind: string | null
  readonly address: readonly string[]
  readonly town: string | null
  readonly postcode: string | null
  readonly easting: number | null
  readonly northing: number | null
  readonly pupils: number | null
  readonly ageLow: number | null
  readonly ageHigh: number | null
  readonly gender: string | null
  readonly religiousCharacter: string | null
  readonly fsmPercentage: number | null
  readonly website: string | null
  readonly openedOn: string | null
  readonly closedOn: string | null
  readonly invented: boolean
  /** The days of the register's word on name and status, on the other facts, and on the trust. */
  readonly statusAsAt: string | null
  readonly factsAsAt: string | null
  readonly trustAsAt: string | null
}

/** `undefined` where the register has no such URN. */
export async function findSchool(db: Db, urn: number): Promise<School | undefined> {
  const { rows } = await sql<School>`
    select s.urn, s.name, s.status, s.phase, s.type_name as "typeName", s.in_england as "inEngland",
      coalesce(la.name, s.published_la_name) as council, la.ended_on as "councilEndedOn", s.la_code as "laCode",
      r.name as region, r.code as "regionCode", s.dfe_number as "dfeNumber", s.ukprn, s.trust_uid as "trustUid",
      t.name as "trustName", t.kind as "trustKind",
      array_remove(array[s.address_1, s.address_2, s.address_3, s.town, s.county, s.postcode], null) as address,
      s.town, s.postcode, s.easting, s.northing, s.pupils, s.age_low as "ageLow", s.age_high as "ageHigh", s.gender,
      s.religious_character as "religiousCharacter", s.fsm_percentage::float as "fsmPercentage", s.website,
      s.opened_on as "openedOn", s.closed_on as "closedOn", s.invented, d.status_as_at as "statusAsAt",
      d.facts_as_at as "factsAsAt", d.trust_as_at as "trustAsAt"
    from schools s
    left join local_authorities la on la.code = s.la_code
    left join regions r on r.code = la.region_code
    left join trusts t on t.uid = s.trust_uid
    left join school_dates d on d.urn = s.urn
    where s.urn = ${urn}`.execute(db)
  return rows[0]
}

/** @throws not found */
export async function readSchool(db: Db, urn: number): Promise<School> {
  const school = await findSchool(db, urn)
  if (!school) throw notFound()
  return school
}

export interface LinkedSchool {
  readonly urn: number
  /** `null` where the register here does not have the linked school. */
  readonly name: string | null
  readonly status: SchoolStatus | null
  readonly on: string | null
}

/** The schools that came before and after, one step each way. */
export async function listLinkedSchools(
  db: Db,
  urn: number,
): Promise<{ before: LinkedSchool[]; after: LinkedSchool[] }> {
  const { rows } = await sql<LinkedSchool & { side: 'before' | 'after' }>`
    with here as (select status from schools where urn = ${urn}), linked as (
      select 'after' as side, to_urn as urn, established_on from school_successions where from_urn = ${urn}
      union all
      select 'before', from_urn, established_on from school_successions where to_urn = ${urn}
    )
    select l.side, l.urn, s.name, s.status, max(l.established_on) as on
    from linked l left join schools s on s.urn = l.urn, here
    -- Amalgamations are written on both schools: of the two, the closed one came before.
    where case l.side when 'after' then here.status = 'closed' or s.status is distinct from 'closed'
      else here.status <> 'closed' or s.status is not distinct from 'closed' end
    group by l.side, l.urn, s.name, s.status order by l.urn`.execute(db)
  const side = (which: string) => rows.filter((row) => row.side === which)
  return { before: side('before'), after: side('after').filter(({ urn: to }) => !onlyBefore(rows, to)) }
}

/** A school that two open schools were joined from is not shown on both sides. */
function onlyBefore(rows: readonly (LinkedSchool & { side: string })[], urn: number): boolean {
  return rows.some((row) => row.side === 'before' && row.urn === urn && row.status === 'closed')
}

export interface Trust {
  readonly uid: number
  readonly name: string
  readonly kind: string
  readonly status: 'open' | 'proposed' | 'closed' | 'not known'
  readonly companiesHouseNumber: string | null
  readonly ukprn: number | null
  readonly town: string | null
  readonly postcode: string | null
  readonly openedOn: string | null
  readonly closedOn: string | null
  readonly invented: boolean
  readonly asAt: string
}

/** @throws not found */
export async function readTrust(db: Db, uid: number): Promise<Trust> {
  const { rows } = await sql<Trust>`
    select uid, name, kind, status, companies_house_number as "companiesHouseNumber", ukprn, town, postcode,
      opened_on as "openedOn", closed_on as "closedOn", invented, register_as_at as "asAt"
    from trusts where uid = ${uid}`.execute(db)
  const trust = rows[0]
  if (!trust) throw notFound()
  return trust
}

export interface SchoolLine {
  readonly urn: number
  readonly name: string
  readonly status: SchoolStatus
  readonly phase: string | null
  readonly town: string | null
  readonly council: string | null
  readonly pupils: number | null
}

/** A trust's schools as far as the register here knows them, open ones first. */
export async function listSchoolsOfTrust(db: Db, uid: number): Promise<SchoolLine[]> {
  const { rows } = await sql<SchoolLine>`
    select s.urn, s.name, s.status, s.phase, s.town, coalesce(la.name, s.published_la_name) as council, s.pupils
    from schools s left join local_authorities la on la.code = s.la_code
    where s.trust_uid = ${uid} order by (s.status = 'closed'), s.name, s.urn limit 500`.execute(db)
  return rows
}

export interface Council {
  readonly code: number
  readonly gssCode: string
  readonly name: string
  readonly regionCode: string
  readonly region: string
  readonly openSchools: number
}

/** The 153 councils that exist now, by region and name, with the schools that are open in each. */
export async function listCouncils(db: Db): Promise<Council[]> {
  const { rows } = await sql<Council>`
    select la.code, la.gss_code as "gssCode", la.name, la.region_code as "regionCode", r.name as region,
      count(s.urn)::int as "openSchools"
    from local_authorities la join regions r on r.code = la.region_code
    left join schools s on s.la_code = la.code and s.status in ('open', 'closing') and not s.invented
    where la.ended_on is null
    group by la.code, r.name order by r.name, la.name`.execute(db)
  return rows
}

export interface Region {
  readonly code: string
  readonly name: string
}

/** The nine regions of England, from north to south as the statistics office numbers them. */
export async function listRegions(db: Db): Promise<Region[]> {
  return (await sql<Region>`select code, name from regions order by code`.execute(db)).rows
}

/** How much of the register is held, and the day of the newest file: for the pages that explain the data. */
export async function readRegisterSummary(
  db: Db,
): Promise<{ schools: number; open: number; trusts: number; asAt: string | null }> {
  const { rows } = await sql<{ schools: number; open: number; trusts: number; asAt: string | null }>`
    select count(*)::int as schools, (count(*) filter (where status in ('open', 'closing') and in_england))::int as open,
      (select count(*)::int from trusts where not invented) as trusts,
      (select max(status_as_at) from school_dates) as "asAt"
    from schools where not invented`.execute(db)
  return rows[0] ?? { schools: 0, open: 0, trusts: 0, asAt: null }
}

/** The websites of these schools, where the register has them, by URN. */
export async function listWebsites(db: Db, urns: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ urn: number; website: string }>`
    select urn, website from schools where website is not null and urn = any (${urns}::int[])`.execute(db)
  return new Map(rows.map(({ urn, website }) => [urn, website]))
}
