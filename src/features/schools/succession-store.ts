import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** What became of a school, as the register's links say. */
export type Succession =
  | { readonly outcome: 'still open'; readonly urn: number }
  /** One school that is open took over. `via` are the URNs on the way, the first being the school asked about. */
  | {
      readonly outcome: 'successor'
      readonly urn: number
      readonly via: readonly number[]
      readonly on: string | null
    }
  /** A split, or links that disagree: a person decides. */
  | { readonly outcome: 'several'; readonly urns: readonly number[] }
  /** Closed, and no open school of this register took over. `unknown` are linked URNs that the register here lacks. */
  | { readonly outcome: 'none'; readonly unknown: readonly number[] }

export interface ClosedToOpen {
  readonly closedUrn: number
  readonly successorUrn: number
  readonly closedName: string
  readonly successorName: string
  /** When the last link of the way was established, or else the day the school closed; null where neither is published. */
  readonly on: string | null
}

/** Longer chains than this are a mistake in the links. */
const LONGEST_WAY = 12

/**
 * From each closed school along the links, through schools that are closed themselves, to schools that are open.
 * A school already on the way is not visited again, so links in a circle end.
 */
function ways(start: ReturnType<typeof sql>) {
  return sql`
    with recursive ways (start, urn, via, on_date) as (
      select s.urn, s.urn, array[s.urn], null::date from schools s where s.status = 'closed' and ${start}
      union all
      select w.start, l.to_urn, w.via || l.to_urn, coalesce(l.established_on, w.on_date)
      from ways w
      join school_successions l on l.from_urn = w.urn
      left join schools here on here.urn = w.urn
      where here.status = 'closed' and l.to_urn <> all (w.via) and cardinality(w.via) < ${LONGEST_WAY}
    )`
}

/** Follows a school to the open school that took over, if exactly one did. */
export async function successorOf(db: Db, urn: number): Promise<Succession> {
  const { rows } = await sql<{ urn: number; status: string | null; via: number[]; on: string | null }>`
    ${ways(sql`s.urn = ${urn}`)}
    select distinct on (w.urn) w.urn, s.status, w.via[1:cardinality(w.via) - 1] as via, w.on_date as on
    from ways w left join schools s on s.urn = w.urn
    order by w.urn, cardinality(w.via)`.execute(db)
  if (rows.length === 0) {
    const { rows: held } = await sql`select from schools where urn = ${urn}`.execute(db)
    return held.length > 0 ? { outcome: 'still open', urn } : { outcome: 'none', unknown: [urn] }
  }
  const open = rows.filter(({ status }) => status === 'open' || status === 'closing')
  const [only, ...others] = open
  if (only && others.length === 0) return { outcome: 'successor', urn: only.urn, via: only.via, on: only.on }
  if (only) return { outcome: 'several', urns: open.map((school) => school.urn) }
  const unknown = rows.filter(({ status }) => status === null).map((school) => school.urn)
  return { outcome: 'none', unknown }
}

/**
 * Closed schools that exactly one open school took over from, for what follows a school to its successor.
 * `among` keeps it to the schools that somebody asks about.
 */
export async function listSuccessions(
  db: Db,
  options: { readonly among?: readonly number[] } = {},
): Promise<ClosedToOpen[]> {
  const start = options.among ? sql`s.urn = any(${[...options.among]}::int[])` : sql`true`
  const { rows } = await sql<ClosedToOpen>`
    ${ways(start)}, ends as (
      select distinct on (w.start, w.urn) w.start, w.urn, w.on_date
      from ways w join schools s on s.urn = w.urn and s.status in ('open', 'closing')
      order by w.start, w.urn, cardinality(w.via)
    ), alone as (
      select start, min(urn) as urn, min(on_date) as on_date from ends group by start having count(*) = 1
    )
    select a.start as "closedUrn", a.urn as "successorUrn", old.name as "closedName", new.name as "successorName",
      coalesce(a.on_date, old.closed_on) as on
    from alone a join schools old on old.urn = a.start join schools new on new.urn = a.urn
    order by a.start`.execute(db)
  return rows
}
