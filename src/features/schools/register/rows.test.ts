import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { encodingOf, newTally, utf8Bytes } from './bytes.ts'
import { FileRefused } from './refused.ts'
import { readRows } from './rows.ts'

/** The file in pieces of the given size, as a connection might deliver it. */
async function* pieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(bytes: Uint8Array, size?: number) {
  const tally = newTally()
  const rows = await Array.fromAsync(readRows(utf8Bytes(pieces(bytes, size), tally)))
  return { tally, rows, cells: rows.map((row) => row.cells) }
}

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof FileRefused && message.test(error.message)

describe('the rows of a file', () => {
  test('a byte order mark, CRLF and a missing last line end change nothing', async () => {
    for (const text of ['a,b\n1,é\n', '\ufeffa,b\n1,é\n', 'a,b\r\n1,é', '\ufeffa,b\r1,é\r'])
      assert.deepEqual((await rowsOf(Buffer.from(text))).cells, [
        ['a', 'b'],
        ['1', 'é'],
      ])
  })

  test('Windows-1252 is recognised line by line, beside UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('name\nSt Stephen'),
      Buffer.from([0x92]),
      Buffer.from('s\nÉcole\nplain\n'),
    ])
    const { cells, tally } = await rowsOf(bytes, 3)
    assert.deepEqual(cells, [['name'], ['St Stephen’s'], ['École'], ['plain']])
    assert.equal(encodingOf(tally), 'UTF-8 with Windows-1252 lines')
  })

  test('a compressed file is unpacked; a damaged one is refused', async () => {
    const packed = gzipSync('a,b\n1,2\n')
    assert.deepEqual((await rowsOf(packed, 5)).cells, [
      ['a', 'b'],
      ['1', '2'],
    ])
    await assert.rejects(rowsOf(packed.subarray(0, -6)), refused(/damaged or cut short/))
  })

  test('what is not CSV is refused by name', async () => {
    await assert.rejects(rowsOf(Buffer.from('PK\u0003\u0004xxxx')), refused(/ZIP or Excel/))
    await assert.rejects(rowsOf(Buffer.from('\ufeffa,b\n', 'utf16le')), refused(/UTF-16/))
    await assert.rejects(rowsOf(Buffer.from('%PDF-1.7\n')), refused(/PDF/))
    await assert.rejects(rowsOf(Buffer.alloc(0)), refused(/empty/))
    await assert.rejects(rowsOf(Buffer.alloc(5_000_000, 'x')), refused(/no line ends/))
  })

  test('a quotation mark that is never closed is refused with its line, without reading for ever', async () => {
    await assert.rejects(rowsOf(Buffer.from('a,b\n1,2\n3,"4\n')), refused(/line 3/))
    const long = Buffer.from(`a,b\n1,2\n\n3,"4\n${'x,y\n'.repeat(500_000)}`)
    await assert.rejects(rowsOf(long), refused(/line 4/))
    await assert.rejects(rowsOf(Buffer.from('a,b\n1,2\n3,4"5\n')), refused(/line 3/))
  })

  test('rows know the line they start on, past blank lines and line breaks in cells', async () => {
    const { rows } = await rowsOf(Buffer.from('a,b\r\n\r\n1,"x\r\ny"\r\n2,z\r\n'), 4)
    assert.deepEqual(
      rows.map(({ line, cells }) => [line, cells[0]]),
      [
        [1, 'a'],
        [3, '1'],
        [5, '2'],
      ],
    )
  })

  test('ten thousand columns, NUL and huge cells pass through as they are', async () => {
    const wide = Array.from({ length: 10_000 }, (_, at) => String(at)).join(',')
    const { rows, tally } = await rowsOf(Buffer.from(`a,b\n${wide}\nx\0y,${'z'.repeat(200_000)}\n`))
    assert.deepEqual(
      rows.map(({ cells }) => cells.length),
      [2, 10_000, 2],
    )
    assert.ok(tally.nulBytes)
  })

  test('whatever is written as CSV is read back, however it is cut into pieces', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('', '=1+1', '"', '""', ',', '\r\n', '\n', '\r', "'", 'é', '\u0092', '@SUM(A1)'),
    )
    const file = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        async (table, end, size) => {
          const text = stringify(table, { record_delimiter: end, quoted: true })
          const { cells } = await rowsOf(Buffer.from(text), size)
          assert.deepEqual(
            cells,
            table.map((row) => row.map((each) => each.toWellFormed())),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  test('no bytes at all can do worse than be refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, size) => {
          await rowsOf(bytes, size).catch((error) => assert.ok(error instanceof FileRefused, String(error)))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('rows that are known go no further, and change no line number', async () => {
    const file = Buffer.from('a,b\n1,2\n3,4\n"5\n6",7\n8,9\n')
    const first = await Array.fromAsync(readRows(pieces(file)))
    const known = new Set([first[1]?.hash, first[3]?.hash])
    const again = await Array.fromAsync(readRows(pieces(file), { seed: 0, has: (hash) => known.has(hash) }))
    assert.deepEqual(
      again.map(({ line, cells }) => [line, cells[0]]),
      [
        [1, 'a'],
        [3, '3'],
        [6, '8'],
      ],
    )
    const elsewhere = await Array.fromAsync(readRows(pieces(Buffer.from('a,c\n1,2\n'))))
    assert.notEqual(elsewhere[1]?.hash, first[1]?.hash)
  })
})
