/** A small programme for tests: RISE from its content file, a cohort, invented schools, hubs and partnerships. */
import { sql } from 'kysely'
import type { Actor, Role } from '../../src/features/people/index.ts'
import { ensureCohort, loadProgrammes } from '../../src/features/programmes/index.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'

export const NORTH = 'E12000003'
export const LONDON = 'E12000007'

export interface World {
  readonly programmeId: number
  readonly otherProgrammeId: number
  readonly versionId: number
  readonly cohortId: number
}

/** Two regions with a council each, a trust, and both programmes of the repository with one cohort. */
export async function buildWorld(database: Database): Promise<World> {
  return database.asOwner(async (db) => {
    await sql`insert into regions (code, name) values (${NORTH}, 'Yorkshire and The Humber'), (${LONDON}, 'London')
      on conflict do nothing`.execute(db)
    await sql`insert into local_authorities (code, gss_code, name, region_code)
      values (383, 'E08000035', 'Leeds', ${NORTH}), (202, 'E09000007', 'Camden', ${LONDON})
      on conflict do nothing`.execute(db)
    await sql`insert into trusts (uid, name, kind, status, register_as_at)
      values (990001, 'Elm Tree Trust', 'Multi-academy trust', 'open', '2026-01-01'),
        (990002, 'Elm Row Trust', 'Multi-academy trust', 'open', '2026-01-01') on conflict do nothing`.execute(
      db,
    )
    const loaded = await loadProgrammes(db)
    const rise = loaded.find(({ key }) => key.startsWith('rise'))
    const other = loaded.find(({ key }) => !key.startsWith('rise'))
    if (!rise || !other) throw new Error('The two programmes of the repository were not loaded')
    const cohort = await ensureCohort(db, {
      programmeId: rise.programmeId,
      key: 'autumn-2025',
      name: 'Autumn 2025',
      startsOn: Temporal.PlainDate.from('2025-09-01'),
    })
    return {
      programmeId: rise.programmeId,
      otherProgrammeId: other.programmeId,
      versionId: rise.versionId,
      cohortId: cohort.id,
    }
  })
}

export async function addSchool(
  database: Database,
  school: {
    urn: number
    name: string
    la?: number
    trust?: number | null
    easting?: number
    northing?: number
  },
): Promise<number> {
  const { urn, name, la = 383, trust = null, easting = null, northing = null } = school
  await database.asOwner((db) =>
    sql`insert into schools (urn, name, status, la_code, in_england, trust_uid, town, easting, northing)
      values (${urn}, ${name}, 'open', ${la}, true, ${trust}, 'Otley', ${easting}, ${northing})
      on conflict do nothing`.execute(db),
  )
  return urn
}

export async function addHub(
  database: Database,
  hub: { programmeId: number; reference: string; name: string; leadUrn: number; region?: string },
): Promise<number> {
  return database.asOwner(async (db) =>
    idOf(
      await sql<{ id: number }>`
        insert into hubs (programme_id, reference, name, lead_school_urn, region_code, opened_on)
        values (${hub.programmeId}, ${hub.reference}, ${hub.name}, ${hub.leadUrn}, ${hub.region ?? NORTH}, '2025-09-01')
        returning id`.execute(db),
    ),
  )
}

export interface NewPartnership {
  readonly hubId: number
  readonly urn: number
  readonly pathway?: 'regional' | 'enhanced'
  readonly status?: string
  readonly cohortId?: number
  readonly since?: string
}

export async function addPartnership(database: Database, world: World, of: NewPartnership): Promise<number> {
  return database.asOwner(async (db) =>
    idOf(
      await sql<{ id: number }>`
        insert into partnerships (reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id,
          school_urn, status, status_since)
        values (${`P${of.urn}-${of.hubId}`}, ${world.programmeId}, ${world.versionId}, ${of.pathway ?? 'regional'},
          ${of.cohortId ?? world.cohortId}, ${of.hubId}, ${of.urn}, ${of.status ?? 'active'},
          ${of.since ?? '2025-09-01'})
        returning id`.execute(db),
    ),
  )
}

export async function confirm(
  database: Database,
  partnershipId: number,
  expectation: string,
  of: { occurrence?: number; state?: 'started' | 'done' | 'not-needed'; on?: string } = {},
): Promise<void> {
  await database.asOwner((db) =>
    sql`insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, by_name)
      values (${partnershipId}, ${expectation}, ${of.occurrence ?? 1}, ${of.state ?? 'done'}, ${of.on ?? '2025-10-01'},
        'Amira Khan')`.execute(db),
  )
}

/** A person in a role, with an account and an assignment. */
export async function addActor(
  database: Database,
  role: Role,
  of: { programmeId: number; name?: string; hubId?: number; schoolUrn?: number; trustUid?: number },
): Promise<Actor> {
  const { programmeId, name = `A ${role}`, hubId = null, schoolUrn = null, trustUid = null } = of
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${hubId ?? schoolUrn ?? trustUid ?? 0}@example.org`
  const accountId = await database.asOwner(async (db: Db) => {
    const id = idOf(
      await sql<{ id: number }>`
        insert into accounts (email, name) values (${email}, ${name})
        on conflict (lower(email)) do update set name = excluded.name returning id`.execute(db),
    )
    await sql`insert into assignments (account_id, role, programme_id, hub_id, school_urn, trust_uid)
      values (${id}, ${role}, ${programmeId}, ${hubId}, ${schoolUrn}, ${trustUid}) on conflict do nothing`.execute(
      db,
    )
    return id
  })
  return { accountId, name, email, role, programmeId, hubId, schoolUrn, trustUid }
}

function idOf(result: { readonly rows: readonly { readonly id: number }[] }): number {
  const [row] = result.rows
  if (!row) throw new Error('Nothing was added')
  return row.id
}
