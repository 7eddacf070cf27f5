import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import { validateHtml } from '../../../test/html.ts'
import { layout, type Page } from '../../design/layout.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { type App, buildServer } from '../../platform/http/index.ts'
import { openLog } from '../../platform/log.ts'
import { readTable, writeCsv, writeXlsx } from '../../platform/spreadsheets/index.ts'
import type { Actor, Role } from '../people/index.ts'
import { deleteAbandonedImports, type ImportKind, type ImportRow, importRoutes } from './index.ts'

/** A small kind of the test's own: visitors' badges, known by their number. */
const badges: ImportKind = {
  key: 'badges',
  name: 'Badges',
  fields: [
    { key: 'number', label: 'Badge number', required: true, synonyms: ['No', 'Number'] },
    { key: 'name', label: 'Name', required: true, synonyms: ['Holder'] },
    { key: 'colour', label: 'Colour', hint: 'Blue, for example', required: false, synonyms: [] },
  ],
  async check(db, _actor, rows) {
    const held = await heldBadges(db)
    const seen = new Map<string, number>()
    return rows.map(({ line, values }) => {
      const { number = '', name = '', colour = '' } = values
      const summary = `Badge ${number} for ${name}`
      const earlier = seen.get(number)
      seen.set(number, line)
      const refused = (message: string, field: string) => ({
        line,
        outcome: 'refused' as const,
        message,
        field,
        summary,
      })
      if (!/^\d+$/.test(number)) return refused('Badge number must be a number', 'number')
      if (earlier !== undefined) return refused(`The same badge is in row ${earlier}`, 'number')
      const before = held.get(number)
      const outcome = before === undefined ? 'new' : before === `${name}|${colour}` ? 'unchanged' : 'changed'
      return { line, outcome, summary }
    })
  },
  async apply(db, actor, rows) {
    const checked = await badges.check(db, actor, rows)
    const count = (outcome: string) => checked.filter((row) => row.outcome === outcome).length
    const counts = { created: count('new'), changed: count('changed'), unchanged: count('unchanged') }
    await sql`insert into badges select number, name, colour
      from jsonb_to_recordset(${JSON.stringify(rows.map((row: ImportRow) => row.values))}::jsonb)
        as r(number text, name text, colour text)
      on conflict (number) do update set name = excluded.name, colour = excluded.colour`.execute(db)
    if (rows.some((row) => row.values.name === 'Breaks the apply')) throw new Error('as planned')
    return counts
  },
  async *export(db) {
    for (const [number, rest] of await heldBadges(db)) {
      const [name = '', colour = ''] = rest.split('|')
      yield { number, name, colour }
    }
  },
}

async function heldBadges(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ number: string; name: string; colour: string }>`
    select number, name, colour from badges order by number`.execute(db)
  return new Map(rows.map(({ number, name, colour }) => [number, `${name}|${colour}`]))
}

let database: Database
let app: App
let address: string
const people: Record<string, Actor> = {}

before(async () => {
  database = await openTestDatabase()
  await database.asOwner(async (db) => {
    await sql`create table badges (number text primary key, name text, colour text)`.execute(db)
    await sql`grant select, insert, update on badges to alongside_app`.execute(db)
    for (const key of ['first', 'second']) {
      const programme = await sql<{ id: number }>`
        insert into programmes (key, name) values (${key}, ${key}) returning id`.execute(db)
      for (const role of ['programme-team', 'evaluator'] satisfies Role[]) {
        const email = `${role}@${key}.example`
        const account = await sql<{ id: number }>`
          insert into accounts (email, name) values (${email}, ${`Robin of ${key}`}) returning id`.execute(db)
        people[`${role} of ${key}`] = {
          accountId: account.rows[0]?.id ?? 0,
          programmeId: programme.rows[0]?.id ?? 0,
          name: `Robin of ${key}`,
          email,
          role,
          hubId: null,
          schoolUrn: null,
          trustUid: null,
        }
      }
    }
  })
  const frame = { serviceName: 'Alongside', navigation: [], path: '/', brand: 'neutral' as const }
  app = await buildServer({
    database,
    clock: systemClock,
    logger: openLog('silent'),
    secret: 'a secret of thirty-two characters',
    https: false,
    assetFolders: [],
    renderPage: (_request, page) => layout(page as Page, frame), // every page here is made by a view
    refusalPage: (_request, _reason, message) => plainPage(message),
    problemPage: () => plainPage('Sorry, there is a problem with the service'),
  })
  // Signing in is not what these tests are about: a header says who asks.
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    const actor = people[String(request.headers['x-as'] ?? 'programme-team of first')]
    if (actor === undefined) return
    const { accountId, name, email } = actor
    request.signedIn = {
      tokenHash: '',
      accountId,
      name,
      email,
      actor,
      placeName: null,
      hasOtherPlaces: false,
    }
  })
  importRoutes(app, [badges])
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})

after(async () => {
  await app.close()
  await database.close()
})

function plainPage(message: string) {
  return { title: message, body: message }
}

async function get(path: string, as = 'programme-team of first') {
  const response = await fetch(`${address}${path}`, { headers: { 'x-as': as }, redirect: 'manual' })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}

async function post(path: string, form: Record<string, string> | FormData, as = 'programme-team of first') {
  const body = form instanceof FormData ? form : new URLSearchParams(form)
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    body,
    headers: { 'x-as': as },
    redirect: 'manual',
  })
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  }
}

function uploadForm(
  content: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
  name = 'badges.csv',
) {
  const form = new FormData()
  for (const [field, value] of Object.entries({ key: randomUUID(), kind: 'badges', ...more }))
    form.set(field, value)
  form.set('file', new Blob([content]), name)
  return form
}

/** Uploads a file and accepts the columns that were guessed. Returns the address of the import. */
async function previewOf(
  content: string,
  columns = { number: '0', name: '1', colour: '2' },
): Promise<string> {
  const { location } = await post('/imports', uploadForm(content))
  const path = location.replace('/columns', '')
  assert.match(path, /^\/imports\/\d+$/)
  const chosen = await post(`${path}/columns`, columns)
  assert.equal(chosen.location, `${path}/preview`)
  return path
}

const held = () => database.asOwner(heldBadges)

describe('imports', { concurrency: false }, () => {
  test('a file goes from upload to done, and the same file again changes nothing', async () => {
    const csv = 'Colour,Holder,No.\r\nblue,Ann O’Neil,1\r\n,Bo,2\r\n'
    const upload = await post('/imports', uploadForm(csv))
    assert.equal(upload.status, 303)
    const columns = await get(upload.location)
    assert.match(columns.text, /<option value="2" selected>C: No\. \(1, 2\)<\/option>/)
    assert.match(columns.text, /<option value="1" selected>B: Holder/)
    const chosen = await post(upload.location, { number: '2', name: '1', colour: '0' })
    const preview = await get(chosen.location)
    assert.match(preview.text, /Badge 1 for Ann O’Neil/)
    assert.match(preview.text, /Import 2 rows of badges/)
    assert.equal((await held()).size, 0)
    const path = upload.location.replace('/columns', '')
    const done = await post(`${path}/application`, { refused: '0' })
    assert.equal(done.location, path)
    const page = await get(path)
    assert.match(page.text, /<h1[^>]*>Badges imported<\/h1>/)
    assert.deepEqual(
      [...(await held())],
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
    const again = await post('/imports', uploadForm(xlsx, {}, 'badges.xlsx'))
    const next = await post(again.location, { number: '2', name: '1', colour: '0' })
    const second = await get(next.location)
    assert.match(second.text, /Robin of first imported this same file on/)
    assert.match(second.text, /Importing it changes nothing/)
    await post(next.location.replace('preview', 'application'), { refused: '0' })
    assert.match((await get(next.location.replace('/preview', ''))).text, /Unchanged<\/dt><dd[^>]*>2 rows/)
  })

  test('the history of the programme says what was imported', async () => {
    const { rows } = await database.asOwner((db) =>
      sql<{ sentence: string }>`select sentence from history order by id`.execute(db),
    )
    assert.equal(rows[0]?.sentence, 'Imported badges from “badges.csv”: 2 new, 0 changed, 0 unchanged')
  })

  test('refused rows come first, can be corrected one by one, and then the whole file goes in', async () => {
    const path = await previewOf('No,Name,Colour\n11,Cy,\nx12,Di,\n11,Ed,\n14,,\n')
    const preview = await get(`${path}/preview`)
    const [four, three] = [
      preview.text.indexOf('Badge number must be a number'),
      preview.text.indexOf('Badge 11 for Cy'),
    ]
    assert.ok(four > 0 && four < three)
    assert.match(preview.text, /The same badge is in row 2/)
    assert.match(preview.text, /Name is missing/)
    const still = await post(`${path}/rows/3`, { number: 'y', name: 'Di', colour: '' })
    assert.equal(still.status, 422)
    assert.match(still.text, /value="y"/)
    assert.match(still.text, /govuk-error-summary[\s\S]*href="#number"/)
    assert.equal(
      (await post(`${path}/rows/3`, { number: '12', name: 'Di', colour: 'red' })).location,
      `${path}/preview`,
    )
    await post(`${path}/rows/4`, { number: '13', name: 'Ed', colour: '' })
    await post(`${path}/rows/5`, { number: '14', name: 'Flo', colour: '' })
    const good = await get(`${path}/preview`)
    assert.match(good.text, /Import 4 rows of badges/)
    assert.match(good.text, /Corrected on this page/)
    await post(`${path}/application`, { refused: '0' })
    assert.equal((await held()).get('12'), 'Di|red')
    assert.equal((await held()).get('14'), 'Flo|')
  })

  test('rows are left out only when the person says so', async () => {
    const path = await previewOf('No,Name,Colour\n21,Gil,\nx,Hal,\n')
    const asked = await post(`${path}/application`, { refused: '1' })
    assert.equal(asked.status, 422)
    assert.match(asked.text, /Correct the refused rows, or choose to leave them out/)
    assert.equal((await held()).has('21'), false)
    const stale = await post(`${path}/application`, { refused: '2', 'leave-out': '2' })
    assert.equal(stale.status, 422)
    assert.match(stale.text, /Something has changed since you looked/)
    const unsaid = await post(`${path}/application`, { refused: '0' })
    assert.equal(unsaid.status, 422)
    assert.equal((await held()).has('21'), false)
    assert.equal((await post(`${path}/application`, { refused: '1', 'leave-out': '1' })).location, path)
    assert.equal((await held()).has('21'), true)
    assert.match((await get(path)).text, /1 row: <a class="govuk-link" href="\/imports\/\d+\/refused.xlsx">/)
  })

  test('refused rows can be taken away with the reason beside each', async () => {
    const path = await previewOf('No,Name,Colour,Note\n31,Ida,,=1+1\nx,Jo,,"a, b"\n')
    await post(`${path}/rows/3`, { number: 'y', name: 'Jo', colour: 'teal' })
    for (const format of ['csv', 'xlsx']) {
      const response = await fetch(`${address}${path}/refused.${format}`)
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
    const path = await previewOf('No,Name,Colour\nx41,Kit,\n')
    const id = path.split('/').at(-1) ?? ''
    const replaced = await post('/imports', uploadForm('No,Name,Colour\n41,Kit,\n', { replaces: id }))
    assert.match(replaced.location, /\/preview$/)
    assert.notEqual(replaced.location, `${path}/preview`)
    assert.match((await get(path)).text, /Another file has taken the place of this one/)
    assert.equal((await post(`${path}/application`, { refused: '0' })).status, 409)
  })

  test('a form pressed twice makes one import and applies once', async () => {
    const key = randomUUID()
    const csv = 'No,Name\n51,Lou\n'
    const both = await Promise.all([
      post('/imports', uploadForm(csv, { key })),
      post('/imports', uploadForm(csv, { key })),
    ])
    assert.equal(both[0].location, both[1].location)
    const path = both[0].location.replace('/columns', '')
    await post(`${path}/columns`, { number: '0', name: '1', colour: '' })
    const applied = await Promise.all([1, 2, 3].map(() => post(`${path}/application`, { refused: '0' })))
    assert.deepEqual(
      applied.map((each) => each.location),
      [path, path, path],
    )
    const { rows } = await database.asOwner((db) =>
      sql<{
        n: number
      }>`select count(*)::int as n from history where details->>'importId' = ${path.split('/').at(-1)}`.execute(
        db,
      ),
    )
    assert.equal(rows[0]?.n, 1)
  })

  test('when applying breaks, nothing of the file is in', async () => {
    const path = await previewOf('No,Name,Colour\n61,Mia,\n62,Breaks the apply,\n')
    assert.equal((await post(`${path}/application`, { refused: '0' })).status, 500)
    assert.equal((await held()).has('61'), false)
    assert.match((await get(`${path}/preview`)).text, /Import 2 rows of badges/)
  })

  test('columns that are missing, unknown or chosen twice are asked for again', async () => {
    const { location } = await post('/imports', uploadForm('a,b\n1,2\n'))
    const missing = await post(location, { number: '', name: '9', colour: '0' })
    assert.equal(missing.status, 422)
    assert.match(missing.text, /Choose the column that holds: Badge number/)
    assert.match(missing.text, /Choose a column of the file for: Name/)
    const twice = await post(location, { number: '0', name: '0' })
    assert.match(twice.text, /The same column is chosen for “Badge number” and “Name”/)
    assert.equal((await get(location.replace('columns', 'preview'))).location, location)
  })

  test('files and forms that make no sense are refused on the page', async () => {
    const upload = async (content: string | Uint8Array<ArrayBuffer>, name = 'x.csv') =>
      post('/imports', uploadForm(content, {}, name))
    const png = Uint8Array.from(Buffer.from('89504e470d0a1a0a00', 'hex'))
    for (const [answer, message] of [
      [await upload(png), /a picture \(PNG\)/],
      [await upload('', ''), /Choose a file/],
      [await upload('', 'empty.csv'), /The file is empty/],
      [await upload('No,Name\n'), /headings but no rows/],
      [await upload(`No\n${'x,'.repeat(10_000)}\n`), /column/],
      [await post('/imports', uploadForm('a\n1', { key: 'no uuid' })), /This form has expired/],
    ] as const) {
      assert.equal(answer.status, 422)
      assert.match(answer.text, message)
    }
    assert.equal((await post('/imports', uploadForm('a\n1', { kind: 'nothing' }))).status, 404)
    assert.equal((await post('/imports', { kind: 'badges', key: randomUUID() })).status, 404)
    const noFile = new FormData()
    noFile.set('kind', 'badges')
    noFile.set('key', randomUUID())
    noFile.set('document', new Blob(['a,b\n1,2\n']), 'wrong-field.csv')
    assert.match((await post('/imports', noFile)).text, /Choose a file/)
    const broken = await fetch(`${address}/imports`, {
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
      assert.equal((await get(path)).status, 404, path)
    }
  })

  test('a file of 100 MB gets an answer and leaves the memory as it was', { timeout: 60_000 }, async () => {
    const part = new Uint8Array(1024 * 1024).fill(65)
    async function* body() {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nbadges\r\n')
      yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${randomUUID()}\r\n`)
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n')
      for (let i = 0; i < 100; i += 1) yield part
      yield Buffer.from('\r\n--b--\r\n')
    }
    let most = 0
    const before = process.memoryUsage().rss
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 20)
    const response = await fetch(`${address}/imports`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: ReadableStream.from(body()),
      duplex: 'half',
    })
    clearInterval(watch)
    assert.equal(response.status, 413)
    assert.match(await response.text(), /bigger than 10 MB/)
    assert.ok(most - before < 80 * 1024 * 1024, `grew by ${Math.round((most - before) / 1024 / 1024)} MB`)
  })

  test('what is exported is imported again without a change', async () => {
    const template = await get('/imports/templates/badges.csv')
    assert.match(template.text, /^\uFEFF?Badge number,Name,Colour\r\n$/)
    for (const format of ['csv', 'xlsx']) {
      const bytes = new Uint8Array(await (await fetch(`${address}/exports/badges.${format}`)).arrayBuffer())
      const { location } = await post('/imports', uploadForm(bytes, {}, `badges.${format}`))
      const chosen = await post(location, { number: '0', name: '1', colour: '2' })
      assert.match((await get(chosen.location)).text, /Importing it changes nothing/)
    }
  })

  test('5,000 rows are uploaded, checked and imported in seconds', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => [
      String(100_000 + i),
      `Name ${i}`,
      i % 7 === 0 ? 'blue' : '',
    ])
    const csv = (await buffer(writeCsv([['No', 'Name', 'Colour'], ...rows]))).toString()
    const started = performance.now()
    const path = await previewOf(csv)
    await post(`${path}/application`, { refused: '0' })
    const seconds = (performance.now() - started) / 1000
    assert.match((await get(path)).text, /New<\/dt><dd[^>]*>5,000 rows/)
    assert.ok(seconds < 15, `took ${seconds} s`)
    const last = await get(`${path}/preview?page=100`)
    assert.equal(last.location, path)
  })

  test('another programme’s imports are not found, and other roles find no imports at all', async () => {
    const path = await previewOf('No,Name,Colour\n71,Ned,\n')
    const other = 'programme-team of second'
    for (const each of [
      path,
      `${path}/columns`,
      `${path}/preview`,
      `${path}/rows/2`,
      `${path}/refused.csv`,
    ]) {
      assert.equal((await get(each, other)).status, 404, each)
      assert.equal((await get(each, 'evaluator of first')).status, 404, each)
    }
    for (const each of ['columns', 'checks', 'rows/2', 'application', 'deletion']) {
      assert.equal(
        (await post(`${path}/${each}`, { refused: '0', number: '0', name: '1' }, other)).status,
        404,
        each,
      )
    }
    assert.doesNotMatch((await get('/imports', other)).text, /badges\.csv<\/a>/)
    assert.equal((await get('/imports', 'evaluator of first')).status, 404)
    assert.equal((await get('/exports/badges.csv', 'evaluator of first')).status, 404)
    assert.equal((await get('/imports', 'nobody')).status, 303)
  })

  test('an import that was not applied can be deleted, and forgotten ones go by themselves', async () => {
    const path = await previewOf('No,Name,Colour\n81,Oz,\n')
    assert.equal((await post(`${path}/deletion`, {})).location, '/imports')
    assert.equal((await get(path)).status, 404)
    const kept = await previewOf('No,Name,Colour\n82,Pat,\n')
    await post(`${kept}/application`, { refused: '0' })
    assert.equal((await post(`${kept}/deletion`, {})).status, 409)
    await previewOf('No,Name,Colour\n83,Quin,\n')
    const gone = await database.asOwner((db) =>
      deleteAbandonedImports(db, Temporal.Now.instant().add({ hours: 1 })),
    )
    assert.ok(gone > 0)
    assert.equal((await get(kept)).status, 200)
  })

  test('every page is right HTML', async () => {
    const path = await previewOf(
      'A title\nNo,Name,Colour\n91,Ray,\nx,<b>&amp;,\n'.replace('A title', 'A title,,'),
    )
    const columns = await post('/imports', uploadForm('No,Name\n1,2\n'))
    const pages = [
      await get('/imports'),
      await get('/imports/new/badges'),
      await post('/imports', uploadForm('')),
      await get(columns.location),
      await post(columns.location, {}),
      await get(`${path}/preview`),
      await get(`${path}/preview?show=new&page=2`),
      await post(`${path}/application`, { refused: '1' }),
      await get(`${path}/rows/4`),
      await post(`${path}/rows/4`, { number: 'x', name: '', colour: '' }),
    ]
    await post(`${path}/application`, { refused: '1', 'leave-out': '1' })
    pages.push(await get(path))
    for (const page of pages) assert.deepEqual(await validateHtml(page.text), [])
  })
})
