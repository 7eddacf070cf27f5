/** Which partnerships a list shows, as its address says it, and in which order. Pure. */
import {
  PROGRESS_WORDS,
  type Programme,
  SIDES,
  STATUSES,
  type Standing,
  standingOf,
  takesRoom,
} from '../domain.ts'

export const SORTS = ['name', 'since', 'cohort'] as const
export type Sort = (typeof SORTS)[number]
export type Direction = 'ascending' | 'descending'

/** Everything '' or absent: no condition. */
export interface Filter {
  readonly text: string
  readonly region: string
  readonly hub: string
  readonly pathway: string
  readonly cohort: string
  /** A status, or '' for all that have not ended, or 'any'. */
  readonly status: string
  readonly expectation: string
  /** How that expectation stands, with hyphens: 'to-do'. */
  readonly progress: string
  /** Who acts next, or 'nobody'. */
  readonly next: string
  /** The expectation at which the school itself stops, or 'none'. */
  readonly stage: string
  /** 'status': changed in the last seven days; 'done': something was done in them. */
  readonly recent: string
  readonly sort: Sort
  readonly direction: Direction
  readonly page: number
}

export const NO_FILTER: Filter = {
  text: '',
  region: '',
  hub: '',
  pathway: '',
  cohort: '',
  status: '',
  expectation: '',
  progress: '',
  next: '',
  stage: '',
  recent: '',
  sort: 'name',
  direction: 'ascending',
  page: 1,
}

export const NEXT_CHOICES = [...SIDES, 'nobody'] as const
const RECENT_CHOICES = ['status', 'done']

/** The address of a progress word: 'to do' → 'to-do'. */
export const progressParam = (word: string) => word.replaceAll(' ', '-')
const PROGRESS_PARAMS = PROGRESS_WORDS.map(progressParam)

/** Reads an address. What makes no sense is no condition: an old link still opens a list. */
export function filterFrom(query: Readonly<Record<string, unknown>>): Filter {
  const word = (name: string, pattern = /^[\w-]{1,80}$/) => {
    const value = query[name]
    return typeof value === 'string' && pattern.test(value) ? value : ''
  }
  const oneOf = (name: string, choices: readonly string[]) => {
    const value = word(name)
    return choices.includes(value) ? value : ''
  }
  const number = (name: string) => word(name, /^[1-9]\d{0,9}$/)
  const { text } = query
  const expectation = word('expectation')
  const progress = oneOf('progress', PROGRESS_PARAMS)
  return {
    text: typeof text === 'string' ? text.toWellFormed().trim().slice(0, 100) : '',
    region: word('region', /^E12\d{6}$/) || (query.region === 'none' ? 'none' : ''),
    hub: number('hub'),
    pathway: word('pathway'),
    cohort: number('cohort'),
    status: oneOf('status', [...STATUSES, 'any']),
    expectation,
    progress: expectation ? progress : '',
    next: oneOf('next', NEXT_CHOICES),
    stage: word('stage'),
    recent: oneOf('recent', RECENT_CHOICES),
    sort: SORTS.find((sort) => sort === query.sort) ?? 'name',
    direction: query.direction === 'descending' ? 'descending' : 'ascending',
    page: Number(word('page', /^[1-9]\d{0,4}$/) || 1),
  }
}

/** The address of a list; whatever is as without a filter is left out. */
export function hrefOf(changes: Partial<Filter>, path = '/programme/partnerships'): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(changes)) {
    if (value !== undefined && value !== NO_FILTER[name as keyof Filter]) parameters.set(name, String(value)) // keys of a Filter
  }
  const query = parameters.toString()
  return query === '' ? path : `${path}?${query}`
}

/** Whether anything but order and page is chosen. */
export function isFiltered(filter: Filter): boolean {
  return hrefOf({ ...filter, sort: 'name', direction: 'ascending', page: 1 }) !== '/programme/partnerships'
}

/** The partnerships that fit, in order. */
export function narrow(programme: Programme, filter: Filter): Standing[] {
  const { standings, today } = programme
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const hubs = new Map(
    programme.hubs.map(({ id, name, reference }) => [id, `${name} ${reference}`.toLowerCase()]),
  )
  const week = Temporal.PlainDate.from(today).subtract({ days: 6 }).toString()
  const doneLately =
    filter.recent === 'done'
      ? new Set(
          programme.recentlyDone
            .filter(
              ({ expectationKey }) => filter.expectation === '' || expectationKey === filter.expectation,
            )
            .flatMap(({ partnerships }) => partnerships),
        )
      : undefined
  const progress = PROGRESS_PARAMS.indexOf(filter.progress)

  const fits = (each: Standing): boolean => {
    if (
      filter.status === ''
        ? !takesRoom(each.status)
        : filter.status !== 'any' && each.status !== filter.status
    )
      return false
    if (filter.region !== '' && (each.regionCode ?? 'none') !== filter.region) return false
    if (filter.hub !== '' && String(each.hubId) !== filter.hub) return false
    if (filter.pathway !== '' && each.pathwayKey !== filter.pathway) return false
    if (filter.cohort !== '' && String(each.cohortId) !== filter.cohort) return false
    if (filter.next !== '' && !actsNext(each, filter.next)) return false
    if (filter.stage !== '' && !stopsAt(each, filter.stage)) return false
    if (filter.expectation !== '' && doneLately === undefined) {
      const code = isRunningNow(each) ? standingOf(each, filter.expectation) : undefined
      if (code === undefined || (progress >= 0 && code !== progress)) return false
    }
    if (filter.recent === 'status' && (each.statusSince < week || each.statusSince > today)) return false
    if (doneLately && !doneLately.has(each.id)) return false
    if (words.length === 0) return true
    const text = `${each.schoolName} ${each.town ?? ''} ${each.schoolUrn} ${each.reference} ${hubs.get(each.hubId) ?? ''}`
    const folded = text.toLowerCase()
    return words.every((word) => folded.includes(word))
  }
  return inOrder(standings.filter(fits), programme, filter)
}

const isRunningNow = ({ status }: Standing) => status === 'confirmed' || status === 'active'

function actsNext(standing: Standing, who: string): boolean {
  if (!isRunningNow(standing)) return false
  return standing.next ? standing.next.side === who : who === 'nobody'
}

function stopsAt(standing: Standing, stage: string): boolean {
  if (!isRunningNow(standing)) return false
  return standing.stage ? standing.stage.occurrence.expectationKey === stage : stage === 'none'
}

/** Standings come by name; other orders keep that among equals. */
function inOrder(standings: Standing[], programme: Programme, { sort, direction }: Filter): Standing[] {
  const starts = new Map(programme.cohorts.map(({ key, startsOn }) => [key, startsOn]))
  const keyOf = (each: Standing): string | undefined =>
    sort === 'since' ? each.next?.since : sort === 'cohort' ? starts.get(each.cohortId) : undefined
  if (sort === 'name') return direction === 'ascending' ? standings : standings.toReversed()
  const sign = direction === 'ascending' ? 1 : -1
  return standings.toSorted((one, other) => {
    const [first, second] = [keyOf(one), keyOf(other)]
    if (first === second) return 0
    // Whoever is not waited on comes last in either direction.
    if (first === undefined) return 1
    if (second === undefined) return -1
    return first < second ? -sign : sign
  })
}
