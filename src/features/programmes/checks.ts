/** Rules of a programme file that its schema cannot state: keys are unique, references exist, due rules make sense. */
import type { Finding } from '../../platform/content/content-file.ts'
import type { Definition, Expectation, Pathway, Series } from './definition.ts'

type Path = readonly PropertyKey[]

export function* checkDefinition(definition: Definition): Generator<Finding> {
  yield* unique(definition.pathways, ['pathways'])
  yield* unique(definition.series, ['series'])
  for (const [index, series] of definition.series.entries()) yield* checkSeries(series, ['series', index])
  for (const [index, pathway] of definition.pathways.entries()) {
    yield* checkPathway(pathway, definition, ['pathways', index])
  }
  yield* checkMarks(
    definition,
    definition.sources.map(({ mark }) => mark),
    [],
  )
}

function* unique(items: readonly { readonly key: string }[], path: Path): Generator<Finding> {
  const seen = new Set<string>()
  for (const [index, { key }] of items.entries()) {
    if (seen.has(key)) {
      yield { path: [...path, index, 'key'], message: `expected a key used once, found "${key}" again` }
    }
    seen.add(key)
  }
}

function* checkSeries(series: Series, path: Path): Generator<Finding> {
  for (const [index, event] of series.events.entries()) {
    const at = [...path, 'events', index]
    if (event.number !== index + 1) {
      yield { path: [...at, 'number'], message: `expected ${index + 1}, found ${event.number}` }
    }
    const before = series.events[index - 1]
    if (before && event.heldOn < before.heldOn) {
      yield {
        path: [...at, 'heldOn'],
        message: `expected a date from ${before.heldOn} on, found "${event.heldOn}"`,
      }
    }
    const day = Temporal.PlainDate.from(event.heldOn).toLocaleString('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    })
    if (event.published !== undefined && event.published !== day) {
      yield {
        path: [...at, 'published'],
        message: `expected "${day}" (the day of heldOn), found "${event.published}"`,
      }
    }
  }
}

function* checkPathway(pathway: Pathway, definition: Definition, path: Path): Generator<Finding> {
  const { leadershipDays, supportDays, supportTerms, capacity } = pathway
  if (leadershipDays.to !== undefined && leadershipDays.to < leadershipDays.from) {
    yield {
      path: [...path, 'leadershipDays', 'to'],
      message: `expected ${leadershipDays.from} or more, found ${leadershipDays.to}`,
    }
  }
  if (typeof supportDays.byTerm !== 'string' && supportDays.byTerm.length !== supportTerms.number) {
    yield {
      path: [...path, 'supportDays', 'byTerm'],
      message: `expected ${supportTerms.number} numbers, one for each support term, found ${supportDays.byTerm.length}`,
    }
  }
  if (capacity !== 'not published' && (capacity.minimum ?? 0) > capacity.maximum) {
    yield {
      path: [...path, 'capacity', 'maximum'],
      message: `expected ${capacity.minimum} or more, found ${capacity.maximum}`,
    }
  }
  yield* unique(pathway.expectations, [...path, 'expectations'])
  let lastAction = 0
  for (const [index, expectation] of pathway.expectations.entries()) {
    const at = [...path, 'expectations', index]
    yield* checkExpectation(expectation, pathway, definition, at)
    const action = expectation.initialAction
    if (action === undefined) continue
    if (action !== lastAction && action !== lastAction + 1) {
      yield {
        path: [...at, 'initialAction'],
        message: `expected ${lastAction === 0 ? 1 : `${lastAction} or ${lastAction + 1}`}, found ${action}`,
      }
    }
    lastAction = action
  }
}

function* checkExpectation(
  expectation: Expectation,
  pathway: Pathway,
  definition: Definition,
  path: Path,
): Generator<Finding> {
  const { repeats, due, opens, series, kind, minutes } = expectation
  const fault = (key: string, message: string): Finding => ({ path: [...path, key], message })

  if (repeats === 'each event') {
    const known = definition.series.map(({ key }) => key)
    if (series === undefined || !known.includes(series)) {
      const one = known.length > 0 ? `one of ${known.join(', ')}` : 'a series of this file (there is none)'
      yield fault('series', `expected ${one}, found ${series === undefined ? 'nothing' : `"${series}"`}`)
    }
    if (expectation.earlierEvents === undefined) {
      yield fault('earlierEvents', 'expected "left out" or recordingsEachSupportTerm, found nothing')
    }
  } else {
    for (const key of ['series', 'earlierEvents'] as const) {
      if (expectation[key] !== undefined)
        yield fault(key, `expected only with "each event", found with "${repeats}"`)
    }
  }
  if (repeats === 'throughout') {
    for (const key of ['due', 'opens', 'minutes'] as const) {
      if (expectation[key] !== undefined) yield fault(key, 'expected nothing, as it goes on throughout')
    }
    return
  }
  if (due === undefined) {
    yield fault('due', 'expected a due rule, found nothing')
    return
  }
  if (minutes === undefined) yield fault('minutes', 'expected a number of minutes, found nothing')
  if (minutes === 'support days') {
    if (repeats !== 'each support term' || typeof pathway.supportDays.byTerm === 'string') {
      yield fault(
        'minutes',
        'expected a number: "support days" needs days by support term and "each support term"',
      )
    }
  }
  if (kind === 'document' && expectation.to === undefined) {
    yield fault('to', 'expected who receives the document, found nothing')
  }
  const rules = { due, opens: opens ?? {} }
  for (const [key, rule] of Object.entries(rules)) {
    for (const [name, value] of Object.entries(rule)) {
      if (value === undefined) continue
      const proper =
        name.endsWith('Event') === (repeats === 'each event') &&
        (value === 'each') === (repeats === 'each support term')
      if (!proper) yield { path: [...path, key, name], message: `expected a rule that suits "${repeats}"` }
      if (typeof value === 'number' && name.endsWith('SupportTerm') && value > pathway.supportTerms.number) {
        yield {
          path: [...path, key, name],
          message: `expected a support term from 1 to ${pathway.supportTerms.number}, found ${value}`,
        }
      }
    }
  }
  const from = termOf(opens?.startOfSupportTerm, pathway)
  const by = termOf(due.endOfSupportTerm, pathway)
  if (from !== undefined && by !== undefined && from > by) {
    yield { path: [...path, 'due', 'endOfSupportTerm'], message: `expected ${from} or later, found ${by}` }
  }
}

function termOf(term: number | 'each' | 'last' | undefined, pathway: Pathway): number | undefined {
  return term === 'last' ? pathway.supportTerms.number : term === 'each' ? undefined : term
}

/** Every mark is of a source that the file lists, and every name in `ours` is a key of its own group. */
function* checkMarks(part: unknown, known: readonly string[], path: Path): Generator<Finding> {
  if (Array.isArray(part)) {
    for (const [index, item] of part.entries()) yield* checkMarks(item, known, [...path, index])
    return
  }
  if (typeof part !== 'object' || part === null) return
  const group: Record<string, unknown> = { ...part }
  if (typeof group.source === 'string' && group.source !== 'ours' && !known.includes(group.source)) {
    yield {
      path: [...path, 'source'],
      message: `expected ours or one of the file's sources (${known.join(', ')}), found "${group.source}"`,
    }
  }
  if (Array.isArray(group.ours)) {
    for (const [index, name] of group.ours.entries()) {
      if (typeof name !== 'string' || group[name] === undefined) {
        yield { path: [...path, 'ours', index], message: `expected a key of this group, found "${name}"` }
      }
    }
  }
  for (const [name, value] of Object.entries(group)) {
    if (name !== 'ours') yield* checkMarks(value, known, [...path, name])
  }
}
