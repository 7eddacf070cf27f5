/** A real clamd for a test file, with one signature: that of the EICAR test file. Undefined where there is none installed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScannerAddress } from '../src/platform/files/index.ts'

const CLAMD = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd']

/** The harmless text that every scanner calls a virus: put together here, so that none does so with this file. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-')

export const noClamd = 'no clamd on this machine (Debian: apt-get install clamav-daemon)'

export interface TestClamd {
  readonly address: ScannerAddress
  close(): Promise<void>
}

/** Starts one on a socket of its own. `longest` is the size, in bytes, above which it refuses a file. */
export async function startClamd(longest = 60_000_000): Promise<TestClamd | undefined> {
  const program = CLAMD.find((path) => existsSync(path))
  if (!program) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'alongside-clamd-'))
  const path = join(folder, 'clamd.socket')
  const signature = Buffer.from(EICAR).toString('hex')
  await writeFile(join(folder, 'test.ndb'), `Eicar-Test-Signature:0:*:${signature}\n`)
  const settings = [
    'Foreground yes',
    `DatabaseDirectory ${folder}`,
    `LocalSocket ${path}`,
    `StreamMaxLength ${longest}`,
    'MaxThreads 2',
  ]
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
  const daemon = spawn(program, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  await until(() => answers(path), daemon)
  return {
    address: { path },
    async close() {
      const ended = new Promise((resolve) => daemon.once('exit', resolve))
      daemon.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function until(ready: () => Promise<boolean>, daemon: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (daemon.exitCode !== null) throw new Error(`clamd ended with ${daemon.exitCode}`)
    if (await ready()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('clamd did not begin to answer')
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    socket.on('connect', () => socket.write('zPING\0'))
    socket.on('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('PONG'))
    })
    socket.on('error', () => resolve(false))
  })
}
