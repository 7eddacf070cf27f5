import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type BadgeImports, badgeForm, openBadgeImports } from '../../../test/builders/badges.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import { readTable, writeXlsx } from '../../platform/spreadsheets/index.ts'
import { deleteAbandonedImports } from './index.ts'

let imports: BadgeImports
before(async () => {
  imports = await openBadgeImports()
})
after(() => imports.close())

test('a file goes from upload to done, and the same file again changes nothing', async () => {
  const csv = 'Colour,Holder,No.\r\nblue,Ann O’Neil,1\r\n,Bo,2\r\n'
  const upload = await imports.post('/imports', badgeForm(csv))
  assert.equal(upload.status, 303)
  const columns = await imports.get(upload.location)
  assert.match(columns.text, /<option value="2" selected>C: No\. \(1, 2\)<\/option>/)
  assert.match(columns.text, /<option value="1" selected>B: Holder/)
  const chosen = await imports.post(upload.location, { number: '2', name: '1', colour: '0' })
  const preview = await imports.get(chosen.location)
  assert.match(preview.text, /Badge 1 for Ann O’Neil/)
  assert.match(preview.text, /Import 2 rows of badges/)
  assert.equal((await imports.held()).size, 0)
  const path = upload.location.replace('/columns', '')
  const done = await imports.post(`${path}/application`, { refused: '0' })
  assert.equal(done.location, path)
  const page = await imports.get(path)
  assert.match(page.text, /<h1[^>]*>Badges imported<\/h1>/)
  assert.deepEqual(
    [...(await imports.held())],
    [
      ['1', 'Ann O’Neil|blue'],
      ['2', 'Bo|'],
    ],
  )

  // The same rows, saved as a workbook.
  const table = [
    ['Colour', 'Holder', 'No.'],
    ['blue', 'Ann O’Neil', '1'],
    ['', 'Bo', '2'],
  ]
  const xlsx = new Uint8Array(await buffer(await writeXlsx(table)))
  const again = await imports.post('/imports', badgeForm(xlsx, {}, 'badges.xlsx'))
  const next = await imports.post(again.location, { number: '2', name: '1', colour: '0' })
  const second = await imports.get(next.location)
  assert.match(second.text, /Robin of first imported this same file on/)
  assert.match(second.text, /Importing it changes nothing/)
  await imports.post(next.location.replace('preview', 'application'), { refused: '0' })
  assert.match(
    (await imports.get(next.location.replace('/preview', ''))).text,
    /Unchanged<\/dt><dd[^>]*>2 rows/,
  )
})

test('the history of the programme says what was imported', async () => {
  const { rows } = await imports.database.asOwner((db) =>
    sql<{ sentence: string }>`select sentence from history order by id`.execute(db),
  )
  assert.equal(rows[0]?.sentence, 'Imported badges from “badges.csv”: 2 new, 0 changed, 0 unchanged')
})

test('refused rows come first, can be corrected one by one, and then the whole file goes in', async () => {
  const path = await imports.preview('No,Name,Colour\n11,Cy,\nx12,Di,\n11,Ed,\n14,,\n')
  const preview = await imports.get(`${path}/preview`)
  const [four, three] = [
    preview.text.indexOf('Badge number must be a number'),
    preview.text.indexOf('Badge 11 for Cy'),
  ]
  assert.ok(four > 0 && four < three)
  assert.match(preview.text, /The same badge is in row 2/)
  assert.match(preview.text, /Name is missing/)
  const still = await imports.post(`${path}/rows/3`, { number: 'y', name: 'Di', colour: '' })
  assert.equal(still.status, 422)
  assert.match(still.text, /value="y"/)
  assert.match(still.text, /govuk-error-summary[\s\S]*href="#number"/)
  assert.equal(
    (await imports.post(`${path}/rows/3`, { number: '12', name: 'Di', colour: 'red' })).location,
    `${path}/preview`,
  )
  await imports.post(`${path}/rows/4`, { number: '13', name: 'Ed', colour: '' })
  await imports.post(`${path}/rows/5`, { number: '14', name: 'Flo', colour: '' })
  const good = await imports.get(`${path}/preview`)
  assert.match(good.text, /Import 4 rows of badges/)
  assert.match(good.text, /Corrected on these pages/)
  await imports.post(`${path}/application`, { refused: '0' })
  assert.equal((await imports.held()).get('12'), 'Di|red')
  assert.equal((await imports.held()).get('14'), 'Flo|')
})

test('rows are left out only when the person says so', async () => {
  const path = await imports.preview('No,Name,Colour\n21,Gil,\nx,Hal,\n')
  const asked = await imports.post(`${path}/application`, { refused: '1' })
  assert.equal(asked.status, 422)
  assert.match(asked.text, /Correct the refused rows, or choose to leave them out/)
  assert.equal((await imports.held()).has('21'), false)
  const stale = await imports.post(`${path}/application`, { refused: '2', 'leave-out': '2' })
  assert.equal(stale.status, 422)
  assert.match(stale.text, /Something has changed since you looked/)
  const unsaid = await imports.post(`${path}/application`, { refused: '0' })
  assert.equal(unsaid.status, 422)
  assert.equal((await imports.held()).has('21'), false)
  assert.equal((await imports.post(`${path}/application`, { refused: '1', 'leave-out': '1' })).location, path)
  assert.equal((await imports.held()).has('21'), true)
  assert.match(
    (await imports.get(path)).text,
    /1 row: <a class="govuk-link" href="\/imports\/\d+\/refused.xlsx">Excel/,
  )
})

test('refused rows can be taken away with the reason beside each', async () => {
  const path = await imports.preview('No,Name,Colour,Note\n31,Ida,,=1+1\nx,Jo,,"a, b"\n')
  await imports.post(`${path}/rows/3`, { number: 'y', name: 'Jo', colour: 'teal' })
  for (const format of ['csv', 'xlsx']) {
    const response = await fetch(`${imports.address}${path}/refused.${format}`)
    assert.match(
      response.headers.get('content-disposition') ?? '',
      new RegExp(`attachment; filename="refused-rows.${format}"`),
    )
    const read = await readTable(new Uint8Array(await response.arrayBuffer()))
    assert.ok(read.ok)
    assert.deepEqual(read.table.header, [
      'Row in the file',
      'Why it was refused',
      'No',
      'Name',
      'Colour',
      'Note',
    ])
    assert.deepEqual(read.table.rows[0]?.cells, [
      '3',
      'Badge number must be a number',
      'y',
      'Jo',
      'teal',
      'a, b',
    ])
  }
})

test('a corrected file takes the place of the first and keeps its columns', async () => {
  const path = await imports.preview('No,Name,Colour\nx41,Kit,\n')
  const id = path.split('/').at(-1) ?? ''
  const replaced = await imports.post('/imports', badgeForm('No,Name,Colour\n41,Kit,\n', { replaces: id }))
  assert.match(replaced.location, /\/preview$/)
  assert.notEqual(replaced.location, `${path}/preview`)
  assert.match((await imports.get(path)).text, /Another file has taken the place of this one/)
  assert.equal((await imports.post(`${path}/application`, { refused: '0' })).status, 409)
})

test('what is exported is imported again without a change', async () => {
  const template = await imports.get('/imports/templates/badges.csv')
  assert.match(template.text, /^\uFEFF?Badge number,Name,Colour\r\n$/)
  for (const format of ['csv', 'xlsx']) {
    const bytes = new Uint8Array(
      await (await fetch(`${imports.address}/exports/badges.${format}`)).arrayBuffer(),
    )
    const { location } = await imports.post('/imports', badgeForm(bytes, {}, `badges.${format}`))
    const chosen = await imports.post(location, { number: '0', name: '1', colour: '2' })
    assert.match((await imports.get(chosen.location)).text, /Importing it changes nothing/)
  }
})

test('an import that was not applied can be deleted, and forgotten ones go by themselves', async () => {
  const path = await imports.preview('No,Name,Colour\n81,Oz,\n')
  assert.equal((await imports.post(`${path}/deletion`, {})).location, '/imports')
  assert.equal((await imports.get(path)).status, 404)
  const kept = await imports.preview('No,Name,Colour\n82,Pat,\n')
  await imports.post(`${kept}/application`, { refused: '0' })
  assert.equal((await imports.post(`${kept}/deletion`, {})).status, 409)
  await imports.preview('No,Name,Colour\n83,Quin,\n')
  const gone = await imports.database.asOwner((db) =>
    deleteAbandonedImports(db, Temporal.Now.instant().add({ hours: 1 })),
  )
  assert.ok(gone > 0)
  assert.equal((await imports.get(kept)).status, 200)
})

test('every page is right HTML', async () => {
  const path = await imports.preview(
    'A title\nNo,Name,Colour\n91,Ray,\nx,<b>&amp;,\n'.replace('A title', 'A title,,'),
  )
  const columns = await imports.post('/imports', badgeForm('No,Name\n1,2\n'))
  const pages = [
    await imports.get('/imports'),
    await imports.get('/imports/new/badges'),
    await imports.post('/imports', badgeForm('')),
    await imports.get(columns.location),
    await imports.post(columns.location, {}),
    await imports.get(`${path}/preview`),
    await imports.get(`${path}/preview?show=new&page=2`),
    await imports.post(`${path}/application`, { refused: '1' }),
    await imports.get(`${path}/rows/4`),
    await imports.post(`${path}/rows/4`, { number: 'x', name: '', colour: '' }),
  ]
  await imports.post(`${path}/application`, { refused: '1', 'leave-out': '1' })
  pages.push(await imports.get(path))
  for (const page of pages) assert.deepEqual(await faultsIn(page.text), [])
})
