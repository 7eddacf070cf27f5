import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Database } from '../../platform/database/index.ts'
import type { ImportKind, ImportOutcome, ImportRequest } from './register/import.ts'
import { importCouncils } from './register/import-councils.ts'
import { importLinks } from './register/import-links.ts'
import { importRegister } from './register/import-schools.ts'
import { wasImported } from './register/import-store.ts'
import { importTrusts } from './register/import-trusts.ts'

export const REGISTER_FOLDER = join(import.meta.dirname, '../../../db/register')

interface ShippedFile {
  readonly file: string
  readonly kind: ImportKind
  readonly source: string
  readonly asAt: string
  readonly load: (database: Database, request: ImportRequest) => Promise<ImportOutcome>
}

/** In the order in which they build on each other. `db/register/README.md` says where each comes from. */
const SHIPPED: readonly ShippedFile[] = [
  {
    file: 'councils.csv',
    kind: 'lookups',
    source: 'DfE and ONS list of councils and regions',
    asAt: '2026-04-13',
    load: importCouncils,
  },
  {
    file: 'trusts-2026-08.csv.gz',
    kind: 'trusts',
    source: 'Get Information about Schools, groups, published August 2026',
    asAt: '2026-08-06',
    load: importTrusts,
  },
  {
    file: 'schools-2023-11.csv.gz',
    kind: 'schools',
    source: 'Get Information about Schools, all establishments, November 2023',
    asAt: '2023-11-16',
    load: importRegister,
  },
  {
    file: 'schools-2026-08-subset.csv.gz',
    kind: 'schools',
    source: 'Get Information about Schools, 1,924 schools published August 2026',
    asAt: '2026-08-06',
    load: importRegister,
  },
  {
    file: 'links-2025-04.csv.gz',
    kind: 'links',
    source: 'Get Information about Schools, links, April 2025',
    asAt: '2025-04-22',
    load: importLinks,
  },
  {
    file: 'links-2026-08-subset.csv.gz',
    kind: 'links',
    source: 'Get Information about Schools, links of 1,924 schools, August 2026',
    asAt: '2026-08-06',
    load: importLinks,
  },
]

export interface LoadProgress {
  /** What is being loaded, for the line beside the bar. */
  readonly file: string
  readonly bytesRead: number
  readonly bytesInAll: number
}

export interface LoadedFile {
  readonly file: string
  /** `null` where this very file was loaded before. */
  readonly outcome: ImportOutcome | null
}

/**
 * Loads the open data that comes with the service, skipping files that were loaded before. Safe to call at every
 * start. Throws where a shipped file cannot be used, because then the installation is damaged.
 */
export async function loadShippedRegister(
  database: Database,
  onProgress: (progress: LoadProgress) => void = () => {},
  folder = REGISTER_FOLDER,
): Promise<LoadedFile[]> {
  const sizes = await Promise.all(SHIPPED.map(async ({ file }) => (await stat(join(folder, file))).size))
  const bytesInAll = sizes.reduce((sum, size) => sum + size, 0)
  const loaded: LoadedFile[] = []
  let before = 0
  for (const [index, { file, kind, source, asAt, load }] of SHIPPED.entries()) {
    const path = join(folder, file)
    const progress = (bytesRead: number) => onProgress({ file, bytesRead: before + bytesRead, bytesInAll })
    let outcome: ImportOutcome | null = null
    while (outcome === null && !(await wasLoaded(database, kind, path))) {
      outcome = await load(database, {
        stream: createReadStream(path),
        source,
        asAt: Temporal.PlainDate.from(asAt),
        onBytes: progress,
      })
      if (outcome.ok) continue
      if (outcome.importId !== null) throw new Error(`db/register/${file}: ${outcome.message}`)
      // Another process, starting at the same moment, is loading the register: wait for it and look again.
      outcome = null
      await setTimeout(500)
    }
    before += sizes[index] ?? 0
    progress(0)
    loaded.push({ file, outcome })
  }
  return loaded
}

async function wasLoaded(database: Database, kind: ImportKind, path: string): Promise<boolean> {
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  return database.asOwner((db) => wasImported(db, kind, hash))
}
