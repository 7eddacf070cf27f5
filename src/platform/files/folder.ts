import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { settle } from './arrivals.ts'
import { checkId, FileGone, type FileStore } from './store.ts'

/**
 * Keeps files in a folder, spread over 256 others. A file stands there whole or not at all: it is on the disk before it
 * gets its name.
 */
export function folderStore(folder: string): FileStore {
  const pathOf = (id: string) => join(folder, checkId(id).slice(0, 2), id)
  return {
    async keep(id, arrived) {
      const path = pathOf(id)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await settle(arrived.path)
      await moveTo(arrived.path, path)
      await settle(dirname(path))
      await settle(folder)
    },
    async read(id) {
      try {
        const handle = await open(pathOf(id), 'r')
        return createReadStream('', { fd: handle })
      } catch (error) {
        if (isCode(error, 'ENOENT')) throw new FileGone(id)
        throw error
      }
    },
    async remove(id) {
      await rm(pathOf(id), { force: true })
    },
  }
}

/** A rename where both are on one disk; across disks a copy beside the place, and then a rename. */
async function moveTo(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!isCode(error, 'EXDEV')) throw error
    const beside = `${to}.copy`
    await copyFile(from, beside)
    await settle(beside)
    await rename(beside, to)
    await rm(from, { force: true })
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
