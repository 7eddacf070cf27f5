import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { certificateCode, presenceOfCode } from './code.ts'

const SECRET = 'a secret of at least thirty-two characters'

test('the code of a certificate leads back to who took part, however it is typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (id) => {
      const code = certificateCode(SECRET, id)
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{1,7}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
      for (const typed of [
        code,
        code.toLowerCase(),
        ` ${code.replaceAll('-', ' ')} `,
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
      ])
        assert.equal(presenceOfCode(SECRET, typed), id)
    }),
  )
})

test('a code that was changed, or made elsewhere, leads nowhere', () => {
  const code = certificateCode(SECRET, 75)
  for (const wrong of [
    '',
    '-',
    code.slice(1),
    `${code}A`,
    `4${code}`,
    code.replace(/.$/, (last) => (last === '7' ? '8' : '7')),
    certificateCode('another secret of thirty-two letters', 75),
  ])
    assert.equal(presenceOfCode(SECRET, wrong), undefined, wrong)
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (typed) =>
      assert.equal(presenceOfCode(SECRET, typed), undefined),
    ),
  )
})
