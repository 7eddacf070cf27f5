import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type BadgeImports, badgeForm, openBadgeImports } from '../../../test/builders/badges.ts'
import { writeCsv } from '../../platform/spreadsheets/index.ts'

let imports: BadgeImports
before(async () => {
  imports = await openBadgeImports()
})
after(() => imports.close())

test('a form pressed twice makes one import and applies once', async () => {
  const key = randomUUID()
  const csv = 'No,Name\n51,Lou\n'
  const both = await Promise.all([
    imports.post('/imports', badgeForm(csv, { key })),
    imports.post('/imports', badgeForm(csv, { key })),
  ])
  assert.equal(both[0].location, both[1].location)
  const path = both[0].location.replace('/columns', '')
  await imports.post(`${path}/columns`, { number: '0', name: '1', colour: '' })
  const applied = await Promise.all(
    [1, 2, 3].map(() => imports.post(`${path}/application`, { refused: '0' })),
  )
  assert.deepEqual(
    applied.map((each) => each.location),
    [path, path, path],
  )
  const { rows } = await imports.database.asOwner((db) =>
    sql<{
      n: number
    }>`select count(*)::int as n from history where details->>'importId' = ${path.split('/').at(-1)}`.execute(
      db,
    ),
  )
  assert.equal(rows[0]?.n, 1)
})

test('when applying breaks, nothing of the file is in', async () => {
  const path = await imports.preview('No,Name,Colour\n61,Mia,\n62,Breaks the apply,\n')
  assert.equal((await imports.post(`${path}/application`, { refused: '0' })).status, 500)
  assert.equal((await imports.held()).has('61'), false)
  assert.match((await imports.get(`${path}/preview`)).text, /Import 2 rows of badges/)
})

test('columns that are missing, unknown or chosen twice are asked for again', async () => {
  const { location } = await imports.post('/imports', badgeForm('a,b\n1,2\n'))
  const missing = await imports.post(location, { number: '', name: '9', colour: '0' })
  assert.equal(missing.status, 422)
  assert.match(missing.text, /Choose the column that holds: Badge number/)
  assert.match(missing.text, /Choose a column of the file for: Name/)
  const twice = await imports.post(location, { number: '0', name: '0' })
  assert.match(twice.text, /The same column is chosen for “Badge number” and “Name”/)
  assert.equal((await imports.get(location.replace('columns', 'preview'))).location, location)
})

test('files and forms that make no sense are refused on the page', async () => {
  const upload = async (content: string | Uint8Array<ArrayBuffer>, name = 'x.csv') =>
    imports.post('/imports', badgeForm(content, {}, name))
  const png = Uint8Array.from(Buffer.from('89504e470d0a1a0a00', 'hex'))
  for (const [answer, message] of [
    [await upload(png), /a picture \(PNG\)/],
    [await upload('', ''), /Choose a file/],
    [await upload('', 'empty.csv'), /The file is empty/],
    [await upload('No,Name\n'), /headings but no rows/],
    [await upload(`No\n${'x,'.repeat(10_000)}\n`), /column/],
    [await imports.post('/imports', badgeForm('a\n1', { key: 'no uuid' })), /This form has expired/],
  ] as const) {
    assert.equal(answer.status, 422)
    assert.match(answer.text, message)
  }
  assert.equal((await imports.post('/imports', badgeForm('a\n1', { kind: 'nothing' }))).status, 404)
  assert.equal((await imports.post('/imports', { kind: 'badges', key: randomUUID() })).status, 404)
  const noFile = new FormData()
  noFile.set('kind', 'badges')
  noFile.set('key', randomUUID())
  noFile.set('document', new Blob(['a,b\n1,2\n']), 'wrong-field.csv')
  assert.match((await imports.post('/imports', noFile)).text, /Choose a file/)
  const broken = await fetch(`${imports.address}/imports`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nbadg',
  })
  assert.equal(broken.status, 400)
  for (const path of [
    '/imports/0',
    '/imports/x',
    '/imports/99999999',
    '/imports/new/x',
    '/imports/1/refused.pdf',
    '/exports/x.csv',
    '/exports/badges.exe',
    '/imports/1/rows/999',
    '/imports/templates/..%2f.csv',
  ]) {
    assert.equal((await imports.get(path)).status, 404, path)
  }
})

test('a file of 400 MB gets an answer and leaves the memory as it was', { timeout: 240_000 }, async () => {
  const part = new Uint8Array(1024 * 1024).fill(65)
  async function* body() {
    yield Buffer.from('--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nbadges\r\n')
    yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${randomUUID()}\r\n`)
    yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n')
    for (let i = 0; i < 400; i += 1) yield part
    yield Buffer.from('\r\n--b--\r\n')
  }
  let most = 0
  const before = process.memoryUsage().rss
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const response = await fetch(`${imports.address}/imports`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: ReadableStream.from(body()),
    duplex: 'half',
  })
  clearInterval(watch)
  assert.equal(response.status, 413)
  assert.match(await response.text(), /bigger than 10 MB/)
  // What is read and let go of waits for its collection, the sender's too, who is in this process: up to a hundred megabytes,
  // however large the file is.
  assert.ok(most - before < 200 * part.length, `grew by ${Math.round((most - before) / part.length)} MB`)
})

test('5,000 rows are uploaded, checked and imported in seconds', { timeout: 240_000 }, async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => [
    String(100_000 + i),
    `Name ${i}`,
    i % 7 === 0 ? 'blue' : '',
  ])
  const csv = (await buffer(writeCsv([['No', 'Name', 'Colour'], ...rows]))).toString()
  // Of the processor's time, because other tests may have the machine.
  const before = process.cpuUsage()
  const path = await imports.preview(csv)
  await imports.post(`${path}/application`, { refused: '0' })
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1_000_000
  assert.match((await imports.get(path)).text, /New<\/dt><dd[^>]*>5,000 rows/)
  assert.ok(seconds < 15, `took ${seconds} s`)
  const last = await imports.get(`${path}/preview?page=100`)
  assert.equal(last.location, path)
})

test('another programme’s imports are not found, and other roles find no imports at all', async () => {
  const path = await imports.preview('No,Name,Colour\n71,Ned,\n')
  const other = 'programme-team of second'
  for (const each of [path, `${path}/columns`, `${path}/preview`, `${path}/rows/2`, `${path}/refused.csv`]) {
    assert.equal((await imports.get(each, other)).status, 404, each)
    assert.equal((await imports.get(each, 'evaluator of first')).status, 404, each)
  }
  for (const each of ['columns', 'checks', 'rows/2', 'application', 'deletion']) {
    assert.equal(
      (await imports.post(`${path}/${each}`, { refused: '0', number: '0', name: '1' }, other)).status,
      404,
      each,
    )
  }
  assert.doesNotMatch((await imports.get('/imports', other)).text, /badges\.csv<\/a>/)
  assert.equal((await imports.get('/imports', 'evaluator of first')).status, 404)
  assert.equal((await imports.get('/exports/badges.csv', 'evaluator of first')).status, 404)
  assert.equal((await imports.get('/imports', 'nobody')).status, 303)
})
