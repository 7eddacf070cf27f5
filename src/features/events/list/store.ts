import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event, EventKind } from '../domain.ts'
import { EVENT, type EventRow, eventOf, FROM_EVENTS, listEvents } from '../store.ts'

export interface Filter {
  readonly kind: EventKind | undefined
  readonly hubId: number | undefined
  readonly past: boolean
}

const narrowed = ({ kind, hubId }: Filter) => sql`
  ${kind ? sql`e.kind = ${kind}` : sql`true`} and ${hubId ? sql`e.hub_id = ${hubId}` : sql`true`}`
/** What has not ended is to come; what ended last stands first among the past. */
const side = ({ past }: Filter, now: Temporal.Instant) =>
  past ? sql`e.ends_at <= ${now.toString()}` : sql`e.ends_at > ${now.toString()}`
/** No more than the policy lets through: said here too, so that an index finds a hub's few among all hubs' events. */
function within({ role, hubId }: Actor): RawBuilder<unknown> {
  if (role === 'hub-lead') return sql`(e.hub_id is null or e.hub_id = ${hubId})`
  if (role === 'named-leader')
    return sql`(e.hub_id is null or e.hub_id = any (array(select unnest(alongside.own_hubs()))))`
  return sql`true`
}

/** One page of the events that this actor may see. */
export async function listPage(
  db: Db,
  actor: Actor,
  filter: Filter,
  now: Temporal.Instant,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ events: Event[]; total: number }> {
  const order = filter.past ? sql`e.starts_at desc, e.id desc` : sql`e.starts_at, e.id`
  const { rows } = await sql<EventRow & { total: number }>`
    with page as materialized (
      select e.id as on_page, count(*) over ()::int as total from events e
      where ${within(actor)} and ${narrowed(filter)} and ${side(filter, now)}
      order by ${order} limit ${page.limit} offset ${page.offset})
    select ${EVENT}, (select max(total) from page) as total ${FROM_EVENTS}
    where e.id = any (array(select on_page from page)) order by ${order}`.execute(db)
  return { events: rows.map(({ total, ...row }) => eventOf(row)), total: rows[0]?.total ?? 0 }
}

/** Everything that this actor may see that lies, in part at least, between two instants. */
export function listBetween(
  db: Db,
  actor: Actor,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<Event[]> {
  return listEvents(
    db,
    sql`${within(actor)} and e.starts_at < ${until.toString()} and e.ends_at > ${from.toString()}`,
  )
}

/** Where a school (at meetings of leads: a hub) stands with an event with which it has anything to do. */
export interface OwnStanding {
  readonly eventId: number
  readonly places: number
  readonly waits: boolean
  readonly offered: boolean
  readonly invited: boolean
  readonly tookPart: boolean
  readonly watchedLater: boolean
}

export async function ownStandings(
  db: Db,
  actor: Actor,
  events: readonly Event[],
): Promise<ReadonlyMap<number, OwnStanding>> {
  // A hub has places of its own at meetings of leads only; the programme team has none.
  const asked = actor.role === 'hub-lead' ? events.filter(({ audience }) => audience === 'leads') : events
  if (asked.length === 0 || actor.role === 'programme-team') return new Map()
  const { rows } = await sql<OwnStanding>`
    select event_id as "eventId", places, waits, offered, invited, took_part as "tookPart", watched_later as "watchedLater"
    from alongside.own_event_standings(${asked.map(({ id }) => id)}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.eventId, row]))
}

/** What the programme expects of a school in events: each open day, session and meeting, with where it stands. */
export interface ExpectedEvent {
  readonly partnershipId: number
  readonly kind: string
  readonly key: string
  readonly occurrence: number
  readonly label: string
  readonly progress: 'not due yet' | 'to do' | 'in progress' | 'done' | 'overdue' | 'not needed'
  readonly dueOn: string
  readonly happenedOn: string | null
}

export async function listExpected(db: Db, partnershipId: number): Promise<ExpectedEvent[]> {
  const { rows } = await sql<ExpectedEvent>`
    select o.partnership_id as "partnershipId", x.kind, o.expectation_key as key, o.occurrence, o.label, o.progress,
      o.due_on as "dueOn", o.happened_on as "happenedOn"
    from expectation_progress o
    join partnership_cards p on p.id = o.partnership_id
    join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
      and x.key = o.expectation_key
    where o.partnership_id = ${partnershipId} and x.kind in ('open-day', 'cpd', 'networking', 'induction') and o.acted_on_by = 'partner'
    order by o.due_on, o.position`.execute(db)
  return rows
}

/** For the filter of the programme team. */
export async function listHubNames(db: Db, programmeId: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from hub_cards where programme_id = ${programmeId} order by name`.execute(db)
  return rows
}
