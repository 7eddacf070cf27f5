import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cell, type GroupTally, isShown, publish, sumOverSchools } from './index.ts'

/** One question with as many options as there are numbers, and nothing left unsaid. */
const group = (position: number, ...counts: number[]): GroupTally => ({
  position,
  label: `Year ${position}`,
  answered: counts.reduce((sum, count) => sum + count, 0),
  counts: [0, ...counts, 0],
})
const states = (cells: readonly Cell[] | undefined) =>
  cells?.map((cell) => (isShown(cell) ? cell.base : cell.reason)).join(' ')
const published = (groups: readonly GroupTally[], floor = 10) => publish(groups, [2], floor).questions[0]

test('groups of ten and more are shown, with everybody', () => {
  const question = published([group(7, 6, 4), group(8, 20, 10)])
  assert.equal(states(question?.groups), '10 30')
  assert.deepEqual(question?.total, { state: 'shown', base: 40, counts: [26, 14], unsaid: 0 })
})

test('with one small group the next smallest is hidden too, or the small one could be taken from everybody', () => {
  const question = published([group(7, 30, 30), group(8, 2, 1), group(9, 10, 10)])
  assert.equal(states(question?.groups), '60 few few')
  assert.ok(isShown(question?.total))
})

test('several small groups are enough when they are ten together, and not before', () => {
  assert.equal(states(published([group(7, 30, 30), group(8, 4, 4), group(9, 4, 3)])?.groups), '60 few few')
  assert.equal(states(published([group(7, 30, 30), group(8, 1, 1), group(9, 2, 1)])?.groups), 'few few few')
})

test('a few who know each other’s answers can take them away: what is left is of ten people too', () => {
  const groups = [group(7, 30, 30), group(8, 4, 5), group(9, 0, 1)]
  const question = published(groups)
  assert.equal(states(question?.groups), 'few few few', 'the one of Year 9 would know the nine of Year 8')
  assert.ok(isShown(question?.total))
  assert.equal(states(published([group(7, 30, 30), group(8, 6, 5), group(9, 0, 1)])?.groups), '60 few few')
  const staff = published([group(1, 0, 1), group(2, 4, 5)])
  assert.equal(states(staff && [staff.total]), 'few', 'where no other group is left, everybody is not shown')
})

test('where all but a few chose the same, those few would know it: everybody is not shown', () => {
  const question = published([group(7, 20, 20), group(8, 6, 0), group(9, 7, 0), group(10, 0, 1)])
  assert.equal(states(question?.groups), '40 few few few')
  assert.equal(states(question && [question.total]), 'few')
})

test('who preferred not to say lowers the base, and can hide a group for that question alone', () => {
  const groups: GroupTally[] = [
    { position: 1, label: 'A', answered: 12, counts: [0, 6, 6, 0, 2, 3, 3, 4] },
    { position: 2, label: 'B', answered: 40, counts: [0, 20, 20, 0, 0, 20, 20, 0] },
  ]
  const { questions } = publish(groups, [2, 2], 10)
  assert.equal(states(questions[0]?.groups), '12 40')
  assert.equal(states(questions[1]?.groups), 'few few')
})

test('a group from which nothing came is said to be that, and hides nobody', () => {
  const question = published([group(7, 30, 30), group(8)])
  assert.equal(states(question?.groups), '60 nobody')
  assert.ok(isShown(question?.total))
})

test('where all hidden groups chose the same, everybody is not shown either', () => {
  const question = published([group(7, 20, 20), group(8, 3, 0), group(9, 15, 0)])
  assert.equal(states(question?.groups), '40 few few')
  assert.equal(states(question && [question.total]), 'few')
})

test('a school of fewer than ten shows nothing', () => {
  const question = published([group(7, 2, 3), group(8, 4, 0)])
  assert.equal(states(question && [question.total, ...question.groups]), 'few few few')
})

test('no setting takes the floor below five', () => {
  assert.throws(() => published([group(7, 2, 3)], 4), RangeError)
  assert.throws(() => published([group(7, 2, 3)], 0), RangeError)
})

test('whatever was answered, what is hidden is of two groups and ten people, and the same each time', () => {
  const size = fc.integer({ min: 0, max: 40 })
  fc.assert(
    fc.property(fc.array(fc.tuple(size, size), { minLength: 1, maxLength: 9 }), (sizes) => {
      const groups = sizes.map(([yes, no], at) => group(at + 1, yes, no))
      const question = published(groups)
      assert.deepEqual(published(groups.toReversed()), question, 'the same, in whatever order they come')
      const hidden = groups.filter((_, at) => {
        const cell = question?.groups[at]
        return cell?.state === 'hidden' && cell.reason === 'few'
      })
      for (const [at, cell] of (question?.groups ?? []).entries()) {
        if (isShown(cell)) assert.ok(cell.base >= 10, `group ${at}`)
      }
      if (!isShown(question?.total) || hidden.length === 0) return
      assert.ok(hidden.length >= 2)
      const together = hidden.reduce((sum, { answered }) => sum + answered, 0)
      assert.ok(together >= 10)
      for (const { answered } of hidden) if (answered < 5) assert.ok(together - answered >= 10)
    }),
  )
})

test('a sum over schools holds what each of them publishes, from five schools up', () => {
  const shown = (count: number): Cell => ({ state: 'shown', base: count, counts: [count, 0], unsaid: 1 })
  const few: Cell = { state: 'hidden', reason: 'few' }
  assert.deepEqual(sumOverSchools([shown(10), shown(20), shown(30), shown(40), few]), {
    state: 'hidden',
    reason: 'few',
    schools: 4,
  })
  assert.deepEqual(sumOverSchools([shown(10), shown(20), shown(30), shown(40), few, shown(50)]), {
    state: 'shown',
    base: 150,
    counts: [150, 0],
    unsaid: 5,
    schools: 5,
  })
})
