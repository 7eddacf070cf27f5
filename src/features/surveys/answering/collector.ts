/**
 * Group commit. While one transaction commits, the answers that come in gather for the next; an answer is acknowledged
 * only when its transaction has committed. So a hundred pupils who press at once wait for two commits and not for a hundred.
 */
import { randomInt } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Arrival, countAnswers, type Outcome, receiveAnswers } from './store.ts'

const MOST_AT_ONCE = 500
/** More than this waiting is more than can be answered in time: it is said, and the browser tries again. */
const MOST_WAITING = 10_000
/** Counts of classes follow the answers, so that no transaction holds both. */
const COUNT_MILLISECONDS = 2_000

export interface Collector {
  /** Resolves when it is durable. Rejects where nothing is known of it: it may be sent again, and is stored once. */
  add(arrival: Arrival): Promise<Outcome>
  /** Resolves when nothing waits and every count is written. */
  settle(): Promise<void>
  /** Answers that were stored and not yet counted, by code. */
  readonly uncounted: ReadonlyMap<number, number>
}

interface Waiting {
  readonly arrival: Arrival
  readonly answer: PromiseWithResolvers<Outcome>
}

export function collector({
  database,
  clock,
  onError,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly onError: (error: Error) => void
}): Collector {
  const waiting = new Map<string, Waiting>()
  let committing: Promise<void> | undefined
  let counting: NodeJS.Timeout | undefined
  let codes = new Map<number, number>()
  let bursts = new Map<number, number>()

  async function commitAll(): Promise<void> {
    while (waiting.size > 0) {
      const batch = shuffled([...waiting.values()].slice(0, MOST_AT_ONCE))
      for (const { arrival } of batch) waiting.delete(arrival.key)
      await commit(batch)
    }
    committing = undefined
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await database.inScope(SYSTEM, (db) =>
        receiveAnswers(
          db,
          batch.map(({ arrival }) => arrival),
          clock.now(),
        ),
      )
      for (const { arrival, answer } of batch) {
        const outcome = outcomes.get(arrival.key) ?? 'closed'
        if (outcome === 'stored') {
          more(codes, arrival.codeId)
          if (arrival.burst !== null) more(bursts, arrival.burst)
          counting ??= setTimeout(() => void count(), COUNT_MILLISECONDS).unref()
        }
        answer.resolve(outcome)
      }
    } catch (error) {
      // What the database says of a failure may hold a row: it goes no further than this.
      const told = new Error('Answers could not be stored', { cause: codeOf(error) })
      onError(told)
      for (const { answer } of batch) answer.reject(told)
    }
  }

  async function count(): Promise<void> {
    clearTimeout(counting)
    counting = undefined
    if (codes.size === 0) return
    const [these, those] = [codes, bursts]
    codes = new Map()
    bursts = new Map()
    try {
      await database.inScope(SYSTEM, (db) => countAnswers(db, these, those))
    } catch (error) {
      onError(new Error('Answers could not be counted', { cause: codeOf(error) }))
      for (const [id, n] of these) more(codes, id, n)
      for (const [id, n] of those) more(bursts, id, n)
      counting ??= setTimeout(() => void count(), COUNT_MILLISECONDS).unref()
    }
  }

  return {
    get uncounted() {
      return codes
    },
    add(arrival) {
      const same = waiting.get(arrival.key)
      if (same) return same.answer.promise
      if (waiting.size >= MOST_WAITING) return Promise.reject(new Error('Too many answers wait to be stored'))
      const answer = Promise.withResolvers<Outcome>()
      waiting.set(arrival.key, { arrival, answer })
      // A turn later, so that what came in together goes out together.
      committing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(commitAll)
      return answer.promise
    },
    async settle() {
      while (committing) await committing
      await count()
    },
  }
}

function more(counts: Map<number, number>, id: number, by = 1): void {
  counts.set(id, (counts.get(id) ?? 0) + by)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/** Not in the order in which they came. */
function shuffled<T>(items: T[]): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    const [one, two] = [items[at] as T, items[other] as T]
    items[at] = two
    items[other] = one
  }
  return items
}
