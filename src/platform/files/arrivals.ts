/** Files on their way in: written to a folder of this machine first, so that their size and content are known. */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file that has arrived whole, and waits to be kept or thrown away. */
export interface Arrived {
  readonly path: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** Whoever sends 50 MB over a slow line needs minutes, not hours: what is older was left by a process that ended. */
const LEFT_AFTER_MILLISECONDS = 6 * 3_600_000

export interface Arrivals {
  /** Writes a stream to a file of its own, in pieces: memory does not grow with it. Leaves nothing when it breaks off. */
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
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, randomUUID())
      const hash = createHash('sha256')
      let bytes = 0
      try {
        await pipeline(
          stream,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              hash.update(chunk)
              bytes += chunk.length
              yield chunk
            }
          },
          createWriteStream(path, { flags: 'wx', mode: 0o600 }),
        )
        return { path, bytes, sha256: hash.digest('hex') }
      } catch (error) {
        await rm(path, { force: true })
        throw error
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
