/** From the start of the process to the first 200 of /health/ready, with everything loaded. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.ts'
import { pin } from './processes.ts'
import type { Scale } from './scale.ts'
import { startService } from './service.ts'

export interface StartFigures {
  /** Seconds: medians. */
  readonly postgres: number
  readonly pglite: number
  /** The very first start of the embedded database, which loads the register and the demonstration. Once. */
  readonly pgliteFirst: number
}

export async function measureStart(given: {
  url: string
  postgresPid: number
  scale: Scale
  say: (line: string) => void
}): Promise<StartFigures> {
  const { url, postgresPid, scale, say } = given
  pin(postgresPid, '0,1')
  const start = async (environment: Record<string, string>) => {
    const service = await startService({ cores: '0,1', environment })
    await service.stop()
    return service.readySeconds
  }
  const several = async (environment: Record<string, string>) => {
    const seconds: number[] = []
    for (let run = 0; run < Math.max(3, scale.runs); run += 1) seconds.push(await start(environment))
    return median(seconds)
  }
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-data-'))
  try {
    const embedded = { DATA_DIR: folder, DEMONSTRATION: 'on' }
    const pgliteFirst = await start(embedded)
    const pglite = await several(embedded)
    const postgres = await several({ DATABASE_URL: url })
    say(
      `Start: PostgreSQL ${postgres.toFixed(2)} s, embedded ${pglite.toFixed(2)} s, embedded for the first time ${pgliteFirst.toFixed(1)} s`,
    )
    return { postgres, pglite, pgliteFirst }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
