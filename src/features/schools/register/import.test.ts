import assert from 'node:assert/strict'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'
import { REGISTER_FOLDER } from '../load-shipped.ts'
import { findSchool, type School } from '../store.ts'
import { listSuccessions, successorOf } from '../succession-store.ts'
import type { ImportOutcome } from './import.ts'
import { importCouncils } from './import-councils.ts'
import { importLinks } from './import-links.ts'
import { importMembership } from './import-membership.ts'
import { importRegister } from './import-schools.ts'
import { importTrusts } from './import-trusts.ts'
import { listRejectedRows, readImport } from './record-store.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const fixture = (name: string) => readFileSync(join(FIXTURES, name))
const day = (date: string) => Temporal.PlainDate.from(date)

async function* bytes(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? Buffer.from(content) : content
}

describe('importing the register', () => {
  let database: Database
  const asked = (content: string | Uint8Array, asAt = '2024-01-01') => ({
    stream: bytes(content),
    source: 'a test',
    asAt: day(asAt),
  })
  const schools = (content: string | Uint8Array, asAt?: string) =>
    importRegister(database, asked(content, asAt))
  const find = (urn: number) => database.asOwner((db) => findSchool(db, urn))
  const held = () =>
    database.asOwner(async (db) => {
      const { rows } = await sql`select s.*, d.status_as_at, d.facts_as_at, d.trust_as_at from schools s
        left join school_dates d using (urn) order by urn`.execute(db)
      return rows
    })

  before(async () => {
    database = await openTestDatabase()
    const councils = await importCouncils(database, {
      stream: createReadStream(join(REGISTER_FOLDER, 'councils.csv')),
      source: 'councils',
      asAt: day('2026-04-13'),
    })
    assert.equal(counts(councils).added, 160)
  })
  beforeEach(() =>
    database.asOwner(async (db) => {
      await sql`delete from schools`.execute(db)
      await sql`delete from school_dates`.execute(db)
      await sql`delete from school_links`.execute(db)
      await sql`delete from trusts`.execute(db)
      await sql`delete from register_imports`.execute(db)
    }),
  )
  after(() => database.close())

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

  describe('trusts, membership and links', () => {
    const GROUPS =
      'Group UID,Group Name,Companies House Number,Group Type,Group Status,Open date,Closed Date,UKPRN'

    test('trusts are kept, other groups left out, and closures counted', async () => {
      const open = `${GROUPS}\n2044,GLF Schools,07551959,Multi-academy trust,Open,01/04/2011,,10033355\n1700,A Federation,,Federation,Closed,,,\n`
      assert.deepEqual(pick(counts(await importTrusts(database, asked(open))), 'added', 'leftOut'), {
        added: 1,
        leftOut: 1,
      })
      assert.equal(counts(await importTrusts(database, asked(open))).unchanged, 1)
      const closed = open.replace('Open,01/04/2011,,', 'Closed,01/04/2011,31/08/2025,')
      assert.equal(counts(await importTrusts(database, asked(closed, '2025-09-01'))).closed, 1)
      assert.equal(counts(await importTrusts(database, asked(open))).older, 1)
    })

    test('membership moves schools to trusts that are known, and a newer word wins', async () => {
      await importTrusts(
        database,
        asked(
          `${GROUPS}\n2044,GLF Schools,,Multi-academy trust,Open,,,\n2045,Other,,Multi-academy trust,Open,,,\n`,
        ),
      )
      await schools(file('100000,A,Open,', '100001,B,Open,'))
      const file1 =
        'URN,Linked UID,Group Type,Closed Date\n100000,2044,Multi-academy trust,\n100001,9,Multi-academy trust,\n100000,2150,School sponsor,\n'
      assert.deepEqual(
        pick(counts(await importMembership(database, asked(file1, '2025-01-01'))), 'changed', 'leftOut'),
        { changed: 1, leftOut: 2 },
      )
      const school = await found(find(100000))
      assert.deepEqual([school.trustName, school.trustAsAt], ['GLF Schools', '2025-01-01'])
      const older = file1.replace('2044', '2045')
      assert.equal(counts(await importMembership(database, asked(older, '2024-06-01'))).older, 1)
    })

    const LINKS = 'URN,LinkURN,LinkType,LinkEstablishedDate'
    const links = (...rows: string[]) => importLinks(database, asked(`${LINKS}\n${rows.join('\n')}\n`))
    const after = (urn: number) => database.asOwner((db) => successorOf(db, urn))

    test('a school that became an academy is followed to it', async () => {
      await schools(file('100000,Maintained,Closed,', '140000,Academy,Open,'))
      await links('100000,140000,Successor,01-09-2023')
      assert.deepEqual(await after(100000), {
        outcome: 'successor',
        urn: 140000,
        via: [100000],
        on: '2023-09-01',
      })
      assert.deepEqual(await after(140000), { outcome: 'still open', urn: 140000 })
    })

    test('a link on the successor alone is enough, and a chain is followed to its end', async () => {
      await schools(file('100000,Infants,Closed,', '100001,Primary,Closed,', '140000,Academy,Open,'))
      await links('100001,100000,Predecessor - merged,01-09-2010', '140000,100001,Predecessor,01-09-2020')
      const way = await after(100000)
      assert.deepEqual(way, { outcome: 'successor', urn: 140000, via: [100000, 100001], on: '2020-09-01' })
      const all = await database.asOwner((db) => listSuccessions(db))
      assert.deepEqual(
        all.map(({ closedUrn, successorUrn }) => [closedUrn, successorUrn]),
        [
          [100000, 140000],
          [100001, 140000],
        ],
      )
      assert.equal((await database.asOwner((db) => listSuccessions(db, { among: [100001] }))).length, 1)
    })

    test('two merged schools lead to one; a split school leads to several and nobody guesses', async () => {
      await schools(
        file(
          '100000,A,Closed,',
          '100001,B,Closed,',
          '100002,Both,Open,',
          '100003,Split,Closed,',
          '100004,C,Open,',
          '100005,D,Open,',
        ),
      )
      await links(
        '100000,100002,Successor - merged,',
        '100002,100001,Result of Amalgamation,01-09-2022',
        '100001,100002,Result of Amalgamation,01-09-2022',
        '100003,100004,Successor - Split School,',
        '100003,100005,Successor - Split School,',
      )
      assert.equal((await after(100000)).outcome, 'successor')
      assert.equal((await after(100001)).outcome, 'successor')
      assert.deepEqual(await after(100003), { outcome: 'several', urns: [100004, 100005] })
      const all = await database.asOwner((db) => listSuccessions(db))
      assert.deepEqual(
        all.map(({ closedUrn }) => closedUrn),
        [100000, 100001],
      )
    })

    test('links in a circle end, and a successor that the register lacks is named', async () => {
      await schools(file('100000,A,Closed,', '100001,B,Closed,'))
      await links('100000,100001,Successor,', '100001,100000,Successor,')
      assert.deepEqual(await after(100000), { outcome: 'none', unknown: [] })
      await links('100001,150001,Successor,')
      assert.deepEqual(await after(100000), { outcome: 'none', unknown: [150001] })
      assert.deepEqual(await after(123456), { outcome: 'none', unknown: [123456] })
    })

    test('the same links again change nothing; a whole file takes corrected links away', async () => {
      await links('100000,140000,Successor,01-09-2023', '100001,140000,Successor,')
      assert.equal(counts(await links('100000,140000,Successor,01-09-2023')).unchanged, 1)
      const whole = await importLinks(database, {
        ...asked(`${LINKS}\n100000,140000,Successor,\n`),
        whole: true,
      })
      assert.deepEqual(pick(counts(whole), 'unchanged', 'closed'), { unchanged: 1, closed: 1 })
      assert.match(messageOf(await links('100000,990001,Successor,')), /1 of 1 rows/)
    })
  })

  const recorded = async (outcome: ImportOutcome) =>
    database.asOwner((db) => readImport(db, outcome.importId ?? 0))
  const rejectedRows = async (outcome: ImportOutcome) =>
    database.asOwner((db) => listRejectedRows(db, outcome.importId ?? 0, 100))
})

const HEADER = 'URN,EstablishmentName,EstablishmentStatus (name),Postcode'
const file = (...rows: string[]) => `${HEADER}\n${rows.join('\n')}\n`
const many = (count: number) => Array.from({ length: count }, (_, at) => `${110_000 + at},School ${at},Open,`)

function counts(outcome: ImportOutcome) {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.message)
  return outcome.counts
}

function messageOf(outcome: ImportOutcome): string {
  return outcome.ok ? '' : outcome.message
}

async function found(school: Promise<School | undefined>): Promise<School> {
  const result = await school
  assert.ok(result, 'the school is not there')
  return result
}

function pick<T, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>
}
