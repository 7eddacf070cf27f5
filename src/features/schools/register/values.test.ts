import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  readDate,
  readGrid,
  readPercentage,
  readPostcode,
  readText,
  readWhole,
  UNREADABLE,
} from './values.ts'

describe('one published value', () => {
  test('control characters of Windows-1252 read as Latin-1 become what was meant', () => {
    assert.equal(readText('St Stephen\u0092s International'), 'St Stephen’s International')
    assert.equal(readText('34 \u0096 38 Dalston Lane'), '34 – 38 Dalston Lane')
  })

  test('text loses line breaks, marks of direction and lone surrogates, and gains nothing', () => {
    assert.equal(readText('  High\r\nStreet\t'), 'High Street')
    assert.equal(readText('abc\u202egpj.exe'), 'abcgpj.exe')
    assert.equal(readText('half \ud83d'), 'half \ufffd')
    assert.equal(readText(' \u0081 '), null)
    assert.equal(readText('a\0b'), UNREADABLE)
  })

  test('whatever text is read is clean, and reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (published) => {
        const read = readText(published)
        if (read === null || read === UNREADABLE) return
        assert.ok(read.isWellFormed())
        assert.doesNotMatch(read, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        assert.equal(readText(read), read)
      }),
      { numRuns: 500 },
    )
  })

  test('dates are read from every published form, and no other', () => {
    for (const published of [
      '16-11-2023',
      '16/11/2023',
      '2023-11-16',
      '2023-11-16T00:00:00',
      '16-11-2023 00:00:00',
    ])
      assert.equal(readDate(published), '2023-11-16')
    assert.equal(readDate(''), null)
    for (const published of ['31-02-2023', '2023-13-01', '11/2023', 'soon', '16-11-23', '00-00-0000'])
      assert.equal(readDate(published), UNREADABLE, published)
  })

  test('every day of a century comes back from its British form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_524 }), (days) => {
        const date = Temporal.PlainDate.from('1950-01-01').add({ days })
        const [year, month, day] = date.toString().split('-')
        assert.equal(readDate(`${day}-${month}-${year}`), date.toString())
      }),
    )
  })

  test('an empty or zero coordinate is not known; a place outside the grid is a mistake', () => {
    assert.equal(readGrid('', 700_000), null)
    assert.equal(readGrid('0', 700_000), null)
    assert.equal(readGrid('533498', 700_000), 533_498)
    assert.equal(readGrid('900000', 700_000), UNREADABLE)
  })

  test('symbols for "no figure" are not figures, and not mistakes', () => {
    for (const symbol of ['', 'z', 'x', 'c', 'LOW', 'SUPP', 'NE', ':']) {
      assert.equal(readWhole(symbol, 0, 9999), null)
      assert.equal(readPercentage(symbol), null)
    }
    assert.equal(readWhole('-5', 0, 9999), UNREADABLE)
    assert.equal(readWhole('1e3', 0, 9999), UNREADABLE)
    assert.equal(readWhole('=1+1', 0, 9999), UNREADABLE)
    assert.equal(readPercentage('10.25'), 10.25)
    assert.equal(readPercentage('100.1'), UNREADABLE)
  })

  test('a postcode is written as the Post Office writes it', () => {
    assert.equal(readPostcode('ng220ea'), 'NG22 0EA')
    assert.equal(readPostcode('Gl20 5JG'), 'GL20 5JG')
    assert.equal(readPostcode('BFPO 40'), 'BFPO 40')
  })
})
