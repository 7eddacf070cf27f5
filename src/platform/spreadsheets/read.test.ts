import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { parseTable } from './parse.ts'
import { readTable } from './read.ts'
import { defaultLimits, type Table, type TableLimits } from './table.ts'
import { writeCsv } from './write.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

async function table(bytes: Uint8Array, limits: Partial<TableLimits> = {}): Promise<Table> {
  const result = await parseTable(bytes, { ...defaultLimits, ...limits })
  if (!result.ok) assert.fail(result.refusal.message)
  return result.table
}

async function refused(bytes: Uint8Array, limits: Partial<TableLimits> = {}): Promise<string> {
  const result = await parseTable(bytes, { ...defaultLimits, ...limits })
  if (result.ok) assert.fail('was read')
  return result.refusal.message
}

const cellsOf = (read: Table) => read.rows.map((row) => row.cells)

/** A workbook made by hand, so that a test can make it wrong. */
function workbook(
  sheet: string,
  parts: Record<string, string> = {},
  sheets = '<sheet name="Hubs" r:id="rId1"/>',
) {
  const files: Record<string, string> = {
    '_rels/.rels':
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>
      <Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
      <Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/>
      <Relationship Id="rId4" Type="x/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))
}

const inline = (address: string, text: string) =>
  `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`

test('a CSV file is read whatever its encoding, delimiter and line ends', async () => {
  const text = 'URN,Hub name\r\n100001,"Caffè, north"\r\n100002,Ōtley\r\n'
  const expected = [
    ['100001', 'Caffè, north'],
    ['100002', 'Ōtley'],
  ]
  for (const bytes of [
    utf8(text),
    utf8(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    Buffer.from(text, 'utf16le').swap16(),
    utf8(text.replaceAll('\r\n', '\n')),
    utf8(text.replaceAll('\r\n', '\r')),
    utf8(text.replaceAll(/,(?! )/g, ';').replace('sep', '')),
    utf8(text.replaceAll(/,(?! )/g, '\t')),
    utf8(`sep=;\r\n${text.replaceAll(/,(?! )/g, ';')}`),
  ]) {
    const read = await table(bytes)
    assert.deepEqual(read.header, ['URN', 'Hub name'])
    assert.deepEqual(cellsOf(read), expected)
  }
})

test('a CSV file saved by Excel on Windows is read as Windows-1252', async () => {
  const read = await table(Buffer.from([...utf8('School\nSt Mary'), 0x92, ...utf8('s '), 0x96, 0xe9, 0x80]))
  assert.equal(read.encoding, 'windows-1252')
  assert.deepEqual(cellsOf(read), [['St Mary’s –é€']])
})

test('rows are numbered as a spreadsheet program numbers them', async () => {
  const read = await table(utf8('a,b\n\n1,"x\ny"\n,\n2,z\n'))
  assert.deepEqual(
    read.rows.map((row) => row.line),
    [3, 5],
  )
})

test('a title above the headings is left out and said so', async () => {
  const read = await table(utf8('Hubs in the north,,\nURN,Hub,Cohort\n1,2,3\n'))
  assert.deepEqual(read.header, ['URN', 'Hub', 'Cohort'])
  assert.deepEqual(read.notes, ['Took row 1 for a title above the headings.'])
})

test('files that are not tables are refused in a sentence that says what they are', async () => {
  const ole = new Uint8Array(600)
  ole.set([0xd0, 0xcf, 0x11, 0xe0])
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /^The file is empty\.$/],
    [utf8('\uFEFF \r\n'), /^The file is empty\.$/],
    [utf8('URN,Name\r\n'), /headings but no rows/],
    [Buffer.from('89504e470d0a1a0a0000', 'hex'), /a picture \(PNG\), whatever its name says/],
    [utf8('%PDF-1.7 …'), /a PDF/],
    [ole, /older Excel format \(\.xls\)/],
    [utf8('<html><body><table><tr><td>URN</td></tr></table></body></html>'), /a web page/],
    [utf8('<?xml version="1.0"?><Workbook/>'), /is XML/],
    [zipSync({ 'photo.jpg': new Uint8Array(9) }), /a zip, not an Excel workbook/],
    [zipSync({ 'word/document.xml': strToU8('<a/>') }), /a Word document/],
    [zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<a/>') }), /OpenDocument/],
    [utf8('PK not a zip at all'), /damaged/],
    [workbook('<sheetData><row r="1">'), /damaged/],
    [Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 32)), /neither a CSV file nor/],
    [utf8('URN,Name\n1,"never closed\n'.repeat(1)), /quotation mark/],
  ]
  for (const [bytes, message] of cases) assert.match(await refused(bytes), message)
})

test('every limit is named with the row and column where it was passed', async () => {
  assert.match(await refused(utf8('a\n'.repeat(12)), { rows: 10 }), /more than 10 rows/)
  assert.match(
    await refused(utf8(`a,b\n${'x,'.repeat(10_000)}x\n`)),
    /^Row 2 has something in column NTQ\. A file can/,
  )
  assert.match(await refused(utf8(`a,b\n1,${'x'.repeat(2001)}\n`)), /^Row 2, column B has 2,001 characters/)
  assert.match(await refused(utf8(`a\n${'x'.repeat(99)}\n`), { bytes: 50 }), /bigger than/)
  assert.match(await refused(utf8('a,b\n1,2,3\n')), /^Row 2 has 3 cells, but there are only 2 headings/)
  const far =
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>'
  assert.match(await refused(workbook(far)), /^Row 1,048,576 has something in column XFD/)
})

test('a workbook gives text as a person sees it', async () => {
  const read = await table(
    workbook(
      `<sheetData>
        <row r="1">${'ABCDEFGHIJ'
          .split('')
          .map((letter) => inline(`${letter}1`, `head ${letter}`))
          .join('')}</row>
        <row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><v>45000</v></c><c r="C4" s="2"><v>7</v></c>
          <c r="D4"><v>12.300000000000001</v></c><c r="E4" t="str"><f>A4</f><v>from a formula</v></c>
          <c r="F4" t="b"><v>1</v></c><c r="G4" t="e"><v>#N/A</v></c><c r="H4" s="3"><v>45000.5</v></c>
          <c r="I4" s="4"><v>0.955</v></c><c r="J4"><f>1+1</f></c></row></sheetData>`,
      {
        'xl/sharedStrings.xml':
          '<sst><si><r><t>St </t></r><r><t xml:space="preserve">Mary&#x2019;s &#x1F600;_x000D_</t></r><rPh><t>no</t></rPh></si></sst>',
        'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="000"/>
          <numFmt numFmtId="171" formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/></numFmts>
          <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
      },
    ),
  )
  assert.deepEqual(cellsOf(read), [
    [
      'St Mary’s 😀\r',
      '2023-03-15',
      '007',
      '12.3',
      'from a formula',
      'TRUE',
      '#N/A',
      '2023-03-15 12:00',
      '95.5%',
      '',
    ],
  ])
  assert.equal(read.rows[0]?.line, 4)
  assert.match(read.notes.join(), /formula without a saved result/)
})

test('the first sheet that can be seen is read, and cells merged downwards keep their value in each row', async () => {
  const read = await table(
    workbook(
      '<sheetData/>',
      {
        'xl/worksheets/sheet2.xml': `<worksheet><sheetData>
          <row r="1">${inline('A1', 'Hub')}${inline('B1', 'School')}</row>
          <row r="2">${inline('A2', 'North')}${inline('B2', 'one')}</row>
          <row r="3">${inline('B3', 'two')}</row></sheetData>
          <mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="A1:XFD1"/></mergeCells></worksheet>`,
      },
      '<sheet name="Old" state="hidden" r:id="rId1"/><sheet name="Hubs" r:id="rId2"/><sheet name="More" r:id="rId1"/>',
    ),
  )
  assert.equal(read.sheet, 'Hubs')
  assert.deepEqual(cellsOf(read), [
    ['North', 'one'],
    ['North', 'two'],
  ])
  assert.match(read.notes.join(), /Read the first sheet, “Hubs”/)
})

test('a workbook that unpacks to more than the limit is refused before it is unpacked', async () => {
  const bomb = workbook(`<sheetData><!--${' '.repeat(3_000_000)}--></sheetData>`)
  assert.ok(bomb.length < 10_000)
  assert.match(await refused(bomb, { unpackedBytes: 2_000_000 }), /unpacks to more than 2 MB/)
})

test('a workbook that lies about what it unpacks to is refused', async () => {
  const bomb = Buffer.from(workbook(`<sheetData><!--${' '.repeat(3_000_000)}--></sheetData>`))
  // The stated size of the sheet stands in its entry of the directory at the end.
  const entry = bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46
  bomb.writeUInt32LE(100, entry + 24)
  assert.match(await refused(bomb, { unpackedBytes: 2_000_000 }), /damaged/)
})

test('an entity of the file’s own is not expanded', async () => {
  const lol = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
  const read = await parseTable(
    workbook(
      '<sheetData/>',
      {
        'xl/worksheets/sheet2.xml': `${lol}<worksheet><sheetData><row>${inline('A1', '&b;')}</row><row>${inline('A2', '&b;')}</row></sheetData></worksheet>`,
      },
      '<sheet name="Hubs" r:id="rId2"/>',
    ),
    defaultLimits,
  )
  assert.ok(!read.ok || read.table.rows[0]?.cells[0] === '&b;')
})

test('characters that cannot be seen are taken out and counted', async () => {
  const read = await table(utf8('URN,Name\n100001,Nor\u202Eth\u0000\n100002,ok\n'))
  assert.deepEqual(cellsOf(read)[0], ['100001', 'North'])
  assert.deepEqual(read.notes, [
    'Took characters that cannot be seen out of 1 cell, the first in row 2, column B.',
  ])
})

test('no bytes make reading throw', async () => {
  const good = [
    workbook(
      `<sheetData><row r="1">${inline('A1', 'a')}</row><row r="2">${inline('A2', 'b')}</row></sheetData>`,
    ),
    utf8('a,b\n"1",2\n'),
  ]
  const spoilt = fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
    )
    .map(([bytes, changes]) => {
      const copy = Uint8Array.from(bytes)
      for (const [at, byte] of changes) copy[at % copy.length] = byte
      return copy
    })
  const xml = fc
    .array(
      fc.constantFrom(
        '<row r="1">',
        '<row>',
        '</row>',
        '<c r="B2">',
        '<c t="s">',
        '<v>',
        '9',
        '</v>',
        '</c>',
        '<is>',
        '<t>',
        '&#x110000;',
        '<c r="ZZZ1"',
        '&x;',
        '<![',
      ),
      { maxLength: 25 },
    )
    .map((pieces) => workbook(`<sheetData>${pieces.join('')}</sheetData>`))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), spoilt, xml), async (bytes) => {
      const result = await parseTable(bytes, defaultLimits)
      if (!result.ok) assert.ok(result.refusal.message.endsWith('.'))
    }),
    { numRuns: 600 },
  )
})

test('reading in a thread gives the same table, and ends when time or memory is up', async () => {
  const rows = Array.from({ length: 1_201 }, (_, i) => [String(100_000 + i), `School ${i}`])
  const csv = await buffer(writeCsv([['URN', 'Name'], ...rows]))
  const result = await readTable(csv)
  assert.ok(result.ok)
  assert.deepEqual(cellsOf(result.table), rows)
  const late = await readTable(csv, { limits: { milliseconds: 1 } })
  assert.ok(!late.ok)
  assert.match(late.refusal.message, /takes too long/)
})

test('a stream is read no further than the limit', async () => {
  let given = 0
  async function* endless() {
    for (;;) {
      given += 1
      yield new Uint8Array(1024 * 1024)
    }
  }
  const result = await readTable(endless())
  assert.ok(!result.ok)
  assert.equal(result.refusal.reason, 'file-too-big')
  assert.equal(given, 11)
})
