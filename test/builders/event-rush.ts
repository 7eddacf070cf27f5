/** A process of its own that books, gives back, asks and answers at some events as fast as it can, until it is stopped. */
import { randomInt } from 'node:crypto'
import type { Actor } from '../../src/features/people/index.ts'
import { loadCalendar } from '../../src/features/programmes/index.ts'
import { clockAt } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/index.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import type { Act } from './seat-model.ts'
import { doerOf, type SeatService } from './seat-service.ts'

export interface Rush {
  readonly url: string
  readonly connections: number
  readonly events: readonly number[]
  readonly lead: Actor
  readonly schools: SeatService['schools']
}

const ACTS_A_WORD = 20

const SCHOOL_ACTS = [
  'book',
  'book',
  'ask',
  'ask',
  'askMore',
  'askMore',
  'giveBack',
  'take',
  'take',
  'decline',
  'expire',
  'leave',
  'change',
  'bookIn',
] as const

function anyAct(schools: number): Act {
  const dice = randomInt(100)
  if (dice < 12) return { act: 'offer' }
  if (dice < 15) return { act: 'hold', places: randomInt(4) }
  const act = SCHOOL_ACTS[randomInt(SCHOOL_ACTS.length)] ?? 'book'
  return { act, school: randomInt(schools), places: randomInt(1, 4) }
}

async function rush(of: Rush): Promise<void> {
  const database = await openDatabase({ url: of.url, poolSize: of.connections })
  const calendar = await loadCalendar()
  const doers = of.events.map((eventId) =>
    doerOf({ ...of, database, calendar, eventId, clock: clockAt('2026-05-12') }),
  )
  let counts: Record<string, number> = {}
  // Said as it goes: whoever is killed says nothing more.
  const tell = () => {
    process.send?.(counts)
    counts = {}
  }
  let stopping = false
  let acts = 0
  process.on('message', () => {
    stopping = true
  })
  const person = async () => {
    while (!stopping) {
      const doer = doers[randomInt(doers.length)]
      const word = await Promise.resolve(doer?.do(anyAct(of.schools.length))).catch(wordFor)
      counts[word ?? 'nothing'] = (counts[word ?? 'nothing'] ?? 0) + 1
      acts += 1
      if (acts % ACTS_A_WORD === 0) tell()
    }
  }
  await Promise.all(Array.from({ length: of.connections }, person))
  await database.close()
  tell()
  process.disconnect?.()
}

/** Turned away because somebody else was faster is an answer; anything else is a fault of the service. */
function wordFor(error: unknown): string {
  if (error instanceof Refusal) return 'turned away'
  const { code, message } = error as { code?: string; message?: string }
  return code === '40P01' ? 'deadlock' : `fault ${code}: ${message}`
}

process.once('message', (of) => rush(of as Rush))
