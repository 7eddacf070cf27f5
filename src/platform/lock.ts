import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Thrown when another process holds the folder. Its message is one line that says what to do. */
export class FolderInUse extends Error {
  constructor(folder: string, holder: string) {
    super(
      `DATA_DIR ${folder} is in use by ${holder}: stop that first, or set DATA_DIR to another folder or DATABASE_URL to a server`,
    )
    this.name = 'FolderInUse'
  }
}

export interface FolderLock {
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes a folder for this process alone; two on one embedded database would lose rows. The lock is the operating
 * system's own on `alongside.lock`, held through SQLite because Node has no call for it: it goes when the process goes,
 * however it goes, so there is never a stale one to clear away. Makes the folder if it is missing.
 * @throws FolderInUse when another process holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true })
  const holderFile = join(folder, 'alongside.pid')
  const file = new DatabaseSync(join(folder, 'alongside.lock'), { timeout: 0 })
  try {
    file.exec('pragma journal_mode = memory')
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if (isBusy(error)) throw new FolderInUse(folder, holderOf(holderFile))
    throw new Error(
      `DATA_DIR ${folder} cannot be locked: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    )
  }
  // Only for the message that the next process gives: the lock does not depend on it.
  writeFileSync(holderFile, `${process.pid}\n`)
  return {
    release() {
      if (file.isOpen) file.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function holderOf(file: string): string {
  try {
    const pid = readFileSync(file, 'utf8').trim()
    return /^\d+$/.test(pid) ? `process ${pid}` : 'another process'
  } catch {
    return 'another process'
  }
}
