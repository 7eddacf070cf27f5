import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import decodeQR from 'qr/decode.js'
import { squareCode } from './square.ts'

/** Paints the path as a camera would see it, each square `scale` dots wide. */
function seen(markup: string, scale: number): { width: number; height: number; data: Uint8Array } {
  const size = Number(/viewBox="0 0 (\d+)/.exec(markup)?.[1])
  const width = size * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y, length] of markup.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let down = 0; down < scale; down++) {
      const from = (Number(y) * scale + down) * width + Number(x) * scale
      for (let dot = from; dot < from + Number(length) * scale; dot++) data.fill(0, dot * 4, dot * 4 + 3)
    }
  }
  return { width, height: width, data }
}

describe('the square on a poster', () => {
  it('is read by a camera as the address of the survey', () => {
    const address = 'https://alongside.education.example/survey/KTR4HM'
    const markup = String(squareCode(address, 'Square code'))
    assert.equal(decodeQR(seen(markup, 6)), address)
  })
})
