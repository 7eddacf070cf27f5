import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type LatestSubmitted,
  parseQuestionnaire,
  rankOf,
  statementsOf,
} from '../../self-assessment/index.ts'
import { candidatesOf, MOST, propose } from './rules.ts'

const file = join(import.meta.dirname, '../../../../content/self-assessments/attendance-and-behaviour.yaml')
const { definition: questionnaire } = parseQuestionnaire(
  'attendance-and-behaviour.yaml',
  readFileSync(file, 'utf8'),
)
const statements = statementsOf(questionnaire).map(({ statement }) => statement)
const levels = questionnaire.levels.map(({ key }) => key)

type Answers = LatestSubmitted['answers']
const answer = (statementKey: string, level: string | null, isPriority = false) => ({
  statementKey,
  level,
  isPriority,
  evidenceNote: '',
})

const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(...statements.map(() => fc.tuple(fc.option(fc.constantFrom(...levels)), fc.boolean())))
  .map((each) =>
    each.map(([level, isPriority], at) =>
      answer(statements[at]?.key ?? '', level, isPriority && at % 5 === 0),
    ),
  )

describe('a proposed plan', () => {
  it('never has more than five priorities, nor the same one twice', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const keys = propose(questionnaire, answers).map(({ statement }) => statement.key)
        assert.ok(keys.length <= MOST)
        assert.equal(new Set(keys).size, keys.length)
      }),
    )
  })

  it('has three where there are three to propose', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const possible = candidatesOf(questionnaire, answers).length
        assert.ok(propose(questionnaire, answers).length >= Math.min(3, possible))
      }),
    )
  })

  it('proposes only statements that were answered, each with its reason', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const { statement, because } of propose(questionnaire, answers)) {
          const given = answers.find(({ statementKey }) => statementKey === statement.key)
          assert.ok(given?.level)
          assert.match(because, /Your answer was “/)
        }
      }),
    )
  })

  it('puts what was marked first, then the lowest answers, and within those the order of the themes', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const order = candidatesOf(questionnaire, answers).map(
          ({ isPriority, rank, statement }) =>
            (isPriority ? 0 : 1_000_000) +
            rank * 1_000 +
            statements.findIndex(({ key }) => key === statement.key),
        )
        assert.deepEqual(
          order,
          order.toSorted((one, other) => one - other),
        )
      }),
    )
  })

  it('has attendance and behaviour both, where both have an area to develop', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const proposed = propose(questionnaire, answers).map(({ statement }) => statement.strand)
        for (const strand of ['attendance', 'behaviour'] as const) {
          const hasArea = candidatesOf(questionnaire, answers).some(
            ({ statement, rank, isPriority }) => statement.strand === strand && (isPriority || rank < 2),
          )
          if (hasArea) assert.ok(proposed.includes(strand) || proposed.includes('both'), strand)
        }
      }),
    )
  })

  it('says which of them are there only so that a side is not forgotten', () => {
    const behaviour = statements.filter(({ strand }) => strand === 'behaviour').map(({ key }) => key)
    const attendance = statements.find(({ strand }) => strand === 'attendance')?.key ?? ''
    const answers = [
      ...behaviour.map((key, at) => answer(key, levels[0] ?? '', at < 6)),
      answer(attendance, levels[1] ?? ''),
    ]
    const proposals = propose(questionnaire, answers)
    assert.equal(proposals.length, MOST)
    assert.equal(proposals.at(-1)?.statement.key, attendance)
    assert.match(proposals.at(-1)?.because ?? '', /so that attendance is in the plan too/)
  })

  it('is empty where everything stands at the highest level, and nothing is marked', () => {
    const highest = levels.at(-1) ?? ''
    assert.equal(rankOf(questionnaire, highest), 3)
    assert.deepEqual(
      propose(
        questionnaire,
        statements.map(({ key }) => answer(key, highest)),
      ),
      [],
    )
  })
})
