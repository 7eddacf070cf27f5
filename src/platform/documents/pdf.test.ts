import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { pdf, type SheetModel } from './index.ts'

const sheet: SheetModel = {
  title: 'Certificate of taking part',
  above: 'A programme',
  blocks: [
    { paragraph: 'This says that' },
    { large: 'Zoë Łukasz' },
    { terms: [{ term: 'Date', is: 'Friday 24 April 2026' }] },
    { before: 'Check it at', link: 'https://alongside.example/certificates/check' },
  ],
}

/** The objects of the file as text, with what is packed unpacked. */
async function textOf(model: SheetModel): Promise<string> {
  const bytes = await pdf(model)
  const text = bytes.toString('latin1')
  const packed = [...text.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)].map(({ index, 0: head }) => {
    const start = index + head.length
    try {
      return inflateSync(bytes.subarray(start, text.indexOf('endstream', start))).toString('latin1')
    } catch {
      return ''
    }
  })
  return [text, ...packed].join('\n')
}

test('a sheet is tagged, titled, in British English and says that it is accessible', async () => {
  const text = await textOf(sheet)
  assert.match(text, /^%PDF-1\.7/)
  for (const part of [
    /\/StructTreeRoot/,
    /\/Marked true/,
    /\/Lang \(en-GB\)/,
    /\/DisplayDocTitle true/,
    /\/Tabs \/S/,
    /<pdfuaid:part>1<\/pdfuaid:part>/,
    /<rdf:li xml:lang="x-default">Certificate of taking part<\/rdf:li>/,
  ])
    assert.match(text, part)
})

test('it has one heading, paragraphs in their order, and a link that says where it leads', async () => {
  const text = await textOf(sheet)
  const types = [...text.matchAll(/\/S \/(H1|P|Link|Document)\b/g)].map(([, type]) => type)
  assert.equal(types.filter((type) => type === 'H1').length, 1)
  assert.equal(types.filter((type) => type === 'Link').length, 1)
  assert.ok(types.filter((type) => type === 'P').length >= 6)
  assert.match(text, /\/Contents \(https:\/\/alongside\.example\/certificates\/check\)/)
  // What only decorates is not read out.
  assert.match(text, /\/Artifact/)
})

test('its fonts are in the file, with what each sign means', async () => {
  const text = await textOf(sheet)
  assert.equal(text.match(/\/FontFile2/g)?.length, 2)
  assert.equal(text.match(/\/ToUnicode/g)?.length, 2)
  assert.doesNotMatch(text, /\/BaseFont \/Helvetica/)
})
