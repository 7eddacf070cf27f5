/**
 * Tells answers that look as if one person gave many, from counts alone: more than the class has, faster than a class can,
 * or the same again and again. Nobody is told apart, and nothing is refused: what is recognised carries a number, and the
 * school decides. Each process sees the answers that it takes. Pure.
 */
import { createHash } from 'node:crypto'
import type { BurstReason } from './store.ts'

/** A class has a new pupil, a teacher tries it out: so many more than expected surprise nobody. */
const SPARE = 3
const SPARE_SHARE = 0.1
/** A whole year group that presses Send in the same half minute is below this. */
const MOST_IN_A_WINDOW = 120
const WINDOW_MILLISECONDS = 30_000
/** Of twenty-five questions. */
const MOST_THE_SAME = 12
/** A pattern is over when so long nothing fitted it. */
const CALM_MILLISECONDS = 10 * 60_000

export interface Watched {
  readonly expected: number | null
  /** Stored before this answer. */
  readonly answered: number
}

interface Seen {
  /** When answers came in the present window: how many, not which. */
  windowAt: number
  inWindow: number
  last: string
  same: number
  pattern: BurstReason | undefined
  patternAt: number
}

export interface Patterns {
  /** The pattern that this answer belongs to, if any. `now` in milliseconds of any steady clock. */
  see(codeId: number, watched: Watched, answers: Uint8Array, now: number): BurstReason | undefined
}

export function patterns(): Patterns {
  const codes = new Map<number, Seen>()
  return {
    see(codeId, { expected, answered }, answers, now) {
      if (codes.size > 50_000) codes.clear()
      let seen = codes.get(codeId)
      if (!seen) {
        seen = { windowAt: now, inWindow: 0, last: '', same: 0, pattern: undefined, patternAt: 0 }
        codes.set(codeId, seen)
      }
      if (now - seen.windowAt >= WINDOW_MILLISECONDS) {
        seen.windowAt = now
        seen.inWindow = 0
      }
      seen.inWindow += 1
      // Not the answer itself: what stays in memory cannot be read back.
      const mark = createHash('sha1').update(answers).digest('latin1')
      seen.same = mark === seen.last ? seen.same + 1 : 1
      seen.last = mark
      const found = patternOf(seen, expected, answered)
      if (found) {
        seen.pattern = found
        seen.patternAt = now
      } else if (now - seen.patternAt > CALM_MILLISECONDS || seen.pattern === 'all-the-same') {
        // A class goes on where somebody stopped: its own answers are not in the burst.
        seen.pattern = undefined
      }
      return seen.pattern
    },
  }
}

function patternOf(seen: Seen, expected: number | null, answered: number): BurstReason | undefined {
  if (seen.same >= MOST_THE_SAME) return 'all-the-same'
  if (seen.inWindow > MOST_IN_A_WINDOW) return 'faster-than-a-class'
  if (expected !== null && expected > 0 && answered >= expected + Math.max(SPARE, expected * SPARE_SHARE)) {
    return 'more-than-expected'
  }
  return undefined
}
