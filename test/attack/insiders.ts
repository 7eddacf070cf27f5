/**
 * Those who know more than they are shown. Fewer than five in a group can tell each other what they answered: a head alone
 * is a group of one, and reads the results. And which groups are hidden may hint at how many chose an answer: here that is
 * told outright.
 */
import { type OneSeen, type Target, unknown, type View } from './views.ts'

export interface Insider {
  readonly about: string
  readonly views: readonly View[]
  readonly targets: readonly Target[]
}

const FEW = 5

export function insidersOf(seen: OneSeen, floor: number): Insider[] {
  const { published, views, targets } = seen
  const { tallies } = published.asked
  const withBases = [...views, ...basesOf(seen)]
  const chose = ({ truth }: Target) => truth.reduce((sum, count) => sum + count, 0)
  return [
    {
      about: 'by whoever is told how many chose an answer',
      views: withBases,
      targets: targets.filter((target) => chose(target) > 0),
    },
    ...tallies.flatMap((tally, group): Insider[] => {
      if (tally.answered === 0 || tally.answered >= FEW) return []
      return [
        {
          about: `by the ${tally.answered} of group ${group + 1}`,
          views: [...withBases, ...answersOf(seen, group)],
          // A group that is large enough to be shown may be worked out by those whom it hides.
          targets: targets.filter(
            (target) => target.group !== group && chose(target) > 0 && chose(target) < floor,
          ),
        },
      ]
    }),
  ]
}

/** A group's own answers, and who of it did not say. */
function answersOf({ published }: OneSeen, group: number): View[] {
  return numbersOf(published, group).flatMap(({ question, counts, unsaid }) =>
    [...counts, unsaid].map((value, at) => ({
      about: `own answers, question ${question + 1}, answer ${at + 1}`,
      terms: new Map([[unknown(published, group, question, at), 1]]),
      value,
    })),
  )
}

/** How many chose an answer; not where a group is known by that to have chosen none, for then there is no secret in it. */
function basesOf({ published }: OneSeen): View[] {
  const groups = published.asked.tallies.flatMap(({ answered }, group) => (answered > 0 ? [group] : []))
  const numbers = groups.map((group) => ({ group, questions: numbersOf(published, group) }))
  return published.asked.shape.flatMap((_, question) => {
    const bases = numbers.map(({ group, questions }) => {
      const counts = questions[question]?.counts ?? []
      return { group, counts, base: counts.reduce((sum, count) => sum + count, 0) }
    })
    if (bases.some(({ base }) => base === 0)) return []
    return bases.map(({ group, counts, base }) => ({
      about: `question ${question + 1}, group ${group + 1}: how many chose an answer`,
      terms: new Map(counts.map((_, at) => [unknown(published, group, question, at), 1])),
      value: base,
    }))
  })
}

function numbersOf({ asked }: OneSeen['published'], group: number) {
  const counts = asked.tallies[group]?.counts ?? []
  let from = 0
  return asked.shape.map((options, question) => {
    const own = counts.slice(from, from + options + 2)
    from += options + 2
    return { question, counts: own.slice(1, -1), unsaid: (own[0] ?? 0) + (own.at(-1) ?? 0) }
  })
}
