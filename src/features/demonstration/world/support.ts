/** The support days of a partnership so far, as its progress says: agreed, held, and what is arranged next. */
import type { Pathway } from '../../programmes/index.ts'
import type { Done } from './progress.ts'
import type { PersonRow, SupportDayRow, SupportEntryRow } from './rows.ts'
import { addHistory, type Build } from './world.ts'

type Side = 'partner' | 'lead'
interface Term {
  readonly number: number
  readonly opensOn: string
  readonly dueOn: string
  readonly days: number
  readonly done: Done | undefined
}

const PLACES = ['at the school', 'at the lead school', 'at the school'] as const
interface Time {
  readonly halfDays: number
  readonly startsAt: string
  readonly endsAt: string
}
const WHOLE: Time = { halfDays: 2, startsAt: '09:00', endsAt: '15:30' }
const MORNING: Time = { halfDays: 1, startsAt: '09:00', endsAt: '11:30' }
const AFTERNOON: Time = { halfDays: 1, startsAt: '13:00', endsAt: '15:30' }
const TYPES = {
  visit: 'visit',
  remote: 'remote support day',
  training: 'training',
  review: 'review day',
} as const

export function addSupportDays(
  build: Build,
  reference: string,
  {
    pathway,
    progress,
    from,
    until,
  }: { pathway: Pathway; progress: readonly Done[]; from: string; until: string },
): void {
  const { byTerm } = pathway.supportDays
  const { days, programme } = build.place
  if (typeof byTerm === 'string' || from > days.today) return
  const keyOf = (kind: string) => pathway.expectations.find((each) => each.kind === kind)?.key
  const doneOf = (kind: string, occurrence = 1) =>
    progress.find(
      (each) => each.key === keyOf(kind) && each.occurrence === occurrence && each.state !== 'not-needed',
    )
  const terms = build.place
    .occurrences(pathway.key, build.row.cohort)
    .filter(({ expectationKey }) => expectationKey === keyOf('support-days'))
    .map(
      ({ occurrence, opensOn, dueOn }): Term => ({
        number: occurrence,
        opensOn: opensOn.toString(),
        dueOn: dueOn.toString(),
        days: byTerm[occurrence - 1] ?? 0,
        done: doneOf('support-days', occurrence),
      }),
    )
  const agreed = doneOf('visit-date')
  const deepDive = doneOf('visit')
  const world = { build, reference, programme: programme.key }
  for (const term of terms) {
    const start = term.opensOn > from ? term.opensOn : from
    if (start >= until || start > days.today) break
    const inTerm = deepDive && deepDive.on >= start && deepDive.on <= term.dueOn ? deepDive.on : undefined
    if (inTerm)
      held(
        world,
        term,
        'deep-dive',
        inTerm,
        agreed && agreed.on < inTerm ? agreed.on : days.after(inTerm, -8),
      )
    const others = heldIn(build, term, start, until, inTerm)
    for (const [at, on] of others.entries()) {
      held(
        world,
        term,
        isAll(term) && at === others.length - 1 && term.number > 1
          ? 'review'
          : at % 3 === 2
            ? 'remote'
            : 'visit',
        on,
        days.after(on, -7),
      )
    }
    const left = term.days - others.length - (inTerm ? 1 : 0)
    if (term.dueOn > days.today && until > days.today && left > 0) ahead(world, term, left)
  }
}

const isAll = ({ done }: Term): boolean => done?.state === 'done'

/** The dates of what took place in a term: all of it where that is said, so much as its time had gone by otherwise. */
function heldIn(
  { place: { days }, dice }: Build,
  term: Term,
  start: string,
  until: string,
  deepDive: string | undefined,
): string[] {
  const all = isAll(term)
  const end = all
    ? (term.done?.on ?? term.dueOn)
    : [term.dueOn, until, days.after(days.today, -2)].toSorted()[0]
  const wanted = term.days - (deepDive ? 1 : 0)
  const count = all
    ? wanted
    : Math.max(0, Math.min(wanted - 1, Math.floor(wanted * dice.roll(`held ${term.number}`))))
  const first = deepDive && deepDive > start ? deepDive : start
  if (!end || end <= first) return []
  const dates = Array.from({ length: count }, (_each, at) => days.between(first, end, (at + 1) / count))
  // What is told of the first day is so, however much of the term has gone by.
  if (!all && term.done && wanted > 0) dates.splice(0, 1, term.done.on)
  return [...new Set(dates)].toSorted().filter((on) => on > first && on <= days.today && on !== deepDive)
}

interface Where {
  readonly build: Build
  readonly reference: string
  readonly programme: string
}

function held(where: Where, term: Term, type: SupportDayRow['type'], on: string, agreedOn: string): void {
  const { build } = where
  const { days } = build.place
  const proposedOn = days.after(agreedOn, -3)
  const day = begin(where, type, [on], proposedOn)
  const booked = {
    ...planOf(build, type, on),
    state: 'booked',
    heldOn: on,
    term: term.number,
    offer: null,
  } as const
  answer(
    where,
    day,
    { ...booked, kind: 'booked' },
    'partner',
    agreedOn,
    `Agreed a ${nameOf(type, on)}, 1 day`,
  )
  const recordedOn = [days.after(on, 1), days.today].toSorted()[0] ?? on
  const people = {
    leadPeople: build.place.staff.leads[0].name,
    partnerPeople: build.cast.leader(on)?.name ?? '',
    travelMinutes: type === 'remote' ? null : build.dice.between(`travel ${on}`, 4, 14) * 10,
  }
  const said = {
    ...booked,
    kind: 'proposed',
    offer: { ...offerOf(build, type, [on]), side: 'lead', kind: 'delivered', ...people },
  } as const
  answer(where, day, said, 'lead', recordedOn)
  answer(
    where,
    day,
    { ...booked, ...people, kind: 'delivered', state: 'delivered' },
    'partner',
    recordedOn,
    `Agreed that the ${nameOf(type, on)} took place, 1 day`,
  )
}

/** A school that visitors open first has a day in each state: this morning's is still to be said how it was. */
const SHOWN_FIRST = 990_101

/** One day booked, and where more are left sometimes dates that wait for an answer. */
function ahead(where: Where, term: Term, left: number): void {
  const { build } = where
  const { days } = build.place
  const { dice, place } = build
  const isShown = place.school.urn === SHOWN_FIRST
  const next = days.after(days.today, dice.between('next day', 2, 14))
  if (next < term.dueOn && (isShown || dice.chance('booked ahead', 0.7))) {
    book(where, term, 'visit', next, WHOLE)
  }
  if (isShown && left > 1) book(where, term, 'remote', days.today, MORNING)
  const [one, other] = [days.after(days.today, 16), days.after(days.today, 18)]
  if (left > 1 && other < term.dueOn && (isShown || dice.chance('offered', 0.4))) {
    begin(where, 'review', [one, other], days.after(days.today, -1), isShown ? AFTERNOON : WHOLE)
  }
}

function book(where: Where, term: Term, type: SupportDayRow['type'], on: string, time: Time): void {
  const { build } = where
  const { days, staff } = build.place
  const day = begin(where, type, [on], days.after(days.today, -6), time)
  const booked = {
    ...planOf(build, type, on, time),
    leadPeople: staff.leads[build.dice.between('who comes', 0, staff.leads.length - 1)]?.name ?? '',
    state: 'booked',
    heldOn: on,
    term: term.number,
    offer: null,
  } as const
  const takes = time.halfDays === 1 ? 'half a day' : '1 day'
  answer(
    where,
    day,
    { ...booked, kind: 'booked' },
    'partner',
    days.after(days.today, -4),
    `Agreed a ${nameOf(type, on)}, ${takes}`,
  )
}

function begin(
  where: Where,
  type: SupportDayRow['type'],
  dates: readonly string[],
  on: string,
  time: Time = WHOLE,
): SupportDayRow {
  const { build, reference, programme } = where
  const day: SupportDayRow = {
    id: build.world.supportDays.length + 1,
    programme,
    partnership: reference,
    type,
    entries: [],
  }
  build.world.supportDays.push(day)
  const first = {
    ...planOf(build, type, dates[0] ?? on),
    halfDays: 0,
    startsAt: '',
    endsAt: '',
    place: '',
    kind: 'proposed',
    state: 'proposed',
    heldOn: null,
    term: null,
    offer: { ...offerOf(build, type, dates, time), side: 'lead', kind: 'dates' },
  } as const
  answer(where, day, first, 'lead', on)
  return day
}

function planOf({ dice }: Build, type: SupportDayRow['type'], on: string, time: Time = WHOLE) {
  const place =
    type === 'remote' ? 'online' : type === 'deep-dive' ? 'at the school' : dice.pick(`place ${on}`, PLACES)
  return { ...time, place, leadPeople: '', partnerPeople: '', travelMinutes: null as number | null }
}

const offerOf = (
  build: Build,
  type: SupportDayRow['type'],
  dates: readonly string[],
  time: Time = WHOLE,
) => ({
  ...planOf(build, type, dates[0] ?? '', time),
  dates,
})

function answer(
  { build, reference }: Where,
  day: SupportDayRow,
  entry: Omit<SupportEntryRow, 'number' | 'side' | 'email' | 'name' | 'at'>,
  side: Side,
  on: string,
  sentence?: string,
): void {
  const { cast, dice, place } = build
  const number = day.entries.length + 1
  const by: PersonRow = cast.by(side, on, `support day ${day.id} ${number}`)
  const before = day.entries.at(-1)?.at ?? ''
  const time = place.days.timeOn(on, dice, `support day ${day.id} ${number}`)
  const at = time > before ? time : Temporal.Instant.from(before).add({ minutes: 20 }).toString()
  day.entries.push({ ...entry, number, side, email: by.email, name: by.name, at })
  if (sentence) addHistory(build, reference, `support.${entry.kind}`, sentence, by, at)
}

function nameOf(type: SupportDayRow['type'], on: string): string {
  const { day, year } = Temporal.PlainDate.from(on)
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${on}T12:00:00Z`),
  )
  return `${type === 'deep-dive' ? 'deep-dive visit' : TYPES[type]} on ${day} ${month} ${year}`
}
