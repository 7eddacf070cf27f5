/** The order of lines that stand beside one another: of one kind, under one parent. */
import type { Line, Noun, Place, Plan } from '../domain.ts'

export type Direction = 'up' | 'down'

/**
 * What a press asks for: this line just above, or just below, the one that the person saw beside it. So a press that arrives
 * twice, or after a colleague has done the same, moves nothing further.
 */
export interface Move {
  readonly noun: Noun
  readonly id: number
  readonly direction: Direction
  readonly past: number
}

export function siblingsOf(
  plan: Pick<Plan, 'priorities'>,
  { noun, priority, objective }: Place,
): readonly Line[] {
  switch (noun) {
    case 'priority':
      return plan.priorities
    case 'objective':
      return priority.objectives
    case 'measure':
      return objective?.measures ?? []
    case 'action':
      return objective?.actions ?? []
  }
}

/** The same lines in their new order; nothing where the two no longer stand beside one another. */
export function afterMove(ids: readonly number[], { id, direction, past }: Move): number[] | undefined {
  const [at, other] = [ids.indexOf(id), ids.indexOf(past)]
  if (at < 0 || other < 0 || at === other) return undefined
  if (direction === 'up' ? at < other : at > other) return [...ids]
  const others = ids.filter((each) => each !== id)
  return others.toSpliced(others.indexOf(past) + (direction === 'up' ? 0 : 1), 0, id)
}

/** The fewest lines whose moving makes one order out of the other, among those in both. */
export function movedBetween(before: readonly number[], after: readonly number[]): Set<number> {
  const there = new Set(after)
  const positions = new Map(before.filter((id) => there.has(id)).map((id, at) => [id, at]))
  const now = after.filter((id) => positions.has(id))
  // The longest run of lines that kept their order, ending at each: everything else has moved.
  const runs: number[][] = []
  for (const [at, id] of now.entries()) {
    const position = positions.get(id) ?? 0
    const longest = runs
      .slice(0, at)
      .filter((run) => (positions.get(run.at(-1) ?? 0) ?? 0) < position)
      .reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
    runs.push([...longest, id])
  }
  const kept = new Set(runs.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []))
  return new Set(now.filter((id) => !kept.has(id)))
}
