/**
 * The running order of a visit, drafted by rules that a head can check:
 *
 * 1. Parts that belong to every visit are always there.
 * 2. Of the others, each statement in turn (those marked as a priority first, then the lowest answers), by turns with what
 *    a survey says whose results the school shares (the widest gaps, then what fewest pupils agree with), brings the part that
 *    looks at its theme, or else the part for its strand, until the day is full; the first is there in any case.
 * 3. Minutes that are left go to the usual parts. Where nothing is known, the usual parts make the day.
 * 4. The parts stand in the order of the template, which follows a school day.
 */
import { type LatestSubmitted, rankOf, statementsOf } from '../../../self-assessment/index.ts'
import type { Template } from './template.ts'

export interface Part {
  readonly title: string
  readonly minutes: number
  readonly who: string
  readonly look: string
}

/** A part of a draft, with why it is there where a self-assessment has chosen it. */
export interface DraftPart extends Part {
  readonly because: string
}

/** What presses, the most pressing first. The self-assessment says so; whatever else knows can say it in the same words. */
export interface Pressing {
  readonly theme: string
  readonly strand: 'attendance' | 'behaviour' | 'both'
  /** Why, for the person who reads it. */
  readonly because: string
}

/** Answers below this rank press: the two lower of the four levels. */
const DEVELOPED = 2

export function pressingIn({ version, answers }: Pick<LatestSubmitted, 'version' | 'answers'>): Pressing[] {
  const { definition } = version
  const given = new Map(answers.map((answer) => [answer.statementKey, answer]))
  return statementsOf(definition)
    .flatMap(({ theme, statement }) => {
      const answer = given.get(statement.key)
      const rank = rankOf(definition, answer?.level ?? null)
      if (!answer || rank === undefined || !(answer.isPriority || rank < DEVELOPED)) return []
      const level = definition.levels[rank]?.name
      const because = answer.isPriority
        ? `Statement ${statement.number} is a priority of the school`
        : `Statement ${statement.number} was answered “${level}”`
      return [{ theme: theme.key, strand: statement.strand, because, rank, isPriority: answer.isPriority }]
    })
    .toSorted((one, other) => Number(other.isPriority) - Number(one.isPriority) || one.rank - other.rank)
    .map(({ theme, strand, because }) => ({ theme, strand, because }))
}

/** By turns, the self-assessment first: neither of two that know fills the day alone. */
export function alternately(one: readonly Pressing[], other: readonly Pressing[]): Pressing[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, at) => [one[at], other[at]])
    .flat()
    .filter((each) => each !== undefined)
}

export function draft(
  { parts, minutes: most }: Pick<Template, 'parts' | 'minutes'>,
  pressing: readonly Pressing[],
): DraftPart[] {
  const chosen = new Map<Template['parts'][number], string>()
  let used = 0
  const choose = (part: Template['parts'][number], because: string, isNeeded = false) => {
    if (chosen.has(part) || (!isNeeded && used + part.minutes > most)) return
    chosen.set(part, because)
    used += part.minutes
  }
  for (const part of parts) if (!part.for) choose(part, '', true)
  for (const [at, each] of pressing.entries()) {
    const part = partFor(parts, each)
    if (part) choose(part, each.because, at === 0)
  }
  for (const part of parts) if (part.usual) choose(part, '')
  return parts
    .filter((part) => chosen.has(part))
    .map((part) => ({
      title: part.title,
      minutes: part.minutes,
      who: part.who,
      look: part.look,
      because: chosen.get(part) ?? '',
    }))
}

function partFor(
  parts: Template['parts'],
  { theme, strand }: Pressing,
): Template['parts'][number] | undefined {
  const ofTheme = parts.filter((part) => part.for?.themes.includes(theme))
  const isOfStrand = (part: Template['parts'][number]) =>
    strand !== 'both' && (part.for?.strands.includes(strand) ?? false)
  // Of several that look at a theme, the one for the strand; of none, any for the strand.
  return ofTheme.find(isOfStrand) ?? ofTheme[0] ?? parts.find(isOfStrand)
}

export interface TimedPart extends DraftPart {
  /** "09:30", or empty where the day has no time yet. */
  readonly at: string
}

/** The parts one after another from when the day starts. */
export function timed(
  parts: readonly (Part & { readonly because?: string })[],
  startsAt: string,
): TimedPart[] {
  let time = startsAt === '' ? undefined : Temporal.PlainTime.from(startsAt)
  return parts.map((part) => {
    const at = time ? time.toString({ smallestUnit: 'minute' }) : ''
    time = time?.add({ minutes: part.minutes })
    return { because: '', ...part, at }
  })
}
