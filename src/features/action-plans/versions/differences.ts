/** What changed between two versions of a plan, in sentences. Pure, and the same for one change and for a year of them. */
import { plural } from '../../../design/components/index.ts'
import {
  type Action,
  type Closed,
  type Line,
  nameOf,
  type Place,
  type Priority,
  placesIn,
} from '../domain.ts'
import { inSentence, LINES } from '../lines/fields.ts'
import { movedBetween, siblingsOf } from '../order/domain.ts'
import { pluralOf, STATE_NAMES } from '../words.ts'

export interface Difference {
  /** A change of what was planned, of its order, or news of how it goes: only the first makes an agreement out of date. */
  readonly kind: 'plan' | 'order' | 'progress'
  readonly words: string
}

type Version = readonly Priority[]

export function differences(before: Version, after: Version): Difference[] {
  const then = byIdentity(before)
  const now = byIdentity(after)
  const found: Difference[] = []
  for (const [identity, place] of now) {
    const earlier = then.get(identity)
    if (earlier) found.push(...changesOf(earlier, place))
    else if (!isPartOfNew(place, then))
      found.push({ kind: 'plan', words: `${addedWord(place)} ${withParts(place)}` })
  }
  for (const [identity, place] of then) {
    if (!now.has(identity) && !isPartOfNew(place, now))
      found.push({ kind: 'plan', words: `Removed ${withParts(place)}` })
  }
  return [...found, ...moves(before, after, then, now)]
}

/** Lines that stand elsewhere among those of their kind; what came or went says so itself. */
function* moves(
  before: Version,
  after: Version,
  then: ReadonlyMap<string, Place>,
  now: ReadonlyMap<string, Place>,
): Generator<Difference> {
  const looked = new Set<string>()
  for (const place of now.values()) {
    const siblings = siblingsOf({ priorities: after }, place)
    const list = `${place.noun} ${siblings[0]?.id}`
    const earlier = looked.has(list) ? undefined : then.get(identityOf(place))
    if (!earlier) continue
    looked.add(list)
    const was = siblingsOf({ priorities: before }, earlier).map(({ id }) => id)
    const moved = movedBetween(
      was,
      siblings.map(({ id }) => id),
    )
    for (const [at, line] of siblings.entries()) {
      if (!moved.has(line.id)) continue
      const above = siblings[at - 1]
      const where = above ? `to below “${nameOf(above)}”` : 'to the top'
      yield { kind: 'order', words: `Moved ${named({ ...place, line })} ${where}` }
    }
  }
}

/** Whether anything that the two schools agreed on has changed since. */
export const planChanged = (before: Version, after: Version): boolean =>
  differences(before, after).some(({ kind }) => kind === 'plan')

const identityOf = ({ noun, line }: Pick<Place, 'noun' | 'line'>) => `${noun} ${line.id}`

function byIdentity(version: Version): Map<string, Place> {
  return new Map([...placesIn({ priorities: version })].map((place) => [identityOf(place), place]))
}

/** Its parent came or went with it, so that the parent's sentence says it. */
function isPartOfNew({ noun, priority, objective }: Place, other: ReadonlyMap<string, Place>): boolean {
  if (noun === 'priority') return false
  if (!other.has(`priority ${priority.id}`)) return true
  return noun !== 'objective' && objective !== undefined && !other.has(`objective ${objective.id}`)
}

const addedWord = ({ noun, line }: Place) =>
  noun === 'action' && (line as Action).state === 'proposed' ? 'Proposed' : 'Added'

const named = ({ noun, line }: Place) => `the ${noun} “${nameOf(line)}”`

/** "the priority “Day one of absence” with 1 objective, 2 measures and 3 actions". */
function withParts(place: Place): string {
  const objectives =
    place.noun === 'priority'
      ? place.priority.objectives
      : place.noun === 'objective' && place.objective
        ? [place.objective]
        : []
  const counts = [
    ['objective', place.noun === 'priority' ? objectives.length : 0],
    ['measure', objectives.flatMap(({ measures }) => measures).length],
    ['action', objectives.flatMap(({ actions }) => actions).length],
  ] as const
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([noun, count]) => plural(count, noun, pluralOf(noun)))
  return parts.length === 0 ? named(place) : `${named(place)} with ${inList(parts)}`
}

function* changesOf(earlier: Place, place: Place): Generator<Difference> {
  for (const field of LINES[place.noun].fields) {
    const [before, after] = [field.words(earlier.line), field.words(place.line)]
    if (before === after) continue
    const isName = field === LINES[place.noun].fields[0]
    yield {
      kind: 'plan',
      words: isName
        ? `Reworded ${named(earlier)} as “${nameOf(place.line)}”`
        : fieldChange(inSentence(field), named(place), before, after),
    }
  }
  yield* closing(earlier, place)
  if (place.noun === 'action') yield* progress(place, earlier.line as Action, place.line as Action)
}

function fieldChange(label: string, name: string, before: string, after: string): string {
  if (before.length > 80 || after.length > 80) return `Changed “${label}” of ${name}`
  if (before === '') return `Set “${label}” of ${name} to “${after}”`
  if (after === '') return `Cleared “${label}” of ${name}, which was “${before}”`
  return `Changed “${label}” of ${name} from “${before}” to “${after}”`
}

function* closing(earlier: Place, place: Place): Generator<Difference> {
  const [before, after] = [closedOf(earlier.line), closedOf(place.line)]
  if (!before && after) yield { kind: 'plan', words: `Closed ${named(place)}: ${after.reason}` }
  if (before && !after) yield { kind: 'plan', words: `Opened ${named(place)} again` }
}

const closedOf = (line: Line): Closed | null => ('closed' in line ? line.closed : null)

function* progress(place: Place, before: Action, after: Action): Generator<Difference> {
  const note = after.stateNote ? `: ${after.stateNote}` : ''
  if (before.state === 'proposed' && after.state !== 'proposed') {
    yield {
      kind: 'plan',
      words: after.state === 'stopped' ? `Did not take up ${named(place)}${note}` : `Took up ${named(place)}`,
    }
  } else if (before.state !== after.state) {
    yield {
      kind: 'progress',
      words: `Marked ${named(place)} as ${STATE_NAMES[after.state].toLowerCase()}${note}`,
    }
  } else if (before.stateNote !== after.stateNote && after.stateNote) {
    yield { kind: 'progress', words: `Said of ${named(place)}${note}` }
  }
}

/** "one", "one and another", "one, another and a third". */
export function inList(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
