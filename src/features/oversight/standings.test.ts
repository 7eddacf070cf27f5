import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  addActor,
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
  confirm,
  type World,
} from '../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { type Actor, scopeOf } from '../people/index.ts'
import { PROGRESS_WORDS, type Programme } from './domain.ts'
import { keptByProgramme } from './kept.ts'
import { readProgrammePicture } from './store.ts'

let database: Database
let world: World
let team: Actor
const partnerships: number[] = []

before(async () => {
  database = await openTestDatabase()
  world = await buildWorld(database)
  const { programmeId } = world
  await addSchool(database, { urn: 990001, name: 'Northfield High School' })
  const hubs = [
    await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 }),
    await addHub(database, { programmeId, reference: 'H2', name: 'South hub', leadUrn: 990001 }),
  ]
  for (let at = 0; at < 12; at += 1) {
    const urn = await addSchool(database, { urn: 990100 + at, name: `School ${at}` })
    const pathway = at % 3 === 0 ? 'enhanced' : 'regional'
    const status = at === 11 ? 'paused' : at % 2 === 0 ? 'active' : 'confirmed'
    partnerships.push(
      await addPartnership(database, world, { hubId: hubs[at % 2] ?? 0, urn, pathway, status }),
    )
  }
  // Every state in turn over everything that is expected, so that each meets each date.
  await database.asOwner((db) =>
    sql`insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, by_name)
      select p.id, o.expectation_key, o.occurrence,
        (array['done', 'started', 'not-needed', 'reopened'])[1 + (p.id * 5 + o.position * 3) % 4], '2025-10-01', 'A leader'
      from partnerships p
      join expectation_occurrences o on o.programme_version_id = p.programme_version_id
        and o.pathway_key = p.pathway_key and o.cohort_id = p.cohort_id
      where (p.id * 7 + o.position * 11) % 5 < 3 and o.per = 'partnership'`.execute(db),
  )
  await database.asOwner((db) =>
    sql`insert into shared_confirmations (programme_id, hub_id, cohort_id, expectation_key, occurrence, state, happened_on,
        by_name)
      select ${programmeId}, case when o.per = 'hub' then ${hubs[0]}::int end, o.cohort_id, o.expectation_key, o.occurrence,
        'done', '2025-10-01', 'A lead'
      from (select distinct cohort_id, expectation_key, occurrence, per from expectation_occurrences
        where per <> 'partnership' and programme_version_id = ${world.versionId}) o
      where o.occurrence % 2 = 1`.execute(db),
  )
  team = await addActor(database, 'programme-team', { programmeId })
})
after(() => database.close())

const DAYS = [
  '2025-08-31',
  '2025-09-20',
  '2025-11-03',
  '2025-12-19',
  '2026-02-02',
  '2026-07-21',
  '2027-01-01',
]

describe('where partnerships stand', () => {
  for (const day of DAYS) {
    test(`is on ${day} what the database itself says, for each thing expected and for what comes next`, async () => {
      const scope = scopeOf(team, clockAt(day))
      const { programme, rows, next } = await database.inScope(scope, async (db) => ({
        programme: await readProgrammePicture(db, world.programmeId, day),
        rows: (
          await sql<{ id: number; place: string; progress: string }>`
            select partnership_id as id, expectation_key || ' ' || occurrence as place, progress
            from expectation_progress`.execute(db)
        ).rows,
        next: (
          await sql<{ id: number; label: string | null; finished: number; total: number }>`
            select s.partnership_id as id, o.label, s.finished, s.total
            from partnership_standings s join partnership_cards p on p.id = s.partnership_id
            left join occurrence_cards o on o.programme_version_id = p.programme_version_id
              and o.pathway_key = p.pathway_key and o.cohort_id = p.cohort_id and o.position = s.next % 1000`.execute(
            db,
          )
        ).rows,
      }))
      const standings = new Map(programme.standings.map((standing) => [standing.id, standing]))
      assert.ok(rows.length > 200)
      for (const { id, place, progress } of rows) {
        const standing = standings.get(id)
        const index = standing?.group?.occurrences.findIndex(
          (each) => `${each.expectationKey} ${each.occurrence}` === place,
        )
        assert.equal(PROGRESS_WORDS[standing?.progress[index ?? -1] ?? -1], progress, `${place} of ${id}`)
      }
      assert.equal(next.length, 11)
      for (const { id, label, finished, total } of next) {
        const standing = standings.get(id)
        assert.equal(standing?.next?.occurrence.label ?? null, label)
        assert.equal(standing?.progress.filter((code) => code >= 4).length, finished)
        assert.equal(standing?.progress.length, total)
      }
    })
  }
})

describe('what is kept', () => {
  test('is drawn once until something changes, and by whoever asks first', async () => {
    let drawn = 0
    const read = keptByProgramme(database, clockAt('2025-11-03'), async () => {
      drawn += 1
      return drawn
    })
    await Promise.all([read(team), read(team), read(team)])
    assert.equal(await read(team), 1)
    await confirm(database, partnerships[1] ?? 0, 'self-assessment', { on: '2025-11-01' }).catch(
      () => undefined,
    )
    await database.asOwner((db) => sql`update hubs set name = 'North' where reference = 'H1'`.execute(db))
    assert.equal(await read(team), 2)
  })

  test('is not kept when it could not be drawn', async () => {
    let tries = 0
    const read = keptByProgramme(database, clockAt('2025-11-03'), async () => {
      tries += 1
      if (tries === 1) throw new Error('the connection was lost')
      return tries
    })
    await assert.rejects(read(team))
    assert.equal(await read(team), 2)
  })

  // PGlite has one connection, on which nothing is under way while another thing is drawn.
  const withConnections = process.env.TEST_DATABASE === 'postgres' ? test : () => {}
  withConnections('does not miss a change that was under way while it was drawn', async () => {
    const read = keptByProgramme(database, clockAt('2025-11-03'), readProgrammePicture)
    const nameOf = (programme: Programme) => programme.hubs.find(({ reference }) => reference === 'H2')?.name
    let change = () => {}
    const changing = new Promise<void>((resolve) => {
      change = resolve
    })
    let started = () => {}
    const begun = new Promise<void>((resolve) => {
      started = resolve
    })
    const writer = database.asOwner(async (db) => {
      await sql`update hubs set name = 'South by West' where reference = 'H2'`.execute(db)
      started()
      await changing
    })
    await begun
    assert.equal(nameOf(await read(team)), 'South hub')
    change()
    await writer
    assert.equal(nameOf(await read(team)), 'South by West')
  })
})
