/** Programmes, their versions and cohorts, and pure questions about a definition. */
import type { Definition, Expectation, Pathway, Series } from './definition.ts'

export interface Programme {
  readonly id: number
  readonly key: string
  readonly name: string
}

/** What a programme promised at one time. Never changes; a partnership keeps the version it began with. */
export interface ProgrammeVersion {
  readonly id: number
  readonly programmeId: number
  readonly number: number
  readonly definition: Definition
}

export interface Cohort {
  readonly id: number
  readonly programmeId: number
  readonly key: string
  readonly name: string
  readonly startsOn: Temporal.PlainDate
  readonly supportTerms: readonly CohortTerm[]
}

export interface CohortTerm {
  readonly number: number
  readonly name: string
  readonly startsOn: Temporal.PlainDate
  readonly endsOn: Temporal.PlainDate
}

export function findPathway(definition: Definition, key: string): Pathway | undefined {
  return definition.pathways.find((pathway) => pathway.key === key)
}

export function findExpectation(pathway: Pathway, key: string): Expectation | undefined {
  return pathway.expectations.find((expectation) => expectation.key === key)
}

export function findSeries(definition: Definition, key: string): Series | undefined {
  return definition.series.find((series) => series.key === key)
}

/** Days of one-to-one support in each support term; nothing where there are none or they are not published. */
export function supportDaysByTerm(pathway: Pathway): readonly number[] {
  const { byTerm } = pathway.supportDays
  return typeof byTerm === 'string' ? [] : byTerm
}

/** Whether a pathway has support days at all; how many may not be published. */
export const hasSupportDays = ({ supportDays }: Pathway): boolean => supportDays.byTerm !== 'none'

/** How many half days not used in one support term may be used in the next, where nothing else is limited: all of them. */
const ALL_HALF_DAYS = 1000

/** Half days that may be carried over: nought where the programme says nothing of it. As the view pathway_support_days has it. */
export function carriedHalfDays({ supportDays: { carryOver = 'none' } }: Pathway): number {
  if (carryOver === 'none') return 0
  return carryOver === 'all' ? ALL_HALF_DAYS : carryOver * 2
}

/** The support term a day lies in: one that has begun lasts until the next begins, holidays included. */
export function supportTermOn(
  cohort: Pick<Cohort, 'supportTerms'>,
  day: Temporal.PlainDate,
): CohortTerm | undefined {
  const begun = cohort.supportTerms.filter(({ startsOn }) => Temporal.PlainDate.compare(startsOn, day) <= 0)
  const latest = begun.at(-1)
  const isLast = latest !== undefined && begun.length === cohort.supportTerms.length
  return isLast && Temporal.PlainDate.compare(day, latest.endsOn) > 0 ? undefined : latest
}

/** A cohort's key from its name: "Spring 2026" gives "spring-2026". */
export function cohortKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}
