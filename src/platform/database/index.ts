/** PostgreSQL, embedded (PGlite) or a real server, behind one small interface. Nothing here knows a school. */
export { anyOf, anyOfTexts } from './any-of.ts'
export { migrate } from './migrate.ts'
export { openDatabase } from './open.ts'
export { refreshStatistics } from './statistics.ts'
export type { Crowd, Database, DatabaseSettings, Db, ScopeSettings } from './types.ts'
