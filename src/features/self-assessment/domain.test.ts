import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { SMALL, STATEMENTS } from '../../../test/builders/self-assessment.ts'
import {
  type Answer,
  areasOf,
  carriedOver,
  movementOf,
  NO_ANSWER,
  noLongerAsked,
  profileOf,
  strengthsOf,
  unanswered,
} from './domain.ts'
import { rankOf, statementsOf } from './questionnaires/definition.ts'
import { parseQuestionnaire } from './questionnaires/file.ts'

const { definition } = parseQuestionnaire('small.yaml', SMALL)
const LEVELS = definition.levels.map(({ key }) => key)

/** Any answers: some statements without one, some with a level that the questionnaire does not know. */
const answers = fc
  .record(
    Object.fromEntries(
      STATEMENTS.map((key) => [key, fc.option(fc.constantFrom(...LEVELS, 'retired'), { nil: null })]),
    ),
  )
  .map(
    (levels) =>
      new Map(
        Object.entries(levels).map(([statementKey, level]): [string, Answer] => [
          statementKey,
          {
            ...NO_ANSWER,
            statementKey,
            level,
            revision: 1,
            changedAt: '2026-03-12T12:00:00Z',
            changedByName: 'A',
          },
        ]),
      ),
  )

describe('the result of a self-assessment', () => {
  it('counts every statement once, in its own strand', () => {
    fc.assert(
      fc.property(answers, (given) => {
        for (const { theme, strands } of profileOf(definition, given)) {
          for (const { strand, byLevel, unanswered } of strands) {
            const own = theme.statements.filter((each) => each.strand === strand).length
            assert.equal(byLevel.reduce((sum, count) => sum + count, 0) + unanswered, own)
          }
          assert.equal(
            new Set(strands.map(({ strand }) => strand)).size,
            new Set(theme.statements.map(({ strand }) => strand)).size,
          )
        }
        const gaps = profileOf(definition, given).flatMap(({ strands }) =>
          strands.map((each) => each.unanswered),
        )
        assert.equal(
          gaps.reduce((sum, count) => sum + count, 0),
          unanswered(definition, given).length,
        )
      }),
    )
  })

  it('never calls a statement a strength and an area to develop at once', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const strong = new Set(strengthsOf(definition, given).map(({ statement }) => statement.key))
        for (const { statement } of areasOf(definition, given)) assert.ok(!strong.has(statement.key))
      }),
    )
  })

  it('moved on and moved back are each other’s mirror', () => {
    const mirror = {
      'moved on': 'moved back',
      'moved back': 'moved on',
      'as before': 'as before',
      'answered for the first time': 'no longer answered',
      'no longer answered': 'answered for the first time',
    } as const
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const there = movementOf(definition, other, { questionnaire: definition, answers: one })
        const back = movementOf(definition, one, { questionnaire: definition, answers: other })
        assert.deepEqual(
          there.map(({ statement, movement }) => [statement.key, mirror[movement]]),
          back.map(({ statement, movement }) => [statement.key, movement]),
        )
      }),
    )
  })

  it('what is carried over stands as before', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const before = { questionnaire: definition, answers: given }
        const carried = new Map(
          carriedOver(definition, before).map((each): [string, Answer] => [
            each.statementKey,
            { ...each, revision: 1, changedAt: '', changedByName: '' },
          ]),
        )
        for (const { movement } of movementOf(definition, carried, before))
          assert.equal(movement, 'as before')
      }),
    )
  })

  it('a version that asks other things and names its levels anew orphans no answer', () => {
    const next = {
      ...definition,
      levels: definition.levels.map((level, at) => ({ ...level, key: `step-${at + 1}` })),
      themes: definition.themes.slice(0, 1),
    }
    fc.assert(
      fc.property(answers, (given) => {
        const before = { questionnaire: definition, answers: given }
        const kept = carriedOver(next, before)
        const asked = new Set(statementsOf(next).map(({ statement }) => statement.key))
        for (const { statementKey, level } of kept) {
          assert.ok(asked.has(statementKey))
          assert.equal(rankOf(next, level), rankOf(definition, given.get(statementKey)?.level ?? null))
        }
        const gone = noLongerAsked(next, before)
        const answered = statementsOf(definition).filter(
          ({ statement }) => rankOf(definition, given.get(statement.key)?.level ?? null) !== undefined,
        )
        assert.equal(
          gone.length + answered.filter(({ statement }) => asked.has(statement.key)).length,
          answered.length,
        )
      }),
    )
  })
})
