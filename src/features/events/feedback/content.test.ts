import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadFeedback, parseFeedback, questionsFor, versionOf } from './content.ts'
import { parseFeedbackForm } from './forms.ts'
import { resultsOf } from './results.ts'

describe('the feedback form of the repository', () => {
  it('is one that can be asked in three minutes', async () => {
    const { current, byVersion } = await loadFeedback()
    assert.equal(byVersion.get(versionOf(current)), current)
    assert.ok(current.minutes <= 3)
    const asked = questionsFor(current, 'cpd')
    assert.ok(asked.length <= 7)
    // Seeing practice is asked where there was practice to see.
    assert.ok(!asked.some(({ key }) => key === 'seen'))
    assert.ok(questionsFor(current, 'open-day').some(({ key }) => key === 'seen'))
  })

  it('is read with exact messages', () => {
    const yaml = `key: event\nversion: 1\nname: Feedback\nminutes: 4\nabout: For the host.\nquestions:\n  - { key: one, text: One, type: text, max: 500 }\n  - { key: one, text: Two, type: choice, scale: [{ key: a, text: A }] }\n`
    assert.throws(
      () => parseFeedback('event.yaml', yaml),
      /event\.yaml:4: minutes: expected a whole number from 1 to 3, found 4/,
    )
    assert.throws(
      () => parseFeedback('event.yaml', yaml),
      /event\.yaml:8: questions\[1\]\.scale: expected a list of at least 2 answers/,
    )
    const twice = yaml
      .replace('minutes: 4', 'minutes: 3')
      .replace('[{ key: a, text: A }]', '[{ key: a, text: A }, { key: b, text: B }]')
    assert.throws(() => parseFeedback('event.yaml', twice), /expected another key than "one"/)
  })
})

describe('a feedback form that was sent', () => {
  it('keeps what was answered and nothing else', async () => {
    const { current } = await loadFeedback()
    const sent = parseFeedbackForm(current, 'cpd', {
      relevant: 'very',
      clear: 'not',
      time: 'partly',
      better: '  More time ',
      seen: 'very',
      other: 'x',
    })
    assert.ok(sent.ok)
    assert.deepEqual(sent.value, { relevant: 'very', clear: 'not', time: 'partly', better: 'More time' })
  })

  it('says what is missing, too long, unknown, or may name a pupil', async () => {
    const { current } = await loadFeedback()
    const sent = parseFeedbackForm(current, 'cpd', {
      relevant: 'nonsense',
      clear: 'very',
      better: 'x'.repeat(501),
      'most-useful': 'Talking about JS Y9',
    })
    assert.ok(!sent.ok)
    assert.deepEqual(sent.errors.map(({ field }) => field).sort(), [
      'better',
      'most-useful',
      'relevant',
      'time',
    ])
    assert.equal(sent.answers.clear, 'very')
  })
})

describe('results', () => {
  it('count each answer, and list texts by the alphabet', async () => {
    const { current } = await loadFeedback()
    const results = resultsOf(current, 'cpd', [
      { relevant: 'very', better: 'Tea' },
      { relevant: 'very', better: 'coffee' },
      { relevant: 'not' },
    ])
    const [relevant] = results
    assert.ok(relevant && 'counts' in relevant)
    assert.deepEqual([relevant.answered, relevant.counts.map(({ count }) => count)], [3, [2, 0, 0, 1]])
    const better = results.at(-1)
    assert.ok(better && 'texts' in better)
    assert.deepEqual(better.texts, ['coffee', 'Tea'])
  })
})
