import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  addActor,
  addHub,
  addSchool,
  buildWorld,
  type World,
} from '../../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import { clockAt } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import type { ImportKind, ImportRow } from '../../imports/index.ts'
import { type Actor, peopleAt, scopeOf } from '../../people/index.ts'
import { hubsImport, listHubs } from '../index.ts'

const clock = clockAt('2025-11-03')
let database: Database
let world: World
let team: Actor
let kind: ImportKind

before(async () => {
  database = await openTestDatabase()
  world = await buildWorld(database)
  await addSchool(database, { urn: 990101, name: 'Northfield High School' })
  await addSchool(database, { urn: 990102, name: 'Camden Grove Primary School', la: 202 })
  team = await addActor(database, 'programme-team', world)
  kind = hubsImport([
    { key: 'regional', name: 'Regional support' },
    { key: 'enhanced', name: 'Enhanced support' },
    { key: 'core', name: 'Core support' },
  ])
})
after(() => database.close())

const within = <T>(work: (db: Db) => Promise<T>) => database.inScope(scopeOf(team, clock), work)
const fileOf = (rows: readonly Record<string, string>[]): ImportRow[] =>
  rows.map((values, index) => ({
    line: index + 2,
    values: { ...Object.fromEntries(kind.fields.map(({ key }) => [key, ''])), ...values },
  }))
const check = (rows: readonly Record<string, string>[]) => within((db) => kind.check(db, team, fileOf(rows)))
const apply = (rows: readonly Record<string, string>[]) => within((db) => kind.apply(db, team, fileOf(rows)))
const exported = () => within(async (db) => Array.fromAsync(kind.export(db, team)))

describe('importing hubs', () => {
  test('each row that is refused says exactly why', async () => {
    const rows = await check([
      { reference: 'H1', school: '123456' },
      { reference: 'H2', school: '990101', region: 'London' },
      { reference: 'H3', school: '990101', region: 'Yorkshre and Humber' },
      { reference: 'H4', school: '990101' },
      { reference: 'H4', school: '990102' },
      { reference: 'H5', school: '990101', 'capacity-enhanced': 'lots' },
      { reference: 'H6', school: '990101', 'capacity-core': '3' },
      { reference: 'H7', school: '990101', leadNames: 'Amira Khan; Bo Li', leadEmails: 'amira@example.org' },
      { reference: 'H8', trust: '990001' },
      { reference: 'H9' },
      { reference: 'H10', school: '990101', trust: '990001' },
      { reference: 'H11', school: '12345' },
      { reference: 'H12', school: '990101', leadEmails: 'not an address' },
    ])
    assert.deepEqual(
      rows.map(({ outcome, field, message }) => [outcome, field, message]),
      [
        ['refused', 'school', 'URN 123456 is not in the register'],
        [
          'refused',
          'region',
          'The register has Northfield High School in Yorkshire and The Humber, not in London',
        ],
        [
          'refused',
          'region',
          '“Yorkshre and Humber” is not one of the nine regions. Did you mean Yorkshire and The Humber?',
        ],
        ['refused', 'reference', 'Rows 5 and 6 both have reference H4'],
        ['refused', 'reference', 'Rows 5 and 6 both have reference H4'],
        [
          'refused',
          'capacity-enhanced',
          '“lots” is not a number of places on Enhanced support: give a whole number up to 1,000',
        ],
        ['refused', 'capacity-core', 'Core support is not a pathway of this programme'],
        ['refused', 'leadEmails', 'There are 2 names and 1 email addresses: give one for each'],
        ['refused', 'region', 'Give the region of a hub that a trust leads'],
        ['refused', 'school', 'Give the URN of the lead school, or the UID of the lead trust'],
        ['refused', 'trust', 'A hub is led by a school or by a trust, not by both'],
        ['refused', 'school', '“12345” is not a URN: a URN has six digits'],
        ['refused', 'leadEmails', '“not an address” is not an email address'],
      ],
    )
    assert.equal(
      (await within((db) => listHubs(db, world.programmeId))).length,
      0,
      'looking at a file changes nothing',
    )
  })

  test('a file makes hubs, their places and their hub leads; twice, it changes nothing; exported, it is the same', async () => {
    const file = [
      {
        reference: 'H1',
        school: '990101',
        'capacity-enhanced': '8',
        leadNames: 'Amira Khan; Bo Li',
        leadEmails: 'Amira@example.org; bo@example.org',
      },
      { reference: 'H2', name: 'Elm Tree hub', trust: '990001', region: 'London' },
    ]
    assert.deepEqual(await apply(file), { created: 2, changed: 0, unchanged: 0 })
    assert.deepEqual(await apply(file), { created: 0, changed: 0, unchanged: 2 })
    const hubs = await within((db) => listHubs(db, world.programmeId))
    assert.deepEqual(
      hubs.map(({ name, regionName, revision }) => [name, regionName, revision]),
      [
        ['Elm Tree hub', 'London', 1],
        ['Northfield High School', 'Yorkshire and The Humber', 1],
      ],
    )
    const first = hubs.find(({ reference }) => reference === 'H1')
    const people = await within((db) => peopleAt(db, { hubId: first?.id ?? 0 }))
    assert.deepEqual(people.map(({ name }) => name).sort(), ['Amira Khan', 'Bo Li'])

    const out = await exported()
    assert.equal(out[0]?.['capacity-enhanced'], '8')
    assert.equal(out[0]?.leadNames, 'Amira Khan; Bo Li')
    const again = await check(out)
    assert.deepEqual(
      again.map(({ outcome }) => outcome),
      ['unchanged', 'unchanged'],
    )
  })

  test('an empty cell leaves what is held; a filled one changes it', async () => {
    assert.deepEqual(await apply([{ reference: 'H1', name: 'Northfield hub' }]), {
      created: 0,
      changed: 1,
      unchanged: 0,
    })
    const [first] = await exported()
    assert.equal(first?.name, 'Northfield hub')
    assert.equal(first?.['capacity-enhanced'], '8')
  })

  test('five thousand rows are checked and imported in a fixed number of queries', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({ reference: `B${at}`, school: '990101' }))
    const start = performance.now()
    assert.equal((await check(rows)).filter(({ outcome }) => outcome === 'new').length, 5000)
    assert.equal((await apply(rows)).created, 5000)
    assert.ok(performance.now() - start < 60_000)
  })

  test('another programme’s hubs are neither exported nor changed', async () => {
    const foreign = await addHub(database, {
      programmeId: world.otherProgrammeId,
      reference: 'Z1',
      name: 'Elsewhere',
      leadUrn: 990101,
    })
    assert.ok(foreign > 0)
    assert.equal((await exported()).filter(({ reference }) => reference === 'Z1').length, 0)
    assert.equal((await check([{ reference: 'Z1', school: '990102' }]))[0]?.outcome, 'new')
  })
})
