import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import { ContentFaults } from '../../platform/content/content-file.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Actor } from '../people/index.ts'
import {
  createCohort,
  ensureCohort,
  findCohort,
  findCurrentVersion,
  findPathway,
  listCohorts,
  loadProgrammes,
  readProgramme,
  readVersion,
} from './index.ts'

const day = Temporal.PlainDate.from
const FIXTURE = join(import.meta.dirname, 'fixtures/school-libraries.yaml')

describe('loading programmes', () => {
  let database: Database
  let folder: string
  let file: string

  before(async () => {
    database = await openTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'programmes-'))
    file = join(folder, 'school-libraries.yaml')
  })
  beforeEach(() => copyFile(FIXTURE, file))
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const load = () => database.asOwner((db) => loadProgrammes(db, folder))
  const rewrite = async (piece: string, instead: string) =>
    writeFile(file, (await readFile(FIXTURE, 'utf8')).replace(piece, instead))
  const libraries = (db: Db) => readProgramme(db, 'school-libraries')

  function actor(role: Actor['role'], programmeId: number): Actor {
    const nowhere = { hubId: null, schoolUrn: null, trustUid: null }
    return { accountId, name: 'Amira Khan', email: 'amira@example.org', role, programmeId, ...nowhere }
  }
  let accountId = 0
  const asActor = <T>(who: Actor, work: (db: Db) => Promise<T>) =>
    database.inScope(
      {
        'alongside.role': who.role,
        'alongside.programme': String(who.programmeId),
        'alongside.account': String(who.accountId),
      },
      work,
    )

  test('the programmes shipped load, each with its pathways', async () => {
    const loaded = await database.asOwner((db) => loadProgrammes(db))
    assert.deepEqual(
      loaded.map(({ version, isNew }) => ({ version, isNew })),
      [
        { version: 1, isNew: true },
        { version: 1, isNew: true },
      ],
    )
    const { rows } = await database.asOwner((db) =>
      sql<{ key: string; days: number }>`
        select p.key, coalesce(sum(e.half_days), 0)::int / 2 as days from pathways p
        left join support_day_entitlements e on e.programme_version_id = p.programme_version_id and e.pathway_key = p.key
        group by p.key order by p.key`.execute(db),
    )
    assert.deepEqual(rows, [
      { key: 'core', days: 0 },
      { key: 'enhanced', days: 10 },
      { key: 'extended', days: 0 },
      { key: 'regional', days: 0 },
      { key: 'trust', days: 0 },
    ])
  })

  test('a third programme is one more file, and loading it again changes nothing', async () => {
    const [first] = await load()
    assert.equal(first?.isNew, true)
    const [second] = await load()
    assert.deepEqual(second, { ...first, isNew: false })
  })

  test('a changed file becomes the next version, and what was promised stays', async () => {
    const [before] = await load()
    assert.ok(before)
    const cohort = await database.asOwner((db) =>
      ensureCohort(db, {
        programmeId: before.programmeId,
        key: 'spring-2026',
        name: 'Spring 2026',
        startsOn: day('2026-01-05'),
      }),
    )
    const promised = () =>
      database.asOwner(async (db) => {
        const { rows } = await sql<{ label: string; due_on: string }>`
          select label, due_on from expectation_occurrences
          where programme_version_id = ${before.versionId} and cohort_id = ${cohort.id} order by position`.execute(
          db,
        )
        return rows
      })
    const old = await promised()

    await rewrite('title: Choose a room', 'title: Choose a large room')
    const [after] = await load()
    assert.ok(after)
    assert.equal(after.version, before.version + 1)
    assert.equal(after.isNew, true)
    assert.deepEqual(await promised(), old)
    assert.equal(old[0]?.label, 'Choose a room')

    const current = await database.asOwner((db) => findCurrentVersion(db, after.programmeId))
    const kept = await database.asOwner((db) => readVersion(db, before.versionId))
    assert.equal(
      current && findPathway(current.definition, 'shelf')?.expectations[0]?.title,
      'Choose a large room',
    )
    assert.equal(findPathway(kept.definition, 'shelf')?.expectations[0]?.title, 'Choose a room')
    const labels = await database.asOwner((db) =>
      sql<{ label: string }>`select label from expectation_occurrences
        where programme_version_id = ${after.versionId} and cohort_id = ${cohort.id} and position = 1`.execute(
        db,
      ),
    )
    assert.deepEqual(
      labels.rows,
      [{ label: 'Choose a large room' }],
      'the cohort has dates for the new version too',
    )

    await copyFile(FIXTURE, file)
    assert.equal((await load())[0]?.version, after.version + 1, 'going back is a new version as well')
  })

  test('a faulty file loads nothing of its folder', async () => {
    await rewrite('by: both', 'by: nobody')
    await assert.rejects(load(), ContentFaults)
  })

  test('a version in memory cannot be changed', async () => {
    const version = await database.asOwner(async (db) => findCurrentVersion(db, (await libraries(db)).id))
    assert.ok(version)
    assert.ok(Object.isFrozen(version.definition.pathways[0]?.expectations[0]))
  })

  test('the programme team starts a cohort, whose support terms cross into the next academic year', async () => {
    const programme = await database.asOwner(libraries)
    const { rows } = await database.asOwner((db) =>
      sql<{ id: number }>`insert into accounts (email, name) values ('amira@example.org', 'Amira Khan')
        returning id`.execute(db),
    )
    accountId = rows[0]?.id ?? 0
    const wanted = {
      programmeId: programme.id,
      key: 'summer-2026',
      name: 'Summer 2026',
      startsOn: day('2026-04-13'),
      formKey: '4f8c2b1e-3a57-4a53-9d0e-7f1d5c9a2b10',
    }
    const team = actor('programme-team', programme.id)
    const cohort = await asActor(team, (db) => createCohort(db, team, wanted))
    assert.deepEqual(
      cohort.supportTerms.map(({ number, startsOn, endsOn }) => `${number}: ${startsOn} to ${endsOn}`),
      ['1: 2026-04-13 to 2026-07-22', '2: 2026-09-01 to 2026-12-18'],
    )
    const again = await asActor(team, (db) => createCohort(db, team, wanted))
    assert.equal(again.id, cohort.id, 'the same form sent twice makes one cohort')
    await assert.rejects(
      asActor(team, (db) => createCohort(db, team, { ...wanted, formKey: crypto.randomUUID() })),
      (error) => error instanceof Refusal && error.reason === 'conflict',
    )
    assert.equal((await asActor(team, (db) => findCohort(db, programme.id, 'SUMMER 2026')))?.id, cohort.id)
  })

  test('nobody else starts a cohort, whatever code asks the database', async () => {
    const programme = await database.asOwner(libraries)
    const wanted = {
      programmeId: programme.id,
      key: 'autumn-2026',
      name: 'Autumn 2026',
      startsOn: day('2026-09-01'),
    }
    const others = [
      actor('hub-lead', programme.id),
      actor('named-leader', programme.id),
      actor('evaluator', programme.id),
      actor('programme-team', programme.id + 1000),
    ]
    for (const other of others) {
      await assert.rejects(
        asActor(other, (db) => createCohort(db, other, wanted)),
        Refusal,
      )
      await assert.rejects(
        asActor(other, (db) => ensureCohort(db, wanted)),
        /row-level security/,
      )
    }
    const cohorts = await database.asOwner((db) => listCohorts(db, programme.id))
    assert.ok(!cohorts.some(({ key }) => key === 'autumn-2026'))
  })

  test('a definition is read by every role and changed by none', async () => {
    const programme = await database.asOwner(libraries)
    for (const role of ['programme-team', 'hub-lead', 'named-leader', 'trust-leader', 'evaluator'] as const) {
      const who = actor(role, programme.id)
      assert.equal((await asActor(who, libraries)).name, 'School libraries together')
      await assert.rejects(
        asActor(who, (db) => sql`update programmes set name = 'x'`.execute(db)),
        /permission denied/,
      )
      await assert.rejects(
        asActor(who, (db) => sql`delete from expectation_occurrences`.execute(db)),
        /permission denied/,
      )
    }
  })
})
