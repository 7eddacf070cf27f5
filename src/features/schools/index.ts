/**
 * Schools: the register of schools, trusts, councils and regions, as DfE publishes it.
 *
 * The register is open data and read-only to requests; it changes by import, whole or not at all, and a row changes
 * only when the file says something else of it. Every fact has the day it was published for. Nothing is made up about
 * a real school: invented schools and trusts have numbers of their own, from 990000, which no import touches.
 * Tables: schools, school_dates, school_links, trusts, local_authorities, regions, register_imports,
 * register_rejections. View: school_successions.
 */

export { ATTRIBUTION, isInvented, type SchoolFacts, type SchoolStatus, STATUS_NAMES } from './domain.ts'
export {
  BOUNDARY_ATTRIBUTION,
  type CouncilArea,
  councilBoundaries,
  toLongitudeLatitude,
} from './geography.ts'
export {
  type InventedSchool,
  type InventedTrust,
  putInventedSchools,
  putInventedSuccession,
  putInventedTrusts,
} from './invented-store.ts'
export { type LoadedFile, type LoadProgress, loadShippedRegister } from './load-shipped.ts'
export type { Counts, ImportKind, ImportOutcome, ImportRequest } from './register/import.ts'
export { importCouncils } from './register/import-councils.ts'
export { importLinks } from './register/import-links.ts'
export { importMembership } from './register/import-membership.ts'
export { importRegister } from './register/import-schools.ts'
export { importTrusts } from './register/import-trusts.ts'
export type { RegisterOptions } from './register/routes.ts'
export { routes } from './routes.ts'
export { type FoundSchool, type SearchOptions, searchSchools } from './search-store.ts'
export {
  type Council,
  findSchool,
  listCouncils,
  listRegions,
  listSchoolsOfTrust,
  listWebsites,
  type Region,
  readRegisterSummary,
  readSchool,
  readTrust,
  type School,
  type Trust,
} from './store.ts'
export { type ClosedToOpen, listSuccessions, type Succession, successorOf } from './succession-store.ts'
