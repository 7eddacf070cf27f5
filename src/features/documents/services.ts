import type { Arrivals, FileStore, Scanner } from '../../platform/files/index.ts'

/** What documents stand on, outside the database. */
export interface DocumentServices {
  readonly arrivals: Arrivals
  readonly store: FileStore
  /** Without one files can be opened unchecked, and pages say so. */
  readonly scanner: Scanner | undefined
}

/** As the guidance of the service promises, and as clamd must be set to take (StreamMaxLength). */
export const LARGEST_BYTES = 52_428_800
export const MOST_FILES = 10
