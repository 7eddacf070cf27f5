/** Files on their way in: written to a folder of this machine first, so that their size and content are known. */
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** A file that has arrived whole, and waits to be kept or thrown away. */
export interface Arrived {
  readonly path: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** Whoever sends 50 MB over a slow line needs minutes, not hours: what is older was left by a process that ended. */
const LEFT_AFTER_MILLISECONDS = 6 * 3_600_000

/** As much is written at a time: a write for each piece as it comes costs twice the work. */
const PIECE = 262_144

/** What came in could not be written: a disk is full, a storage does not answer. Nobody who sent it can do anything about that. */
export class NotWritten extends Error {
  constructor(cause: unknown) {
    super('A file that came in could not be written', { cause })
    this.name = 'NotWritten'
  }
}

export interface Arrivals {
  /**
   * Writes a stream to a file of its own, in pieces: memory does not grow with it. Leaves nothing when it breaks off.
   * @throws NotWritten when the stream has been read to its end all the same, so that what follows it can be read
   */
  receive(stream: Readable): Promise<Arrived>
  /** Throws it away; whoever kept it may have moved it already. */
  discard(arrived: Arrived): Promise<void>
  /** Throws away what processes that ended left behind, and says how many that were. */
  tidy(now?: number): Promise<number>
}

/** `folder` is made when the first file arrives. */
export function arrivalsIn(folder: string): Arrivals {
  return {
    async receive(stream) {
      const path = join(folder, randomUUID())
      const handle = await openAt(path, stream)
      try {
        return { path, ...(await writeAll(stream, handle)) }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      } finally {
        await handle.close()
      }
    },
    discard: ({ path }) => rm(path, { force: true }),
    async tidy(now = Date.now()) {
      let count = 0
      for (const name of await namesIn(folder)) {
        const path = join(folder, name)
        const age = await stat(path).then(
          ({ mtimeMs }) => now - mtimeMs,
          () => 0,
        )
        if (age < LEFT_AFTER_MILLISECONDS) continue
        await rm(path, { force: true })
        count += 1
      }
      return count
    },
  }
}

async function openAt(path: string, stream: Readable): Promise<FileHandle> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    return await open(path, 'wx', 0o600)
  } catch (error) {
    await finished(stream.resume())
    throw new NotWritten(error)
  }
}

/** @throws NotWritten as `receive` does */
export async function writeAll(stream: Readable, handle: FileHandle): Promise<Omit<Arrived, 'path'>> {
  const hash = createHash('sha256')
  let bytes = 0
  let held: Buffer[] = []
  let heldBytes = 0
  let fault: unknown
  const write = async () => {
    try {
      await handle.writeFile(Buffer.concat(held))
    } catch (error) {
      fault = error
    }
    held = []
    heldBytes = 0
  }
  for await (const chunk of stream) {
    if (fault) continue
    hash.update(chunk)
    bytes += chunk.length
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes >= PIECE) await write()
  }
  if (!fault) await write()
  if (fault) throw new NotWritten(fault)
  return { bytes, sha256: hash.digest('hex') }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Waits until the disk itself has what was written to a file or a folder. */
export async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
