import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** A trust as a file of groups has it, by the names of the columns. */
export interface TrustFacts {
  readonly uid: number
  readonly name: string
  readonly kind: string
  readonly status: string
  readonly companies_house_number: string | null
  readonly ukprn: number | null
  readonly town: string | null
  readonly postcode: string | null
  readonly opened_on: string | null
  readonly closed_on: string | null
}

/** Writes the trusts that differ from what is held, unless that is from a later day than `asAt`. */
export async function mergeTrusts(
  db: Db,
  batch: readonly TrustFacts[],
  asAt: string,
): Promise<{ added: number; changed: number; closed: number; older: number }> {
  const { rows } = await sql<{ added: number; changed: number; closed: number; older: number }>`
        with file as (
          select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(
            uid integer, name text, kind text, status text, companies_house_number text, ukprn integer, town text,
            postcode text, opened_on date, closed_on date)
        ), held as (
          select file.uid, trusts.status as was, file.status as becomes, trusts.register_as_at > ${asAt}::date as newer
          from file join trusts using (uid)
        ), written as (
          insert into trusts as s (uid, name, kind, status, companies_house_number, ukprn, town, postcode,
            opened_on, closed_on, register_as_at)
          select *, ${asAt}::date from file
          on conflict (uid) do update set (name, kind, status, companies_house_number, ukprn, town, postcode,
            opened_on, closed_on, register_as_at) = row(excluded.name, excluded.kind, excluded.status,
            excluded.companies_house_number, excluded.ukprn, excluded.town, excluded.postcode, excluded.opened_on,
            excluded.closed_on, excluded.register_as_at)
          where s.register_as_at <= excluded.register_as_at
            and (s.name, s.kind, s.status, s.companies_house_number, s.ukprn, s.town, s.postcode, s.opened_on,
              s.closed_on) is distinct from (excluded.name, excluded.kind, excluded.status,
              excluded.companies_house_number, excluded.ukprn, excluded.town, excluded.postcode,
              excluded.opened_on, excluded.closed_on)
          returning uid
        )
        select (count(*) filter (where held.uid is null))::int as added,
          (count(*) filter (where held.uid is not null and not (held.becomes = 'closed' and held.was <> 'closed')))::int
            as changed,
          (count(*) filter (where held.becomes = 'closed' and held.was <> 'closed'))::int as closed,
          (select count(*)::int from held where newer) as older
        from written left join held using (uid)`.execute(db)
  return rows[0] ?? { added: 0, changed: 0, closed: 0, older: 0 }
}

/** Keeps the day of the whole file, so that the page of a trust that did not change says the newer date too. */
export async function dateTrusts(db: Db, uids: readonly number[], asAt: string): Promise<void> {
  await sql`update trusts set register_as_at = ${asAt}::date
    where uid = any(${[...uids]}::int[]) and register_as_at < ${asAt}::date`.execute(db)
}
