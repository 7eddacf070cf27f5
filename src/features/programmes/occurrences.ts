/** Every time that something is expected of a partnership, with its dates. Pure. */
import { addSchoolDays, type Calendar, later, type SupportTerm, supportTerms } from './calendar/domain.ts'
import type { ActsOn, Definition, Expectation, Pathway, Per, SeriesEvent } from './definition.ts'
import { supportDaysByTerm } from './domain.ts'

type Day = Temporal.PlainDate
const { compare } = Temporal.PlainDate

export interface Occurrence {
  readonly expectationKey: string
  /** 1, the number of the support term, or the number of the event. */
  readonly occurrence: number
  /** Order within the pathway: 1, 2, 3… */
  readonly position: number
  /** Complete by itself. */
  readonly label: string
  /** Which of several, under the expectation's title; empty for what happens once. */
  readonly part: string
  readonly opensOn: Day
  readonly dueOn: Day
  readonly heldOn: Day | null
  readonly actedOnBy: ActsOn
  readonly per: Per
  readonly minutes: number
  readonly withinSupportDays: boolean
}

type Dated = Pick<Occurrence, 'occurrence' | 'label' | 'part' | 'opensOn' | 'dueOn' | 'heldOn' | 'minutes'>

const SCHOOL_WEEK = 5

/**
 * What is expected of a partnership on this pathway that starts with this cohort, in published order. What goes on
 * throughout is part of the definition but happens on no day, so it is not here.
 */
export function occurrencesOf(
  definition: Definition,
  pathway: Pathway,
  cohort: { readonly startsOn: Day },
  calendar: Calendar,
): Occurrence[] {
  const terms = supportTerms(cohort.startsOn, calendar, pathway.supportTerms.number)
  return pathway.expectations
    .flatMap((expectation) =>
      dated(expectation, definition, pathway, terms, calendar).map((each) => ({ expectation, each })),
    )
    .map(({ expectation, each }, index) => ({
      expectationKey: expectation.key,
      ...each,
      // A rule may put a due date before its opening (an event in a cohort's first week): then both are one day.
      dueOn: later(each.dueOn, each.opensOn),
      position: index + 1,
      actedOnBy: expectation.by,
      per: expectation.per,
      withinSupportDays: expectation.withinSupportDays,
    }))
}

function dated(
  expectation: Expectation,
  definition: Definition,
  pathway: Pathway,
  terms: readonly SupportTerm[],
  calendar: Calendar,
): Dated[] {
  switch (expectation.repeats) {
    case 'once':
      return [onceOnly(expectation, terms, calendar)]
    case 'each support term':
      return terms.map((term) => inSupportTerm(expectation, definition, pathway, term))
    case 'each event':
      return eachEvent(expectation, definition, terms, calendar)
    case 'throughout':
      return []
  }
}

function onceOnly(expectation: Expectation, terms: readonly SupportTerm[], calendar: Calendar): Dated {
  const { opens = {}, due = {} } = expectation
  const start = termNumbered(1, terms).startsOn
  const opening = opens.startOfSupportTerm
  return {
    occurrence: 1,
    label: expectation.title,
    part: '',
    opensOn:
      opening === undefined || opening === 'each'
        ? schoolWeeks(start, opens.schoolWeeksFromStart ?? 0, calendar)
        : termNumbered(opening, terms).startsOn,
    dueOn:
      due.schoolWeeksFromStart === undefined
        ? termNumbered(due.endOfSupportTerm === 'each' ? 'last' : (due.endOfSupportTerm ?? 'last'), terms)
            .endsOn
        : schoolWeeks(start, due.schoolWeeksFromStart, calendar),
    heldOn: null,
    minutes: wholeMinutes(expectation),
  }
}

function inSupportTerm(
  expectation: Expectation,
  definition: Definition,
  pathway: Pathway,
  term: SupportTerm,
): Dated {
  const days =
    expectation.minutes === 'support days' ? (supportDaysByTerm(pathway)[term.number - 1] ?? 0) : null
  const part = days === null ? term.name : `${term.name} (${days} ${days === 1 ? 'day' : 'days'})`
  const said = part.charAt(0).toLowerCase() + part.slice(1)
  return {
    occurrence: term.number,
    label: expectation.eachTitle?.replaceAll('{part}', said) ?? `${expectation.title}, ${said}`,
    part,
    opensOn: term.startsOn,
    dueOn: term.endsOn,
    heldOn: null,
    minutes: days === null ? wholeMinutes(expectation) : Math.round(days * definition.day.minutes),
  }
}

/**
 * Events from the cohort's start on are attended on their day. Recordings of earlier ones are spread over the support
 * terms, so that a cohort that starts late has not all of them to watch at once.
 */
function eachEvent(
  expectation: Expectation,
  definition: Definition,
  terms: readonly SupportTerm[],
  calendar: Calendar,
): Dated[] {
  const series = definition.series.find(({ key }) => key === expectation.series)
  const { earlierEvents = 'left out', opens = {}, due = {} } = expectation
  const start = termNumbered(1, terms).startsOn
  const partOf = (event: SeriesEvent) => `${series?.shortName} ${event.number}: ${event.title}`
  const labelOf = (title: string | undefined, event: SeriesEvent) =>
    title?.replaceAll('{part}', partOf(event)) ?? `${expectation.title}: ${partOf(event)}`

  return (series?.events ?? []).flatMap((event, index): Dated[] => {
    const heldOn = Temporal.PlainDate.from(event.heldOn)
    const common = {
      occurrence: event.number,
      part: partOf(event),
      heldOn,
      minutes: wholeMinutes(expectation),
    }
    if (compare(heldOn, start) < 0) {
      if (earlierEvents === 'left out') return []
      // Events stand in order of date, so the index counts the earlier ones.
      const turn = Math.floor(index / earlierEvents.recordingsEachSupportTerm) + 1
      const term = termNumbered(Math.min(turn, terms.length), terms)
      const label = labelOf(earlierEvents.eachTitle ?? expectation.eachTitle, event)
      return [{ ...common, label, opensOn: term.startsOn, dueOn: term.endsOn }]
    }
    const dueWeeks = due.schoolWeeksAfterEvent ?? -(due.schoolWeeksBeforeEvent ?? 0)
    const opensOn = schoolWeeks(heldOn, -(opens.schoolWeeksBeforeEvent ?? 0), calendar)
    return [
      {
        ...common,
        label: labelOf(expectation.eachTitle, event),
        opensOn: later(start, opensOn),
        dueOn: schoolWeeks(heldOn, dueWeeks, calendar),
      },
    ]
  })
}

function wholeMinutes(expectation: Expectation): number {
  return typeof expectation.minutes === 'number' ? expectation.minutes : 0
}

function schoolWeeks(from: Day, weeks: number, calendar: Calendar): Day {
  return addSchoolDays(from, weeks * SCHOOL_WEEK, calendar)
}

function termNumbered(number: number | 'last', terms: readonly SupportTerm[]): SupportTerm {
  const term = number === 'last' ? terms.at(-1) : terms[number - 1]
  if (!term) throw new Error(`There is no support term ${number}`) // the checks of a definition forbid it
  return term
}
