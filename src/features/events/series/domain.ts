/** Who has and has not taken part in the sessions of a series. Pure. */

/** Four counts that are never added to one another, and those who have neither been there nor watched. */
export const COUNTS = ['invited', 'booked', 'took-part', 'watched-later', 'neither'] as const
export type Count = (typeof COUNTS)[number]

export const COUNT_NAMES: Readonly<Record<Count, string>> = {
  invited: 'Invited',
  booked: 'Booked',
  'took-part': 'Took part',
  'watched-later': 'Watched later',
  neither: 'Neither yet',
}

/** As it reads in a sentence about schools. */
export const COUNT_WORDS: Readonly<Record<Count, string>> = {
  invited: 'were invited to',
  booked: 'booked',
  'took-part': 'took part in',
  'watched-later': 'watched later',
  neither: 'have neither taken part in nor watched',
}

export interface Session {
  readonly eventId: number
  readonly number: number
  readonly title: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly timeZone: string
  readonly timeConfirmed: boolean
  readonly cancelled: boolean
  readonly hasRecording: boolean
}

/** Of the schools that are with a programme now. */
export type Tally = Readonly<Record<Count | 'schools', number>>

/** Of one session, at one hub. */
export interface HubTally extends Tally {
  readonly session: number
  readonly hubId: number
  readonly hubName: string
  readonly regionCode: string | null
  readonly regionName: string | null
}

const NOTHING: Tally = { schools: 0, invited: 0, booked: 0, 'took-part': 0, 'watched-later': 0, neither: 0 }

/** Of schools that are all different, so that sums count each once. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      schools: sum.schools + each.schools,
      invited: sum.invited + each.invited,
      booked: sum.booked + each.booked,
      'took-part': sum['took-part'] + each['took-part'],
      'watched-later': sum['watched-later'] + each['watched-later'],
      neither: sum.neither + each.neither,
    }),
    NOTHING,
  )
}

export interface RegionTally extends Tally {
  readonly regionCode: string
  readonly regionName: string
}

/** By the region of the hub, in order of name; hubs without one come last. */
export function byRegion(tallies: readonly HubTally[]): RegionTally[] {
  return [...Map.groupBy(tallies, ({ regionCode }) => regionCode ?? 'none')]
    .map(([regionCode, hubs]) => ({
      ...sumOf(hubs),
      regionCode,
      regionName: hubs[0]?.regionName ?? 'No region',
    }))
    .toSorted(
      (one, other) =>
        Number(one.regionCode === 'none') - Number(other.regionCode === 'none') ||
        one.regionName.localeCompare(other.regionName),
    )
}

/** The session whose hubs are shown unless another is asked for: the last that has begun, or the first. */
export function sessionShown(
  sessions: readonly Session[],
  asked: number,
  now: Temporal.Instant,
): Session | undefined {
  return (
    sessions.find(({ number }) => number === asked) ??
    sessions.findLast((session) => hasBegun(session, now)) ??
    sessions[0]
  )
}

export const hasBegun = (session: Pick<Session, 'startsAt' | 'cancelled'>, now: Temporal.Instant): boolean =>
  !session.cancelled && Temporal.Instant.compare(session.startsAt, now) <= 0

/** Which schools a list shows, as its address says it. */
export interface SchoolsFilter {
  readonly session: number
  readonly count: Count | ''
  readonly hub: string
  readonly region: string
  readonly page: number
}

/** What makes no sense is no condition: an old link still opens a list. */
export function filterFrom(query: Readonly<Record<string, unknown>>): SchoolsFilter {
  const number = (name: string) => {
    const value = query[name]
    return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? value : ''
  }
  const { region } = query
  return {
    session: Number(number('session')),
    count: COUNTS.find((each) => each === query.count) ?? '',
    hub: number('hub'),
    region: typeof region === 'string' && /^(E12\d{6}|none)$/.test(region) ? region : '',
    page: Math.min(Number(number('page') || '1'), 10_000),
  }
}

export function schoolsHref(
  seriesKey: string,
  filter: Partial<SchoolsFilter>,
  file: 'schools' | 'schools.csv' = 'schools',
): string {
  const query = new URLSearchParams()
  if (filter.session) query.set('session', String(filter.session))
  for (const name of ['count', 'hub', 'region'] as const) {
    const value = filter[name]
    if (value) query.set(name, value)
  }
  if (filter.page && filter.page > 1) query.set('page', String(filter.page))
  const asked = query.toString()
  return `/series/${seriesKey}/${file}${asked && `?${asked}`}`
}

export interface SchoolLine {
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
  readonly regionCode: string | null
  readonly regionName: string | null
  readonly invited: boolean
  readonly booked: boolean
  /** People of the school who were there, and for how long together. */
  readonly people: number
  readonly minutes: number
  readonly watchedOn: string | null
}

export function counts(line: SchoolLine, count: Count | ''): boolean {
  const tookPart = line.people > 0
  const watched = line.watchedOn !== null
  switch (count) {
    case 'invited':
      return line.invited
    case 'booked':
      return line.booked
    case 'took-part':
      return tookPart
    case 'watched-later':
      return watched
    case 'neither':
      return !tookPart && !watched
    default:
      return true
  }
}
