import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { type AssessmentWorld, assessmentWorld, SMALL } from '../../../../test/builders/self-assessment.ts'
import type { Db } from '../../../platform/database/index.ts'
import type { ImportRow } from '../../imports/index.ts'
import { type Actor, scopeOf } from '../../people/index.ts'
import { loadQuestionnaires, parseQuestionnaire, questionnaireImport, statementsOf } from '../index.ts'
import { readQuestionnaireFiles } from './file.ts'

describe('a questionnaire’s file', () => {
  const faults = (from: string, to: string): string => {
    assert.ok(SMALL.includes(from), from)
    try {
      parseQuestionnaire('small.yaml', SMALL.replace(from, to))
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return ''
  }

  it('says at which line what was expected, and what was found', () => {
    assert.equal(
      faults('strand: behaviour', 'strand: conduct'),
      'small.yaml:40: themes[0].statements[1].strand: expected one of attendance, behaviour, both, found "conduct"',
    )
    assert.equal(
      faults('          emerging: Some leaders are seen on some days.\n', ''),
      'small.yaml:42: themes[0].statements[1].descriptors: expected a descriptor for the level emerging, found nothing',
    )
    assert.equal(
      faults('tags: [eef-behaviour/consistency]', 'tags: [eef-behaviour/routine]'),
      'small.yaml:30: themes[0].statements[0].tags[0]: expected a part of a framework as framework/part, found "eef-behaviour/routine"',
    )
    assert.equal(
      faults('key: seen-daily', 'key: one-page'),
      'small.yaml:38: themes[0].statements[1].key: expected a key of its own, found "one-page", which is also statement 1.1',
    )
    assert.equal(
      faults('number: "2.2"', 'number: "2.1"'),
      'small.yaml:71: themes[1].statements[1].number: expected a number of its own, found "2.1", which "weekly-look" has too',
    )
    assert.match(
      faults('  - {key: embedded', '  - {key: more, name: More, meaning: More.}\n  - {key: embedded'),
      /four levels/,
    )
    assert.match(
      faults('role: Headteacher, weeks: 4', 'role: Headteacher, weeks: soon'),
      /expected a whole number from 1 to 60, found "soon"/,
    )
  })

  it('is right for every questionnaire that comes with the service', async () => {
    const files = await readQuestionnaireFiles()
    assert.ok(files.length >= 2)
    for (const { definition } of files) {
      assert.equal(definition.levels.length, 4)
      for (const { statement } of statementsOf(definition)) {
        const own = new Set(Object.values(statement.descriptors))
        assert.equal(own.size, 4, `${statement.number} has a descriptor of its own for each level`)
      }
    }
  })
})

describe('the versions of a questionnaire', () => {
  let w: AssessmentWorld
  const kind = questionnaireImport()

  before(async () => {
    w = await assessmentWorld()
  })
  after(() => w.close())

  const within = <T>(actor: Actor, work: (db: Db) => Promise<T>) =>
    w.database.inScope(scopeOf(actor, w.web.app.clock), work)
  const fileOf = (rows: readonly Readonly<Record<string, string>>[]): ImportRow[] =>
    rows.map((values, index) => ({
      line: index + 2,
      values: { ...Object.fromEntries(kind.fields.map(({ key }) => [key, ''])), ...values },
    }))
  const check = (rows: readonly Readonly<Record<string, string>>[]) =>
    within(w.team, (db) => kind.check(db, w.team, fileOf(rows)))
  const apply = (rows: readonly Readonly<Record<string, string>>[]) =>
    within(w.team, (db) => kind.apply(db, w.team, fileOf(rows)))
  const exported = () => within(w.team, (db) => Array.fromAsync(kind.export(db, w.team)))
  const versions = () =>
    w.rows<{ number: number; source: string }>(
      sql`select number, source from questionnaire_versions order by id`,
    )

  async function load(text: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'questionnaires-'))
    try {
      await writeFile(join(folder, 'small.yaml'), text)
      await w.database.asOwner((db) => loadQuestionnaires(db, folder))
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  it('a file that says the same adds nothing, also with other comments and order', async () => {
    await load(
      `# Another comment\n${SMALL.replace('key: small\nname: Small self-assessment', 'name: Small self-assessment\nkey: small')}`,
    )
    assert.equal((await versions()).length, 1)
  })

  it('a self-assessment that has begun keeps its version; the next one gets the new one, and loses no answer', async () => {
    const first = await w.start(w.ashby, w.enhanced)
    await w.answerAll(w.ashby, first)
    await load(
      SMALL.replace('Leaders are seen at gates and in corridors every day.', 'Leaders are seen every day.')
        .replace('key: named-owner', 'key: another-owner')
        .replace(
          'A named senior leader owns attendance, with time for it.',
          'Something that was not asked before.',
        ),
    )
    assert.equal((await versions()).length, 2)
    const page = await w.web.get(w.ashby, `/self-assessments/${first}/themes/vision`)
    assert.match(page.body, /Leaders are seen at gates and in corridors every day\./)
    assert.equal((await w.submit(w.ashby, first)).status, 303)
    const result = await w.web.get(w.ashby, `/self-assessments/${first}`)
    assert.match(result.body, /A named senior leader owns attendance/)
    const later = await w.start(w.ashby, w.enhanced)
    const next = await w.web.get(w.ashby, `/self-assessments/${later}/themes/vision`)
    assert.match(next.body, /Leaders are seen every day\./)
    assert.match(next.body, /Something that was not asked before/)
    const check = await w.web.get(w.ashby, `/self-assessments/${later}/check`)
    assert.match(check.body, /1 statement without a level/)
  })

  it('the programme’s team reads every version and what it says differently', async () => {
    const { status, body } = await w.web.get(w.team, '/questionnaires')
    assert.equal(status, 200)
    assert.match(body, /1 added, 1 changed, 1 not asked any more \(1\.3\)/)
    assert.deepEqual(await faultsIn(body), [])
    const href = /href="(\/questionnaires\/\d+\/versions\/1)"/.exec(body)?.[1] ?? ''
    const version = await w.web.get(w.ashby, href)
    assert.equal(version.status, 200)
    assert.match(version.body, /Families say it back too/)
    assert.deepEqual(await faultsIn(version.body), [])
    for (const actor of [w.lead, w.ashby, w.trust, w.evaluator]) {
      assert.equal((await w.web.get(actor, '/questionnaires')).status, 404)
    }
    assert.equal((await w.web.get(w.team, href.replace(/1$/, '99'))).status, 404)
  })

  it('what is downloaded comes back unchanged, and makes no version', async () => {
    await load(SMALL)
    const before = (await versions()).length
    const rows = await exported()
    assert.deepEqual(
      (await check(rows)).map(({ outcome }) => outcome),
      Array(5).fill('unchanged'),
    )
    assert.deepEqual(await apply(rows), { created: 0, changed: 0, unchanged: 5 })
    assert.equal((await versions()).length, before)
  })

  it('each row that is refused says exactly why', async () => {
    const [good = {}, other = {}] = await exported()
    const rows = await check([
      good,
      { ...other, strand: 'conduct' },
      { ...other, level2: 'x'.repeat(900) },
      { ...other, tags: 'eef/nothing' },
      { ...other, priority: '', objective: 'Something', actions: 'Do it | Headteacher | 4' },
      { ...other, priority: 'P', objective: 'O', actions: 'Do it soon' },
      { ...other, priority: 'P', objective: 'O', actions: 'Do | Head | 4', measures: 'Count | guess' },
      { ...other, number: 'one point two' },
      { ...other, questionnaire: 'large' },
    ])
    assert.deepEqual(
      rows.map(({ outcome, field, message }) => [outcome, field, message]),
      [
        ['unchanged', undefined, undefined],
        ['refused', 'strand', '“conduct” is not Attendance, Behaviour or Both'],
        ['refused', 'level2', 'Descriptor of the second level must be text of 1 to 800 characters'],
        ['refused', 'tags', 'The tag “eef/nothing” is no part of a framework'],
        ['refused', 'priority', 'A suggestion needs a priority'],
        ['refused', 'actions', 'The action “Do it soon” must read: what | who | weeks, such as 4'],
        [
          'refused',
          'measures',
          'The measure “Count | guess” must read: what | kind, where the kind is published, school-entered, survey, observation',
        ],
        ['refused', 'number', 'Number must be a number such as "1.1"'],
        ['refused', 'questionnaire', 'This programme has no questionnaire “large”'],
      ],
    )
    const twins = await check([good, { ...other, number: good.number ?? '' }])
    assert.deepEqual(
      twins.map(({ message }) => message),
      Array(2).fill('Rows 2 and 3 have the number 1.1'),
    )
  })

  it('a spreadsheet becomes the next version, whose statements keep their keys by their text', async () => {
    const rows = (await exported()).map(({ key, ...row }) => ({ ...row, key: '', theme: `1. ${row.theme}` }))
    const [first = rows[0], second, ...rest] = rows
    assert.ok(first && second)
    const changed = { ...first, level4: 'Families and neighbours say it back.' }
    const added = {
      ...second,
      number: '3.1',
      theme: 'A theme of its own',
      text: 'Lunch is calm.',
      about: 'Lunch.',
    }
    const counts = await apply([changed, added, ...rest])
    assert.deepEqual(counts, { created: 1, changed: 1, unchanged: 3 })
    assert.equal((await versions()).at(-1)?.source, 'import')
    const now = await exported()
    assert.deepEqual(
      now.map(({ key }) => key),
      ['one-page', 'named-owner', 'lunch-is-calm', 'weekly-look', 'shared-rules'],
    )
    const { body } = await w.web.get(w.team, '/questionnaires')
    assert.match(body, /A spreadsheet, by A programme-team/)
  })

  it('the service’s own file does not push an imported version aside when it starts again', async () => {
    const before = (await versions()).length
    await load(SMALL)
    assert.equal((await versions()).length, before)
    const id = await w.start(w.birch, w.regional)
    const page = await w.web.get(w.birch, `/partnerships/${w.regional}/self-assessment`)
    assert.match(page.body, /A theme of its own/)
    assert.ok(id > 0)
  })

  it('is brought in by the programme’s own team only, whatever is asked of the database', async () => {
    const rows = await exported()
    for (const actor of [w.lead, w.ashby, w.evaluator]) {
      await assert.rejects(
        within(actor, (db) => kind.check(db, actor, fileOf(rows))),
        /Page not found/,
      )
      await assert.rejects(
        within(actor, (db) =>
          sql`insert into questionnaire_versions (questionnaire_id, number, content_hash, definition, source, imported_by_name)
            values (1, 99, 'x', '{}', 'import', 'x')`.execute(db),
        ),
        /row-level security/,
      )
    }
  })
})
