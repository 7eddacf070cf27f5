/** What the figures were measured on, without anything that names the machine. */
import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

export interface Machine {
  readonly date: string
  readonly cores: number
  readonly processor: string
  readonly memoryGigabytes: number
  readonly node: string
  readonly postgres: string
  /** Average number of running processes in the minute before the measurement: above 0.3 something else was running. */
  readonly loadBefore: number
}

export function describeMachine(postgres: string): Machine {
  return {
    date: Temporal.Now.plainDateISO('Europe/London').toString(),
    cores: availableParallelism(),
    processor: /model name\s*:\s*(.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'not known',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres,
    loadBefore: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
  }
}
