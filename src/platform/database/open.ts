import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import type { Database, DatabaseSettings } from './types.ts'

/** Opens the embedded database in a folder, or a pool on a server (15 or later). Migrates nothing. */
export function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return 'url' in settings ? openPostgres(settings) : openPglite(settings)
}
