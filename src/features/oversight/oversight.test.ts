import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type FeatureApp, faultsIn, featureApp } from '../../../test/builders/feature-app.ts'
import {
  addActor,
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
  confirm,
  LONDON,
  type World,
} from '../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../test/database.ts'
import type { Clock } from '../../platform/clock.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Actor } from '../people/index.ts'
import { routes } from './index.ts'

let database: Database
let world: World
let server: FeatureApp
let team: Actor
let hub: number
let full: number
const partnerships: number[] = []
let today = clockAt('2025-11-03')
const clock: Clock = { today: () => today.today(), now: () => today.now() }

before(async () => {
  database = await openTestDatabase()
  world = await buildWorld(database)
  const { programmeId } = world
  await addSchool(database, {
    urn: 990001,
    name: 'Northfield High School',
    easting: 430_000,
    northing: 433_000,
  })
  await addSchool(database, { urn: 990002, name: 'Camden Grove High School', la: 202 })
  hub = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 })
  full = await addHub(database, {
    programmeId,
    reference: 'H2',
    name: 'Camden hub',
    leadUrn: 990002,
    region: LONDON,
  })
  for (let at = 0; at < 24; at += 1) {
    const urn = await addSchool(database, {
      urn: 990100 + at,
      name: `=School ${String(at).padStart(2, '0')} <b>`,
      la: at % 4 === 0 ? 202 : 383,
      trust: at < 3 ? 990001 : null,
    })
    const status = at === 20 ? 'invited' : at === 21 ? 'paused' : at === 22 ? 'withdrawn' : 'active'
    const pathway = at < 8 ? 'enhanced' : 'regional'
    partnerships.push(
      await addPartnership(database, world, { hubId: at < 8 ? full : hub, urn, pathway, status }),
    )
  }
  for (const id of partnerships.slice(8, 12))
    await confirm(database, id, 'watch-introduction', { on: '2025-11-01' })
  team = await addActor(database, 'programme-team', { programmeId })
  await addActor(database, 'named-leader', { programmeId, schoolUrn: 990110, name: 'Amira Khan' })
  server = await featureApp({ database, clock, mount: routes })
})
after(async () => {
  await server.app.close()
  await database.close()
})

/** Every number of a page that is a link, with the list that it opens. */
async function checkLinks(page: string): Promise<number> {
  const links = [...page.matchAll(/href="(\/programme\/partnerships\?[^"]*)">([\d,]+)(?:<|&| )/g)]
  for (const [, href = '', count = ''] of links) {
    const list = await server.get(team, href.replaceAll('&amp;', '&'))
    const found = /<strong>([\d,]+) partnerships?<\/strong>/.exec(list.body)?.[1]
    assert.equal(found, count, href)
  }
  return links.length
}

describe('the programme team’s pages', () => {
  test('every count opens a list of just so many partnerships', async () => {
    const page = await server.get(team, '/programme')
    assert.equal(page.status, 200)
    assert.match(page.body, /23 partner schools/)
    assert.ok((await checkLinks(page.body)) > 40)
    const stages = await server.get(team, '/programme/stages')
    assert.ok((await checkLinks(stages.body)) > 2)
    assert.ok((await checkLinks((await server.get(team, '/programme/hubs')).body)) > 2)
  })

  test('a hub over its places is shown so, and so is room', async () => {
    const page = await server.get(team, '/programme/hubs')
    assert.match(page.body, /<strong>2 over<\/strong>/)
    assert.match(page.body, /room for 25/)
    assert.match((await server.get(team, '/programme')).body, /Camden hub<\/a>: 2 over on Enhanced support/)
  })

  test('a confirmation is counted at once, and a moved clock too', async () => {
    const done = async () => {
      const page = await server.get(
        team,
        '/programme/partnerships?expectation=watch-introduction&progress=done',
      )
      return Number(/<strong>(\d+) partnership/.exec(page.body)?.[1])
    }
    assert.equal(await done(), 4)
    await confirm(database, partnerships[12] ?? 0, 'watch-introduction', { on: '2025-11-02' })
    assert.equal(await done(), 5)
    const overdue = async () =>
      (await server.get(team, '/programme/stages')).body.match(/Past its date/) !== null
    assert.ok(await overdue())
    const before = (await server.get(team, '/programme')).body
    today = clockAt('2026-07-01')
    const later = (await server.get(team, '/programme')).body
    today = clockAt('2025-11-03')
    assert.match(before, /As at 3 November 2025/)
    assert.match(later, /As at 1 July 2026/)
  })

  test('lists filter, sort, page and say so when nothing fits', async () => {
    const ask = async (query: string) => (await server.get(team, `/programme/partnerships?${query}`)).body
    assert.match(await ask('text=school+07'), /<strong>1 partnership<\/strong>/)
    assert.match(await ask('status=invited'), /The school confirms that it takes part/)
    assert.match(await ask(`region=${LONDON}&pathway=enhanced`), /<strong>2 partnerships<\/strong>/)
    assert.match(await ask('text=zzz'), /No partnership fits this filter/)
    const names = [...(await ask('sort=name&direction=descending')).matchAll(/=School (\d\d)/g)].map(
      ([, number]) => number,
    )
    assert.deepEqual(names, names.toSorted().reverse())
    for (const query of [
      'page=999',
      'hub=x&cohort=%00',
      'sort=;drop',
      'expectation=%27&progress=done',
      'page=-1',
    ]) {
      assert.match(await ask(query), /partnership/, query)
    }
  })

  test('files hold the same list, and no cell that a spreadsheet would run', async () => {
    const csv = await server.get(team, '/programme/partnerships.csv?pathway=enhanced')
    const lines = csv.body.trim().split('\r\n')
    assert.equal(lines.length, 9)
    assert.ok(lines.slice(1).every((line) => line.includes(",'=School")))
    const leaders = await server.get(team, '/programme/named-leaders.csv?text=990110')
    assert.match(leaders.body, /Amira Khan,amira\.khan\.990110@example\.org/)
    const none = await server.get(team, '/programme/named-leaders.csv?text=990111')
    assert.match(none.body, /No named leader yet/)
    for (const path of ['stages.csv', 'hubs.csv']) {
      assert.equal((await server.get(team, `/programme/${path}`)).status, 200, path)
    }
  })

  test('the map says in its table what it draws', async () => {
    const page = (await server.get(team, '/programme/map')).body
    assert.equal(page.match(/<circle/g)?.length, 1)
    assert.match(page, /No: its place is not in the register/)
    assert.match(page, /1 of them on the map/)
  })

  test('every page is valid HTML, empty or not', async () => {
    const elsewhere = await addActor(database, 'programme-team', {
      programmeId: world.otherProgrammeId,
      name: 'Bo Li',
    })
    for (const actor of [team, elsewhere]) {
      for (const path of ['', '/partnerships', '/stages', '/hubs', '/map']) {
        const page = await server.get(actor, `/programme${path}`)
        assert.equal(page.status, 200, path)
        assert.deepEqual(await faultsIn(page.body), [], path)
      }
    }
    assert.match((await server.get(elsewhere, '/programme')).body, /There are no hubs in this programme yet/)
    assert.doesNotMatch((await server.get(elsewhere, '/programme/partnerships')).body, /=School/)
  })
})

describe('the trust’s page', () => {
  test('a school is there once it has agreed, and gone once it takes that back', async () => {
    const trust = await addActor(database, 'trust-leader', {
      programmeId: world.programmeId,
      trustUid: 990001,
    })
    const other = await addActor(database, 'trust-leader', {
      programmeId: world.programmeId,
      trustUid: 990002,
    })
    const before = await server.get(trust, '/trust')
    assert.match(before.body, /No school of the trust has agreed yet/)
    assert.doesNotMatch(before.body, /=School/)
    await database.asOwner((db) =>
      sql`insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by_name)
        values (${partnerships[1]}, 990001, ${world.programmeId}, ${full}, 990101, 'A head')`.execute(db),
    )
    const agreed = await server.get(trust, '/trust')
    assert.match(agreed.body, /1 school of the trust has agreed/)
    assert.match(agreed.body, /=School 01/)
    assert.doesNotMatch(agreed.body, /=School 0[02]/)
    assert.deepEqual(await faultsIn(agreed.body), [])
    assert.equal((await server.get(trust, '/trust.csv')).body.trim().split('\r\n').length, 2)
    assert.doesNotMatch((await server.get(other, '/trust')).body, /=School/)
    await database.asOwner((db) =>
      sql`update trust_agreements set withdrawn_at = now(), withdrawn_by_name = 'A head'`.execute(db),
    )
    assert.doesNotMatch((await server.get(trust, '/trust')).body, /=School/)
  })
})

describe('figures for evaluation', () => {
  test('are counts of pathways with ten partnerships or more, and name no school or hub', async () => {
    const evaluator = await addActor(database, 'evaluator', { programmeId: world.programmeId })
    const page = await server.get(evaluator, '/evaluation')
    assert.equal(page.status, 200)
    assert.match(page.body, /13 partnerships under way/)
    assert.match(page.body, /fewer than 10/)
    assert.doesNotMatch(page.body, /=School|Camden hub|North hub|Enhanced support/)
    assert.deepEqual(await faultsIn(page.body), [])
    const csv = await server.get(evaluator, '/evaluation.csv')
    assert.doesNotMatch(csv.body, /School|hub,|,[1-9],/)
    const elsewhere = await addActor(database, 'evaluator', { programmeId: world.otherProgrammeId })
    assert.match((await server.get(elsewhere, '/evaluation')).body, /There are no figures to show yet/)
  })
})

describe('who sees these pages', () => {
  test('each belongs to its role; for the others it is not there', async () => {
    const { programmeId } = world
    const actors = [
      team,
      await addActor(database, 'hub-lead', { programmeId, hubId: hub }),
      await addActor(database, 'named-leader', { programmeId, schoolUrn: 990101 }),
      await addActor(database, 'trust-leader', { programmeId, trustUid: 990001 }),
      await addActor(database, 'evaluator', { programmeId }),
    ]
    const programme = [
      '',
      '/partnerships',
      '/partnerships.csv',
      '/named-leaders.csv',
      '/stages',
      '/stages.csv',
    ]
    const pages: [string, readonly string[]][] = [
      ...[...programme, '/hubs', '/hubs.csv', '/map'].map((path): [string, string[]] => [
        `/programme${path}`,
        ['programme-team'],
      ]),
      ['/trust', ['trust-leader']],
      ['/trust.csv', ['trust-leader']],
      ['/evaluation', ['programme-team', 'evaluator']],
      ['/evaluation.csv', ['programme-team', 'evaluator']],
    ]
    for (const [path, roles] of pages) {
      for (const actor of actors) {
        const { status } = await server.get(actor, path)
        assert.equal(status, roles.includes(actor.role) ? 200 : 404, `${path} as ${actor.role}`)
      }
      assert.equal((await server.get(undefined, path)).status, 303, path)
    }
  })

  test('the database itself gives the mark and the figures to no one else', async () => {
    for (const role of ['hub-lead', 'named-leader', 'trust-leader', '']) {
      const scope = { 'alongside.role': role, 'alongside.programme': String(world.programmeId) }
      const { rows } = await database.inScope(scope, (db) =>
        sql<{ mark: string | null; counts: number }>`select alongside.oversight_mark() as mark,
          (select count(*)::int from alongside.evaluation_counts()) as counts`.execute(db),
      )
      assert.deepEqual(rows, [{ mark: null, counts: 0 }], role)
    }
  })
})
