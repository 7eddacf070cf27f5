/** Results that are made a second time, after one more answer: the reason why they are made once. */
import { isShown, publish } from '../../src/features/surveys/disclosure/index.ts'
import { dice, plantGroup } from './world.ts'

/** In how many of these worlds the last person's answer to the first question can be read off two editions of results. */
export function answersOfTheLast(worlds: number): number {
  let read = 0
  for (let seed = 1; seed <= worlds; seed += 1) {
    const roll = dice(seed)
    const before = [1, 2, 3, 4].map((position) => plantGroup(roll, position))
    const after = before.map((group, at) =>
      at > 0
        ? group
        : {
            ...group,
            answered: group.answered + 1,
            counts: group.counts.map((count, slot) => (slot === 1 ? count + 1 : count)),
          },
    )
    const [first, second] = [before, after].map((tallies) => publish(tallies, [2], 10).questions[0]?.total)
    if (!isShown(first) || !isShown(second)) continue
    if (second.counts.filter((count, at) => count !== first.counts[at]).length === 1) read += 1
  }
  return read
}
