import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sealOf } from '../answering/seal.ts'
import { doubtAbout } from './asking.ts'
import { parseRemarks } from './content.ts'
import { mayTellOfHarm, namesIn } from './screening.ts'
import { openRemark, remarkKeys, sealRemark } from './sealing.ts'

describe('what staff add', () => {
  it('is asked about where it may name someone', () => {
    const named: Record<string, string> = {
      'Mr Hill never backs us up.': 'Mr Hill',
      'I think mrs Okafor is great': 'mrs Okafor',
      'The corridors are bad when Jayden is out of class': 'Jayden',
      'sarah is always kind': 'sarah',
      'Corridors near Petrowski are noisy': 'Petrowski',
      'Zork Blint shouts at us': 'Zork',
      'JS in Year 9 hits others': 'JS in Year 9',
    }
    for (const [text, name] of Object.entries(named)) {
      assert.ok(namesIn(text).includes(name), `${text}: ${namesIn(text).join(' | ')}`)
    }
    assert.match(doubtAbout('Mr Hill never backs us up.', false) ?? '', /Mr Hill/)
    assert.equal(doubtAbout('Mr Hill never backs us up.', true), undefined, 'its writer decides')
    assert.ok(doubtAbout('x'.repeat(1_001), true), 'it is too long, whatever its writer says')
  })

  it('is not asked about where it speaks of groups, days and subjects', () => {
    for (const text of [
      '',
      'The corridors are calmer than last year. Lunch is still hard.',
      'Year 9 on a Friday after PE is difficult, and the TAs are stretched.',
      'We need more SEND support in Key Stage 3, and leaders who are seen.',
      "I don't think the policy is used in the same way by everyone. It should be!",
      'MORE TIME FOR PLANNING PLEASE',
      'Ofsted said so in January; nothing has changed since Easter.',
    ]) {
      assert.deepEqual(namesIn(text), [], text)
    }
  })

  it('is told of where it may be about harm, in any letters', () => {
    for (const text of [
      'A pupil has talked about suicide.',
      'I am worried about SELF-HARM in the older years',
      'Someone self  harms and nobody acts',
      'I have seen an adult hit a child',
      'There was a knife on the field',
      'They are being abused at home',
    ])
      assert.equal(mayTellOfHarm(text), true, text)
    for (const text of [
      'Skills and cutting-edge lessons are missed',
      'The begun work was a neglige', // holds “gun”, and the beginning of “neglect”
      'Lunch is loud.',
      '',
    ])
      assert.equal(mayTellOfHarm(text), false, text)
  })

  it('is sealed, padded, and comes back as it was', () => {
    const seal = sealOf('a secret of at least thirty-two characters')
    const lengths = new Set<number>()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => {
        const text = typed.replaceAll('\0', '').toWellFormed()
        const sealed = sealRemark(seal, text)
        lengths.add(sealed.length)
        assert.equal(openRemark(seal, sealed), text)
      }),
    )
    assert.ok(lengths.size <= 4, 'its length says little')
  })

  it('has a key that is its form’s for the service alone', () => {
    const form = '0b1c2d3e-0000-4000-8000-000000000001'
    const [one, other] = [
      remarkKeys('one secret of thirty-two characters!'),
      remarkKeys('another secret of thirty-two chars!!'),
    ]
    assert.equal(one(form), one(form))
    assert.notEqual(one(form), form)
    assert.notEqual(one(form), other(form))
    assert.match(one(form), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  it('has its words and lists in a file that says what is wrong with it', () => {
    const file = join(import.meta.dirname, '../../../../content/surveys/remarks/remarks.yaml')
    const yaml = readFileSync(file, 'utf8')
    assert.match(yaml, /^# [\s\S]{0,400}ours/)
    assert.throws(
      () => parseRemarks('remarks.yaml', yaml.replace('someone: {names}', 'someone')),
      /remarks\.yaml:\d+: words\.asked-names: expected text with \{names\}/,
    )
  })
})
