/** Starting other processes on chosen cores, and what Linux says of their time and memory. */
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../test/sources.ts'

/** As `taskset` takes it. */
export type Cores = '0' | '1' | '0,1'

/** Of Linux: what /proc/…/stat counts in. */
const TICKS_A_SECOND = 100

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Node on these cores, with a script of the repository. Ended with this process at the latest. */
export function startNode(
  script: string,
  options: {
    cores: Cores
    args?: readonly string[]
    environment?: Readonly<Record<string, string>>
    stdio?: StdioOptions
  },
): ChildProcess {
  const { cores, args = [], environment = {}, stdio = ['ignore', 'pipe', 'inherit'] } = options
  const child = spawn('taskset', ['-c', cores, process.execPath, join(ROOT, script), ...args], {
    cwd: ROOT,
    // Nothing of the caller's own settings reaches a service under test.
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment },
    stdio,
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Runs a script to its end; its standard output is one JSON value. */
export async function nodeAnswer<T>(
  script: string,
  question: unknown,
  cores: Cores,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const child = startNode(script, { cores, environment, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin?.end(JSON.stringify(question))
  let said = ''
  child.stdout?.on('data', (text: Buffer) => {
    said += text
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  // Written by the other side of the same scripts.
  return JSON.parse(said) as T
}

/** What a script started by `nodeAnswer` was asked. */
export async function question<T>(): Promise<T> {
  let text = ''
  for await (const chunk of process.stdin) text += chunk
  return JSON.parse(text) as T
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  await ended
}

/** Puts a process, its threads and its children on these cores; what they start later stays there too. */
export function pin(pid: number, cores: Cores): void {
  for (const each of [pid, ...childrenOf(pid)]) {
    try {
      execFileSync('taskset', ['-acp', cores, String(each)], { stdio: 'ignore' })
    } catch {
      // It ended in the meantime.
    }
  }
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid)
    .map(Number)
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[1] ?? 0)
}

/** Processor time used so far by a process and its children, ended ones included. */
export function cpuSeconds(pid: number): number {
  const own = (each: number, ended: boolean) =>
    statOf(each)
      .slice(11, ended ? 15 : 13)
      .reduce((sum, ticks) => sum + Number(ticks), 0)
  const ticks = childrenOf(pid).reduce((sum, child) => sum + own(child, false), own(pid, true))
  return ticks / TICKS_A_SECOND
}

/** The fields of /proc/…/stat from the third on; the second, a name, may hold spaces. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Resident memory in megabytes now (`VmRSS`) or at its highest (`VmHWM`). */
export function residentMegabytes(pid: number | 'self', which: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024
}
