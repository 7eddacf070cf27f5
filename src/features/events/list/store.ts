import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event, EventKind } from '../domain.ts'
import { listEvents } from '../store.ts'

export interface Filter {
  readonly kind: EventKind | undefined
  readonly hubId: number | undefined
  readonly past: boolean
}

const narrowed = ({ kind, hubId }: Filter) => sql`
  (${kind ?? null}::text is null or e.kind = ${kind ?? null})
  and (${hubId ?? null}::int is null or e.hub_id = ${hubId ?? null})`
/** What has not ended is to come; what ended last stands first among the past. */
const side = ({ past }: Filter, now: Temporal.Instant) =>
  past ? sql`e.ends_at <= ${now.toString()}` : sql`e.ends_at > ${now.toString()}`

/** One page of the events that this actor may see. */
export async function listPage(
  db: Db,
  filter: Filter,
  now: Temporal.Instant,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ events: Event[]; total: number }> {
  const where = sql`${narrowed(filter)} and ${side(filter, now)}`
  const order = filter.past ? sql`e.starts_at desc, e.id desc` : sql`e.starts_at, e.id`
  const { rows } = await sql<{ id: number; total: number }>`
    select e.id, count(*) over ()::int as total from events e where ${where}
    order by ${order} limit ${page.limit} offset ${page.offset}`.execute(db)
  if (rows.length === 0) return { events: [], total: 0 }
  const ids = rows.map(({ id }) => id)
  const events = await listEvents(db, sql`e.id = any(${ids}::int[])`)
  return { events: filter.past ? events.toReversed() : events, total: rows[0]?.total ?? 0 }
}

/** Everything that this actor may see that lies, in part at least, between two instants. */
export function listBetween(db: Db, from: Temporal.Instant, until: Temporal.Instant): Promise<Event[]> {
  return listEvents(db, sql`e.starts_at < ${until.toString()} and e.ends_at > ${from.toString()}`)
}

/** Where a school (at meetings of leads: a hub) stands with events: what it has, waits for, was at. */
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
  eventIds: readonly number[],
): Promise<ReadonlyMap<number, OwnStanding>> {
  if (eventIds.length === 0 || actor.role === 'programme-team') return new Map()
  // A named leader is shown the rows of the school alone; a hub lead also those of partner schools.
  const own: RawBuilder<unknown> = actor.role === 'hub-lead' ? sql`hub_id = ${actor.hubId}` : sql`true`
  const caughtUp = actor.role === 'hub-lead' ? sql`false` : sql`undone_at is null`
  const { rows } = await sql<OwnStanding>`
    select e.id as "eventId",
      coalesce((select sum(places)::int from event_bookings x where x.event_id = e.id and given_back_at is null and ${own}), 0)
        as places,
      exists (select from event_waits x where x.event_id = e.id and left_at is null and ${own}) as waits,
      exists (select from event_offers o join event_waits x on x.id = o.wait_id
        where o.event_id = e.id and o.answered_at is null and ${own}) as offered,
      exists (select from event_invitations x where x.event_id = e.id and ${own}) as invited,
      exists (select from event_presences x where x.event_id = e.id and undone_at is null and ${own}) as "tookPart",
      exists (select from event_catch_ups x where x.event_id = e.id and ${caughtUp}) as "watchedLater"
    from unnest(${eventIds}::int[]) as e (id)`.execute(db)
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
