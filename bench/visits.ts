/** Who opens which page: sessions written straight into the database, as signing in would have left them. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../src/platform/database/index.ts'

/** One person opening one page. */
export interface Visit {
  readonly path: string
  readonly cookie: string
  /** Words that this page must hold, and the same page for another person does not. */
  readonly words: readonly string[]
}

export interface PageKind {
  readonly key: 'partner' | 'hub' | 'national' | 'list'
  readonly name: string
  readonly visits: readonly Visit[]
}

/** How many different schools' leaders open their own page. */
const SCHOOLS = 400

/** Nothing here is asked of the features: the pages' addresses and the rows of the national programme are enough. */
export async function openVisits(database: Database): Promise<PageKind[]> {
  const leaders = await signIn(
    database,
    `g.role = 'named-leader' and g.title = 'Headteacher' and p.status in ('active', 'confirmed')`,
    SCHOOLS,
  )
  const hubLeads = await signIn(database, `g.role = 'hub-lead' and g.title = 'Hub lead'`, 93)
  const team = await signIn(database, `g.role = 'programme-team'`, 5)
  return [
    {
      key: 'partner',
      name: 'Partner school’s page',
      visits: leaders.map(({ cookie, name, place, partnershipId }) => ({
        path: `/partnerships/${partnershipId}`,
        cookie,
        words: [name, place ?? ''],
      })),
    },
    {
      key: 'hub',
      name: 'Hub lead’s page',
      visits: hubLeads.map(({ cookie, name, place, hubId }) => ({
        path: `/hubs/${hubId}`,
        cookie,
        words: [name, place ?? ''],
      })),
    },
    {
      key: 'national',
      name: 'Programme team’s page',
      visits: team.map(({ cookie, name }) => ({ path: '/programme', cookie, words: [name] })),
    },
    {
      key: 'list',
      name: 'List of all partnerships',
      visits: team.map(({ cookie, name }) => ({ path: '/programme/partnerships', cookie, words: [name] })),
    },
  ]
}

export interface SignedIn {
  readonly accountId: number
  readonly cookie: string
  readonly name: string
  readonly place: string | null
  readonly hubId: number | null
  readonly partnershipId: number | null
}

/** People with a session each, as `which` chooses them by assignments g, hubs h, schools s and partnerships p. */
export async function signIn(database: Database, which: string, most: number): Promise<SignedIn[]> {
  return database.asOwner(async (db) => {
    const { rows } = await sql<Omit<SignedIn, 'cookie'> & { assignmentId: number }>`
      select g.id as "assignmentId", g.account_id as "accountId", a.name, g.hub_id as "hubId",
        coalesce(h.name, s.name) as place, p.id as "partnershipId"
      from assignments g
      join accounts a on a.id = g.account_id
      left join hubs h on h.id = g.hub_id
      left join schools s on s.urn = g.school_urn
      left join partnerships p on p.school_urn = g.school_urn
      where ${sql.raw(which)}
      order by md5(g.id::text) limit ${most}`.execute(db)
    const signedIn = rows.map((row) => {
      const token = hash(`a session to measure with ${row.assignmentId}`)
      return { ...row, token, tokenHash: hash(token) }
    })
    await sql`
      insert into sessions (token_hash, account_id, assignment_id, signed_in_by, expires_at, place_name)
      select "tokenHash", "accountId", "assignmentId", 'code', now() + interval '1 day', place
      from jsonb_to_recordset(${JSON.stringify(signedIn)}::text::jsonb)
        as r ("tokenHash" text, "accountId" int, "assignmentId" int, place text)
      on conflict do nothing`.execute(db)
    return signedIn.map(({ token, ...row }) => ({ ...row, cookie: `alongside=${token}` }))
  })
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
