import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { isInvented, type SchoolFacts } from './domain.ts'

/** A school made up for the demonstration or a test: what is left out is unknown. */
export type InventedSchool = Pick<SchoolFacts, 'urn' | 'name'> &
  Partial<Omit<SchoolFacts, 'urn' | 'name' | 'publishedLaCode' | 'publishedLaName' | 'sourceChangedOn'>>

export interface InventedTrust {
  readonly uid: number
  readonly name: string
  /** 'Multi-academy trust' when not given. */
  readonly kind?: string
}

const RANGE = 'Invented schools and trusts have numbers from 990000 to 999999'

/** Writes invented trusts, replacing those with the same UID. As the owner, before the schools that are in them. */
export async function putInventedTrusts(
  db: Db,
  trusts: readonly InventedTrust[],
  asAt: Temporal.PlainDate,
): Promise<void> {
  if (!trusts.every(({ uid }) => isInvented(uid))) throw new Error(RANGE)
  const rows = trusts.map(({ uid, name, kind = 'Multi-academy trust' }) => ({ uid, name, kind }))
  await sql`
    insert into trusts (uid, name, kind, status, register_as_at)
    select uid, name, kind, 'open', ${asAt.toString()}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(uid integer, name text, kind text)
    on conflict (uid) do update set name = excluded.name, kind = excluded.kind`.execute(db)
}

/** Writes invented schools, replacing those with the same URN. As the owner. Councils must have been loaded. */
export async function putInventedSchools(db: Db, schools: readonly InventedSchool[]): Promise<void> {
  if (!schools.every(({ urn }) => isInvented(urn))) throw new Error(RANGE)
  const rows = schools.map((school) => ({ status: 'open', inEngland: true, ...school }))
  await sql`
    insert into schools (urn, name, status, phase, type_code, type_name, la_code, in_england, establishment_number,
      trust_uid, address_1, address_2, address_3, town, county, postcode, easting, northing, pupils, age_low, age_high,
      gender, religious_character, fsm_percentage, website, ukprn, opened_on, closed_on)
    select urn, name, status, phase, "typeCode", "typeName", "laCode", "inEngland", "establishmentNumber",
      "trustUid", "address1", "address2", "address3", town, county, postcode, easting, northing, pupils, "ageLow",
      "ageHigh", gender, "religiousCharacter", "fsmPercentage", website, ukprn, "openedOn", "closedOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(urn integer, name text, status text, phase text,
      "typeCode" integer, "typeName" text, "laCode" integer, "inEngland" boolean, "establishmentNumber" integer,
      "trustUid" integer, "address1" text, "address2" text, "address3" text, town text, county text, postcode text,
      easting integer, northing integer, pupils integer, "ageLow" integer, "ageHigh" integer, gender text,
      "religiousCharacter" text, "fsmPercentage" numeric, website text, ukprn integer, "openedOn" date, "closedOn" date)
    on conflict (urn) do update set (name, status, phase, type_code, type_name, la_code, in_england,
      establishment_number, trust_uid, address_1, address_2, address_3, town, county, postcode, easting, northing,
      pupils, age_low, age_high, gender, religious_character, fsm_percentage, website, ukprn, opened_on, closed_on)
      = row(excluded.name, excluded.status, excluded.phase, excluded.type_code, excluded.type_name, excluded.la_code,
        excluded.in_england, excluded.establishment_number, excluded.trust_uid, excluded.address_1,
        excluded.address_2, excluded.address_3, excluded.town, excluded.county, excluded.postcode, excluded.easting,
        excluded.northing, excluded.pupils, excluded.age_low, excluded.age_high, excluded.gender,
        excluded.religious_character, excluded.fsm_percentage, excluded.website, excluded.ukprn, excluded.opened_on,
        excluded.closed_on)`.execute(db)
}

/** Says that one invented school took over from another. As the owner. */
export async function putInventedSuccession(
  db: Db,
  link: { readonly from: number; readonly to: number; readonly on: Temporal.PlainDate },
): Promise<void> {
  if (!isInvented(link.from) || !isInvented(link.to)) throw new Error(RANGE)
  await sql`
    insert into school_links (urn, link_urn, published_kind, kind, established_on)
    values (${link.from}, ${link.to}, 'Successor', 'successor', ${link.on.toString()}::date)
    on conflict (urn, link_urn, published_kind) do update set established_on = excluded.established_on`.execute(
    db,
  )
}
