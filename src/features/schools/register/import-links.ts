import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { createStagedLinks, mergeLinks, stageLinks } from './link-store.ts'
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
    await createStagedLinks(db)
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
    await inBatches(links, (batch) => stageLinks(db, batch))
    const { staged, added, changed, removed } = await mergeLinks(db, request.whole ?? false)
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
