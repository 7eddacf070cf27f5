import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** The schools and trusts of the register, for rows that name others. */
export async function readMembershipKeys(db: Db): Promise<{ urns: Set<number>; uids: Set<number> }> {
  const schools = await sql<{ urn: number }>`select urn from schools where not invented`.execute(db)
  const trusts = await sql<{ uid: number }>`select uid from trusts where not invented`.execute(db)
  return {
    urns: new Set(schools.rows.map(({ urn }) => urn)),
    uids: new Set(trusts.rows.map(({ uid }) => uid)),
  }
}

/** Moves each school to its trust, unless its trust is known from a later day than `asAt`. */
export async function mergeMembers(
  db: Db,
  batch: readonly { urn: number; uid: number }[],
  asAt: string,
): Promise<{ changed: number; older: number }> {
  const { rows } = await sql<{ changed: number; older: number }>`
        with file as (
          select t.urn, t.uid, d.trust_as_at > ${asAt}::date as newer
          from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(urn integer, uid integer)
          left join school_dates d using (urn)
        ), written as (
          update schools s set trust_uid = file.uid from file
          where s.urn = file.urn and s.trust_uid is distinct from file.uid and file.newer is not true
          returning s.urn
        ), dated as (
          update school_dates d set trust_as_at = ${asAt}::date, row_hash = null from file
          where d.urn = file.urn and file.newer is not true and d.trust_as_at is distinct from ${asAt}::date
        )
        select (select count(*)::int from written) as changed,
          (select count(*)::int from file where newer) as older`.execute(db)
  return rows[0] ?? { changed: 0, older: 0 }
}
