/** One school's action plan: drafted, worked on, signed, carried out and reviewed, as far as its story goes. */
import type { Action } from '../../action-plans/index.ts'
import type { Story } from './files.ts'
import { leadersOf } from './people.ts'
import { PlanDesk, said } from './plan-desk.ts'
import { draftOf, withOwners, withTargets } from './plan-draft.ts'
import { reviewPlan } from './plan-review.ts'
import { askLately, talk } from './plan-talk.ts'
import type { Done } from './progress.ts'
import type { PersonRow } from './rows.ts'
import type { Assessed } from './self-assessment.ts'
import { addHistory, type Build } from './world.ts'

/** Some schools keep theirs in a document of their own, and only say that there is one. */
const ON_PAPER = 0.15
const MOST_LATE = 2

/** A plan in its making: who, until when, and a clock that only goes forward. */
export interface PlanWork {
  readonly build: Build
  readonly desk: PlanDesk
  readonly reference: string
  readonly joint: boolean
  readonly leaders: readonly PersonRow[]
  /** Nothing happens from this day on. */
  readonly until: string
  /** The next moment on a day, after everything before it. */
  at(day: string, name: string): string
  tell(
    kind: string,
    sentence: string,
    by: PersonRow,
    at: string,
    details?: Readonly<Record<string, unknown>>,
  ): void
}

export function addPlan(
  build: Build,
  reference: string,
  of: {
    readonly pathwayKey: string
    readonly done: Done
    readonly assessed: Assessed
    readonly until: string
    readonly story: Story
  },
): boolean {
  const { world, place, dice } = build
  const { files, definition, school, asked } = place
  const told = files.plans.told.find((each) => each.school === school.urn)
  const priorities = of.assessed.priorities.slice(0, told?.priorities ?? 4)
  const leaders = leadersOf(files, school, of.story)
  if (!asked || priorities.length === 0 || leaders.length === 0) return false
  if (!told && dice.chance('plan on paper', ON_PAPER)) return false
  const pathway = definition.pathways.find(({ key }) => key === of.pathwayKey)
  const joint = pathway?.expectations.some(({ kind, by }) => kind === 'action-plan' && by === 'both') ?? false
  const desk = new PlanDesk(world.numbers.next('plan'))
  const work: PlanWork = {
    build,
    desk,
    reference,
    joint,
    leaders,
    until: of.until,
    at: forward(build),
    tell: (kind, sentence, by, at, details = {}) =>
      addHistory(build, reference, kind, sentence, by, at, { plan: desk.id, ...details }),
  }
  draft(work, of.done, of.assessed, priorities)
  if (of.done.state === 'done') sign(work, of.done.on)
  carryOut(work, of.done.on)
  if (of.done.state === 'done') shareFreely(work, of.done.on)
  world.plans.push(
    desk.story({
      programme: place.programme.key,
      partnership: reference,
      questionnaireVersion: asked.versionId,
      joint,
    }),
  )
  return true
}

function forward({ place, dice }: Build): PlanWork['at'] {
  let last = ''
  return (day, name) => {
    const wanted = place.days.timeOn(day, dice, `plan ${name}`)
    last = wanted > last ? wanted : Temporal.Instant.from(last).add({ minutes: 7 }).toString()
    return last
  }
}

const partner = ({ build }: PlanWork, day: string, name: string) =>
  build.cast.by('partner', day, `plan ${name}`)

function draft(work: PlanWork, done: Done, assessed: Assessed, priorities: Assessed['priorities']): void {
  const { build, desk, tell, leaders, joint } = work
  const { days } = build.place
  const { dice } = build
  const agreed = done.state === 'done'
  const earlier = agreed ? (done.startedOn ?? days.after(done.on, -dice.between('drafted', 6, 12))) : done.on
  const first = days.after(assessed.on, 1)
  const on = earlier > first ? earlier : first < done.on ? first : done.on
  const by = partner(work, on, 'drafted')
  const at = work.at(on, 'drafted')
  desk.change(by, at, draftOf(build, priorities, done.on))
  tell('plan.drafted', 'Drafted the action plan from self-assessment 1', by, at, { version: desk.revision })
  if (!agreed && done.on >= days.today) return

  const next = agreed ? days.between(on, done.on, 0.4) : on
  edit(work, next, 'owners', () => withOwners(build, desk, leaders, work.until))
  if (joint) talk(work, next, agreed ? days.between(on, done.on, 0.7) : undefined)
  if (agreed || dice.chance('targets already', 0.5))
    edit(work, agreed ? done.on : next, 'targets', () => withTargets(build, desk))
}

function edit(work: PlanWork, day: string, name: string, to: () => PlanDesk['priorities']): void {
  const { desk, tell } = work
  const by = partner(work, day, name)
  const at = work.at(day, name)
  if (!desk.change(by, at, to())) return
  const where = desk.changed > 1 ? ` in ${desk.changed} places` : ''
  tell('plan.changed', `Changed the action plan${where}`, by, at, { version: desk.revision })
}

function sign(work: PlanWork, on: string): void {
  const { build, desk, tell, joint } = work
  const by = build.cast.leader(on) ?? partner(work, on, 'signs')
  const at = work.at(on, 'signs')
  const sentence = `Signed version ${desk.revision} of the action plan`
  desk.sign(by, at, 'partner')
  const details = { version: desk.revision }
  if (!joint) {
    tell('plan.agreed', `${sentence}: the school has agreed it`, by, at, { ...details, side: 'partner' })
    return
  }
  tell('plan.signed', sentence, by, at, { ...details, side: 'partner' })
  const [lead] = build.place.staff.leads
  const then = work.at(on, 'lead signs')
  desk.sign(lead, then, 'lead')
  tell('plan.agreed', `${sentence}: both schools have agreed it`, lead, then, { ...details, side: 'lead' })
}

/** Day by day what owners said, and what the school found when it looked at the whole. */
function carryOut(work: PlanWork, from: string): void {
  const { build, desk } = work
  const { dice, place } = build
  const { days } = place
  const events: { day: string; run: () => void }[] = []
  let late = 0
  for (const action of desk.actions) {
    const due = action.dueOn ?? days.today
    const name = `action ${action.id}`
    const early = days.after(due, -dice.between(`${name} early`, 0, 4))
    const doneOn = early > from ? early : days.after(from, dice.between(`${name} soon`, 1, 4))
    const isPast = due < days.today
    if (isPast && late < MOST_LATE && due > days.after(days.today, -35) && dice.chance(`${name} late`, 0.3)) {
      late += 1
      if (dice.chance(`${name} begun`, 0.5))
        events.push({ day: doneOn, run: () => report(work, action, doneOn, 'in-progress') })
    } else if (isPast) events.push({ day: doneOn, run: () => report(work, action, doneOn, 'done') })
    else if (due < days.after(days.today, 25) && dice.chance(`${name} begun`, 0.5)) {
      const day = days.between(from, days.today, 0.5 + dice.roll(`${name} when`) * 0.45)
      events.push({ day, run: () => report(work, action, day, 'in-progress') })
    }
  }
  events.push(...reviewPlan(work, from))
  events.sort((one, other) => one.day.localeCompare(other.day))
  for (const { day, run } of events) if (day > from && day < work.until && day <= days.today) run()
  if (work.joint) askLately(work, from)
}

function report(work: PlanWork, action: Action, day: string, state: 'done' | 'in-progress'): void {
  const { build, desk, tell } = work
  const { dice, cast, place } = build
  const by =
    action.ownerSide === 'lead'
      ? cast.by('lead', day, `action ${action.id}`)
      : partner(work, day, `action ${action.id}`)
  const at = work.at(day, `action ${action.id} ${state}`)
  const notes = place.files.plans[state === 'done' ? 'done' : 'under-way']
  const words = dice.chance(`says of ${action.id}`, 0.6) ? dice.pick(`what of ${action.id}`, notes) : ''
  desk.update(by, at, action.id, state, words)
  tell('action.updated', 'Said how an action of the plan goes', by, at, { version: desk.revision })
}

function shareFreely(work: PlanWork, on: string): void {
  const { build, desk, joint, tell } = work
  const { dice, place } = build
  const day = place.days.after(on, dice.between('shares the plan after', 1, 9))
  if (joint || day >= work.until || day > place.days.today || !dice.chance('shares the plan', 0.35)) return
  const by = partner(work, day, 'shares')
  desk.share = said(by, place.days.timeOn(day, dice, 'shares the plan'))
  tell('plan.shared', `Shared the action plan with ${place.hub.name}`, by, desk.share.at)
}
