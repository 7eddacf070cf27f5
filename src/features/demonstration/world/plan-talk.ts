/** What the two schools say to each other beside a plan that both of them write. */
import type { Action, Objective } from '../../action-plans/index.ts'
import type { PlanWork } from './plan.ts'
import { type PlanDesk, said } from './plan-desk.ts'
import type { PersonRow } from './rows.ts'

/** The lead school asks, and proposes to do something itself; the partner school answers and takes it up. */
export function talk(work: PlanWork, day: string, answeredOn: string | undefined): void {
  const { build, desk, tell } = work
  const { dice, cast, place } = build
  const { plans } = place.files
  const about = aboutObjective(desk.objectives[0])
  const lead = cast.by('lead', day, 'plan comment')
  const { lead: question, partner: answer } = dice.pick('comment', plans.comments)
  const asks = work.at(day, 'asks')
  tell('plan.commented', 'Commented on the action plan', lead, asks)
  if (answeredOn === undefined) {
    desk.comment(lead, asks, { side: 'lead', text: question, ...about })
    return
  }
  const proposes = work.at(day, 'proposes')
  const action = proposalOf(work, lead)
  desk.change(lead, proposes, withAction(desk.priorities, action))
  desk.owners.set(action.id, lead.email)
  tell('plan.changed', 'Changed the action plan', lead, proposes, { version: desk.revision })
  const by = build.cast.by('partner', answeredOn, 'plan answers')
  const answers = work.at(answeredOn, 'answers')
  desk.comment(lead, asks, { side: 'lead', text: question, ...about }, said(by, answers))
  desk.comment(by, answers, { side: 'partner', text: answer, ...about }, said(by, answers))
  tell('plan.commented', 'Commented on the action plan', by, answers)
  const takesUp = work.at(answeredOn, 'takes up')
  desk.update(by, takesUp, action.id, 'to-do', '')
  tell('action.taken-up', 'Took up an action that the lead school proposed', by, takesUp, {
    version: desk.revision,
  })
}

const aboutObjective = (objective: Objective | undefined) =>
  objective ? { about: `objective ${objective.id}` } : {}

function proposalOf({ build, desk }: PlanWork, lead: PersonRow): Action {
  const { dice, place, world } = build
  const { attendance, behaviour } = place.files.plans['lead-actions']
  const statements = place.asked?.questionnaire.themes.flatMap(({ statements: own }) => own) ?? []
  const [first] = desk.priorities
  const isAttendance = statements.find(({ key }) => key === first?.statementKey)?.strand === 'attendance'
  return {
    id: world.numbers.next('action'),
    revision: 1,
    text: dice.pick('proposes', isAttendance ? attendance : behaviour),
    ownerSide: 'lead',
    ownerRole: lead.title,
    ownerAccountId: null,
    ownerName: lead.name,
    dueOn: place.days.after(place.days.today, dice.between('lead due', -6, 9)),
    dueLabel: '',
    state: 'proposed',
    stateNote: '',
    doneOn: null,
    proposedBy: 'lead',
    hasUpdates: false,
  }
}

/** As the last action of the first objective. */
function withAction(priorities: PlanDesk['priorities'], action: Action): PlanDesk['priorities'] {
  return priorities.map((priority, at) => ({
    ...priority,
    objectives: priority.objectives.map((objective, below) =>
      at === 0 && below === 0 ? { ...objective, actions: [...objective.actions, action] } : objective,
    ),
  }))
}

/** A comment that still waits for an answer. */
export function askLately(work: PlanWork, from: string): void {
  const { build, desk, tell } = work
  const { dice, cast, place } = build
  const day = place.days.after(place.days.today, -dice.between('asks lately', 1, 6))
  if (day <= from || day >= work.until || !dice.chance('asks lately', 0.7)) return
  const lead = cast.by('lead', day, 'asks lately')
  const at = place.days.timeOn(day, dice, 'asks lately')
  // Beside what is being done just now, or the last thing that was planned.
  const underWay = desk.actions.findLast(({ state }) => state === 'in-progress')
  const about = underWay ? { about: `action ${underWay.id}` } : aboutObjective(desk.objectives.at(-1))
  desk.comment(lead, at, {
    side: 'lead',
    text: dice.pick('asks', place.files.plans['open-comments']),
    ...about,
  })
  tell('plan.commented', 'Commented on the action plan', lead, at)
}
