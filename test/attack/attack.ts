/**
 * Tries to find out what is hidden. First what follows from all views at once; then combinations of views, drawn at
 * random and added and taken away from each other, as somebody with a spreadsheet would; then what follows for those who
 * know their own answers too.
 */
import { type Equation, type Range, solve } from './equations.ts'
import { insidersOf } from './insiders.ts'
import { RULES, type Rules, type Target, type View, viewsOf } from './views.ts'
import { dice, plantSchools } from './world.ts'

export interface Findings {
  readonly views: number
  readonly hidden: number
  /** Those who know more than they are shown, and were tried as well. */
  readonly insiders: number
  readonly combinations: number
  /** Hidden cells of which a number above nought, or the whole, became known: which, and by what. */
  readonly recovered: readonly string[]
  /** Noughts that became known: an answer that nobody in the hidden groups gave. See decision 11. */
  readonly noughts: number
}

export interface AttackOptions {
  readonly seed: number
  readonly worlds: number
  readonly schools: number
  readonly combinations: number
  readonly floor?: number
}

export type RulesName = keyof typeof RULES

export function attack(name: RulesName, options: AttackOptions): Findings {
  const rules: Rules = RULES[name]
  const found = { views: 0, hidden: 0, insiders: 0, combinations: 0, recovered: [] as string[], noughts: 0 }
  for (let world = 0; world < options.worlds; world += 1) {
    const seed = options.seed + world
    const floor = options.floor ?? 10
    const { views, targets, surveys } = viewsOf(plantSchools(seed, options.schools), floor, rules)
    const each = Math.ceil(options.combinations / options.worlds)
    const ranges = solve(views)
    search(views, ranges, dice(seed + 1_000_000), each)
    found.views += views.length
    found.hidden += targets.length
    found.combinations += each
    for (const target of targets) {
      const { broken, noughts } = judge(target, ranges)
      found.noughts += noughts
      if (broken) found.recovered.push(`world ${seed}, ${target.about}: ${broken}`)
    }
    for (const insider of surveys.flatMap((each) => insidersOf(each, floor))) {
      const known = solve(insider.views)
      found.insiders += 1
      for (const target of insider.targets) {
        const { broken } = judge(target, known)
        if (broken) found.recovered.push(`world ${seed}, ${target.about}, ${insider.about}: ${broken}`)
      }
    }
  }
  return found
}

/** @throws Error when the attack is sure of something that is not so: then the attack is wrong, not the service */
export function judge({ options, truth, about }: Target, ranges: ReadonlyMap<number, Range>) {
  let noughts = 0
  let settled = 0
  let broken = ''
  for (const [at, option] of options.entries()) {
    const range = ranges.get(option)
    const is = truth[at] ?? 0
    if (range && (is < range.low || is > range.high)) throw new Error(`${about}: ${is} is not what it is`)
    if (!range || range.low !== range.high) continue
    settled += 1
    if (is === 0) noughts += 1
    else broken ||= `answer ${at + 1} is ${is}`
  }
  if (settled === options.length) broken ||= 'nobody chose any answer'
  return { broken, noughts }
}

/** Draws combinations, and keeps what each of them settles. */
function search(views: readonly View[], ranges: Map<number, Range>, roll: () => number, count: number): void {
  const about = Map.groupBy(
    views.map((_, at) => at),
    (at) => (views[at]?.about ?? '').replace(/, (?:group|everybody|answer).*$/, ''),
  )
  const clusters = [...about.values()]
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(roll() * from.length)]
  for (let at = 0; at < count; at += 1) {
    // Half of the draws stay within one question, where the most can come of it; the others go across everything.
    const cluster = roll() < 0.5 ? pick(clusters) : undefined
    const terms = new Map<number, number>()
    let value = 0
    for (let part = 2 + Math.floor(roll() * 6); part > 0; part -= 1) {
      const chosen = cluster ? views[pick(cluster) ?? 0] : pick(views)
      const times = roll() < 0.5 ? 1 : -1
      for (const [unknown, by] of chosen?.terms ?? []) {
        const rest = (terms.get(unknown) ?? 0) + by * times
        if (rest === 0) terms.delete(unknown)
        else terms.set(unknown, rest)
      }
      value += (chosen?.value ?? 0) * times
    }
    settle({ terms, value }, ranges)
  }
}

/** One combined equation, with what is known put in: narrows what it can. */
function settle({ terms, value }: Equation, ranges: Map<number, Range>): void {
  let rest = value
  const open: [number, number][] = []
  for (const [unknown, times] of terms) {
    const range = ranges.get(unknown)
    if (range && range.low === range.high) rest -= range.low * times
    else open.push([unknown, times])
  }
  const [first] = open
  if (open.length === 1 && first) {
    const exact = rest / first[1]
    ranges.set(first[0], { low: exact, high: exact })
  } else if (rest === 0 && (open.every(([, times]) => times > 0) || open.every(([, times]) => times < 0))) {
    for (const [unknown] of open) ranges.set(unknown, { low: 0, high: 0 })
  }
}
