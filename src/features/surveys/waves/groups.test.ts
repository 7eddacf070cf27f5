import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FormError } from '../../../platform/forms.ts'
import { codeFrom, newCode, shownCode } from '../codes/code.ts'
import { groupsFrom, offeredGroups, stageOf, yearsOf } from './groups.ts'

describe('the groups of a survey', () => {
  const offered = offeredGroups({ ageLow: 11, ageHigh: 16 })
  const read = (answers: Readonly<Record<string, string>>) => {
    const errors: FormError[] = []
    const groups = groupsFrom(answers, offered, errors)
    return { groups, errors: errors.map(({ field, message }) => `${field}: ${message}`) }
  }

  it('are the year groups of the school’s ages from Year 4, and broad roles of staff', () => {
    assert.deepEqual(yearsOf({ ageLow: 11, ageHigh: 18 }), [7, 8, 9, 10, 11, 12, 13])
    assert.deepEqual(yearsOf({ ageLow: 3, ageHigh: 11 }), [4, 5, 6])
    assert.deepEqual(yearsOf({ ageLow: 4, ageHigh: 7 }).length, 10)
    assert.deepEqual(yearsOf({ ageLow: null, ageHigh: null }).length, 10)
    assert.deepEqual(
      offered.map(({ name }) => name),
      [
        'year-7',
        'year-8',
        'year-9',
        'year-10',
        'year-11',
        'staff-leaders',
        'staff-teachers',
        'staff-support-staff',
      ],
    )
  })

  it('have a code for each class, or one where none is named', () => {
    const { groups, errors } = read({
      pupils: 'year-7\nyear-8',
      staff: 'staff-teachers',
      'year-7-classes': '7A (28); 7B\n7 Blue (3)',
      'year-8-roll': '1,180',
      'staff-teachers-roll': '41',
    })
    assert.deepEqual(errors, [])
    assert.deepEqual(groups, [
      {
        audience: 'pupils',
        label: 'Year 7',
        roll: null,
        codes: [
          { label: '7A', expected: 28 },
          { label: '7B', expected: null },
          { label: '7 Blue', expected: 3 },
        ],
      },
      { audience: 'pupils', label: 'Year 8', roll: 1180, codes: [{ label: 'Year 8', expected: 1180 }] },
      { audience: 'staff', label: 'Teachers', roll: 41, codes: [{ label: 'Teachers', expected: 41 }] },
    ])
  })

  it('know their roll from their classes where every class says how many', () => {
    assert.equal(read({ pupils: 'year-7', 'year-7-classes': '7A (28), 7B (27)' }).groups[0]?.roll, 55)
  })

  it('say what is wrong, at its field', () => {
    assert.deepEqual(read({}).errors, ['pupils: Select at least one group of pupils or of staff'])
    assert.deepEqual(read({ pupils: 'year-12' }).errors.length, 1)
    assert.deepEqual(read({ pupils: 'year-7', 'year-7-roll': 'many' }).errors, [
      'year-7-roll: The number in Year 7 must be a whole number from 1 to 2000, or left empty',
    ])
    assert.deepEqual(read({ pupils: 'year-7', 'year-7-classes': '7A, 7a' }).errors, [
      'year-7-classes: Year 7 has the class 7a twice',
    ])
    assert.deepEqual(read({ pupils: 'year-7', 'year-7-classes': 'x'.repeat(40) }).errors, [
      `year-7-classes: “${'x'.repeat(30)}” is too long for the name of a class in Year 7`,
    ])
    const many = Array.from({ length: 31 }, (_, at) => `c${at}`).join(',')
    assert.deepEqual(read({ pupils: 'year-7', 'year-7-classes': many }).errors, [
      'year-7-classes: Enter at most 30 classes for Year 7',
    ])
  })

  it('get the easier questions as soon as a primary year group answers', () => {
    const of = (...labels: string[]) =>
      stageOf(labels.map((label) => ({ audience: 'pupils' as const, label })))
    assert.equal(of('Year 7', 'Year 13'), 'secondary')
    assert.equal(of('Year 6', 'Year 7'), 'primary')
    assert.equal(stageOf([{ audience: 'staff', label: 'Leaders' }]), undefined)
  })
})

describe('a class code', () => {
  it('is read in any case, with spaces or without', () => {
    for (const typed of ['KTR4HM', 'ktr 4hm', ' k t r-4 h m ']) assert.equal(codeFrom(typed), 'KTR4HM')
    for (const typed of ['', 'KTR4H', 'KTR4HMM', 'KTR1HM', 'KTRAHM', 'ＫＴＲ４ＨＭ']) {
      assert.equal(codeFrom(typed), undefined)
    }
    assert.equal(shownCode('KTR4HM'), 'KTR 4HM')
  })

  it('is not made twice', () => {
    const made = new Set(Array.from({ length: 5000 }, newCode))
    assert.ok(made.size > 4995)
    for (const code of made) assert.equal(codeFrom(code), code)
  })
})
