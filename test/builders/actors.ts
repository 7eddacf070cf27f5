/** The people of the demonstration world who stand for each role, and their neighbours who may not see what is theirs. */
import { sql } from 'kysely'
import type { Db } from '../../src/platform/database/index.ts'

export interface Signed {
  readonly accountId: number
  readonly assignmentId: number | null
}

export interface Actors {
  readonly team: Signed
  readonly teamElsewhere: Signed
  readonly lead: Signed
  readonly otherLead: Signed
  readonly leadElsewhere: Signed
  /** The persona partner-enhanced: Imogen Adeyemi-Clarke of the school 990101. */
  readonly leader: Signed
  /** The persona partner-regional. */
  readonly regionalLeader: Signed
  readonly otherLeader: Signed
  readonly leaderElsewhere: Signed
  readonly trustLeader: Signed
  readonly evaluator: Signed
  readonly withoutRole: Signed
}

/** The first who holds a role at a place: by the reference of a hub, the URN of a school. */
async function holder(db: Db, where: { role: string; programme?: string; hub?: string; urn?: number }) {
  const { rows } = await sql<{ accountId: number; assignmentId: number }>`
    select g.account_id as "accountId", g.id as "assignmentId"
    from assignments g join programmes p on p.id = g.programme_id
    left join hubs h on h.id = g.hub_id
    where g.ended_at is null and g.role = ${where.role} and p.key = ${where.programme ?? RISE}
      and (${where.hub ?? null}::text is null or h.reference = ${where.hub ?? null})
      and (${where.urn ?? null}::int is null or g.school_urn = ${where.urn ?? null})
    order by g.id limit 1`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`Nobody in the world is ${JSON.stringify(where)}`)
  return row
}

export const RISE = 'rise-attendance-and-behaviour-hubs'
export const BEHAVIOUR = 'behaviour-hubs'

/** The school of a partnership: of a hub, in whatever state the world has it. */
async function schoolOf(db: Db, hub: string): Promise<number> {
  const { rows } = await sql<{ urn: number }>`
    select p.school_urn as urn from partnerships p join hubs h on h.id = p.hub_id
    where h.reference = ${hub} and p.status = 'active' and exists (
      select from assignments g where g.school_urn = p.school_urn and g.programme_id = p.programme_id
        and g.ended_at is null)
    order by p.id limit 1`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`The hub ${hub} has no active partnership`)
  return row.urn
}

async function persona(db: Db, key: string): Promise<Signed> {
  const { rows } = await sql<{ value: [string, { assignmentId: number }][] }>`
    select value from settings where name = 'personas'`.execute(db)
  const assignmentId = new Map(rows[0]?.value).get(key)?.assignmentId
  const found = await sql<{ accountId: number }>`
    select account_id as "accountId" from assignments where id = ${assignmentId ?? 0}`.execute(db)
  if (!found.rows[0] || assignmentId === undefined) throw new Error(`Nobody is the persona ${key}`)
  return { ...found.rows[0], assignmentId }
}

/** Looks everyone up; adds somebody who holds no role, once. */
export async function findActors(db: Db): Promise<Actors> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts (email, name) values ('nobody@without-role.example', 'Noel Withoutrole')
    on conflict (lower(email)) do update set name = excluded.name returning id`.execute(db)
  return {
    team: await persona(db, 'programme-team'),
    teamElsewhere: await holder(db, { role: 'programme-team', programme: BEHAVIOUR }),
    lead: await persona(db, 'hub-lead'),
    otherLead: await holder(db, { role: 'hub-lead', hub: 'H2' }),
    leadElsewhere: await holder(db, { role: 'hub-lead', programme: BEHAVIOUR }),
    leader: await persona(db, 'partner-enhanced'),
    regionalLeader: await persona(db, 'partner-regional'),
    otherLeader: await holder(db, { role: 'named-leader', urn: await schoolOf(db, 'H2') }),
    leaderElsewhere: await holder(db, {
      role: 'named-leader',
      programme: BEHAVIOUR,
      urn: await schoolOf(db, 'B1'),
    }),
    trustLeader: await persona(db, 'trust-leader'),
    evaluator: await persona(db, 'evaluator'),
    withoutRole: { accountId: rows[0]?.id ?? 0, assignmentId: null },
  }
}
