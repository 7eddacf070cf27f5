import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { type DocumentModel, docx } from './index.ts'

async function partsOf(model: DocumentModel): Promise<(name: string) => string> {
  const parts = unzipSync(await docx(model))
  return (name) => strFromU8(parts[name] ?? assert.fail(`There is no ${name}`))
}

const bodyOf = async (model: DocumentModel) => (await partsOf(model))('word/document.xml')

/** Each paragraph's style (empty for a plain one) and text. A line break reads as a line end. */
function paragraphsOf(xml: string): [style: string, text: string][] {
  return [...xml.matchAll(/<w:p>(.*?)<\/w:p>|<w:p\/>/gs)].map(([, inside = '']) => {
    const style = /<w:pStyle w:val="([^"]*)"/.exec(inside)?.[1] ?? ''
    const text = inside.replaceAll(/<w:br\/>/g, '\n').replaceAll(/<[^>]*>/g, '')
    return [style, unescaped(text)]
  })
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const unescaped = (text: string) =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name] ?? '')

const plan: DocumentModel = {
  title: 'Action plan: Larkfield Primary School',
  foot: 'Larkfield Primary School, 3 November 2026',
  blocks: [
    { heading: 'Priority 1', level: 2 },
    { heading: 'Objective 1.1', level: 3 },
    { paragraph: 'First line\r\nsecond line\r\n\r\nSecond paragraph' },
    { list: ['One thing', 'Another thing'] },
    {
      table: {
        caption: 'Actions',
        head: ['Action', 'Due'],
        rows: [
          ['Write the routine', '1 December 2026'],
          ['Practise it', ''],
        ],
        widths: [3, 1],
      },
    },
  ],
}

test('the title and headings of a document are headings, in order', async () => {
  const headings = paragraphsOf(await bodyOf(plan)).filter(([style]) => style.startsWith('Heading'))
  assert.deepEqual(headings, [
    ['Heading1', 'Action plan: Larkfield Primary School'],
    ['Heading2', 'Priority 1'],
    ['Heading3', 'Objective 1.1'],
  ])
})

test('the document names its title and is in British English', async () => {
  const part = await partsOf(plan)
  assert.match(part('docProps/core.xml'), /<dc:title>Action plan: Larkfield Primary School<\/dc:title>/)
  assert.match(part('docProps/core.xml'), /<dc:creator>Alongside<\/dc:creator>/)
  assert.match(part('word/styles.xml'), /<w:rPrDefault>.*<w:lang w:val="en-GB".*<\/w:rPrDefault>/s)
})

test('line ends and empty lines of a text are kept', async () => {
  const texts = paragraphsOf(await bodyOf(plan)).map(([, text]) => text)
  assert.ok(texts.includes('First line\nsecond line'))
  assert.ok(texts.includes('Second paragraph'))
})

test('a list is a list', async () => {
  const xml = await bodyOf(plan)
  assert.equal(xml.match(/<w:numPr>/g)?.length, 2)
  const part = await partsOf(plan)
  assert.match(part('word/numbering.xml'), /<w:numFmt w:val="bullet"\/>/)
})

test('the first row of a table, and only it, is a header row, repeated on each page', async () => {
  const xml = await bodyOf(plan)
  const rows = [...xml.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)].map(([row]) => row)
  assert.deepEqual(
    rows.map((row) => /<w:tblHeader\b/.test(row)),
    [true, false, false],
  )
  assert.match(xml, /<w:tblLook [^>]*w:firstRow="(1|true)"/)
  assert.deepEqual(
    rows.map((row) => paragraphsOf(row).map(([, text]) => text)),
    [
      ['Action', 'Due'],
      ['Write the routine', '1 December 2026'],
      ['Practise it', ''],
    ],
  )
  assert.ok(paragraphsOf(xml).some(([style, text]) => style === 'Caption' && text === 'Actions'))
})

test('every page says at its foot whose document it is and which page', async () => {
  const part = await partsOf(plan)
  const foot = part('word/footer1.xml')
  assert.match(foot, /Larkfield Primary School, 3 November 2026/)
  assert.match(foot, /PAGE/)
  assert.match(foot, /NUMPAGES/)
})

test('a wide document lies on its side, and a row that is too short is filled up', async () => {
  const table = { head: ['a', 'b', 'c'], rows: [['1'], []] }
  const xml = await bodyOf({ title: 'Wide', landscape: true, blocks: [{ table }] })
  const size = /<w:pgSz ([^>]*)>/.exec(xml)?.[1] ?? ''
  assert.match(size, /w:w="16838"/)
  assert.match(size, /w:h="11906"/)
  assert.match(size, /w:orient="landscape"/)
  assert.equal(xml.match(/<w:tc>/g)?.length, 9)
})

const hostile =
  '</w:t><script>alert(1)</script> & "quoted" \'text\' <w:br/> ]]> &#0; {{x}} %y% =HYPERLINK("x")'

test('hostile text is text and nothing else, wherever it stands', async () => {
  const model: DocumentModel = {
    title: hostile,
    foot: hostile,
    blocks: [
      { heading: hostile, level: 2 },
      { paragraph: hostile },
      { list: [hostile] },
      { table: { caption: hostile, head: [hostile], rows: [[hostile]] } },
    ],
  }
  const part = await partsOf(model)
  const texts = paragraphsOf(part('word/document.xml')).map(([, text]) => text)
  assert.deepEqual(texts, [hostile, hostile, hostile, hostile, hostile, hostile, hostile, ''])
  for (const name of ['word/document.xml', 'word/footer1.xml', 'docProps/core.xml'])
    assert.doesNotMatch(part(name), /<script/)
})

test('whatever text goes in, what comes out is XML that a program can read', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }))
  await fc.assert(
    fc.asyncProperty(text, async (text) => {
      const blocks: DocumentModel['blocks'] = [
        { paragraph: text },
        { table: { head: [text], rows: [[text]] } },
      ]
      const part = await partsOf({ title: text, blocks })
      for (const name of ['word/document.xml', 'docProps/core.xml', 'word/footer1.xml']) {
        const xml = part(name)
        // XML 1.0 has no control characters, no halves of characters and no noncharacters.
        assert.doesNotMatch(xml, /[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n\r]]/v)
        assert.doesNotMatch(xml, /&(?!(?:lt|gt|quot|apos|amp);)/)
        assert.doesNotMatch(xml, /<(?![?/a-zA-Z])/)
      }
    }),
    { numRuns: 60 },
  )
})

test('a document without blocks is still a document', async () => {
  assert.deepEqual(paragraphsOf(await bodyOf({ title: 'Empty', blocks: [] })), [['Heading1', 'Empty']])
})
