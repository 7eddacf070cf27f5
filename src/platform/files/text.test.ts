import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { createDeflate, deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import { readText } from './index.ts'

describe('the words of a file', () => {
  const zip = (parts: Record<string, string>) =>
    Readable.from([
      Buffer.from(
        zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
      ),
    ])

  test('are those of its paragraphs', async () => {
    const word =
      '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Ring home </w:t></w:r><w:r><w:t>by ten</w:t></w:r></w:p>' +
      '<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year 7</w:t></w:r></w:p></w:tc></w:tr>' +
      '<w:tr><w:tc><w:p><w:r><w:t>Who</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Two</w:t></w:r></w:p><w:p><w:r><w:t>leaders</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' +
      '<w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:t>&amp; so &lt;on&gt;</w:t></w:r></w:p></w:body></w:document>'
    assert.deepEqual(await readText('docx', zip({ 'word/document.xml': word })), {
      paragraphs: ['Ring home by ten', 'Year 7', 'Who · Two leaders', '& so <on>'],
      sheets: [],
      isCut: false,
    })
    const slide = (text: string) =>
      `<p:sld xmlns:a="a" xmlns:p="p"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`
    const talk = { 'ppt/slides/slide1.xml': slide('One'), 'ppt/slides/slide2.xml': slide('Two') }
    assert.deepEqual((await readText('pptx', zip(talk)))?.paragraphs, ['One', 'Two'])
    const open =
      '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><text:h>Plan</text:h>' +
      '<text:p>We <text:span>begin</text:span> in May</text:p></office:body></office:document-content>'
    assert.deepEqual((await readText('odt', zip({ 'content.xml': open })))?.paragraphs, [
      'Plan',
      'We begin in May',
    ])
    assert.deepEqual((await readText('txt', Readable.from([Buffer.from('One\r\n\r\nTwo')])))?.paragraphs, [
      'One',
      'Two',
    ])
  })

  test('are cut where nobody would read on, and none where the file is damaged or out of proportion', async () => {
    const long = await readText('txt', Readable.from([Buffer.from('word '.repeat(100_000))]))
    assert.equal(long?.isCut, true)
    assert.equal(await readText('docx', Readable.from([Buffer.from('PK and no zip')])), undefined)
    assert.equal(await readText('docx', zip({ 'word/document.xml': '<w:t>not closed' })), undefined)
    // A little file that would unpack to 100 MB.
    const bomb = zip({ 'word/document.xml': `<w:t>${' '.repeat(100_000_000)}</w:t>` })
    assert.equal(await readText('docx', bomb), undefined)
    assert.equal(await readText('pdf', Readable.from([Buffer.from('%PDF')])), undefined)
    assert.equal(await readText('png', Readable.from([Buffer.from('x')])), undefined)
  })

  test('are not found behind a password, and said to be behind one', async () => {
    const pdf = new PDFDocument({ userPassword: 'spring' })
    pdf.text('Ring home by ten')
    pdf.end()
    const found = await readText('pdf', Readable.from([await buffer(pdf)]))
    assert.deepEqual(found, { paragraphs: [], sheets: [], isCut: false, isProtected: true })
  })

  test('of a spreadsheet stand in its visible sheets', async () => {
    const sheet = (cells: string) =>
      `<worksheet xmlns="m"><sheetData><row r="2">${cells}</row></sheetData></worksheet>`
    const book = {
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Absence" r:id="r1"/><sheet name="Kept back" state="hidden" r:id="r2"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="one.xml"/><Relationship Id="r2" Type="x/worksheet" Target="two.xml"/></Relationships>',
      'xl/one.xml': sheet('<c r="A2" t="inlineStr"><is><t>Autumn</t></is></c><c r="C2"><v>6.1</v></c>'),
      'xl/two.xml': sheet('<c r="A2" t="inlineStr"><is><t>Hidden</t></is></c>'),
    }
    assert.deepEqual((await readText('xlsx', zip(book)))?.sheets, [
      { name: 'Absence', rows: [['Autumn', '', '6.1']] },
    ])
    const open =
      '<o:document-content xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table table:name="Absence"><table:table-row>' +
      '<table:table-cell><text:p>Autumn</text:p></table:table-cell><table:table-cell/>' +
      '<table:table-cell><text:p>6.1</text:p></table:table-cell></table:table-row></table:table></o:document-content>'
    assert.deepEqual((await readText('ods', zip({ 'content.xml': open })))?.sheets, [
      { name: 'Absence', rows: [['Autumn', '', '6.1']] },
    ])
  })

  test('of a PDF are those of its pages', async () => {
    const document = new PDFDocument()
    document.text('Routines at the gate').moveDown(3).text('We greet everyone.').text('By name.')
    document.fontSize(16).text('Late').fontSize(11).text('Sign in.').addPage().text('Page two')
    const bytes = buffer(document)
    document.end()
    const found = await readText('pdf', Readable.from([await bytes]))
    assert.deepEqual(found?.paragraphs, [
      'Routines at the gate',
      'We greet everyone. By name.',
      'Late',
      'Sign in.',
      'Page two',
    ])
  })

  test('of a PDF that unpacks without end are given up, and the service goes on', async () => {
    // Four kilobytes that unpack, twice over, to two gigabytes.
    const megabyte = Buffer.alloc(1_048_576, ' ')
    const spaces = Readable.from(
      (function* () {
        for (let count = 0; count < 2_000; count += 1) yield megabyte
      })(),
    )
    const content = deflateSync(await buffer(spaces.pipe(createDeflate({ level: 1 }))))
    const hostile = [
      '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Contents 4 0 R >>\nendobj\n',
      `4 0 obj\n<< /Length ${content.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`,
      content,
      '\nendstream\nendobj\ntrailer << /Size 5 /Root 1 0 R >>\n%%EOF',
    ]
    const bytes = Buffer.concat(hostile.map((part) => Buffer.from(part)))
    assert.ok(bytes.length < 60_000)
    assert.equal(await readText('pdf', Readable.from([bytes])), undefined)
  })
})
