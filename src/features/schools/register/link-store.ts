import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface LinkFacts {
  readonly urn: number
  readonly link_urn: number
  readonly published_kind: string
  readonly kind: string
  readonly established_on: string | null
}

/** A table for the links of one file; it ends with the transaction. */
export async function createStagedLinks(db: Db): Promise<void> {
  await sql`create temporary table staged_links (
    urn integer, link_urn integer, published_kind text, kind text, established_on date) on commit drop`.execute(
    db,
  )
}

export async function stageLinks(db: Db, batch: readonly LinkFacts[]): Promise<void> {
  await sql`insert into staged_links select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(
    urn integer, link_urn integer, published_kind text, kind text, established_on date)`.execute(db)
}

/** Writes the staged links that differ. With `whole`, links of real schools that are not staged go. */
export async function mergeLinks(
  db: Db,
  whole: boolean,
): Promise<{ staged: number; added: number; changed: number; removed: number }> {
  const { rows } = await sql<{ staged: number; added: number; changed: number }>`
      with file as (
        select distinct on (urn, link_urn, published_kind) * from staged_links
        order by urn, link_urn, published_kind, established_on desc nulls last
      ), held as (
        select urn, link_urn, published_kind from file join school_links using (urn, link_urn, published_kind)
      ), written as (
        insert into school_links as l (urn, link_urn, published_kind, kind, established_on) select * from file
        on conflict (urn, link_urn, published_kind) do update
          set kind = excluded.kind, established_on = excluded.established_on
          where (l.kind, l.established_on) is distinct from
            (excluded.kind, coalesce(excluded.established_on, l.established_on))
        returning urn, link_urn, published_kind
      )
      select (select count(*)::int from staged_links) as staged,
        (count(*) filter (where held.urn is null))::int as added,
        (count(*) filter (where held.urn is not null))::int as changed
      from written left join held using (urn, link_urn, published_kind)`.execute(db)
  const { staged, added, changed } = rows[0] ?? { staged: 0, added: 0, changed: 0 }
  let removed = 0
  if (whole) {
    const gone = await sql`delete from school_links l where not l.invented and not exists (
        select from staged_links s where (s.urn, s.link_urn, s.published_kind) = (l.urn, l.link_urn, l.published_kind))`.execute(
      db,
    )
    removed = Number(gone.numAffectedRows ?? 0)
  }
  return { staged, added, changed, removed }
}
