import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { cleanText, dateFrom, optionalText, parseForm, text } from './forms.ts'

const schema = z.object({
  name: text({ max: 10, name: 'Name', missing: 'Enter a name' }),
  note: optionalText({ max: 5, name: 'Note' }),
})

describe('forms', () => {
  it('gives each field one message and keeps what was typed', () => {
    const result = parseForm(schema, { name: '   ', note: 'far too long' })
    assert.deepEqual(result, {
      ok: false,
      errors: [
        { field: 'name', message: 'Enter a name' },
        { field: 'note', message: 'Note must be 5 characters or fewer' },
      ],
      answers: Object.assign(Object.create(null), { name: '   ', note: 'far too long' }),
    })
  })

  it('takes spaces around, other line ends and other spellings of a letter as one', () => {
    assert.equal(cleanText('  Zo\u0065\u0308 \r\nline '), 'Zo\u00eb \nline')
  })

  it('makes NUL bytes, control characters, bidirectional overrides and lone surrogates harmless', () => {
    assert.equal(cleanText('a\u0000b\u202Ec\u2066d\u0007e'), 'abcde')
    assert.ok(cleanText('\uD800').isWellFormed())
  })

  it('never throws, whatever is posted', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        const result = parseForm(schema, body)
        if (result.ok) {
          assert.ok(result.value.name.isWellFormed())
          assert.ok(!result.value.name.includes('\0'))
        } else assert.ok(result.errors.length > 0)
      }),
    )
  })

  it('is not fooled by a field called __proto__', () => {
    const result = parseForm(schema, JSON.parse('{"__proto__":"x","name":"Ann"}'))
    assert.ok(result.ok)
    assert.equal(({} as Record<string, unknown>).x, undefined)
  })

  it('reads a date, and says which part of it is missing or wrong', () => {
    const read = (day: string, month: string, year: string) =>
      dateFrom({ 'on-day': day, 'on-month': month, 'on-year': year }, 'on')
    assert.equal(read('29', '2', '2028').date?.toString(), '2028-02-29')
    assert.equal(read('29', '2', '2027').error, 'Enter a real date')
    assert.equal(read('', '2', '2027').error, 'The date must include a day')
    assert.equal(read('', '', '').error, 'Enter a date')
    assert.equal(read('1', '2', '27').error, 'The year must have four digits')
    assert.match(read('one', '2', '2027').error ?? '', /in numbers/)
  })
})
