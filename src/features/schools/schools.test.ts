import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type FeatureApp, faultsIn, featureApp } from '../../../test/builders/feature-app.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Actor, Role } from '../people/index.ts'
import {
  councilBoundaries,
  loadShippedRegister,
  putInventedSchools,
  putInventedSuccession,
  putInventedTrusts,
  readRegisterSummary,
  routes,
  searchSchools,
  successorOf,
  toLongitudeLatitude,
} from './index.ts'

const TODAY = '2026-09-01'

const actor = (role: Role): Actor => ({
  accountId: 1,
  name: 'Amira Khan',
  email: 'amira.khan@example.org',
  role,
  programmeId: 1,
  hubId: null,
  schoolUrn: null,
  trustUid: null,
})
const team = actor('programme-team')
const leader = actor('named-leader')

describe('the register that comes with the service', () => {
  let database: Database
  let feature: FeatureApp
  let imports = 0
  const files: string[] = []

  before(async () => {
    database = await openTestDatabase()
    await loadShippedRegister(database, ({ file, bytesRead, bytesInAll }) => {
      assert.ok(bytesRead <= bytesInAll)
      if (files.at(-1) !== file) files.push(file)
    })
    await database.asOwner(async (db) => {
      await putInventedTrusts(db, [{ uid: 990001, name: 'Harbour Trust' }], Temporal.PlainDate.from(TODAY))
      await putInventedSchools(db, [
        {
          urn: 990001,
          name: 'Puddleby Marsh Academy',
          laCode: 383,
          trustUid: 990001,
          town: 'Puddleby',
          phase: 'Secondary',
        },
        { urn: 990002, name: 'Puddleby Marsh School', laCode: 383, town: 'Puddleby', status: 'closed' },
      ])
      await putInventedSuccession(db, { from: 990002, to: 990001, on: Temporal.PlainDate.from('2025-09-01') })
    })
    feature = await featureApp({
      database,
      clock: clockAt(TODAY),
      mount: (app) =>
        routes(app, {
          afterImport: async () => {
            imports += 1
          },
        }),
    })
  })
  after(async () => {
    await feature.app.close()
    await database.close()
  })

  const search = (query: string, options = {}) =>
    database.inScope({ 'alongside.role': 'hub-lead' }, (db) =>
      searchSchools(db, query, { limit: 5, ...options }),
    )
  const first = async (query: string, options = {}) => (await search(query, options))[0]?.name

  test('knows every school in England, and loads nothing twice', async () => {
    const summary = await database.asOwner(readRegisterSummary)
    assert.equal(summary.schools, 50_544)
    assert.ok(summary.open > 24_000 && summary.open < 26_000, String(summary.open))
    assert.equal(files.length, 6)
    const again = await loadShippedRegister(database)
    assert.ok(again.every(({ outcome }) => outcome === null))
  })

  test('a request reads the register and cannot write it', async () => {
    const { sql } = await import('kysely')
    const scope = { 'alongside.role': 'programme-team' }
    await assert.rejects(database.inScope(scope, (db) => sql`update schools set name = 'x'`.execute(db)))
    await assert.rejects(
      database.inScope(scope, (db) => sql`insert into register_imports default values`.execute(db)),
    )
    const seen = (role: string) =>
      database.inScope({ 'alongside.role': role }, async (db) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from register_imports`.execute(db)
        return rows[0]?.n
      })
    assert.equal(await seen('programme-team'), 6)
    assert.equal(await seen('hub-lead'), 0)
  })

  test('finds by URN, DfE number and postcode', async () => {
    assert.equal(await first('100000'), 'The Aldgate School')
    assert.equal(await first(' 201/3614 '), 'The Aldgate School')
    assert.equal(await first('2013614'), 'The Aldgate School')
    assert.equal(await first('ec3a5de'), 'The Aldgate School')
    assert.equal(await first('EC3A 5DE'), 'The Aldgate School')
    assert.ok((await search('10000')).every(({ urn }) => urn >= 100_000 && urn < 100_010))
  })

  test('finds by name and town, in any order, however saints and church schools are written', async () => {
    assert.equal(await first('aldgate'), 'The Aldgate School')
    assert.equal(await first('academy plymouth goosewell'), 'Goosewell Primary Academy')
    const spellings = [
      'St. Mary’s C of E Leeds',
      'saint marys church of england leeds',
      'st mary’s CofE leeds',
    ]
    const [one, ...others] = await Promise.all(spellings.map((query) => search(query)))
    assert.ok(one && one.length > 0)
    for (const found of others) assert.deepEqual(found, one)
  })

  test('finds with letters amiss', async () => {
    assert.equal(await first('aldgte school'), 'The Aldgate School')
    assert.equal(await first('Haverstok'), 'Haverstock School')
    assert.equal(await first('goosewell plymoth', { openOnly: true }), 'Goosewell Primary Academy')
    assert.equal(await first('alderman pouns'), 'Alderman Pounder Infant and Nursery School')
  })

  test('lists open schools first, and closed ones only when asked', async () => {
    const urns = async (options: object) => (await search('puddleby marsh', options)).map(({ urn }) => urn)
    assert.equal((await urns({ openOnly: true }))[0], 990001)
    assert.ok(!(await urns({ openOnly: true })).includes(990002))
    assert.deepEqual((await urns({ openOnly: false })).slice(0, 2), [990001, 990002])
  })

  test('whatever is typed finds something or nothing, never a fault', async () => {
    for (const query of [
      '',
      ' ',
      '%',
      '_',
      '\\',
      "'",
      '"; drop table schools',
      'a',
      '\ud800',
      'x\0y',
      '🏫',
      '1'.repeat(300),
      'ﬁ'.repeat(60),
    ])
      await search(query)
    assert.deepEqual(await search('zzzqqqxxw'), [])
  })

  test('an invented school is followed to its invented successor', async () => {
    const succession = await database.asOwner((db) => successorOf(db, 990002))
    assert.deepEqual(succession, { outcome: 'successor', urn: 990001, via: [990002], on: '2025-09-01' })
    await assert.rejects(
      database.asOwner((db) => putInventedSchools(db, [{ urn: 100000, name: 'Not real' }])),
      /990000 to 999999/,
    )
  })

  test('the National Grid becomes longitude and latitude, and every council has an outline', async () => {
    const [longitude, latitude] = toLongitudeLatitude(651_409.903, 313_177.27)
    assert.ok(Math.abs(longitude - 1.716052) < 0.0001 && Math.abs(latitude - 52.657979) < 0.0001)
    assert.equal((await councilBoundaries()).features.length, 153)
  })

  describe('pages', () => {
    test('every page is sound HTML for whoever may see it', async () => {
      const pages = [
        '/schools',
        '/schools?q=aldgate',
        '/schools?q=zzzqqqxxw',
        '/schools?q=puddleby&closed=yes',
        '/schools/100000',
        '/schools/100012',
        '/schools/146833',
        '/schools/990001',
        '/schools/990002',
        '/trusts/990001',
        '/trusts/2044',
        '/councils',
        '/register',
        '/register/imports/3',
      ]
      for (const url of pages) {
        const { status, body } = await feature.get(team, url)
        assert.equal(status, 200, url)
        assert.deepEqual(await faultsIn(body), [], url)
      }
    })

    test('a school’s page says since when, from where, and what is not known', async () => {
      const { body } = await feature.get(leader, '/schools/100000')
      assert.match(body, /as at 16 November 2023/)
      assert.match(body, /Open Government Licence v3\.0\. Source: Department for Education/)
      assert.match(body, /does not have its ages, gender of entry, religious character, trust or website/)
      assert.match(body, /201\/3614/)
    })

    test('a closed school’s page leads to the one that took over, and back', async () => {
      assert.match(
        (await feature.get(leader, '/schools/100012')).body,
        /Rhyl Community Primary School<\/a> took over/,
      )
      assert.match(
        (await feature.get(leader, '/schools/100021')).body,
        /Came before[\s\S]*Carlton Primary School/,
      )
    })

    test('an invented school is marked as such, and claims no source', async () => {
      const { body } = await feature.get(leader, '/schools/990001')
      assert.match(body, /Invented school\s*<\/strong> Demonstration only/)
      // The footer of every page names the source of what is published.
      const [page = ''] = body.split('<footer')
      assert.doesNotMatch(page, /Department for Education/)
    })

    test('the picker is answered in JSON', async () => {
      const { status, body } = await feature.get(leader, '/schools.json?q=aldgate')
      assert.equal(status, 200)
      assert.deepEqual(JSON.parse(body)[0], {
        urn: 100000,
        name: 'The Aldgate School',
        town: 'London',
        postcode: 'EC3A 5DE',
        status: 'open',
        facts: 'Primary, London EC3A 5DE',
      })
      assert.deepEqual(JSON.parse((await feature.get(leader, '/schools.json?q=')).body), [])
    })

    test('what is not there is not found, and the signed out are sent to sign in', async () => {
      for (const url of [
        '/schools/100',
        '/schools/abc',
        '/schools/999999999999',
        '/trusts/980000',
        '/register/imports/999',
      ])
        assert.equal((await feature.get(team, url)).status, 404, url)
      assert.equal((await feature.get(undefined, '/schools')).status, 303)
      assert.equal((await feature.get(undefined, '/schools.json?q=a')).status, 303)
    })

    test('the register is kept by the programme team; for others its pages do not exist', async () => {
      for (const role of ['hub-lead', 'named-leader', 'trust-leader', 'evaluator'] as const) {
        for (const url of ['/register', '/register/imports/1', '/register/imports/1/rejected.csv'])
          assert.equal((await feature.get(actor(role), url)).status, 404, `${role} ${url}`)
        assert.equal((await send(actor(role), { file: 'x' })).status, 404, role)
      }
    })
  })

  describe('importing on the page', () => {
    const small = readFileSync(join(import.meta.dirname, 'fixtures/full-download-2021-05.csv'))

    test('a file is imported once, however often the form is sent, and says what it did', async () => {
      const form = { key: randomUUID(), file: gzipSync(small) }
      const { status, location } = await send(team, form)
      assert.equal(status, 303)
      assert.equal((await send(team, form)).location, location)
      assert.equal(imports, 1)
      const { body } = await feature.get(team, location)
      // Long out of date, so every row is older than what is held.
      assert.match(body, /Older than what is held<\/dt><dd[^>]*>14</)
      assert.match(body, /Amira Khan/)
    })

    test('rejected rows are shown with their reasons, and come as a file that runs nothing', async () => {
      const text =
        'URN,EstablishmentName,EstablishmentStatus (name)\n100000,The Aldgate School,Open\n100001,City of London School for Girls,Open\n=cmd(),Bad,Open\n'
      const { location } = await send(team, { file: text })
      const { body } = await feature.get(team, location)
      assert.match(body, /“=cmd\(\)” is not a URN/)
      assert.deepEqual(await faultsIn(body), [])
      const csv = (await feature.get(team, `${location}/rejected.csv`)).body
      assert.match(csv, /^\ufeffLine,URN,Why,The row begins\r\n4,'=cmd\(\),/)
    })

    test('a file that cannot be used changes nothing and says why', async () => {
      const { location } = await send(team, { file: 'PK\u0003\u0004 a workbook' })
      const { body } = await feature.get(team, location)
      assert.match(body, /nothing was changed. This is a ZIP or Excel file/)
      assert.deepEqual(await faultsIn(body), [])
    })

    test('what is missing is said beside its field, and what was typed is kept', async () => {
      const { status, body } = await send(team, { source: 'From where', 'as-at-year': '2099' })
      assert.equal(status, 422)
      assert.match(body, /Choose a file/)
      assert.match(body, /must be today or in the past/)
      assert.match(body, /value="From where"/)
      assert.deepEqual(await faultsIn(body), [])
      assert.equal((await send(team, { source: ' ', file: small })).status, 422)
      assert.equal((await send(team, { kind: 'pupils', file: small })).status, 422)
    })
  })

  /** The form as a browser sends it, with a file or without. */
  async function send(
    who: Actor,
    fields: Partial<Record<string, string | Uint8Array>>,
  ): Promise<{ status: number; location: string; body: string }> {
    await feature.get(who, '/schools')
    const form = new FormData()
    const typed = {
      key: randomUUID(),
      kind: 'schools',
      source: 'A test',
      'as-at-day': '4',
      'as-at-month': '5',
      'as-at-year': '2021',
      ...fields,
    }
    for (const [name, value] of Object.entries(typed)) {
      if (name === 'file')
        form.set(
          'file',
          new Blob([typeof value === 'string' ? value : new Uint8Array(value ?? [])]),
          'register.csv',
        )
      else form.set(name, String(value))
    }
    const request = new Request('http://localhost/register/imports', { method: 'POST', body: form })
    const response = await feature.app.inject({
      method: 'POST',
      url: '/register/imports',
      headers: {
        'x-actor': `${who.role} ${who.accountId} ${who.programmeId}`,
        'content-type': request.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await request.arrayBuffer()),
    })
    return {
      status: response.statusCode,
      location: String(response.headers.location ?? ''),
      body: response.body,
    }
  }
})
