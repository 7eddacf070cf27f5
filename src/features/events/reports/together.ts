/** The same person joining twice is one person. */
import type { Joining } from './joinings.ts'

/** Somebody of the report, however often they joined: `line` is where they first stand, `leftAt` for the last time. */
export interface ReportPerson extends Omit<Joining, 'stated'> {
  readonly minutes: number | null
}

const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase()

/** One person for each address; those without one are known by their name, and join the one address of that name. */
export function together(joinings: readonly Joining[]): ReportPerson[] {
  const addresses = new Map<string, Set<string>>()
  for (const { name, email } of joinings) {
    if (email === '') continue
    const known = addresses.get(nameKey(name)) ?? new Set()
    addresses.set(nameKey(name), known.add(email))
  }
  const groups = new Map<string, Joining[]>()
  for (const each of joinings) {
    const known = [...(addresses.get(nameKey(each.name)) ?? [])]
    const key = each.email || (known.length === 1 ? (known[0] ?? '') : `name:${nameKey(each.name)}`)
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return [...groups.values()].map(oneOf)
}

function oneOf(joinings: readonly Joining[]): ReportPerson {
  const [first] = joinings
  if (!first) throw new Error('A person of a report without a row')
  const names = new Set(joinings.flatMap(({ name, otherNames }) => [name, ...otherNames]))
  names.delete(first.name)
  return {
    line: first.line,
    name: first.name,
    otherNames: [...names],
    email: joinings.find(({ email }) => email !== '')?.email ?? '',
    joinedAt: earliest(joinings.flatMap(({ joinedAt }) => (joinedAt ? [joinedAt] : []))),
    leftAt: latest(joinings.map(({ leftAt }) => leftAt)),
    minutes: minutesOf(joinings),
    host: joinings.some(({ host }) => host),
  }
}

function earliest(times: readonly Temporal.PlainDateTime[]): Temporal.PlainDateTime | null {
  return times.toSorted(Temporal.PlainDateTime.compare)[0] ?? null
}

/** Nothing where one of the times is missing: whoever is not said to have left may have stayed. */
function latest(times: readonly (Temporal.PlainDateTime | null)[]): Temporal.PlainDateTime | null {
  const known = times.flatMap((time) => (time ? [time] : []))
  return known.length === times.length
    ? (known.toSorted(Temporal.PlainDateTime.compare).at(-1) ?? null)
    : null
}

/** Two devices at once are one hour and not two: times that overlap are counted once where the report gives them. */
function minutesOf(joinings: readonly Joining[]): number | null {
  const [only, ...others] = joinings
  if (only && others.length === 0 && only.stated !== null) return only.stated
  const spans = joinings.flatMap(({ joinedAt, leftAt }) => (joinedAt && leftAt ? [{ joinedAt, leftAt }] : []))
  if (spans.length === joinings.length) return Math.round(covered(spans))
  const stated = joinings.flatMap((each) => (each.stated === null ? [] : [each.stated]))
  return stated.length > 0 ? stated.reduce((sum, each) => sum + each, 0) : null
}

function covered(
  spans: readonly { joinedAt: Temporal.PlainDateTime; leftAt: Temporal.PlainDateTime }[],
): number {
  let total = 0
  let until: Temporal.PlainDateTime | undefined
  for (const { joinedAt, leftAt } of spans.toSorted((one, other) =>
    Temporal.PlainDateTime.compare(one.joinedAt, other.joinedAt),
  )) {
    const from = until && Temporal.PlainDateTime.compare(until, joinedAt) > 0 ? until : joinedAt
    if (Temporal.PlainDateTime.compare(leftAt, from) <= 0) continue
    total += from.until(leftAt).total({ unit: 'minutes' })
    until = leftAt
  }
  return total
}
