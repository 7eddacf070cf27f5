/** The service under test: `src/main.ts` as an installation runs it. */
import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cores, startNode, stopProcess } from './processes.ts'

const LONGEST_START_SECONDS = 300

export interface Service {
  readonly address: string
  readonly child: ChildProcess
  /** From the start of the process to the first 200 of /health/ready. */
  readonly readySeconds: number
  /** What it has written so far. */
  log(): string
  stop(): Promise<void>
}

export async function startService(options: {
  cores: Cores
  environment: Readonly<Record<string, string>>
}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
  const file = join(folder, 'log')
  const log = openSync(file, 'w')
  const port = options.environment.PORT ?? (await freePort())
  const address = `http://127.0.0.1:${port}`
  const started = performance.now()
  const child = startNode('src/main.ts', {
    cores: options.cores,
    environment: {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      SECRET: 'only for measuring on this machine, never elsewhere',
      ...options.environment,
    },
    // A log in a file, as a service keeps it.
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const stop = async () => {
    await stopProcess(child)
    rmSync(folder, { recursive: true, force: true })
  }
  const said = () => readFileSync(file, 'utf8')
  while (performance.now() - started < LONGEST_START_SECONDS * 1000 && child.exitCode === null) {
    const ready = await fetch(`${address}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) {
      return { address, child, readySeconds: (performance.now() - started) / 1000, log: said, stop }
    }
    await sleep(5)
  }
  const text = said()
  await stop()
  throw new Error(`The service did not start:\n${text.slice(-4_000)}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const place = server.address()
      server.close(() =>
        place && typeof place === 'object' ? resolve(place.port) : reject(new Error('No port')),
      )
    })
  })
}
