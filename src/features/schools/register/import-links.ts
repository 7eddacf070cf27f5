import { sql } from 'kysely'
import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { inBatches, readTable } from './table.ts'
import { readDate, readText, readWhole } from './values.ts'

const COLUMNS = {
  urn: ['URN'],
  linkUrn: ['LinkURN'],
  kind: ['LinkType'],
  establishedOn: ['LinkEstablishedDate', ''],
}

export type LinkKind = 'successor' | 'predecessor' | 'joined' | 'other'

/** What a published kind of link says about the school it points to. */
export function linkKind(published: string): LinkKind {
  const kind = published.toLowerCase()
  if (kind.startsWith('successor')) return 'successor'
  if (kind.startsWith('predecessor')) return 'predecessor'
  // Written on either school, or both, whichever stayed open.
  if (kind === 'result of amalgamation' || kind.startsWith('merged')) return 'joined'
  return 'other'
}

/**
 * Imports a file of the register's links. Links that the file does not have are kept, unless it is said to be the
 * `whole` file: then a link that was corrected away goes here too.
 */
export function importLinks(
  database: Database,
  request: ImportRequest & { readonly whole?: boolean },
): Promise<ImportOutcome> {
  return runImport(database, 'links', request, async (work) => {
    const { db } = work
    const seen = { rows: 0, leftOut: 0 }
    const urn = (text: string) => readWhole(text, 100_000, 989_999)
    await sql`create temporary table staged_links (
      urn integer, link_urn integer, published_kind text, kind text, established_on date) on commit drop`.execute(
      db,
    )
    const links = readTable(
      request,
      work,
      COLUMNS,
      (row) => {
        const published = row.need('kind', readText)
        return {
          urn: row.need('urn', urn),
          link_urn: row.need('linkUrn', urn),
          published_kind: published,
          kind: linkKind(published ?? ''),
          established_on: row.read('establishedOn', readDate),
        }
      },
      seen,
    )
    await inBatches(links, async (batch) => {
      await sql`insert into staged_links select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(
        urn integer, link_urn integer, published_kind text, kind text, established_on date)`.execute(db)
    })
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
    if (request.whole) {
      const gone = await sql`delete from school_links l where not l.invented and not exists (
        select from staged_links s where (s.urn, s.link_urn, s.published_kind) = (l.urn, l.link_urn, l.published_kind))`.execute(
        db,
      )
      removed = Number(gone.numAffectedRows ?? 0)
    }
    return {
      layout: request.whole ? 'links, whole file' : 'links',
      counts: {
        ...NOTHING,
        rows: seen.rows,
        added,
        changed,
        closed: removed,
        unchanged: staged - added - changed,
        leftOut: seen.leftOut,
      },
    }
  })
}
