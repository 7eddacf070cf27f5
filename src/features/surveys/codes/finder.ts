/**
 * Finds codes for the answering pages. What was found is believed for two seconds, so that a class of thirty asks the
 * database once; whether a wave is open has the database's last word when an answer comes in.
 *
 * Guessing: a school has one address, so nobody is told apart by it. Wrong codes spend a budget that all share; once it is
 * spent, a wrong code waits for its answer, and only so many wait at a time. Right codes spend nothing and never wait.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../platform/database/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { codeFrom } from './code.ts'
import { type FoundCode, findCodes } from './store.ts'

const BELIEVED_MILLISECONDS = 2_000
const MOST_REMEMBERED = 50_000

/** Wrong codes that all processes together take calmly: a class that mistypes is far below it. */
const BUDGET = 60
const BUDGET_A_SECOND = 2
/** What one more wrong code then waits, and how many wait at once; the others are refused at once. */
const WAIT_MILLISECONDS = 3_000
const MOST_WAITING = 32

/** `slowed`: wrong, and there have been too many wrong ones lately. */
export type Finding = { readonly found: FoundCode } | { readonly found?: undefined; readonly slowed: boolean }

export interface CodeFinder {
  find(typed: string): Promise<Finding>
  /** Wrong codes since the process began, and those of them that were slowed. */
  readonly wrong: { readonly all: number; readonly slowed: number }
}

export function codeFinder(
  database: Database,
  { wait = WAIT_MILLISECONDS, processes = 1 }: { readonly wait?: number; readonly processes?: number } = {},
): CodeFinder {
  // Processes share no memory, so each has its part: a guesser who reaches all of them gains nothing by it.
  const most = BUDGET / processes
  const perSecond = BUDGET_A_SECOND / processes
  const mostWaiting = Math.ceil(MOST_WAITING / processes)
  const remembered = new Map<string, { readonly found: FoundCode; readonly until: number }>()
  const asked = new Map<string, Promise<FoundCode | undefined>>()
  let next: { codes: Set<string>; answer: Promise<ReadonlyMap<string, FoundCode>> } | undefined
  const wrong = { all: 0, slowed: 0 }
  let budget = most
  let budgetAt = performance.now()
  let waiting = 0

  /** All codes that are asked for in one turn of the event loop go out as one question. */
  function ask(code: string): Promise<FoundCode | undefined> {
    if (!next) {
      const codes = new Set<string>()
      const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
        next = undefined
        const rows = await database.inScope(SYSTEM, (db) => findCodes(db, [...codes]))
        return new Map(rows.map((row) => [row.code, row]))
      })
      next = { codes, answer }
    }
    next.codes.add(code)
    return next.answer.then((found) => found.get(code))
  }

  async function look(code: string): Promise<FoundCode | undefined> {
    const known = remembered.get(code)
    if (known && performance.now() < known.until) return known.found
    let answer = asked.get(code)
    if (!answer) {
      answer = ask(code).finally(() => asked.delete(code))
      asked.set(code, answer)
    }
    const found = await answer
    if (found) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(code, { found, until: performance.now() + BELIEVED_MILLISECONDS })
    } else remembered.delete(code)
    return found
  }

  async function refuse(): Promise<Finding> {
    const now = performance.now()
    budget = Math.min(most, budget + ((now - budgetAt) / 1_000) * perSecond)
    budgetAt = now
    wrong.all += 1
    if (budget >= 1) {
      budget -= 1
      return { slowed: false }
    }
    wrong.slowed += 1
    if (waiting < mostWaiting) {
      waiting += 1
      await sleep(wait, undefined, { ref: false }).finally(() => {
        waiting -= 1
      })
    }
    return { slowed: true }
  }

  return {
    wrong,
    async find(typed) {
      const code = codeFrom(typed)
      const found = code === undefined ? undefined : await look(code)
      // What cannot be a code tells a guesser nothing and costs no budget.
      if (code === undefined) return { slowed: false }
      return found ? { found } : refuse()
    },
  }
}
