/** Sums over the whole programme. Pure. */
import {
  type ExpectationLine,
  isRunning,
  type PartnershipStatus,
  PROGRESS_WORDS,
  type Programme,
  type Side,
  type Standing,
  takesRoom,
  together,
} from '../domain.ts'

export interface ExpectationCount extends ExpectationLine {
  /** Running partnerships by progress code. */
  readonly counts: readonly number[]
  readonly total: number
}

export interface StageCount {
  readonly pathwayKey: string
  readonly expectationKey: string
  readonly title: string
  readonly count: number
  readonly overdue: number
  /** Since when the first of them is waited on. */
  readonly longestSince: string
}

export interface Summary {
  readonly openHubs: number
  readonly byStatus: ReadonlyMap<PartnershipStatus, number>
  /** Invited, confirmed, active or paused. */
  readonly open: number
  readonly running: number
  readonly next: ReadonlyMap<Side | 'nobody', number>
  /** Open partnerships by "region pathway" and "cohort pathway"; '' stands for all. */
  readonly byRegion: ReadonlyMap<string, number>
  readonly byCohort: ReadonlyMap<string, number>
  readonly expectations: readonly ExpectationCount[]
  readonly stages: readonly StageCount[]
  readonly places: readonly PlaceCount[]
  readonly changedStatus: ReadonlyMap<PartnershipStatus, number>
  readonly doneLately: readonly {
    readonly expectationKey: string
    readonly title: string
    readonly count: number
  }[]
}

/** A hub's partners on one pathway against what it takes. */
export interface PlaceCount {
  readonly hubId: number
  readonly pathwayKey: string
  readonly taken: number
  /** Null: no limit is known. */
  readonly maximum: number | null
}

export function summarise(programme: Programme): Summary {
  const { standings, hubs, today } = programme
  const open = standings.filter(({ status }) => takesRoom(status))
  const running = standings.filter(({ status }) => isRunning(status))
  const week = Temporal.PlainDate.from(today).subtract({ days: 6 }).toString()
  return {
    openHubs: hubs.filter(({ closedOn }) => closedOn === null).length,
    byStatus: tally(standings, ({ status }) => [status]),
    open: open.length,
    running: running.length,
    next: tally(running, ({ next }) => [next?.side ?? 'nobody']),
    byRegion: tally(open, ({ regionCode, pathwayKey }) => {
      const region = regionCode ?? 'none'
      return [`${region} ${pathwayKey}`, `${region} `, ` ${pathwayKey}`, ' ']
    }),
    byCohort: tally(open, ({ cohortId, pathwayKey }) => [
      `${cohortId} ${pathwayKey}`,
      `${cohortId} `,
      ` ${pathwayKey}`,
      ' ',
    ]),
    expectations: countExpectations(programme, running),
    stages: countStages(programme, running),
    places: countPlaces(programme, open),
    changedStatus: tally(
      standings.filter(({ statusSince }) => statusSince >= week && statusSince <= today),
      ({ status }) => [status],
    ),
    doneLately: countDoneLately(programme, new Set(standings.map(({ id }) => id))),
  }
}

function tally<Key>(
  standings: readonly Standing[],
  keysOf: (standing: Standing) => readonly Key[],
): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const standing of standings) {
    for (const key of keysOf(standing)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function countExpectations({ expectations }: Programme, running: readonly Standing[]): ExpectationCount[] {
  const counts = new Map<string, number[]>()
  for (const { group, progress, pathwayKey } of running) {
    if (!group) continue
    for (const [key, indices] of group.expectations) {
      const place = `${pathwayKey} ${key}`
      let row = counts.get(place)
      if (!row) {
        row = PROGRESS_WORDS.map(() => 0)
        counts.set(place, row)
      }
      const code = together(progress, indices)
      row[code] = (row[code] ?? 0) + 1
    }
  }
  return expectations.flatMap((line) => {
    const row = counts.get(`${line.pathwayKey} ${line.key}`)
    return row ? [{ ...line, counts: row, total: row.reduce((sum, count) => sum + count, 0) }] : []
  })
}

/** Where schools stop, longest waiting first: a list of what to act on, not of who is behind. */
function countStages({ expectations, today }: Programme, running: readonly Standing[]): StageCount[] {
  const titles = new Map(expectations.map(({ pathwayKey, key, title }) => [`${pathwayKey} ${key}`, title]))
  const stages = new Map<string, StageCount>()
  for (const { stage, pathwayKey } of running) {
    if (!stage) continue
    const { expectationKey, label, dueOn } = stage.occurrence
    const place = `${pathwayKey} ${expectationKey}`
    const before = stages.get(place)
    const late = dueOn < today ? 1 : 0
    stages.set(place, {
      pathwayKey,
      expectationKey,
      title: titles.get(place) ?? label,
      count: (before?.count ?? 0) + 1,
      overdue: (before?.overdue ?? 0) + late,
      longestSince: before && before.longestSince < stage.since ? before.longestSince : stage.since,
    })
  }
  return [...stages.values()].sort(
    (one, other) =>
      compare(one.longestSince, other.longestSince) ||
      other.count - one.count ||
      compare(one.title, other.title),
  )
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

function countPlaces({ capacities }: Programme, open: readonly Standing[]): PlaceCount[] {
  const taken = tally(open, ({ hubId, pathwayKey }) => [`${hubId} ${pathwayKey}`])
  return capacities.map(({ hubId, pathwayKey, maximum }) => ({
    hubId,
    pathwayKey,
    maximum,
    taken: taken.get(`${hubId} ${pathwayKey}`) ?? 0,
  }))
}

function countDoneLately(
  { recentlyDone, expectations }: Programme,
  known: ReadonlySet<number>,
): { expectationKey: string; title: string; count: number }[] {
  const schools = new Map<string, Set<number>>()
  for (const { expectationKey, partnerships } of recentlyDone) {
    const own = schools.get(expectationKey) ?? new Set<number>()
    for (const id of partnerships) if (known.has(id)) own.add(id)
    schools.set(expectationKey, own)
  }
  return [...schools]
    .flatMap(([expectationKey, { size: count }]) => {
      const expectation = expectations.find(({ key }) => key === expectationKey)
      // What a hub or the programme does once counts for a whole cohort at a time: that is no news of schools.
      return expectation?.own && count > 0 ? [{ expectationKey, title: expectation.title, count }] : []
    })
    .sort((one, other) => other.count - one.count || compare(one.title, other.title))
}

/** The programme with only the partnerships of one cohort. */
export function ofCohort(programme: Programme, cohortId: number | undefined): Programme {
  if (cohortId === undefined) return programme
  return { ...programme, standings: programme.standings.filter((each) => each.cohortId === cohortId) }
}
