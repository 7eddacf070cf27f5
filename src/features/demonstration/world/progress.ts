/** What one partnership has done so far, worked out from what its programme expects and the story it follows. Pure. */
import type { Expectation, Occurrence } from '../../programmes/index.ts'
import type { Days } from './days.ts'
import type { Dice } from './dice.ts'
import type { Story, Told } from './files.ts'

export type Side = 'partner' | 'lead' | 'programme-team'

/** Something that somebody confirmed. */
export interface Done {
  readonly key: string
  readonly occurrence: number
  readonly label: string
  readonly state: 'started' | 'done' | 'not-needed'
  readonly on: string
  readonly by: Side
  readonly minutes: number | null
  readonly note: string
  /** When an earlier "started" was written, before this one took its place. */
  readonly startedOn: string | null
}

export interface Setting {
  readonly story: Story
  readonly told: Told | undefined
  readonly expectations: ReadonlyMap<string, Expectation>
  readonly occurrences: readonly Occurrence[]
  /** Nothing happened before this day. */
  readonly startsOn: string
  /** Nor from this day on. */
  readonly endsOn: string
  readonly openDays: readonly string[]
  readonly notes: ReadonlyMap<string, readonly [string, ...string[]]>
  readonly days: Days
  readonly dice: Dice
}

/** What cannot come before what, where a pathway has both. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  'share-self-assessment': ['self-assessment'],
  'action-plan': ['self-assessment', 'deep-dive-visit'],
  'deep-dive-visit': ['visit-date'],
  'share-survey-results': ['pupil-survey', 'staff-survey'],
  'agreed-actions': ['deep-dive-visit'],
  'support-days': ['visit-date'],
}

/** Events go on for a partner that has stopped at something. */
const EVENTS: ReadonlySet<string> = new Set(['cpd', 'open-day', 'training', 'networking', 'induction'])
const LONG: ReadonlySet<string> = new Set([
  'self-assessment',
  'action-plan',
  'support-days',
  'agreed-actions',
])

export function progressOf(setting: Setting): Done[] {
  return setting.told ? toldProgress(setting, setting.told) : drawnProgress(setting)
}

function toldProgress(setting: Setting, told: Told): Done[] {
  const label = (key: string, occurrence: number) => {
    const found = setting.occurrences.find(
      (each) => each.expectationKey === key && each.occurrence === occurrence,
    )
    if (!found)
      throw new Error(`db/world/told.yaml: nothing called ${key} ${occurrence} is expected of ${told.school}`)
    return found.label
  }
  const byTeam = setting.occurrences.filter(
    (each) => each.actedOnBy === 'programme-team' && each.per === 'partnership',
  )
  return [
    ...byTeam.flatMap((each) => drawn(setting, each, new Map())),
    ...told.confirmations.map((each) => ({
      ...each,
      label: label(each.key, each.occurrence),
      startedOn: null,
    })),
  ]
}

function drawnProgress(setting: Setting): Done[] {
  const done = new Map<string, string>()
  const stop = setting.occurrences.find((each) => each.expectationKey === setting.story.stopsAt)?.position
  return setting.occurrences.flatMap((each) => {
    if (each.per !== 'partnership') return []
    const kind = setting.expectations.get(each.expectationKey)?.kind ?? ''
    const stopped =
      stop !== undefined &&
      each.position > stop &&
      each.actedOnBy !== 'lead' &&
      each.actedOnBy !== 'programme-team'
    if (stopped && !EVENTS.has(kind)) return []
    const happened = drawn(setting, each, done)
    for (const one of happened) if (one.state !== 'started') done.set(one.key, one.on)
    return each.position === stop
      ? happened.map((one) => ({ ...one, state: 'started', startedOn: null }) as const)
      : happened
  })
}

function drawn(setting: Setting, each: Occurrence, done: ReadonlyMap<string, string>): Done[] {
  const { story, dice, days, startsOn, endsOn } = setting
  const name = `${each.expectationKey} ${each.occurrence}`
  const side = sideOf(each, dice, name)
  const kind = setting.expectations.get(each.expectationKey)?.kind ?? ''
  const stopsHere = each.expectationKey === story.stopsAt
  if (!stopsHere && dice.chance(`${name} missed`, missedShare(setting, each, kind))) return []

  const on = EVENTS.has(kind) ? eventDay(setting, each, kind, name) : workDay(setting, each, done, name)
  if (on === undefined || on < startsOn) return []
  const common = { key: each.expectationKey, occurrence: each.occurrence, label: each.label, by: side }
  if (on >= endsOn) {
    // On its way: what takes long has been started, and somebody said so.
    const began = days.after(latest(each.opensOn.toString(), startsOn), dice.between(`${name} began`, 3, 14))
    if (!LONG.has(kind) || began >= endsOn || !dice.chance(`${name} said so`, 0.55)) return []
    return [{ ...common, state: 'started', on: began, minutes: null, note: '', startedOn: null }]
  }
  if (kind === 'document' && side === 'partner' && dice.chance(`${name} unneeded`, 0.1)) {
    return [
      {
        ...common,
        by: 'lead',
        state: 'not-needed',
        on,
        minutes: null,
        note: 'We have this already.',
        startedOn: null,
      },
    ]
  }
  const early = days.after(on, -dice.between(`${name} early`, 4, 10))
  const startedOn =
    LONG.has(kind) &&
    early > startsOn &&
    early > each.opensOn.toString() &&
    dice.chance(`${name} two steps`, 0.4)
      ? early
      : null
  return [
    {
      ...common,
      state: 'done',
      on,
      minutes: minutesOf(each, side, dice, name),
      note: noteOf(setting, each, side, on, name),
      startedOn,
    },
  ]
}

/** Some things are put right sooner or later: a first contact within weeks, what the programme team sends within months. */
function missedShare({ story, days, startsOn }: Setting, each: Occurrence, kind: string): number {
  const schoolDays = days.count(startsOn, days.today)
  if (kind === 'first-contact' && schoolDays > 25) return 0
  if (each.actedOnBy === 'programme-team') return schoolDays > 100 ? 0 : 0.06
  if (kind === 'watch-introduction') return story.missed * 0.2
  return each.actedOnBy === 'partner' ? story.missed : story.leadMissed
}

function sideOf(each: Occurrence, dice: Dice, name: string): Side {
  return each.actedOnBy === 'both' ? (dice.chance(`${name} side`, 0.6) ? 'partner' : 'lead') : each.actedOnBy
}

/** A session on its day or as a recording, an open day on the hub's own day. */
function eventDay(setting: Setting, each: Occurrence, kind: string, name: string): string | undefined {
  const { story, dice, days, openDays } = setting
  const [opens, due] = [each.opensOn.toString(), each.dueOn.toString()]
  if (kind === 'open-day' || kind === 'networking') {
    const day = openDays.find((one) => one >= opens && one <= due)
    return day !== undefined && dice.chance(`${name} attends`, Math.min(1, story.attends + 0.1))
      ? day
      : undefined
  }
  if (each.heldOn && each.heldOn.toString() >= opens) {
    const held = each.heldOn.toString()
    if (dice.chance(`${name} attends`, story.attends)) return held
    return dice.chance(`${name} watches later`, 0.7)
      ? days.after(held, dice.between(`${name} later`, 2, 9))
      : undefined
  }
  return days.between(opens, due, spread(setting, name))
}

function workDay(
  setting: Setting,
  each: Occurrence,
  done: ReadonlyMap<string, string>,
  name: string,
): string | undefined {
  const { days, dice, occurrences, startsOn } = setting
  let opens = latest(each.opensOn.toString(), startsOn)
  for (const before of AFTER[each.expectationKey] ?? []) {
    if (!occurrences.some((one) => one.expectationKey === before && one.position < each.position)) continue
    const when = done.get(before)
    if (when === undefined) return undefined
    opens = latest(opens, days.after(when, dice.between(`${name} after ${before}`, 1, 3)))
  }
  const due = latest(each.dueOn.toString(), days.after(opens, 12))
  const share = spread(setting, name)
  // What goes on through a support term, or looks back on it, is done towards its end.
  const { repeats, kind } = setting.expectations.get(each.expectationKey) ?? {}
  const through = repeats === 'each support term' || kind === 'final-review'
  return days.between(opens, due, through ? 0.6 + share * 0.4 : share)
}

function spread({ story, dice }: Setting, name: string): number {
  const wide = dice.roll(`${name} pace`) + dice.roll(`${name} more pace`) - 1
  return Math.min(1.15, Math.max(0.04, story.pace + wide * 0.3))
}

function minutesOf(each: Occurrence, side: Side, dice: Dice, name: string): number | null {
  if (side !== 'partner' || each.withinSupportDays || each.minutes === 0) return null
  return Math.max(5, Math.round((each.minutes * (0.8 + dice.roll(`${name} minutes`) * 0.4)) / 5) * 5)
}

function noteOf(setting: Setting, each: Occurrence, side: Side, on: string, name: string): string {
  const { dice, notes } = setting
  if (side === 'programme-team') return ''
  const recording = each.heldOn && on > each.heldOn.toString()
  if (recording && dice.chance(`${name} says so`, 0.6)) return 'Watched the recording.'
  const known = notes.get(each.expectationKey)
  if (!known || recording || !dice.chance(`${name} note`, 0.45)) return ''
  return dice.pick(`${name} which note`, known)
}

function latest(one: string, other: string): string {
  return one > other ? one : other
}
