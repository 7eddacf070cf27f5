import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { accessSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const OLDEST_VERSION = 15
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']

interface Account {
  readonly uid: number
  readonly gid: number
}

export interface PostgresServer {
  /** As DATABASE_URL takes it; names the maintenance database `postgres`. */
  readonly url: string
  readonly version: string
  /** Ends the server and takes its folder away. Synchronous, so that an exit handler can call it. */
  stop(): void
}

/** The folder of the newest PostgreSQL on this machine that is new enough. */
export function findPostgres(): { bin: string; version: string } | undefined {
  return FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name, 'bin'))
    } catch {
      return []
    }
  })
    .concat((process.env.PATH ?? '').split(':'))
    .filter((bin) => canRun(join(bin, 'initdb')) && canRun(join(bin, 'postgres')))
    .map((bin) => ({ bin, version: /[\d.]+/.exec(run(join(bin, 'postgres'), ['--version']))?.[0] ?? '0' }))
    .filter(({ version }) => Number.parseInt(version, 10) >= OLDEST_VERSION)
    .sort((a, b) => Number.parseFloat(b.version) - Number.parseFloat(a.version))[0]
}

/**
 * A server of our own in a temporary folder: a Unix socket only, nothing written safely. PostgreSQL refuses to
 * run as root, so then it runs as `postgres`, or `nobody`.
 * @param overrides settings of the server that are not to be as tests want them
 * @throws with the server's own words when it does not start
 */
export async function startPostgres(
  overrides: Readonly<Record<string, string | number>> = {},
): Promise<PostgresServer> {
  const found = findPostgres()
  if (!found)
    throw new Error(`No PostgreSQL ${OLDEST_VERSION} or later on this machine: apt-get install postgresql`)
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined

  // Not below TMPDIR as it may be: a socket's path holds 107 characters at most, on a Mac 103.
  const folder = mkdtempSync(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'alongside-pg-'))
  if (account) chownSync(folder, account.uid, account.gid)
  let server: ChildProcess | undefined
  const stop = () => {
    process.off('exit', stop)
    for (const signal of SIGNALS) process.off(signal, stopAndEnd)
    server?.kill('SIGINT')
    // It takes its socket away last. Nothing may be awaited while a process exits, so this looks and naps: for a minute,
    // because a busy machine needs seconds, and what still writes when its folder goes leaves it behind.
    const isRunning = server !== undefined && server.exitCode === null && server.signalCode === null
    for (let naps = 0; isRunning && existsSync(join(folder, '.s.PGSQL.5432')) && naps < 3000; naps++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
  // A test that takes too long is ended by a signal, with which a process goes without an exit.
  const stopAndEnd = (signal: NodeJS.Signals) => {
    stop()
    process.kill(process.pid, signal)
  }
  process.on('exit', stop)
  for (const signal of SIGNALS) if (!process.listenerCount(signal)) process.on(signal, stopAndEnd)

  try {
    const data = join(folder, 'data')
    const options = [
      '--username=alongside',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]
    run(join(found.bin, 'initdb'), ['-D', data, ...options], account)
    const settings = {
      listen_addresses: '',
      unix_socket_directories: folder,
      max_connections: 200,
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
      jit: 'off',
      ...overrides,
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    server = spawn(join(found.bin, 'postgres'), ['-D', data, ...flags], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    })
    server.unref()
    let said = ''
    server.stderr?.on('data', (text: Buffer) => {
      said = `${said}${text}`.slice(-4000)
    })
    if (server.stderr instanceof Socket) server.stderr.unref()
    const url = `postgres://alongside@localhost/postgres?host=${encodeURIComponent(folder)}`
    await answers(url, server, () => said)
    return { url, version: found.version, stop }
  } catch (error) {
    stop()
    throw error
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function answers(url: string, server: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; server.exitCode === null && tries < 2400; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said()}`)
}

function unprivilegedAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no account “postgres” or “nobody”')
}

function canRun(path: string): boolean {
  try {
    accessSync(path, 1)
    return true
  } catch {
    return false
  }
}

function run(command: string, args: readonly string[], account?: Account): string {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: '/', ...account })
  if (result.status !== 0) throw new Error(`${command} failed: ${result.error?.message ?? result.stderr}`)
  return result.stdout
}
