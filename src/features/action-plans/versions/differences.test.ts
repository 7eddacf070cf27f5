import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action, Measure, Objective, Priority } from '../domain.ts'
import { differences, planChanged } from './differences.ts'

const action = (id: number, more: Partial<Action> = {}): Action => ({
  id,
  revision: 1,
  text: 'Ring home by ten',
  ownerSide: 'partner',
  ownerRole: 'Attendance lead',
  ownerAccountId: null,
  ownerName: 'Priya Patel',
  dueOn: '2026-03-20',
  dueLabel: '',
  state: 'to-do',
  stateNote: '',
  doneOn: null,
  proposedBy: 'partner',
  hasUpdates: false,
  ...more,
})
const measure = (id: number, more: Partial<Measure> = {}): Measure => ({
  id,
  revision: 1,
  text: 'Persistent absence',
  kind: 'published',
  baseline: '24',
  target: '',
  unit: '%',
  source: '',
  targetOn: null,
  ...more,
})
const objective = (id: number, more: Partial<Objective> = {}): Objective => ({
  id,
  revision: 1,
  text: 'Every family hears on day one',
  resources: '',
  milestones: '',
  closed: null,
  hasProgress: false,
  measures: [measure(1)],
  actions: [action(1)],
  ...more,
})
const priority = (id: number, more: Partial<Priority> = {}): Priority => ({
  id,
  revision: 1,
  title: 'Day one',
  why: '',
  source: '',
  themeKey: null,
  statementKey: null,
  closed: null,
  objectives: [objective(1)],
  ...more,
})

const words = (before: readonly Priority[], after: readonly Priority[]) =>
  differences(before, after).map((each) => each.words)
const plan = (of: Partial<Objective> = {}) => [priority(1, { objectives: [objective(1, of)] })]

describe('what changed between two versions', () => {
  it('is nothing between a version and itself', () => {
    assert.deepEqual(words(plan(), plan()), [])
  })

  it('names a new line with what came under it, once', () => {
    assert.deepEqual(words([], plan()), [
      'Added the priority “Day one” with 1 objective, 1 measure and 1 action',
    ])
    assert.deepEqual(words(plan(), []), [
      'Removed the priority “Day one” with 1 objective, 1 measure and 1 action',
    ])
    assert.deepEqual(
      words(plan(), plan({ actions: [action(1), action(2, { text: 'Visit on day three' })] })),
      ['Added the action “Visit on day three”'],
    )
  })

  it('tells each changed answer by its label, from what to what', () => {
    assert.deepEqual(words(plan(), plan({ actions: [action(1, { dueOn: '2026-04-17' })] })), [
      'Changed “deadline” of the action “Ring home by ten” from “20 March 2026” to “17 April 2026”',
    ])
    assert.deepEqual(words(plan(), plan({ actions: [action(1, { ownerName: 'Ola Ndiaye' })] })), [
      'Changed “owner” of the action “Ring home by ten” from “Attendance lead, Priya Patel” to “Attendance lead, Ola Ndiaye”',
    ])
    assert.deepEqual(words(plan(), plan({ measures: [measure(1, { target: '20' })] })), [
      'Set “target” of the measure “Persistent absence” to “20”',
    ])
    assert.deepEqual(words(plan(), plan({ text: 'Every family hears by ten' })), [
      'Reworded the objective “Every family hears on day one” as “Every family hears by ten”',
    ])
  })

  it('does not repeat long texts', () => {
    assert.deepEqual(words(plan(), plan({ milestones: 'Step by step. '.repeat(20) })), [
      'Changed “milestones” of the objective “Every family hears on day one”',
    ])
  })

  it('keeps news of how it goes apart from changes of the plan', () => {
    const done = plan({
      actions: [action(1, { state: 'done', doneOn: '2026-03-19', stateNote: 'All tutors do it' })],
    })
    assert.deepEqual(differences(plan(), done), [
      { kind: 'progress', words: 'Marked the action “Ring home by ten” as done: All tutors do it' },
    ])
    assert.equal(planChanged(plan(), done), false)
    const closed = plan({ closed: { on: '2026-03-19', reason: 'Met early', byName: 'Asha Head' } })
    assert.deepEqual(words(plan(), closed), [
      'Closed the objective “Every family hears on day one”: Met early',
    ])
    assert.equal(planChanged(plan(), closed), true)
  })

  it('tells a proposal from its being taken up', () => {
    const proposed = plan({
      actions: [action(1), action(2, { text: 'Film a lesson', state: 'proposed', proposedBy: 'lead' })],
    })
    const takenUp = plan({ actions: [action(1), action(2, { text: 'Film a lesson', proposedBy: 'lead' })] })
    assert.deepEqual(words(plan(), proposed), ['Proposed the action “Film a lesson”'])
    assert.deepEqual(words(proposed, takenUp), ['Took up the action “Film a lesson”'])
  })
})
