import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface CouncilFacts {
  readonly code: number
  readonly gss_code: string
  readonly name: string
  readonly region_code: string
  readonly region_name: string
  readonly ended_on: string | null
}

/** Writes the councils and regions that differ. */
export async function mergeCouncils(
  db: Db,
  councils: readonly CouncilFacts[],
): Promise<{ added: number; changed: number }> {
  const file = sql`jsonb_to_recordset(${JSON.stringify(councils)}::jsonb) as t(
      code integer, gss_code text, name text, region_code text, region_name text, ended_on date)`
  await sql`insert into regions as r (code, name) select distinct region_code, region_name from ${file}
      on conflict (code) do update set name = excluded.name where r.name <> excluded.name`.execute(db)
  const { rows } = await sql<{ added: number; changed: number }>`
      with held as (select t.code from ${file} join local_authorities using (code)), written as (
        insert into local_authorities as l (code, gss_code, name, region_code, ended_on)
        select code, gss_code, name, region_code, ended_on from ${file}
        on conflict (code) do update set (gss_code, name, region_code, ended_on)
          = row(excluded.gss_code, excluded.name, excluded.region_code, excluded.ended_on)
          where (l.gss_code, l.name, l.region_code, l.ended_on)
            is distinct from (excluded.gss_code, excluded.name, excluded.region_code, excluded.ended_on)
        returning code)
      select (count(*) filter (where held.code is null))::int as added,
        (count(*) filter (where held.code is not null))::int as changed
      from written left join held using (code)`.execute(db)
  return rows[0] ?? { added: 0, changed: 0 }
}
