import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type FeatureApp, faultsIn, featureApp } from '../../../test/builders/feature-app.ts'
import {
  addActor,
  addHub,
  addSchool,
  buildWorld,
  LONDON,
  type World,
} from '../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { listHistory } from '../history/index.ts'
import { type Actor, scopeOf } from '../people/index.ts'
import { findHub, listCapacities, listHubs, maximumOf, routes } from './index.ts'

const clock = clockAt('2025-11-03')
let database: Database
let world: World
let server: FeatureApp
let team: Actor
let leadOfNorth: Actor
let north: number

before(async () => {
  database = await openTestDatabase()
  world = await buildWorld(database)
  await addSchool(database, { urn: 990101, name: 'Northfield High School' })
  await addSchool(database, { urn: 990102, name: 'Camden Grove Primary School', la: 202 })
  await addSchool(database, { urn: 990103, name: 'Camden Grove High School', la: 202 })
  const { programmeId } = world
  north = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990101 })
  team = await addActor(database, 'programme-team', { programmeId })
  leadOfNorth = await addActor(database, 'hub-lead', { programmeId, hubId: north })
  server = await featureApp({ database, clock, mount: routes })
})
after(async () => {
  await server.app.close()
  await database.close()
})

const form = (fields: Record<string, string> = {}) => ({
  key: randomUUID(),
  reference: 'H7',
  lead: 'school',
  school: '990102',
  trust: '',
  region: '',
  name: '',
  ...fields,
})

describe('adding a hub', () => {
  test('its region follows from the council of the lead school, and pressing twice adds one', async () => {
    const posted = form()
    const [first, second] = [
      await server.post(team, '/hubs', posted),
      await server.post(team, '/hubs', posted),
    ]
    assert.equal(first.status, 303)
    assert.equal(second.location, first.location)
    const id = Number(first.location.split('/').at(-1))
    const hub = await database.inScope(scopeOf(team, clock), (db) => findHub(db, id))
    assert.equal(hub?.regionName, 'London')
    assert.equal(hub?.name, 'Camden Grove Primary School')
    assert.equal(hub?.openedOn, '2025-11-03')
    const history = await database.inScope(scopeOf(team, clock), (db) =>
      listHistory(db, { hubId: id }, { limit: 10 }),
    )
    assert.deepEqual(
      history.map(({ sentence }) => sentence),
      ['Added the hub, led by Camden Grove Primary School'],
    )
  })

  test('two forms at once with one reference make one hub, and the other is told', async () => {
    const [one, other] = await Promise.all([
      server.post(team, '/hubs', form({ reference: 'H8' })),
      server.post(team, '/hubs', form({ reference: 'H8' })),
    ])
    assert.deepEqual([one.status, other.status].sort(), [303, 422])
    const refused = one.status === 422 ? one : other
    assert.match(refused.body, /The reference H8 is used by Camden Grove Primary School/)
  })

  test('a name that fits several schools asks which, and keeps what was typed', async () => {
    const asked = await server.post(
      team,
      '/hubs',
      form({ reference: 'H9', school: 'Camden Grove', name: 'My hub' }),
    )
    assert.equal(asked.status, 422)
    assert.match(asked.body, /Select the school that you mean/)
    assert.match(asked.body, /value="990103"/)
    assert.match(asked.body, /value="My hub"/)
    assert.deepEqual(await faultsIn(asked.body), [])
    const chosen = await server.post(
      team,
      '/hubs',
      form({ reference: 'H9', school: 'Camden Grove', schoolChoice: '990103', name: 'My hub' }),
    )
    assert.equal(chosen.status, 303)
  })

  test('what is not in the register is said exactly', async () => {
    const unknown = await server.post(team, '/hubs', form({ reference: 'H10', school: '123456' }))
    assert.match(unknown.body, /URN 123456 is not in the register/)
    const words = await server.post(team, '/hubs', form({ reference: 'H10', school: 'Zzyzx Qwerty' }))
    assert.match(words.body, /No open school was found for “Zzyzx Qwerty”/)
    const empty = await server.post(team, '/hubs', form({ reference: '', lead: '', school: '' }))
    assert.match(empty.body, /Enter a reference, for example H12/)
    assert.match(empty.body, /Select whether a school or a trust leads the hub/)
  })

  test('a trust is found by UID or name, and its region is chosen', async () => {
    const without = await server.post(
      team,
      '/hubs',
      form({ reference: 'T1', lead: 'trust', school: '', trust: '990001' }),
    )
    assert.match(without.body, /Select the region of the hub/)
    const several = await server.post(
      team,
      '/hubs',
      form({ reference: 'T1', lead: 'trust', trust: 'Elm', region: LONDON }),
    )
    assert.match(several.body, /Several trusts read so/)
    const made = await server.post(
      team,
      '/hubs',
      form({ reference: 'T1', lead: 'trust', trust: 'elm tree trust', region: LONDON }),
    )
    assert.equal(made.status, 303)
  })
})

describe('changing a hub', () => {
  test('a form opened before another change is not saved over it: both are shown', async () => {
    const before = await database.inScope(scopeOf(team, clock), (db) => findHub(db, north))
    const revision = String(before?.revision)
    const typed = { reference: 'H1', lead: 'school', school: '990101', trust: '', region: '', revision }
    const mine = await server.post(team, `/hubs/${north}/details`, { ...typed, name: 'North hub of Leeds' })
    assert.equal(mine.status, 303)
    const late = await server.post(team, `/hubs/${north}/details`, { ...typed, name: 'Leeds hub' })
    assert.equal(late.status, 409)
    assert.match(late.body, /North hub of Leeds/)
    assert.match(late.body, /value="Leeds hub"/)
    assert.deepEqual(await faultsIn(late.body), [])
    const again = await server.post(team, `/hubs/${north}/details`, { ...typed, name: 'North hub of Leeds' })
    assert.equal(again.status, 303, 'the same form sent twice is no conflict')
    const history = await database.inScope(scopeOf(team, clock), (db) =>
      listHistory(db, { hubId: north }, { limit: 1 }),
    )
    assert.equal(history[0]?.sentence, 'Changed the name from “North hub” to “North hub of Leeds”')
  })

  test('capacity is the programme’s until the hub has its own', async () => {
    const capacity = async () =>
      Object.fromEntries(
        (await database.inScope(scopeOf(team, clock), (db) => listCapacities(db, { hubId: north }))).map(
          (each) => [each.pathwayKey, maximumOf(each)],
        ),
      )
    assert.deepEqual(await capacity(), { regional: 40, enhanced: 6 })
    const revision = (await database.inScope(scopeOf(team, clock), (db) => findHub(db, north)))?.revision ?? 0
    const saved = await server.post(team, `/hubs/${north}/capacity`, {
      revision,
      'capacity-enhanced': '8',
      'capacity-regional': '',
    })
    assert.equal(saved.status, 303)
    assert.deepEqual(await capacity(), { regional: 40, enhanced: 8 })
    const stale = await server.post(team, `/hubs/${north}/capacity`, { revision, 'capacity-enhanced': '9' })
    assert.equal(stale.status, 409)
    assert.match(stale.body, /value="9"/)
    const wrong = await server.post(team, `/hubs/${north}/capacity`, {
      revision: revision + 1,
      'capacity-enhanced': 'six',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enhanced support must be a whole number from 0 to 1,000, or empty/)
    await server.post(team, `/hubs/${north}/capacity`, { revision: revision + 1, 'capacity-enhanced': '' })
    assert.deepEqual(await capacity(), { regional: 40, enhanced: 6 })
  })

  test('a hub closes and opens again, each with a line of history', async () => {
    const read = () => database.inScope(scopeOf(team, clock), (db) => findHub(db, north))
    const revision = (await read())?.revision ?? 0
    await server.post(team, `/hubs/${north}/closure`, { revision, closed: 'yes' })
    assert.equal((await read())?.closedOn, '2025-11-03')
    await server.post(team, `/hubs/${north}/closure`, { revision: revision + 1, closed: 'no' })
    assert.equal((await read())?.closedOn, null)
    const history = await database.inScope(scopeOf(team, clock), (db) =>
      listHistory(db, { hubId: north }, { limit: 2 }),
    )
    assert.deepEqual(
      history.map(({ sentence }) => sentence),
      ['Opened the hub again', 'Closed the hub'],
    )
  })
})

describe('who may do what with hubs', () => {
  test('everyone of the programme but an evaluator reads the list', async () => {
    const { programmeId } = world
    const named = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990102 })
    const trust = await addActor(database, 'trust-leader', { programmeId, trustUid: 990001 })
    const evaluator = await addActor(database, 'evaluator', { programmeId })
    for (const actor of [team, leadOfNorth, named, trust]) {
      const page = await server.get(actor, '/hubs')
      assert.equal(page.status, 200)
      assert.match(page.body, /North hub of Leeds/)
      assert.equal(page.body.includes('Add a hub'), actor === team)
    }
    assert.equal((await server.get(evaluator, '/hubs')).status, 404)
    assert.equal((await server.get(undefined, '/hubs')).status, 303)
    assert.equal((await server.get(leadOfNorth, `/hubs/${north}/edit`)).status, 403)
    assert.equal((await server.get(evaluator, `/hubs/${north}/edit`)).status, 404)
    assert.equal((await server.post(leadOfNorth, '/hubs', form({ reference: 'H99' }))).status, 403)
  })

  test('a hub of another programme is not found', async () => {
    const { otherProgrammeId: programmeId } = world
    const foreign = await addHub(database, {
      programmeId,
      reference: 'H1',
      name: 'Elsewhere',
      leadUrn: 990101,
    })
    assert.equal((await server.get(team, `/hubs/${foreign}/edit`)).status, 404)
    const names = (await database.inScope(scopeOf(team, clock), (db) => listHubs(db, programmeId))).length
    assert.equal(names, 0)
    for (const id of ['0', 'x', '99999999999', '1e3', '%00']) {
      assert.equal((await server.get(team, `/hubs/${id}/edit`)).status, 404, id)
    }
  })

  test('every page is valid HTML', async () => {
    for (const path of ['', '/new', `/${north}/edit`, `/${north}/capacity`, `/${north}/closure`]) {
      const page = await server.get(team, `/hubs${path}`)
      assert.equal(page.status, 200, path)
      assert.deepEqual(await faultsIn(page.body), [], path)
    }
  })
})
