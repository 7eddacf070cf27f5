/** What may be known of a plan without reading it: counts and days. Pure; the store keeps them with every change. */
import { type Action, openObjectives, openPriorities, type Plan } from '../domain.ts'

export interface PlanFacts {
  readonly startedOn: string
  readonly agreedOn: string | null
  readonly agreedVersion: number | null
  readonly priorities: number
  readonly objectives: number
  readonly measurableObjectives: number
  readonly actions: number
  readonly actionsDone: number
  readonly reviewedOn: string | null
}

/** What was done between visits in one support term. */
export interface TermFacts {
  readonly supportTerm: number
  readonly actionsDue: number
  /** Due in the term and not done yet. */
  readonly actionsOpen: number
  readonly actionsDone: number
  readonly lastDoneOn: string | null
  readonly reviewedOn: string | null
}

/** A support term lasts until the next begins, holidays included; the last one has no end. */
export interface TermDays {
  readonly number: number
  readonly startsOn: string
  readonly endsOn: string | null
}

/** What lies beside the plan itself: the day it was first agreed, the days of its reviews. */
export interface Milestones {
  readonly startedOn: string
  readonly agreed: { readonly version: number; readonly on: string } | undefined
  readonly reviewedOn: readonly string[]
}

export function factsOf(plan: Plan, { startedOn, agreed, reviewedOn }: Milestones): PlanFacts {
  const objectives = openObjectives(plan)
  const actions = agreedActions(plan)
  return {
    startedOn,
    agreedOn: agreed?.on ?? null,
    agreedVersion: agreed?.version ?? null,
    priorities: openPriorities(plan).length,
    objectives: objectives.length,
    measurableObjectives: objectives.filter(({ measures }) => measures.some(({ target }) => target !== ''))
      .length,
    actions: actions.length,
    actionsDone: actions.filter(({ state }) => state === 'done').length,
    reviewedOn: latest(reviewedOn),
  }
}

export function termFactsOf(plan: Plan, terms: readonly TermDays[], { reviewedOn }: Milestones): TermFacts[] {
  const actions = agreedActions(plan)
  return terms.map((term) => {
    const due = actions.filter(({ dueOn, state }) => isWithin(dueOn, term) && state !== 'stopped')
    const done = actions.flatMap(({ doneOn }) => (isWithin(doneOn, term) ? [doneOn] : []))
    return {
      supportTerm: term.number,
      actionsDue: due.length,
      actionsOpen: due.filter(({ state }) => state !== 'done').length,
      actionsDone: done.length,
      lastDoneOn: latest(done),
      reviewedOn: latest(reviewedOn.filter((day) => isWithin(day, term))),
    }
  })
}

/** What is only proposed is not agreed; what was closed with its objective is not expected any more. */
function agreedActions(plan: Plan): readonly Action[] {
  return openObjectives(plan).flatMap(({ actions }) => actions.filter(({ state }) => state !== 'proposed'))
}

function isWithin(day: string | null, { startsOn, endsOn }: TermDays): day is string {
  return day !== null && day >= startsOn && (endsOn === null || day < endsOn)
}

const latest = (days: readonly string[]): string | null => days.toSorted().at(-1) ?? null
