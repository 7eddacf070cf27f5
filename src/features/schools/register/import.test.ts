import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import {
  asked,
  counts,
  file,
  found,
  HEADER,
  messageOf,
  openRegister,
  pick,
  type TestRegister,
} from '../../../../test/builders/register.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { ImportOutcome } from './import.ts'
import { importRegister } from './import-schools.ts'
import { listRejectedRows, readImport } from './record-store.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const fixture = (name: string) => readFileSync(join(FIXTURES, name))

describe('importing the register', () => {
  let register: TestRegister
  let database: Database
  before(async () => {
    register = await openRegister()
    database = register.database
  })
  beforeEach(() => register.clear())
  after(() => database.close())

  const schools = (content: string | Uint8Array, asAt?: string) => register.schools(content, asAt)
  const find = (urn: number) => register.find(urn)
  const held = () =>
    database.asOwner(async (db) => {
      const { rows } = await sql`select s.*, d.status_as_at, d.facts_as_at, d.trust_as_at from schools s
        left join school_dates d using (urn) order by urn`.execute(db)
      return rows
    })

  test('reads the full download as published: CRLF, codes and names, dd-mm-yyyy', async () => {
    const outcome = await schools(fixture('full-download-2021-05.csv'))
    assert.deepEqual(pick(counts(outcome), 'rows', 'added', 'rejected'), { rows: 14, added: 14, rejected: 0 })
    const school = await found(find(100000))
    assert.equal(school.name, 'The Aldgate School')
    assert.equal(school.region, 'London')
    assert.equal(school.dfeNumber, 2013614)
    assert.deepEqual([school.ageLow, school.ageHigh, school.pupils, school.fsmPercentage], [3, 11, 276, 10.2])
    assert.equal(school.religiousCharacter, 'Church of England')
    assert.equal(school.factsAsAt, '2024-01-01')
    const layout = await recorded(outcome)
    assert.equal(layout.layout, 'full download (codes and names)')
  })

  test('reads the search download, in which rows of linked schools have more cells than the heading', async () => {
    await database.asOwner((db) =>
      sql`insert into trusts (uid, name, kind, status, register_as_at)
        values (2044, 'GLF Schools', 'Multi-academy trust', 'open', '2024-01-01')`.execute(db),
    )
    const outcome = await schools(fixture('search-download-2022-04.csv'))
    assert.deepEqual(pick(counts(outcome), 'rows', 'added', 'rejected'), { rows: 10, added: 10, rejected: 0 })
    assert.equal((await recorded(outcome)).layout, 'search download (names only)')
    const inTrust = (await held()).filter((row) => (row as { trust_uid: number | null }).trust_uid === 2044)
    assert.equal(inTrust.length, 2)
  })

  test('reads the extract, takes the region from the council, and tells England from elsewhere', async () => {
    assert.equal(counts(await schools(fixture('extract-2023-11.csv'))).rejected, 0)
    const school = await found(find(100001))
    assert.deepEqual([school.region, school.council, school.inEngland], ['London', 'City of London', true])
    const abroad = await found(find(146833))
    assert.equal(abroad.name, 'St Stephen’s International')
    assert.deepEqual([abroad.region, abroad.laCode, abroad.inEngland], [null, null, false])
    const welsh = await found(find(402469))
    assert.deepEqual([welsh.laCode, welsh.inEngland], [null, false])
  })

  test('the same file in UTF-8, with a mark, in Windows-1252 and with other line ends says the same', async () => {
    const text = `${HEADER}\n100000,Saint Zoë’s – École,Open,EC3A 5DE\n`
    const windows = Buffer.from(text.replace('’', '\x92').replace('–', '\x96'), 'latin1')
    assert.equal(counts(await schools(text)).added, 1)
    for (const same of [`\ufeff${text}`, windows, text.replaceAll('\n', '\r\n')])
      assert.deepEqual(pick(counts(await schools(same)), 'changed', 'unchanged'), {
        changed: 0,
        unchanged: 1,
      })
    assert.equal((await found(find(100000))).name, 'Saint Zoë’s – École')
  })

  test('the same file again changes nothing; a later day of it changes only the day', async () => {
    await schools(fixture('extract-2023-11.csv'), '2023-11-16')
    const before = await held()
    const again = counts(await schools(fixture('extract-2023-11.csv'), '2023-11-16'))
    assert.deepEqual(pick(again, 'added', 'changed', 'closed', 'unchanged', 'absent'), {
      added: 0,
      changed: 0,
      closed: 0,
      unchanged: before.length,
      absent: 0,
    })
    assert.deepEqual(await held(), before)
    const later = counts(await schools(fixture('extract-2023-11.csv'), '2023-12-01'))
    assert.equal(later.unchanged, before.length)
    assert.equal((await found(find(100001))).factsAsAt, '2023-12-01')
  })

  test('a newer file changes what differs, closes what closed, and leaves the facts that it does not carry', async () => {
    await schools(fixture('extract-2023-11.csv'), '2023-11-16')
    const outcome = await schools(fixture('index-2024-06.csv'), '2024-06-17')
    const { added, closed, rejected, absent } = counts(outcome)
    assert.deepEqual({ added, closed, rejected, absent }, { added: 3, closed: 3, rejected: 0, absent: 1 })
    const renamed = await found(find(100692))
    assert.equal(renamed.name, 'Launcelot Primary School and Nursery')
    const closedSchool = await found(find(100347))
    assert.equal(closedSchool.status, 'closed')
    assert.equal(closedSchool.statusAsAt, '2024-06-17')
    assert.equal(closedSchool.factsAsAt, '2023-11-16')
    assert.ok(closedSchool.postcode)
    assert.equal((await found(find(149462))).region, 'Yorkshire and The Humber')
    assert.equal(counts(await schools(fixture('index-2024-06.csv'), '2024-06-17')).unchanged, 14)
  })

  test('an older file does not undo what a newer one said', async () => {
    await schools(file('100000,New name,Closed,EC3A 5DE'), '2024-06-01')
    const outcome = counts(
      await schools(file('100000,Old name,Open,EC3A 5DE', '100001,Another,Open,'), '2024-01-01'),
    )
    assert.deepEqual(pick(outcome, 'added', 'older', 'unchanged'), { added: 1, older: 1, unchanged: 0 })
    assert.equal((await found(find(100000))).status, 'closed')
  })

  test('a row that goes back to what it was two files ago is written again', async () => {
    const first = file('100000,First,Open,')
    await schools(first, '2024-01-01')
    await schools(file('100000,Second,Open,'), '2024-01-02')
    assert.equal(counts(await schools(first, '2024-01-03')).changed, 1)
    assert.equal((await found(find(100000))).name, 'First')
  })

  test('empty coordinates and pupils stay empty, zero coordinates are not known', async () => {
    const head = 'URN,EstablishmentName,EstablishmentStatus (name),Postcode,NumberOfPupils,Easting,Northing'
    await schools(`${head}\n100000,A,Open,,,,\n100001,B,Open,,0,0,0\n`)
    const [a, b] = [await found(find(100000)), await found(find(100001))]
    assert.deepEqual([a.pupils, a.easting, a.northing, a.postcode], [null, null, null, null])
    assert.deepEqual([b.pupils, b.easting, b.northing], [0, null, null])
  })

  test('rows that cannot be used are kept with every reason, and the rest goes in', async () => {
    const outcome = await schools(
      file(
        '100000,Good,Open,',
        '100001,Good too,Open,',
        '100002,Also good,Open,',
        '100003,Good four,Open,',
        '100004,Good five,Open,',
        '100005,Good six,Open,',
        '100006,Good seven,Open,',
        '100007,Good eight,Open,',
        ',No number,Open,',
        '12,Short number,Open,',
        '990001,Not invented,Open,',
        '100000,Twice,Open,',
        '100010,,Ajar,',
        '100011,NUL\0,Open,',
        '100012,Too few',
        `100013,${'n'.repeat(201)},Open,`,
      ),
    )
    const { added, rejected } = counts(outcome)
    assert.deepEqual({ added, rejected }, { added: 8, rejected: 8 })
    const rows = await rejectedRows(outcome)
    assert.deepEqual(
      rows.map(({ line, urn, reason }) => `${line} ${urn}: ${reason}`),
      [
        '10 : The URN is missing',
        '11 12: “12” is not a URN, which has six digits from 100000',
        '12 990001: URN 990001 is in the range kept for invented schools',
        '13 100000: URN 100000 is on line 2 already',
        '14 100010: The name is missing; “Ajar” is not a status of the register',
        '15 100011: The row holds a NUL character',
        '16 100012: The row has 2 columns; the header has 4',
        '17 100013: The name is longer than 200 characters',
      ],
    )
  })

  test('ten thousand columns, formulas and reversed text are rejected or harmless', async () => {
    const outcome = await schools(
      file('100000,=1+1,Open,', '100001,a\u202eb,Open,', `100002,${'x,'.repeat(10_000)}`, '100003,C,Open,'),
    )
    const { added, rejected } = counts(outcome)
    assert.deepEqual({ added, rejected }, { added: 3, rejected: 1 })
    assert.equal((await rejectedRows(outcome))[0]?.reason, 'The row has 10002 columns; the header has 4')
    assert.equal((await found(find(100001))).name, 'ab')
  })

  test('a file of which most rows are wrong is refused whole, and says so', async () => {
    const outcome = await schools(file('100000,Good,Open,', 'x,y,z,', 'x,y,z,'))
    assert.equal(outcome.ok, false)
    assert.match(outcome.ok ? '' : outcome.message, /2 of 3 rows/)
    assert.equal(await find(100000), undefined)
    assert.equal((await recorded(outcome)).outcome, 'refused')
    assert.equal((await rejectedRows(outcome)).length, 2)
  })

  test('a file without the columns is refused with the names of those it has', async () => {
    const outcome = await schools('Year,Attendance\n2024,94\n')
    assert.match(outcome.ok ? '' : outcome.message, /no column “URN”. Its columns are “Year”, “Attendance”/)
    assert.match(messageOf(await schools('URN,URN,EstablishmentName,Status\n')), /two columns for URN/)
    assert.match(messageOf(await schools(`${HEADER}\n`)), /no rows/)
  })

  test('a file that breaks off half way leaves everything as it was', async () => {
    await schools(file('100000,Before,Open,'))
    const before = await held()
    async function* broken() {
      yield Buffer.from(file('100000,After,Closed,', ...many(5000)))
      throw new Error('the connection was lost')
    }
    await assert.rejects(importRegister(database, { ...asked(''), stream: broken() }), /connection was lost/)
    assert.deepEqual(await held(), before)

    const unclosed = `${file('100000,After,Closed,', ...many(5000))}100009,"never closed,Open,\n`
    assert.match(messageOf(await schools(unclosed, '2024-02-01')), /quotation mark/)
    assert.deepEqual(await held(), before)
    assert.equal(counts(await schools(file('100000,After,Open,'), '2024-02-01')).changed, 1)
  })

  test('a fault while merging leaves everything as it was', async () => {
    await schools(file('100000,Before,Open,'))
    const before = await held()
    await database.asOwner((db) =>
      sql`alter table schools add constraint planted check (name <> 'Planted')`.execute(db),
    )
    try {
      await assert.rejects(
        schools(file('100000,After,Closed,', ...many(2000), '150000,Planted,Open,')),
        /planted/,
      )
      assert.deepEqual(await held(), before)
    } finally {
      await database.asOwner((db) => sql`alter table schools drop constraint planted`.execute(db))
    }
  })

  test('two imports at once: one runs, the other waits or is refused, and nothing is lost', async () => {
    const [first, second] = await Promise.all([schools(file(...many(3000))), schools(file(...many(3000)))])
    const done = [first, second].filter((outcome) => outcome.ok)
    assert.ok(done.length >= 1)
    for (const outcome of [first, second]) if (!outcome.ok) assert.match(outcome.message, /Another import/)
    assert.equal((await held()).length, 3000)
  })

  test('invented schools are never touched', async () => {
    await database.asOwner((db) =>
      sql`insert into schools (urn, name, status, in_england) values (990001, 'Invented', 'open', true)`.execute(
        db,
      ),
    )
    const { absent } = counts(await schools(file('100000,Real,Open,')))
    assert.equal(absent, 0)
    assert.equal((await found(find(990001))).name, 'Invented')
    await assert.rejects(
      database.asOwner((db) => sql`update schools set invented = false where urn = 990001`.execute(db)),
    )
  })

  test('whatever names and towns a file has, they are what the register says afterwards', async () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'abcABC éŵ’\'",;=+-@&<>\n'.split('')), minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), async (names) => {
        const rows = names.map((name, at) => `${100_000 + at},"${name.replaceAll('"', '""')}",Open,`)
        assert.equal(counts(await schools(file(...rows), '2024-03-01')).rejected, 0)
        for (const [at, name] of names.entries()) {
          const expected = name.replaceAll(/\n+/g, ' ').trim().normalize('NFC')
          assert.equal((await found(find(100_000 + at))).name, expected)
        }
      }),
      { numRuns: 20 },
    )
  })

  const recorded = async (outcome: ImportOutcome) =>
    database.asOwner((db) => readImport(db, outcome.importId ?? 0))
  const rejectedRows = async (outcome: ImportOutcome) =>
    database.asOwner((db) => listRejectedRows(db, outcome.importId ?? 0, 100))
})

const many = (count: number) => Array.from({ length: count }, (_, at) => `${110_000 + at},School ${at},Open,`)
