import { Presets, SingleBar } from 'cli-progress'
import { loadDemonstrationWorld } from './features/demonstration/index.ts'
import { loadProgrammes } from './features/programmes/index.ts'
import { loadShippedRegister } from './features/schools/index.ts'
import { loadQuestionnaires } from './features/self-assessment/index.ts'
import { loadSurveys } from './features/surveys/index.ts'
import type { Database } from './platform/database/index.ts'

export interface FirstLoadOptions {
  readonly demonstration: boolean
  /** Default: a bar in a terminal, a line every tenth elsewhere, nothing where nothing has to be loaded. */
  readonly onProgress?: OnProgress
}

/** How far all of it has come, from 0 to 1, and what is being loaded. */
export type OnProgress = (share: number, what: string) => void

/** Shares of the time that each part takes. */
const REGISTER = 0.85
const PROGRAMMES = 0.05

/**
 * Loads what a fresh installation needs: the register that comes with it, the programmes, and the demonstration where
 * it is on. What is there already is left alone, so it is called at every start; several processes starting together
 * wait for one another.
 */
export async function firstLoad(database: Database, options: FirstLoadOptions): Promise<void> {
  const report = options.onProgress ?? progressOn(process.stderr)
  const world = options.demonstration ? 1 - REGISTER - PROGRAMMES : 0
  const scale = REGISTER + PROGRAMMES + world
  let loads = false
  const at = (share: number, what: string) => {
    if (loads) report(Math.min(1, share / scale), what)
  }

  let before = ''
  await loadShippedRegister(database, ({ file, bytesRead, bytesInAll }) => {
    // A file that was loaded at an earlier start is passed over in one step; one that is read takes several.
    loads ||= file === before
    before = file
    at((bytesRead / bytesInAll) * REGISTER, 'the register of schools')
  })
  await database.asOwner((db) => loadProgrammes(db))
  await database.asOwner((db) => loadQuestionnaires(db))
  await database.asOwner((db) => loadSurveys(db))
  at(REGISTER + PROGRAMMES, 'the programmes')
  if (options.demonstration) {
    await loadDemonstrationWorld(database, (share, step) => {
      loads = true
      at(REGISTER + PROGRAMMES + share * world, `the demonstration: ${step}`)
    })
  }
  if (loads) report(1, 'everything')
}

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** A bar where somebody watches, otherwise a line each time another tenth is done. */
export function progressOn(output: NodeJS.WriteStream): OnProgress {
  if (!output.isTTY) return linesOn(output)
  const bar = new SingleBar(
    {
      format: 'Loading [{bar}] {percentage}% {what}',
      stream: output,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  )
  let started = false
  return (share, what) => {
    if (!started) bar.start(100, 0, { what })
    started = true
    bar.update(Math.floor(share * 100), { what })
    if (share >= 1) bar.stop()
  }
}

export function linesOn(output: Output): OnProgress {
  let tenth = 0
  return (share, what) => {
    const now = Math.floor(share * 10 + 1e-9)
    if (now <= tenth) return
    tenth = now
    output.write(`Loading: ${now * 10}% (${what})\n`)
  }
}
