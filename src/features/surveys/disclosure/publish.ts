import {
  type Cell,
  type GroupTally,
  hidden,
  LOWEST_FLOOR,
  type PublishedQuestion,
  type PublishedSurvey,
  type Shape,
  type Shown,
  slotsOf,
} from './domain.ts'
import { METHOD, type Method } from './method.ts'

/**
 * The one door between what was counted and what anybody sees. The same tallies and the same floor publish the same.
 * Groups must not overlap: each person is in one.
 * @param method the attack in test/attack weakens it, to prove that it can break in; nothing else passes one
 */
export function publish(
  tallies: readonly GroupTally[],
  shape: Shape,
  floor: number,
  method: Method = METHOD,
): PublishedSurvey {
  if (!Number.isInteger(floor) || floor < LOWEST_FLOOR) {
    throw new RangeError(`The floor is ${LOWEST_FLOOR} or more`)
  }
  const groups = tallies.toSorted((a, b) => a.position - b.position)
  let from = 0
  const questions = shape.map((options) => {
    const cells = groups.map(({ counts }) => shownOf(counts, from, options))
    from += slotsOf(options)
    return publishQuestion(
      groups.map(({ answered }) => answered),
      cells,
      floor,
      method,
    )
  })
  return {
    floor,
    answered: groups.reduce((sum, { answered }) => sum + answered, 0),
    groups: groups.map(({ position, label, answered }) => ({ position, label, answered })),
    questions,
  }
}

function publishQuestion(
  answered: readonly number[],
  cells: readonly Shown[],
  floor: number,
  method: Method,
): PublishedQuestion {
  const hiddenGroups = method.hiddenGroups(
    cells.map(({ base }, at) => ({ base, answered: answered[at] ?? 0 })),
    floor,
  )
  const everybody = addUp(cells)
  const notShown = cells.filter((_, at) => hiddenGroups.has(at)).map(({ counts }) => counts)
  const total: Cell = answered.every((count) => count === 0)
    ? hidden('nobody')
    : method.mayShowTotal(everybody.base, notShown, floor)
      ? everybody
      : hidden('few')
  return {
    total,
    groups: cells.map((cell, at): Cell => {
      if (answered[at] === 0) return hidden('nobody')
      return hiddenGroups.has(at) ? hidden('few') : cell
    }),
  }
}

function shownOf(counts: readonly number[], from: number, options: number): Shown {
  const chosen = counts.slice(from + 1, from + 1 + options)
  return {
    state: 'shown',
    base: chosen.reduce((sum, count) => sum + count, 0),
    counts: chosen,
    unsaid: (counts[from] ?? 0) + (counts[from + 1 + options] ?? 0),
  }
}

/** Cells of the same question, put together. */
export function addUp(cells: readonly Shown[]): Shown {
  const counts = (cells[0]?.counts ?? []).map((_, option) =>
    cells.reduce((sum, each) => sum + (each.counts[option] ?? 0), 0),
  )
  return {
    state: 'shown',
    base: counts.reduce((sum, count) => sum + count, 0),
    counts,
    unsaid: cells.reduce((sum, { unsaid }) => sum + unsaid, 0),
  }
}
