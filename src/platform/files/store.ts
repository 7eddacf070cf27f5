/** Where the bytes of files are kept. What they are, whose they are and who may open them, others know. */
import type { Readable } from 'node:stream'
import type { Arrived } from './arrivals.ts'

export interface FileStore {
  /** Keeps a file that has arrived whole, under a name that is new. Once this resolves, it survives a loss of power. */
  keep(id: string, arrived: Arrived): Promise<void>
  /** The bytes as a stream. @throws FileGone when nothing is kept under this name */
  read(id: string): Promise<Readable>
  /** Nothing of it is left. Quietly does nothing when there was nothing. */
  remove(id: string): Promise<void>
}

/** Thrown when the bytes of a file are not where they should be. */
export class FileGone extends Error {
  constructor(id: string) {
    super(`The file ${id} is not in the storage`)
    this.name = 'FileGone'
  }
}

/** Names are UUIDs: nothing that a person typed ever becomes part of a path or an address. */
export function checkId(id: string): string {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) throw new Error('A file is named by a UUID')
  return id
}
