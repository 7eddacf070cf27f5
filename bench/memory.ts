/** Resident memory of one server: idle, after every page under load, and over a longer soak. */
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from './figures.ts'
import { nodeAnswer, pin, residentMegabytes } from './processes.ts'
import type { Scale } from './scale.ts'
import { startService } from './service.ts'
import type { PageKind } from './visits.ts'

export interface MemoryFigures {
  /** Megabytes. */
  readonly idle: number
  readonly afterLoad: number
  readonly highest: number
  /** The median of the soak's second quarter, and of its last: what grows without end grows between the two. */
  readonly soakEarly: number
  readonly soakLate: number
  readonly soakSeconds: number
  readonly requests: number
}

const CONNECTIONS = 50

/** Reads the resident memory of a process twice a second until it is asked: in the second quarter of that time, and in its last. */
export function watchMemory(pid: number): () => { readonly early: number; readonly late: number } {
  const seen: number[] = []
  const sampling = setInterval(() => seen.push(residentMegabytes(pid)), 500)
  return () => {
    clearInterval(sampling)
    const quarter = Math.floor(seen.length / 4)
    return { early: median(seen.slice(quarter, quarter * 2)), late: median(seen.slice(quarter * 3)) }
  }
}

export async function measureMemory(given: {
  url: string
  postgresPid: number
  kinds: readonly PageKind[]
  scale: Scale
  say: (line: string) => void
}): Promise<MemoryFigures> {
  const { url, postgresPid, kinds, scale, say } = given
  pin(postgresPid, '1')
  const service = await startService({ cores: '0', environment: { DATABASE_URL: url } })
  const { address, child } = service
  const pid = child.pid ?? 0
  const send = (visits: PageKind['visits'], seconds: number) =>
    nodeAnswer<{ requests: number; failed: number }>(
      'bench/load.ts',
      { address, visits, connections: CONNECTIONS, seconds, compressed: false },
      '1',
    )
  try {
    await sleep(2_000)
    const idle = residentMegabytes(pid)
    for (const kind of kinds) await send(kind.visits, scale.warmUpSeconds)
    const afterLoad = residentMegabytes(pid)

    const watched = watchMemory(pid)
    const soak = await send(
      kinds.flatMap(({ visits }) => visits),
      scale.soakSeconds,
    )
    const { early, late } = watched()
    if (soak.failed > 0) throw new Error(`The soak: ${soak.failed} answers failed`)
    const figures = {
      idle,
      afterLoad,
      highest: residentMegabytes(pid, 'VmHWM'),
      soakEarly: early,
      soakLate: late,
      soakSeconds: scale.soakSeconds,
      requests: soak.requests,
    }
    say(
      `Memory: idle ${idle.toFixed(0)} MB, after load ${afterLoad.toFixed(0)} MB, soak ${figures.soakEarly.toFixed(0)} to ${figures.soakLate.toFixed(0)} MB`,
    )
    return figures
  } finally {
    await service.stop()
  }
}
