/** Schools with small groups planted in them, from a seed: who answered what, which the attack must not find out. */
import type { GroupTally, Shape } from '../../src/features/surveys/disclosure/index.ts'

export interface Asked {
  readonly school: number
  readonly wave: 'baseline' | 'follow-up'
  readonly audience: 'pupils' | 'staff'
  readonly shape: Shape
  readonly tallies: readonly GroupTally[]
}

/** A generator of numbers from 0 up to 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const SHAPE: Shape = [2, 3, 4, 5, 4, 2]
const WAVES = ['baseline', 'follow-up'] as const
const AUDIENCES = ['pupils', 'staff'] as const

/** So many schools asked twice, pupils and staff. Half of all groups are small, and some questions are passed over by many. */
export function plantSchools(seed: number, schools: number): Asked[] {
  const roll = dice(seed)
  const asked: Asked[] = []
  for (let school = 0; school < schools; school += 1) {
    for (const audience of AUDIENCES) {
      const groups = 1 + Math.floor(roll() * 7)
      for (const wave of WAVES) {
        asked.push({
          school,
          wave,
          audience,
          shape: SHAPE,
          tallies: Array.from({ length: groups }, (_, at) => plantGroup(roll, at + 1)),
        })
      }
    }
  }
  return asked
}

export function plantGroup(roll: () => number, position: number): GroupTally {
  const answered = roll() < 0.5 ? Math.floor(roll() * 12) : 10 + Math.floor(roll() * 60)
  // Groups that all but agree, and questions that nearly everybody passes over, are the ones to break in by.
  const agreed = roll() < 0.4
  const counts = SHAPE.flatMap((options) => {
    const slots = new Array<number>(options + 2).fill(0)
    const silent = roll() < 0.2 ? 0.7 : 0.05
    for (let person = 0; person < answered; person += 1) {
      const said = roll()
      const slot =
        said < silent / 2
          ? 0
          : said < silent
            ? options + 1
            : agreed && roll() < 0.97
              ? 1
              : 1 + Math.floor(roll() * options)
      slots[slot] = (slots[slot] ?? 0) + 1
    }
    return slots
  })
  return { position, label: `Group ${position}`, answered, counts }
}
