import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type FeatureApp, faultsIn, featureApp } from '../../../../test/builders/feature-app.ts'
import { addActor, addHub, addSchool, buildWorld } from '../../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import { clockAt } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import type { ImportRow } from '../../imports/index.ts'
import { type Actor, scopeOf } from '../../people/index.ts'
import { loadSurveys } from './actions.ts'
import { surveysFolder } from './file.ts'
import { surveyImport } from './import/kind.ts'
import { surveyQuestionRoutes } from './routes.ts'
import { forgetSurveyVersions, listCurrentVersions } from './store.ts'

type Row = Readonly<Record<string, string>>

describe('the versions of the surveys’ questionnaires', () => {
  let database: Database
  let web: FeatureApp
  let [team, lead, leader, trust, evaluator]: Actor[] = []
  const kind = surveyImport()

  before(async () => {
    database = await openTestDatabase()
    const { programmeId } = await buildWorld(database)
    await database.asOwner((db) => loadSurveys(db))
    await addSchool(database, { urn: 990_001, name: 'Lead School' })
    const hubId = await addHub(database, {
      programmeId,
      reference: 'H1',
      name: 'North hub',
      leadUrn: 990_001,
    })
    team = await addActor(database, 'programme-team', { programmeId })
    lead = await addActor(database, 'hub-lead', { programmeId, hubId })
    leader = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990_001 })
    trust = await addActor(database, 'trust-leader', { programmeId, trustUid: 990_001 })
    evaluator = await addActor(database, 'evaluator', { programmeId })
    web = await featureApp({ database, clock: clockAt('2026-03-12'), mount: surveyQuestionRoutes })
  })
  after(async () => {
    forgetSurveyVersions()
    await web.app.close()
    await database.close()
  })

  const within = <T>(actor: Actor, work: (db: Db) => Promise<T>) =>
    database.inScope(scopeOf(actor, web.app.clock), work)
  const fileOf = (rows: readonly Row[]): ImportRow[] =>
    rows.map((values, index) => ({
      line: index + 2,
      values: { ...Object.fromEntries(kind.fields.map(({ key }) => [key, ''])), ...values },
    }))
  const actor = () => team as Actor // made before any test
  const check = (rows: readonly Row[]) => within(actor(), (db) => kind.check(db, actor(), fileOf(rows)))
  const apply = (rows: readonly Row[]) => within(actor(), (db) => kind.apply(db, actor(), fileOf(rows)))
  const exported = () => within(actor(), (db) => Array.fromAsync(kind.export(db, actor())))
  const versions = () =>
    database.asOwner(async (db) => {
      const { rows } = await sql<{ version: string }>`
        select key || ' ' || number || ' ' || source as version from survey_versions order by id`.execute(db)
      return rows.map(({ version }) => version)
    })
  const shipped = ['pupils-primary 1 file', 'pupils-secondary 1 file', 'staff 1 file']

  it('are one each, however often the files are loaded', async () => {
    for (const _ of [1, 2]) {
      const loaded = await database.asOwner((db) => loadSurveys(db))
      assert.ok(loaded.every(({ isNew }) => !isNew))
    }
    assert.deepEqual(await versions(), shipped)
  })

  it('are one more where a file says something else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'surveys-'))
    try {
      await cp(surveysFolder, folder, { recursive: true })
      const staff = join(folder, 'staff.yaml')
      await writeFile(
        staff,
        (await readFile(staff, 'utf8')).replace('Leaders back me up', 'Leaders support me'),
      )
      await database.asOwner((db) => loadSurveys(db, folder))
    } finally {
      await rm(folder, { recursive: true })
    }
    assert.deepEqual(await versions(), [...shipped, 'staff 2 file'])
    const current = await database.asOwner(listCurrentVersions)
    assert.match(JSON.stringify(current.find(({ key }) => key === 'staff')?.definition), /Leaders support me/)
  })

  it('stay as they are when what was downloaded comes back', async () => {
    const rows = await exported()
    assert.equal(rows.length, 77)
    assert.ok((await check(rows)).every(({ outcome }) => outcome === 'unchanged'))
    assert.deepEqual(await apply(rows), { created: 0, changed: 0, unchanged: 77 })
    assert.equal((await versions()).length, 4)
  })

  it('say of each row that is refused exactly why', async () => {
    const rows = await exported()
    const [good = {}, other = {}] = rows.filter(({ questionnaire }) => questionnaire === 'staff')
    const checked = await check([
      good,
      { ...other, questionnaire: 'parents' },
      { ...other, key: 'a', pair: '', text: 'x'.repeat(201) },
      { ...other, key: 'b', pair: '', scale: 'often' },
      { ...other, key: 'c', pair: '', scale: 'Yes; No; Prefer not to say' },
      { ...other, key: 'd', pair: '', scale: 'Yes; yes; No' },
      { ...other, key: 'e', pair: '', picture: '../staff' },
      { ...other, key: 'f', pair: '', easy: 'Is it calm?' },
      { ...other, key: 'g', pair: '', comparator: 'weather' },
      { ...other, key: 'Not a key', pair: '' },
      { ...other, key: 'h' },
      { ...other, key: 'i' },
    ])
    assert.deepEqual(
      checked.map((row) => (row.outcome === 'refused' ? `${row.line} ${row.message}` : row.outcome)),
      [
        'unchanged',
        '3 “parents” is none of pupils-primary, pupils-secondary, staff',
        '4 It must be 200 characters or fewer',
        '5 “often” is no scale of this questionnaire (frequency, quality, lessons, minutes, extent, agreement, confidence, yes-no), and not several answers with semicolons between',
        '6 Leave out “Prefer not to say”: every question offers it',
        '7 The answer “yes” is there twice',
        '8 There is no symbol “../staff”',
        '9 Easy words need the name of a symbol beside them',
        '10 There is no national figure “weather”',
        '11 “Not a key” must be small letters, digits and hyphens',
        '12 Rows 12 and 13 have the same pair (safe)',
        '13 Rows 12 and 13 have the same pair (safe)',
      ],
    )
  })

  it('are one more with what a spreadsheet brings: new words, new answers, new topics', async () => {
    const rows = (await exported()).filter(({ questionnaire }) => questionnaire === 'staff').slice(0, 3)
    const counts = await apply([
      ...rows.slice(0, 2),
      { ...rows[2], text: 'How often do pupils respect each other?' },
      {
        questionnaire: 'Staff',
        topic: 'Lunch',
        text: 'How calm is lunch?',
        scale: 'Calm; Mostly calm; Not calm',
      },
    ])
    assert.deepEqual(counts, { created: 1, changed: 1, unchanged: 2 })
    assert.equal((await versions()).at(-1), `staff 3 ${actor().name}`)
    const current = (await database.asOwner(listCurrentVersions)).find(({ key }) => key === 'staff')
    assert.deepEqual(
      current?.definition.questions.map(({ key, topic, scale }) => `${topic} ${key} ${scale}`),
      [
        'experience calm frequency',
        'experience safe frequency',
        'experience respect frequency',
        'lunch how-calm-is-lunch answers-calm-mostly-calm-not-calm',
      ],
    )
    assert.deepEqual(
      current?.definition.scales.map(({ key }) => key),
      ['frequency', 'answers-calm-mostly-calm-not-calm'],
    )
  })

  it('are read by those whose schools are asked, and brought in by the programme team', async () => {
    for (const reader of [team, lead, leader]) {
      const list = await web.get(reader, '/survey-questions')
      assert.equal(list.status, 200)
      assert.deepEqual(await faultsIn(list.body), [])
      assert.equal(/imports\/new/.test(list.body), reader === team)
      const href = /href="(\/survey-questions\/\d+)"/.exec(list.body)?.[1] ?? ''
      const version = await web.get(reader, href)
      assert.equal(version.status, 200)
      assert.deepEqual(await faultsIn(version.body), [])
    }
    for (const other of [trust, evaluator]) {
      assert.equal((await web.get(other, '/survey-questions')).status, 404)
      assert.equal((await web.get(other, '/survey-questions/1')).status, 404)
    }
    assert.equal((await web.get(team, '/survey-questions/99999')).status, 404)
    await assert.rejects(within(lead as Actor, (db) => kind.check(db, lead as Actor, [])))
  })
})
