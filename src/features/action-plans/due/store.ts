import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { DueAction, OwnerlessAction } from './domain.ts'

const UNDER_WAY = sql`
  a.state in ('to-do', 'in-progress') and o.closed_on is null and r.closed_on is null
  and p.status in ('confirmed', 'active')`

/** Everything that this person has still to do, in plans that are running. */
export async function listDue(db: Db, accountId: number): Promise<DueAction[]> {
  const { rows } = await sql<DueAction>`
    select a.id, a.text, a.state, a.due_on as "dueOn", a.due_label as "dueLabel", p.school_name as "schoolName",
      o.text as objective
    from actions a
    join objectives o on o.id = a.objective_id
    join priorities r on r.id = o.priority_id
    join action_plans l on l.id = a.plan_id
    join partnership_cards p on p.id = l.partnership_id
    where a.owner_account_id = ${accountId} and ${UNDER_WAY}
    order by a.due_on nulls last, a.id`.execute(db)
  return rows
}

/**
 * What is under way in the plans that this actor reads and waits for somebody who holds no role at either school any more. It
 * is on nobody's own list.
 */
export async function listOwnerless(db: Db): Promise<OwnerlessAction[]> {
  const { rows } = await sql<OwnerlessAction>`
    select a.id, a.text, a.state, a.due_on as "dueOn", a.due_label as "dueLabel", p.school_name as "schoolName",
      o.text as objective, a.owner_name as "ownerName"
    from actions a
    join objectives o on o.id = a.objective_id
    join priorities r on r.id = o.priority_id
    join action_plans l on l.id = a.plan_id
    join partnership_cards p on p.id = l.partnership_id
    where a.owner_account_id is not null and ${UNDER_WAY}
      and not exists (select from people_at_work w where w.account_id = a.owner_account_id
        and w.programme_id = p.programme_id and (w.school_urn = p.school_urn or w.hub_id = p.hub_id))
    order by a.due_on nulls last, a.id limit ${MOST_SHOWN}`.execute(db)
  return rows
}
/** More than a page can usefully list; the first of them come first. */
const MOST_SHOWN = 100

export interface Digest {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly soon: number
  readonly late: number
}

/**
 * Who asked for the weekly email and has something due by `until`, still holding a role at one of the plan's two schools.
 * In the system's scope.
 */
export async function listDigests(
  db: Db,
  days: { readonly today: Temporal.PlainDate; readonly until: Temporal.PlainDate },
): Promise<Digest[]> {
  const { rows } = await sql<Digest>`
    select c.account_id as "accountId", c.email, c.name,
      count(distinct a.id) filter (where a.due_on >= ${days.today.toString()}::date)::int as soon,
      count(distinct a.id) filter (where a.due_on < ${days.today.toString()}::date)::int as late
    from digest_preferences d
    join people_at_work c on c.account_id = d.account_id
    join actions a on a.owner_account_id = d.account_id and a.due_on <= ${days.until.toString()}::date
    join objectives o on o.id = a.objective_id
    join priorities r on r.id = o.priority_id
    join action_plans l on l.id = a.plan_id
    join partnership_cards p on p.id = l.partnership_id and p.programme_id = c.programme_id
      and (p.school_urn = c.school_urn or p.hub_id = c.hub_id)
    where d.weekly and ${UNDER_WAY}
    group by c.account_id, c.email, c.name
    order by c.account_id`.execute(db)
  return rows
}

/** @returns the accounts to which nothing was sent in this week before, now noted as sent */
export async function noteDigests(
  db: Db,
  accountIds: readonly number[],
  week: Temporal.PlainDate,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ accountId: number }>`
    insert into digests_sent (account_id, week_starting)
    select unnest(${accountIds}::int[]), ${week.toString()}::date
    on conflict do nothing returning account_id as "accountId"`.execute(db)
  return new Set(rows.map(({ accountId }) => accountId))
}

export async function wantsDigest(db: Db, actor: Actor): Promise<boolean> {
  const { rows } = await sql<{ weekly: boolean }>`
    select weekly from digest_preferences where account_id = ${actor.accountId}`.execute(db)
  return rows[0]?.weekly ?? false
}

export async function setDigest(db: Db, actor: Actor, weekly: boolean): Promise<void> {
  await sql`
    insert into digest_preferences (account_id, weekly) values (${actor.accountId}, ${weekly})
    on conflict (account_id) do update set weekly = excluded.weekly, changed_at = alongside.now()`.execute(db)
}
