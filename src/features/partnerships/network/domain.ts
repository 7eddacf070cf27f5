import type { PartnershipStatus, Side } from '../domain.ts'
import type { Standing } from './store.ts'

export interface NetworkFilter {
  readonly text: string
  readonly pathway: string
  readonly cohort: string
  readonly status: '' | PartnershipStatus
  readonly waitedOn: '' | Side | 'nobody'
  readonly sort: 'name' | 'since' | 'pathway'
  readonly direction: 'ascending' | 'descending'
}

const STATUSES: readonly string[] = [
  'invited',
  'confirmed',
  'active',
  'paused',
  'withdrawn',
  'completed',
  'moved',
]

/** Reads a filter from an address. What makes no sense there is left out, never an error. */
export function filterFrom(query: Readonly<Record<string, unknown>>): NetworkFilter {
  const one = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? value.slice(0, 100) : ''
  }
  const within = <T extends string>(name: string, values: readonly T[], otherwise: T): T =>
    values.find((value) => value === one(name)) ?? otherwise
  return {
    text: one('text').trim(),
    pathway: one('pathway'),
    cohort: one('cohort'),
    status: STATUSES.includes(one('status')) ? (one('status') as PartnershipStatus) : '',
    waitedOn: within('waited-on', ['', 'partner', 'lead', 'programme-team', 'nobody'] as const, ''),
    sort: within('sort', ['name', 'since', 'pathway'] as const, 'name'),
    direction: within('direction', ['ascending', 'descending'] as const, 'ascending'),
  }
}

const ENDED: readonly string[] = ['withdrawn', 'completed', 'moved']

/** Narrows and orders. Partnerships that have ended are left out unless their status is asked for. */
export function narrow(standings: readonly Standing[], filter: NetworkFilter): Standing[] {
  const words = filter.text.toLowerCase()
  const kept = standings.filter(
    (each) =>
      (words === '' ||
        each.schoolName.toLowerCase().includes(words) ||
        (each.schoolTown ?? '').toLowerCase().includes(words)) &&
      (filter.pathway === '' || each.pathwayKey === filter.pathway) &&
      (filter.cohort === '' || String(each.cohortId) === filter.cohort) &&
      (filter.status === '' ? !ENDED.includes(each.status) : each.status === filter.status) &&
      (filter.waitedOn === '' || (each.waitedOn ?? 'nobody') === filter.waitedOn),
  )
  const turn = filter.direction === 'ascending' ? 1 : -1
  const by: Record<NetworkFilter['sort'], (each: Standing) => string> = {
    name: (each) => each.schoolName.toLowerCase(),
    // Who is waited on longest comes first; with nobody waited on, last.
    since: (each) => each.next?.since ?? '9999',
    pathway: (each) => each.pathwayKey,
  }
  const key = by[filter.sort]
  return kept.toSorted(
    (one, other) =>
      turn * key(one).localeCompare(key(other)) || one.schoolName.localeCompare(other.schoolName),
  )
}
