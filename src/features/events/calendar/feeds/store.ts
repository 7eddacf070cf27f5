import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import type { Feed, FeedKind } from './domain.ts'

const FEED = sql`
  select f.id, f.kind, f.programme_id as "programmeId", f.account_id as "accountId", f.school_urn as "schoolUrn",
    f.hub_id as "hubId", f.number, f.changed_at as "changedAt", f.changed_by_name as "changedByName"
  from calendar_feeds f`

const whose = (actor: Actor, kind: FeedKind) => ({
  accountId: kind === 'account' ? actor.accountId : null,
  schoolUrn: kind === 'school' ? actor.schoolUrn : null,
  hubId: kind === 'hub' ? actor.hubId : null,
})

/** The feed of this kind that is this actor's, if its address was ever made. */
export async function findFeedOf(db: Db, actor: Actor, kind: FeedKind): Promise<Feed | undefined> {
  const { accountId, schoolUrn, hubId } = whose(actor, kind)
  const { rows } = await sql<Feed>`
    ${FEED} where f.programme_id = ${actor.programmeId} and f.kind = ${kind}
      and (f.account_id = ${accountId}::int or f.school_urn = ${schoolUrn}::int or f.hub_id = ${hubId}::int)`.execute(
    db,
  )
  return rows[0]
}

/** In the system's scope: the feed of an address, while it is the newest one. */
export async function findFeed(
  db: Db,
  { id, number }: Pick<Feed, 'id' | 'number'>,
): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`${FEED} where f.id = ${id} and f.number = ${number}`.execute(db)
  return rows[0]
}

/** @returns false when the feed was there already */
export async function insertFeed(db: Db, actor: Actor, kind: FeedKind): Promise<boolean> {
  const { accountId, schoolUrn, hubId } = whose(actor, kind)
  const { rows } = await sql`
    insert into calendar_feeds (kind, programme_id, account_id, school_urn, hub_id, changed_by_name)
    values (${kind}, ${actor.programmeId}, ${accountId}, ${schoolUrn}, ${hubId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows.length > 0
}

/** Makes the addresses handed out so far useless. @returns false when somebody was faster */
export async function replaceAddress(
  db: Db,
  actor: Actor,
  feed: Pick<Feed, 'id' | 'number'>,
): Promise<boolean> {
  const { rows } = await sql`
    update calendar_feeds set number = number + 1, changed_at = alongside.now(), changed_by_name = ${actor.name}
    where id = ${feed.id} and number = ${feed.number} returning id`.execute(db)
  return rows.length > 0
}

/** The name of whose calendar it is, and whether there is still anybody to read it. */
export async function findOwner(db: Db, feed: Feed): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select case f.kind when 'account' then w.name when 'hub' then h.name else s.name end as name
    from calendar_feeds f
    left join hub_cards h on h.id = f.hub_id and h.closed_on is null
    left join school_cards s on s.urn = f.school_urn
    left join lateral (
      select w.name from people_at_work w
      where w.account_id = f.account_id and w.programme_id = f.programme_id limit 1) w on true
    where f.id = ${feed.id}`.execute(db)
  return rows[0]?.name ?? undefined
}
