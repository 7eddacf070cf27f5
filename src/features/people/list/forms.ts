import { cleanText } from '../../../platform/forms.ts'
import { isRole } from '../domain.ts'
import { type PeopleFilter, STATES } from './store.ts'

/** The filter in an address. Whatever it does not understand it leaves out: an address is not a form. */
export function filterOf(query: Readonly<Record<string, unknown>>): PeopleFilter {
  const word = (name: string) => (typeof query[name] === 'string' ? cleanText(query[name]).slice(0, 100) : '')
  const number = (name: string) => (/^[1-9]\d{0,8}$/.test(word(name)) ? Number(word(name)) : null)
  const role = word('role')
  return {
    words: word('q'),
    state: STATES.find((state) => state === word('state')) ?? 'here',
    role: isRole(role) ? role : null,
    hubId: number('hub'),
    schoolUrn: number('school'),
  }
}

/** The address of the list with this filter. */
export function addressOf(filter: PeopleFilter, page = 1): string {
  const query = new URLSearchParams()
  if (filter.words) query.set('q', filter.words)
  if (filter.state !== 'here') query.set('state', filter.state)
  if (filter.role) query.set('role', filter.role)
  if (filter.hubId !== null) query.set('hub', String(filter.hubId))
  if (filter.schoolUrn !== null) query.set('school', String(filter.schoolUrn))
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? '/people' : `/people?${query}`
}
