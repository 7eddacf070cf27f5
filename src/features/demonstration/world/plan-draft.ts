/** The first version of a plan, drafted from what a school marked in its self-assessment, and what its leaders add to it. */
import type { Action, Measure, Priority } from '../../action-plans/index.ts'
import type { Dice } from './dice.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { PersonRow } from './rows.ts'
import type { Assessed } from './self-assessment.ts'
import type { Build } from './world.ts'

const ACTIONS_EACH = 3

/** As the service drafts it: titles, objectives, actions and measures from what the statement suggests. */
export function draftOf(
  { world, place }: Build,
  priorities: Assessed['priorities'],
  from: string,
): Priority[] {
  const { days, asked } = place
  const { next } = world.numbers
  return priorities.flatMap(({ theme, statement, level }): Priority[] => {
    const { suggestion } = statement
    if (!suggestion) return []
    const name = asked?.questionnaire.levels.find(({ key }) => key === level)?.name
    const actions = suggestion.actions.slice(0, ACTIONS_EACH).map(
      ({ text, role, weeks }): Action => ({
        id: next('action'),
        revision: 1,
        text,
        ownerSide: 'partner',
        ownerRole: role,
        ownerAccountId: null,
        ownerName: '',
        dueOn: days.after(from, weeks * 5),
        dueLabel: '',
        state: 'to-do',
        stateNote: '',
        doneOn: null,
        proposedBy: 'partner',
        hasUpdates: false,
      }),
    )
    const measures = suggestion.measures.map(
      ({ text, kind, unit = '', source = '' }): Measure => ({
        id: next('measure'),
        revision: 1,
        text,
        kind,
        baseline: '',
        target: '',
        unit,
        source,
        targetOn: null,
      }),
    )
    const objective = {
      id: next('objective'),
      revision: 1,
      text: suggestion.objective,
      resources: '',
      milestones: '',
      closed: null,
      hasProgress: false,
      measures,
      actions,
    }
    return [
      {
        id: next('priority'),
        revision: 1,
        title: suggestion.priority,
        why: '',
        source: `Self-assessment 1, statement ${statement.number}: ${statement.text} Answer: ${name}.`,
        themeKey: theme.key,
        statementKey: statement.key,
        closed: null,
        objectives: [objective],
      },
    ]
  })
}

/** A name beside each role as far as somebody has it, and what is due next. */
export function withOwners(
  { place, dice }: Build,
  desk: PlanDesk,
  leaders: readonly PersonRow[],
  until: string,
): readonly Priority[] {
  const last = desk.actions.at(-1)
  const { days, files, school } = place
  const own = files.plans.told.find((each) => each.school === school.urn)?.leaderOwns ?? []
  const leadersOwn = new Set(own.map((number) => desk.actions[number - 1]?.id))
  return desk.withActions((action) => {
    const owner = leadersOwn.has(action.id) ? leaders[0] : ownerFor(dice, action, leaders)
    if (owner) desk.owners.set(action.id, owner.email)
    // Something falls into the next two weeks of whoever goes on.
    const soon =
      action === last && until > days.today
        ? days.after(days.today, dice.between('due soon', 1, 8))
        : action.dueOn
    if (!owner && soon === action.dueOn) return action
    return { ...action, ownerName: owner?.name ?? '', dueOn: soon }
  })
}

function ownerFor(
  dice: Dice,
  { id, ownerRole }: Action,
  leaders: readonly PersonRow[],
): PersonRow | undefined {
  const [first, ...others] = leaders
  if (!first || others.length === 0) return first
  const same = leaders.find(({ title }) => title.toLowerCase() === ownerRole.toLowerCase())
  if (same) return same
  return dice.chance(`somebody for ${id}`, 0.8)
    ? dice.pick(`who for ${id}`, [first, first, ...others])
    : undefined
}

/** Where each measure stands, and where it is to go. */
export function withTargets({ place, dice }: Build, desk: PlanDesk): readonly Priority[] {
  const targetOn = place.days.from('2026-07-13')
  return desk.priorities.map((priority) => ({
    ...priority,
    objectives: priority.objectives.map((objective) => ({
      ...objective,
      measures: objective.measures.map((measure, at) =>
        at > 0 && dice.chance(`left open ${measure.id}`, 0.4)
          ? measure
          : { ...measure, ...targetFor(dice, measure), targetOn, revision: measure.revision + 1 },
      ),
    })),
  }))
}

/** Of what there should be less, a little less; of what there should be more, a step more. */
function targetFor(dice: Dice, { id, text, unit }: Measure): { baseline: string; target: string } {
  const draw = (from: number, to: number) => dice.between(`stands ${id}`, from, to)
  const tenths = (from: number, to: number, lessFrom: number, lessTo: number) => {
    const now = draw(from, to)
    const then = now - dice.between(`goes ${id}`, lessFrom, lessTo)
    return { baseline: (now / 10).toFixed(1), target: (then / 10).toFixed(1) }
  }
  if (unit.startsWith('%')) {
    if (/miss 10%/.test(text)) return tenths(172, 264, 20, 40)
    if (/miss 50%/.test(text)) return tenths(16, 34, 3, 8)
    if (/^overall absence|^absence of|^late arrivals|suspended again/i.test(text))
      return tenths(62, 96, 6, 14)
    const now = draw(35, 72)
    return { baseline: String(now), target: String(now + dice.between(`goes ${id}`, 12, 24)) }
  }
  if (/^of|number/.test(unit)) return { baseline: String(draw(0, 1)), target: '3' }
  const now = draw(5, 14)
  return { baseline: String(now), target: String(Math.ceil(now / 2)) }
}
