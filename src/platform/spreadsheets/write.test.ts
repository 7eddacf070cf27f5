import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseTable } from './parse.ts'
import { defaultLimits, type Table } from './table.ts'
import { harmlessText } from './text.ts'
import { makeWorkbook } from './workbook-writer.ts'
import { writeCsv, writeXlsx } from './write.ts'

async function table(bytes: Uint8Array): Promise<Table> {
  const result = await parseTable(bytes, defaultLimits)
  if (!result.ok) assert.fail(result.refusal.message)
  return result.table
}

const cellsOf = (read: Table) => read.rows.map((row) => row.cells)

test('a formula in an exported CSV file is harmless and comes back as it was', async () => {
  const values = [
    '=1+1',
    '+44 20',
    '-5',
    '-5+1',
    '@SUM(A1)',
    '\tx',
    "'=1",
    "''=1",
    "it's",
    '＝1',
    'sep=;',
    'a;b',
    '\rx',
  ]
  const rows = [values.map((_, i) => `heading ${i}`), values]
  const csv = await buffer(writeCsv(rows))
  const cells = csv.toString('utf8').split('\r\n')[1]?.split(',') ?? []
  for (const cell of cells) assert.doesNotMatch(cell, /^"?[=+@\t\r]/)
  assert.deepEqual(cellsOf(await table(csv)), [values])
  assert.deepEqual(cellsOf(await table(await buffer(await writeXlsx(rows)))), [values])
})

const cell = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'TRUE', '007', '1e5', '2026-09-01', '#N/A'),
    fc.string({ unit: fc.constantFrom(...`'=+-@\t\r\n,;|"_x000D_ 0A`), maxLength: 12 }),
  )
  .map(harmlessText)
  // A cell of white space reads as empty; so would a row of them.
  .map((text) => (text.trim() === '' ? 'x' : text))
const someTable = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 })
      .map((rows) => [Array.from({ length: width }, (_, i) => `Heading ${i}`), ...rows]),
  )

test('whatever text is exported as CSV is read back exactly', async () => {
  await fc.assert(
    fc.asyncProperty(someTable, fc.boolean(), async (rows, mark) => {
      const read = await table(await buffer(writeCsv(rows, { mark })))
      assert.deepEqual([read.header, ...cellsOf(read)], rows)
    }),
    { numRuns: 200 },
  )
})

test('whatever text is exported as a workbook is read back exactly', async () => {
  await fc.assert(
    fc.asyncProperty(someTable, async (rows) => {
      const read = await table(await makeWorkbook(rows, 'Hubs'))
      assert.deepEqual([read.header, ...cellsOf(read)], rows)
    }),
    { numRuns: 60 },
  )
})
