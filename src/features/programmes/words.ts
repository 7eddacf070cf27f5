/** A definition in words, for pages. */
import { capital, plural } from '../../design/components/index.ts'
import type { ActsOn, Definition, Expectation, Pathway, SourceMark } from './definition.ts'
import { supportDaysByTerm } from './domain.ts'

export const ACTOR_WORDS: Readonly<Record<ActsOn, string>> = {
  partner: 'Partner school',
  lead: 'Lead school',
  both: 'Both schools',
  'programme-team': 'Programme team',
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  byTerm: 'days',
  due: 'when',
  earlierEvents: 'recordings',
  eachTitle: 'short title',
  heldOn: 'year',
  minutes: 'time',
  number: 'number of support terms',
  opens: 'when it opens',
  repeats: 'how often',
  to: 'who receives it',
  withinSupportDays: 'counted in support days',
}

export function sourceName(definition: Definition, mark: SourceMark): string {
  if (mark === 'ours') return 'Ours'
  const source = definition.sources.find((each) => each.mark === mark)
  return source?.title ?? mark
}

/** "Guidance", or "Guidance (ours: when, time)". */
export function sourceWords(part: { readonly source: SourceMark; readonly ours: readonly string[] }): string {
  const source = capital(part.source)
  if (part.source === 'ours' || part.ours.length === 0) return source
  return `${source} (ours: ${part.ours.map((field) => FIELD_WORDS[field] ?? field).join(', ')})`
}

/** How often and by when: "Each support term", "Within 2 school weeks of the start". */
export function whenWords(expectation: Expectation): string {
  switch (expectation.repeats) {
    case 'once':
      return dueWords(expectation)
    case 'each support term':
      return 'Each support term, by its end'
    case 'each event':
      return `Each event: ${dueWords(expectation)}`
    case 'throughout':
      return 'Throughout'
  }
}

function dueWords({ due, opens }: Expectation): string {
  if (!due) return ''
  if (due.schoolWeeksFromStart !== undefined)
    return `Within ${schoolWeeks(due.schoolWeeksFromStart)} of the start`
  if (due.schoolWeeksAfterEvent !== undefined)
    return `Within ${schoolWeeks(due.schoolWeeksAfterEvent)} after it`
  if (due.schoolWeeksBeforeEvent !== undefined) return `${schoolWeeks(due.schoolWeeksBeforeEvent)} before it`
  const term = due.endOfSupportTerm
  if (opens?.startOfSupportTerm !== undefined && opens.startOfSupportTerm === term) {
    return term === 'last' ? 'In the last support term' : `In support term ${term}`
  }
  return term === 'last' ? 'By the end of the last support term' : `By the end of support term ${term}`
}

function schoolWeeks(count: number): string {
  return plural(count, 'school week')
}

export function leadershipWords({ leadershipDays: { from, to } }: Pathway): string {
  return to === undefined ? `${from} days or more` : `About ${from} to ${to} days`
}

export function supportDaysWords(pathway: Pathway): string {
  const { byTerm } = pathway.supportDays
  if (byTerm === 'none') return 'None'
  if (byTerm === 'not published') return 'Not published'
  const byNumber = supportDaysByTerm(pathway)
  const total = byNumber.reduce((sum, days) => sum + days, 0)
  return `${plural(total, 'day')}: ${byNumber.map((days, index) => `${days} in support term ${index + 1}`).join(', ')}`
}

export function capacityWords({ capacity }: Pathway): string {
  if (capacity === 'not published') return 'Not published'
  const { minimum, maximum } = capacity
  return minimum === undefined
    ? `Up to ${plural(maximum, 'partner school')}`
    : `${minimum} to ${plural(maximum, 'partner school')}`
}
