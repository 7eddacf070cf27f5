/**
 * Everything that anybody can be shown, as equations about what nobody is: each cell of each page and file, how many
 * answered by group, and sums over the schools of a hub and of the programme. Shares, gaps, differences and margins are made
 * of these and say nothing more; `served.ts` reads the pages and files themselves.
 */
import {
  isShown,
  type PublishedSurvey,
  publish,
  type Shown,
  slotsOf,
  sumOverSchools,
} from '../../src/features/surveys/disclosure/index.ts'
import { METHOD, type Method } from '../../src/features/surveys/disclosure/method.ts'
import { addUp } from '../../src/features/surveys/disclosure/publish.ts'
import type { Equation } from './equations.ts'
import type { Asked } from './world.ts'

/** What the attack is after: a group's answers to one question that are not shown. */
export interface Target {
  readonly about: string
  readonly question: number
  readonly group: number
  /** The unknowns of its options. */
  readonly options: readonly number[]
  readonly truth: readonly number[]
}

export interface View extends Equation {
  readonly about: string
}

/** What the rules are, and each of them put out of use. `whole` is how the service does it. */
export const RULES = {
  whole: {},
  'no second group is hidden': {
    method: {
      ...METHOD,
      hiddenGroups: (groups, floor) =>
        new Set(groups.flatMap(({ base, answered }, at) => (answered > 0 && base < floor ? [at] : []))),
      mayShowTotal: (total, _hidden, floor) => total >= floor,
    },
  },
  'everybody is shown though all hidden groups chose the same': {
    method: { ...METHOD, mayShowTotal: (total, _hidden, floor) => total >= floor },
  },
  'a few who know each other’s answers are not thought of': {
    method: {
      hiddenGroups(groups, floor) {
        const there = groups.flatMap((group, at) => (group.answered > 0 ? [{ ...group, at }] : []))
        const bySize = there.toSorted((a, b) => a.base - b.base || a.at - b.at)
        let count = bySize.filter(({ base }) => base < floor).length
        const isEnough = () =>
          count >= 2 && bySize.slice(0, count).reduce((sum, { base }) => sum + base, 0) >= floor
        while (count > 0 && count < bySize.length && !isEnough()) count += 1
        return new Set(bySize.slice(0, count).map(({ at }) => at))
      },
      mayShowTotal(total, hidden, floor) {
        const pool = (hidden[0] ?? []).map((_, at) => hidden.reduce((sum, own) => sum + (own[at] ?? 0), 0))
        const together = pool.reduce((sum, count) => sum + count, 0)
        if (total < floor || hidden.length === 0) return total >= floor
        return hidden.length >= 2 && together >= floor && !pool.includes(together)
      },
    },
  },
  'sums over schools hold what a school does not publish': { sumsOfAll: true },
  'results are made again with another floor': { otherFloor: 5 },
} as const satisfies Record<string, Rules>

export interface Rules {
  readonly method?: Method
  readonly sumsOfAll?: boolean
  readonly otherFloor?: number
}

export interface Seen {
  readonly views: readonly View[]
  readonly targets: readonly Target[]
  /** The same, of one audience in one wave of one school each, without sums over schools. */
  readonly surveys: readonly OneSeen[]
}

export interface OneSeen {
  readonly published: Published
  readonly views: readonly View[]
  readonly targets: readonly Target[]
}

/** What all roles together are shown of these schools. */
export function viewsOf(asked: readonly Asked[], floor: number, rules: Rules): Seen {
  let next = 0
  const published = asked.map((each) => {
    const first = next
    const slots = each.shape.reduce((sum, options) => sum + options + 1, 0)
    next += slots * each.tallies.length
    return { asked: each, first, slots, survey: publish(each.tallies, each.shape, floor, rules.method) }
  })
  const surveys = published.map((each): OneSeen => {
    const editions = [each.survey]
    if (rules.otherFloor) editions.push(publish(each.asked.tallies, each.asked.shape, rules.otherFloor))
    return {
      published: each,
      views: editions.flatMap((survey) => viewsOfOne(each, survey)),
      targets: targetsOf(each, editions),
    }
  })
  return {
    views: [...surveys.flatMap(({ views }) => views), ...sums(published, rules)],
    targets: surveys.flatMap(({ targets }) => targets),
    surveys,
  }
}

export interface Published {
  readonly asked: Asked
  readonly first: number
  readonly slots: number
  readonly survey: PublishedSurvey
}

/** The unknown of one group, question and option; the last is "did not say". */
export function unknown(
  { first, slots, asked }: Published,
  group: number,
  question: number,
  option: number,
): number {
  const before = asked.shape.slice(0, question).reduce((sum, options) => sum + options + 1, 0)
  return first + group * slots + before + option
}

const nameOf = ({ school, wave, audience }: Asked): string => `school ${school + 1}, ${wave}, ${audience}`

function viewsOfOne(each: Published, survey: PublishedSurvey): View[] {
  const { asked } = each
  const groups = survey.groups.map((_, at) => at)
  return survey.questions.flatMap(({ total, groups: cells }, question) => {
    const options = asked.shape[question] ?? 0
    const named = `${nameOf(asked)}, question ${question + 1}`
    const places = Array.from({ length: options + 1 }, (_, at) => at)
    const values = (cell: Shown) => [...cell.counts, cell.unsaid]
    return [
      ...groups.flatMap((group): View[] => {
        const cell = cells[group]
        const known: View = {
          about: `${named}, group ${group + 1}: how many answered`,
          terms: new Map(places.map((at) => [unknown(each, group, question, at), 1])),
          value: survey.groups[group]?.answered ?? 0,
        }
        if (!isShown(cell)) return [known]
        return [
          known,
          ...values(cell).map((value, at) => ({
            about: `${named}, group ${group + 1}, answer ${at + 1}`,
            terms: new Map([[unknown(each, group, question, at), 1]]),
            value,
          })),
        ]
      }),
      ...(isShown(total)
        ? values(total).map((value, at) => ({
            about: `${named}, everybody, answer ${at + 1}`,
            terms: new Map(groups.map((group) => [unknown(each, group, question, at), 1])),
            value,
          }))
        : []),
    ]
  })
}

function targetsOf(each: Published, editions: readonly PublishedSurvey[]): Target[] {
  return each.asked.shape.flatMap((options, question) =>
    each.asked.tallies.flatMap((tally, group): Target[] => {
      // Hidden in the edition that counts: an edition that shows it would have no secret to keep.
      if (!editions.every((survey) => survey.questions[question]?.groups[group]?.state === 'hidden'))
        return []
      if (tally.answered === 0) return []
      const from = each.asked.shape.slice(0, question).reduce((sum, count) => sum + slotsOf(count), 0)
      const truth = tally.counts.slice(from + 1, from + 1 + options)
      return [
        {
          about: `${nameOf(each.asked)}, question ${question + 1}, group ${group + 1}`,
          question,
          group,
          options: truth.map((_, at) => unknown(each, group, question, at)),
          truth,
        },
      ]
    }),
  )
}

/** So many of the schools are one hub's; the others are another's. */
const IN_ONE_HUB = 6

/** The tables of hubs and of the whole programme, for each audience, wave and question. */
function sums(published: readonly Published[], { sumsOfAll }: Rules): View[] {
  const table = ({ asked }: Published) => `${asked.wave}, ${asked.audience}`
  const tables = [
    ...Map.groupBy(published, (each) => `all schools, ${table(each)}`),
    ...Map.groupBy(published, (each) => `hub ${each.asked.school < IN_ONE_HUB ? 1 : 2}, ${table(each)}`),
  ]
  return tables.flatMap(([table, schools]) =>
    (schools[0]?.asked.shape ?? []).flatMap((options, question) => {
      const totals = schools.map(({ survey }) => survey.questions[question]?.total)
      const counted = sumsOfAll ? schools : schools.filter((_, at) => isShown(totals[at]))
      const sum = sumsOfAll
        ? addUp(counted.map(({ asked }) => truthOf(asked, question)))
        : sumOverSchools(totals.flatMap((total) => (total ? [total] : [])))
      if (!isShown(sum)) return []
      return [...sum.counts, sum.unsaid].map((value, at) => ({
        about: `${table}, question ${question + 1}, answer ${at + 1} of ${options + 1}`,
        terms: new Map(
          counted.flatMap((each) =>
            each.asked.tallies.map((_, group) => [unknown(each, group, question, at), 1]),
          ),
        ),
        value,
      }))
    }),
  )
}

function truthOf({ tallies, shape }: Asked, question: number): Shown {
  const from = shape.slice(0, question).reduce((sum, options) => sum + slotsOf(options), 0)
  const options = shape[question] ?? 0
  return addUp(
    tallies.map(({ counts }) => ({
      state: 'shown',
      base: 0,
      counts: counts.slice(from + 1, from + 1 + options),
      unsaid: (counts[from] ?? 0) + (counts[from + 1 + options] ?? 0),
    })),
  )
}
