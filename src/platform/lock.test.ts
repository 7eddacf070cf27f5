import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { FolderInUse, lockFolder } from './lock.ts'

const LOCK = join(import.meta.dirname, 'lock.ts')
const HOLD = `
  const { lockFolder } = await import(process.argv[1])
  try {
    await lockFolder(process.argv[2])
    console.log('holds')
    setInterval(() => {}, 1000)
  } catch (error) {
    console.log(error.message)
  }`

/** A process of its own that takes the lock and keeps it; resolves to the first line it says. */
async function hold(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLD, LOCK, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [said] = await once(child.stdout ?? child, 'data')
  return { child, said: String(said).trim() }
}

const children: ChildProcess[] = []
const folders: string[] = []
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-lock-'))
  folders.push(folder)
})
after(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

describe('the lock of DATA_DIR', () => {
  test('a second process on the same folder is refused in one line that names it', async () => {
    const first = await hold(folder)
    assert.equal(first.said, 'holds')
    const second = await hold(folder)
    assert.match(second.said, /^DATA_DIR .* is in use by process \d+: /)
    assert.ok(second.said.includes(folder))
    assert.ok(second.said.includes(String(first.child.pid)))
    assert.equal(second.said.split('\n').length, 1)
  })

  test('a killed process leaves nothing to clear away', async () => {
    const first = await hold(folder)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    assert.equal((await hold(folder)).said, 'holds')
  })

  test('of eight processes after a kill, one holds the folder', async () => {
    const first = await hold(folder)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const all = await Promise.all(Array.from({ length: 8 }, () => hold(folder)))
    assert.equal(all.filter(({ said }) => said === 'holds').length, 1)
  })

  test('two folders are two locks, and a released folder is free', async () => {
    const other = join(folder, 'not', 'there', 'yet')
    const [one, two] = [await lockFolder(folder), await lockFolder(other)]
    await assert.rejects(lockFolder(folder), FolderInUse)
    one.release()
    one.release()
    const again = await lockFolder(folder)
    again.release()
    two.release()
    assert.deepEqual(readdirSync(other).sort(), ['alongside.lock', 'alongside.pid'])
  })

  test('a file that is no lock is named', async () => {
    writeFileSync(join(folder, 'alongside.lock'), 'not a lock, but long enough to be read as something')
    await assert.rejects(lockFolder(folder), { message: /^DATA_DIR .* cannot be locked: / })
  })
})
