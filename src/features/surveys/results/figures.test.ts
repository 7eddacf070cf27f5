import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { type SurveyDefinition, shapeOf } from '../definition.ts'
import { type GroupTally, publish, slotsOf } from '../disclosure/index.ts'
import { parseSurvey, surveysFolder } from '../questionnaires/file.ts'
import { type AudienceResults, changesOf, figureOf, gapsOf, nationalsOf } from './figures.ts'
import { fromRows, toRows } from './stored.ts'

const definitionOf = (file: string): SurveyDefinition =>
  parseSurvey(file, readFileSync(join(surveysFolder, file), 'utf8')).definition
const PUPILS = definitionOf('pupils-secondary.yaml')
const STAFF = definitionOf('staff.yaml')

/** One group in which so many chose each option of every question, as far as it has so many options. */
function resultsOf(definition: SurveyDefinition, ...chosen: number[]): AudienceResults {
  const shape = shapeOf(definition)
  const counts = shape.flatMap((options) => {
    const fitting = chosen.slice(0, options)
    return [0, ...fitting, ...Array.from({ length: slotsOf(options) - 1 - fitting.length }, () => 0)]
  })
  const answered = chosen.reduce((sum, count) => sum + count, 0)
  return {
    audience: definition.audience,
    definition,
    published: publish([{ position: 1, label: 'All', answered, counts }], shape, 10),
  }
}

test('what is published comes back from the database as it went in', () => {
  const count = fc.integer({ min: 0, max: 30 })
  const tally = fc.array(fc.tuple(count, count, count, count, count), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(tally, (groups) => {
      const shape = [3, 3]
      const tallies: GroupTally[] = groups.map((slots, at) => ({
        position: at + 1,
        label: `Year ${at + 1}`,
        answered: slots.reduce((sum, each) => sum + each, 0),
        counts: [...slots, ...slots],
      }))
      const published = publish(tallies, shape, 10)
      const rows = toRows(published, shape)
      assert.deepEqual(fromRows(rows, shape, 10), published)
      for (const { reasons, counts } of rows.filter(({ reasons }) => reasons[0] !== null)) {
        assert.deepEqual(counts.slice(0, 3), [null, null, null], `${reasons[0]} leaves no number behind`)
      }
    }),
  )
})

test('a share is of those who chose an answer, and a small base is marked', () => {
  const { definition, published } = resultsOf(PUPILS, 6, 6, 8)
  const [question] = definition.questions
  assert.ok(question)
  assert.deepEqual(figureOf(definition, question, published.questions[0]?.total), {
    value: 60,
    unit: 'percent',
    base: 20,
    isSmall: true,
  })
  assert.equal(figureOf(definition, question, { state: 'hidden', reason: 'few' }), undefined)
})

test('the widest gap comes first, and pairs are found by their id', () => {
  const gaps = gapsOf(resultsOf(PUPILS, 40, 0, 60), resultsOf(STAFF, 50, 30, 20))
  assert.ok(gaps.length >= 20)
  const sizes = gaps.map(({ points }) => Math.abs(points ?? -1))
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
  const calm = gaps.find(({ pupilsQuestion }) => pupilsQuestion.key === 'calm')
  assert.deepEqual([calm?.pupils?.value, calm?.staff?.value, calm?.points], [40, 80, 40])
})

test('a difference has a margin that shrinks with the number who answered', () => {
  const margin = (people: number) => {
    const before = resultsOf(PUPILS, people * 0.5, 0, people * 0.5)
    const after = resultsOf(PUPILS, people * 0.6, 0, people * 0.4)
    const change = changesOf(before, after).find(({ question }) => question.key === 'calm')
    return { difference: change?.difference, margin: change?.margin ?? 0, isClear: change?.isClear }
  }
  const [few, many] = [margin(40), margin(1000)]
  assert.deepEqual([few.difference, many.difference], [10, 10])
  assert.ok(few.margin > 20 && many.margin < 6)
  assert.deepEqual([few.isClear, many.isClear], [false, true])
})

test('all of one mind in both waves is not passed off as certain', () => {
  const change = changesOf(resultsOf(PUPILS, 12), resultsOf(PUPILS, 12))[0]
  assert.ok((change?.margin ?? 0) > 5)
})

test('national figures are the newest of those who compare', () => {
  const question = STAFF.questions.find(({ comparator }) => comparator === 'behaviour-good')
  assert.ok(question)
  assert.deepEqual(
    nationalsOf('staff', question, 'percent').map(
      ({ figure }) => `${figure.audience} ${figure.value} ${figure.period}`,
    ),
    ['teachers 65 May 2025', 'leaders 72 May 2024'],
  )
  assert.deepEqual(nationalsOf('staff', question, 'minutes'), [])
})
