import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'
import { findSetting } from '../../../platform/settings.ts'
import { findBrokenHistory } from '../../history/index.ts'
import { findCurrentVersion, loadCalendar, loadProgrammes, readProgramme } from '../../programmes/index.ts'
import { importCouncils } from '../../schools/index.ts'
import { listQuestionnaires, loadQuestionnaires, readQuestionnaire } from '../../self-assessment/index.ts'
import { loadSurveys } from '../../surveys/index.ts'
import { buildWorld } from './build.ts'
import { readWorldFiles } from './files.ts'
import { loadDemonstrationWorld, resetDemonstrationWorld } from './load.ts'

const REGISTER = join(import.meta.dirname, '../../../../db/register')
const TODAY = '2026-05-14'

describe('the demonstration world', () => {
  let database: Database
  const rowsOf = <T>(text: string) =>
    database.asOwner(async (db) => {
      await sql`select set_config('alongside.today', ${TODAY}, true)`.execute(db)
      return (await sql.raw<T>(text).execute(db)).rows
    })
  const countOf = async (text: string) => (await rowsOf<{ count: number }>(text))[0]?.count ?? 0
  const everything = () =>
    rowsOf(`select (select count(*)::int from partnerships) p, (select count(*)::int from accounts) a,
      (select count(*)::int from history) h, (select count(*)::int from expectation_confirmations) c,
      (select count(*)::int from schools) s, (select count(*)::int from cohorts) k,
      (select count(*)::int from programme_versions) v, (select max(id) from assignments) g,
      (select count(*)::int from self_assessments) sa, (select count(*)::int from self_assessment_answer_changes) an,
      (select md5(string_agg(snapshot::text, '' order by plan_id, number)) from plan_versions) pv,
      (select count(*)::int from progress_reviews) r, (select count(*)::int from statements) st,
      (select jsonb_agg(q.id order by q.id) from questionnaire_versions q) qv`)

  before(async () => {
    database = await openTestDatabase()
    await importCouncils(database, {
      stream: createReadStream(join(REGISTER, 'councils.csv')),
      source: 'test',
      asAt: Temporal.PlainDate.from('2026-04-13'),
    })
    await database.asOwner((db) => loadProgrammes(db))
    await database.asOwner((db) => loadQuestionnaires(db))
    await database.asOwner((db) => loadSurveys(db))
    assert.equal(await loadDemonstrationWorld(database), true)
  })
  after(() => database.close())

  test('is loaded once', async () => {
    const before = await everything()
    assert.equal(await loadDemonstrationWorld(database), false)
    assert.deepEqual(await everything(), before)
  })

  test('is the same whenever it is made of the same files', async () => {
    const files = await readWorldFiles()
    const definitions = await database.asOwner(
      async (db) =>
        new Map(
          await Promise.all(
            files.programmes.map(async ({ key }) => {
              const version = await findCurrentVersion(db, (await readProgramme(db, key)).id)
              assert.ok(version)
              return [key, version.definition] as const
            }),
          ),
        ),
    )
    const calendar = await loadCalendar()
    const asked = await database.asOwner(async (db) => {
      const [entry] = await listQuestionnaires(
        db,
        (await readProgramme(db, 'rise-attendance-and-behaviour-hubs')).id,
      )
      assert.ok(entry)
      const versionId = entry.currentVersionId
      const questionnaire = await readQuestionnaire(db, versionId)
      return new Map([['rise-attendance-and-behaviour-hubs', { versionId, questionnaire }]])
    })
    const build = () => {
      const { numbers: _sequences, ...world } = buildWorld(files, definitions, calendar, asked)
      return world
    }
    assert.deepEqual(build(), build())
  })

  test('has three hubs with 120 partner schools, and one hub of the older programme', async () => {
    const hubs = await rowsOf(`
      select h.reference, count(distinct p.school_urn)::int as schools,
        count(*) filter (where p.pathway_key in ('enhanced', 'extended') and p.status = 'active')::int as one_to_one
      from hubs h join partnerships p on p.hub_id = h.id group by 1 order by 1`)
    assert.deepEqual(hubs, [
      { reference: 'B1', schools: 5, one_to_one: 2 },
      { reference: 'H1', schools: 40, one_to_one: 6 },
      { reference: 'H2', schools: 44, one_to_one: 8 },
      { reference: 'H3', schools: 36, one_to_one: 5 },
    ])
  })

  test('shows every status, every progress, and a hub over its capacity', async () => {
    const statuses = await rowsOf<{ status: string }>('select distinct status from partnerships order by 1')
    assert.deepEqual(
      statuses.map(({ status }) => status),
      ['active', 'completed', 'confirmed', 'invited', 'moved', 'paused', 'withdrawn'],
    )
    const progress = await rowsOf<{ progress: string }>(
      'select distinct progress from expectation_progress order by 1',
    )
    assert.deepEqual(
      progress.map(({ progress }) => progress),
      ['done', 'in progress', 'not due yet', 'not needed', 'overdue', 'to do'],
    )
    const over = await rowsOf(`
      select h.reference, c.pathway_key from hub_pathway_capacities c join hubs h on h.id = c.hub_id
      join partnerships p on p.hub_id = h.id and p.pathway_key = c.pathway_key
        and p.status in ('invited', 'confirmed', 'active', 'paused')
      group by 1, 2, c.own, c.usual having count(*) > coalesce(c.own, c.usual)`)
    assert.deepEqual(over, [{ reference: 'H2', pathway_key: 'enhanced' }])
  })

  test('has a partnership whose leader was replaced, one without people, one not accepted, one moved', async () => {
    assert.equal(await countOf('select count(*)::int from assignments where replaced_by is not null'), 2)
    assert.ok(
      await countOf(`select count(*)::int from partnerships p where status = 'confirmed'
        and not exists (select from assignments g where g.school_urn = p.school_urn)`),
    )
    assert.ok(await countOf('select count(*)::int from invitations where accepted_at is null'))
    assert.ok(await countOf(`select count(*)::int from invitations where expires_at < '${TODAY}'`))
    assert.equal(
      await countOf(`select count(*)::int from partnerships n join partnerships b on b.id = n.previous_id
        where b.status = 'moved' and b.pathway_key = 'regional' and n.pathway_key = 'enhanced'`),
      2,
    )
  })

  test('confirms only what is expected, and nothing after its own day', async () => {
    assert.deepEqual(
      await rowsOf(`
        select p.reference, c.expectation_key, c.occurrence from expectation_confirmations c
        join partnerships p on p.id = c.partnership_id
        left join expectation_occurrences o on o.programme_version_id = p.programme_version_id
          and o.pathway_key = p.pathway_key and o.cohort_id = p.cohort_id
          and o.expectation_key = c.expectation_key and o.occurrence = c.occurrence
        where o.label is null or o.per <> 'partnership' or c.happened_on > '${TODAY}' or c.recorded_at > '${TODAY} 11:00Z'
          or c.recorded_at::date < c.happened_on or c.account_id is null`),
      [],
    )
    assert.equal(
      await countOf(`select count(*)::int from shared_confirmations where happened_on > '${TODAY}'`),
      0,
    )
    assert.deepEqual(
      await rowsOf(`select reference, status, s.to_status from partnerships p cross join lateral (
          select to_status, happened_on from partnership_status_changes c where c.partnership_id = p.id order by id desc limit 1) s
        where s.to_status <> p.status or s.happened_on <> p.status_since`),
      [],
    )
  })

  test('a history tells what its school did about its surveys', async () => {
    const [kinds] = await rowsOf(`select array_agg(distinct h.kind order by h.kind) as kinds from history h
      join survey_waves w on w.partnership_id = h.partnership_id and w.closed_at is null where h.kind like 'survey.%'`)
    assert.deepEqual(kinds, { kinds: ['survey.closed', 'survey.reply', 'survey.set-up', 'survey.shared'] })
  })

  test('every history is whole and in order of time', async () => {
    assert.deepEqual(await database.asOwner(findBrokenHistory), [])
    assert.deepEqual(
      await rowsOf(`select chain, sequence from (
          select chain, sequence, happened_at, lag(happened_at) over (partition by chain order by sequence) as before
          from history) h
        where before > happened_at or happened_at > '${TODAY} 11:00Z'`),
      [],
    )
    assert.equal(await countOf('select count(*)::int from history where account_id is null'), 0)
  })

  test('nobody has an address outside .example, and nobody two', async () => {
    assert.equal(await countOf(`select count(*)::int from accounts where email not like '%.example'`), 0)
    assert.equal(await countOf("select count(*)::int from invitations where email !~ '\\.example$'"), 0)
    assert.ok((await countOf('select count(*)::int from accounts')) > 200)
  })

  test('the personas come in order, each with a role that is held', async () => {
    const personas = await database.asOwner((db) =>
      findSetting<[string, { assignmentId: number }][]>(db, 'personas'),
    )
    const keys = [
      'programme-team',
      'hub-lead',
      'partner-enhanced',
      'partner-regional',
      'trust-leader',
      'evaluator',
    ]
    assert.deepEqual(
      personas?.map(([key]) => key),
      keys,
    )
    const roles = await rowsOf<{ id: number; role: string }>(
      'select id, role from assignments where ended_at is null',
    )
    const roleOf = new Map(roles.map(({ id, role }) => [id, role]))
    assert.deepEqual(
      personas?.map(([, { assignmentId }]) => roleOf.get(assignmentId)),
      ['programme-team', 'hub-lead', 'named-leader', 'named-leader', 'trust-leader', 'evaluator'],
    )
  })

  test('the trust sees its schools in two hubs as far as they agree', async () => {
    const agreed = await rowsOf(`select h.reference, a.withdrawn_at is null as stands from trust_agreements a
      join hubs h on h.id = a.hub_id where a.trust_uid = 990001 order by 1, 2`)
    assert.deepEqual(agreed, [
      { reference: 'H1', stands: false },
      { reference: 'H1', stands: true },
      { reference: 'H1', stands: true },
      { reference: 'H2', stands: true },
    ])
  })

  test('begins again as it was, whatever was made of it', async () => {
    const before = await everything()
    await database.asOwner(async (db) => {
      await sql.raw(`update partnerships set status = 'withdrawn' where status = 'active'`).execute(db)
      await sql
        .raw(`insert into accounts (email, name) values ('visitor@example.org', 'A visitor')`)
        .execute(db)
      await sql
        .raw(`insert into questionnaire_versions (questionnaire_id, number, content_hash, definition, source,
            imported_by, imported_by_name)
          select questionnaire_id, 2, 'visited', definition, 'import', (select max(id) from accounts), 'A visitor'
          from questionnaire_versions order by id limit 1`)
        .execute(db)
      await sql
        .raw(`insert into schools (urn, name, status, in_england) values (999999, 'Visited', 'open', true)`)
        .execute(db)
    })
    await resetDemonstrationWorld(database)
    assert.deepEqual(await everything(), before)
    assert.deepEqual(await database.asOwner(findBrokenHistory), [])
    assert.equal(await countOf(`select count(*)::int from accounts where email = 'visitor@example.org'`), 0)
    await assert.rejects(rowsOf('delete from history'), /append-only/)
    // A process remembers versions by their number, so the visitor's is not given again.
    const [kept] = await rowsOf<{ last: number; next: number }>(
      `select (select max(id) from questionnaire_versions) as last,
        nextval(pg_get_serial_sequence('questionnaire_versions', 'id'))::int as next`,
    )
    assert.ok(kept && kept.next > kept.last + 1)
  })
})
