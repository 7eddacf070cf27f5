import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
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
import type { ImportRow } from '../../imports/index.ts'
import { type Actor, scopeOf } from '../../people/index.ts'
import { partnershipsImport } from './kind.ts'

const SCHOOLS = 5_000
const FIRST = 992_000

describe('importing partnerships', () => {
  let database: Database
  let world: World
  let team: Actor
  let cohort: string
  const clock = clockAt('2026-03-12')
  const kind = partnershipsImport(() => clock.today())

  before(async () => {
    database = await openTestDatabase()
    world = await buildWorld(database)
    const { programmeId } = world
    await addSchool(database, { urn: 990001, name: 'Lead School' })
    await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 })
    await addHub(database, { programmeId, reference: 'H2', name: 'South hub', leadUrn: 990001 })
    await database.asOwner((db) =>
      sql`insert into schools (urn, name, status, la_code, in_england)
        select ${FIRST}::int + n, 'School ' || n, 'open', 383, true from generate_series(0, ${SCHOOLS}::int - 1) n`.execute(
        db,
      ),
    )
    team = await addActor(database, 'programme-team', { programmeId })
    cohort = await database.asOwner(async (db) => {
      const { rows } = await sql<{
        name: string
      }>`select name from cohort_cards where id = ${world.cohortId}`.execute(db)
      return rows[0]?.name ?? ''
    })
  })
  after(() => database.close())

  const asTeam = <T>(work: (db: Db) => Promise<T>) => database.inScope(scopeOf(team, clock), work)
  const row = (line: number, values: Record<string, string>): ImportRow => ({
    line,
    values: {
      reference: '',
      school: String(FIRST + line),
      hub: 'H1',
      pathway: 'Regional support',
      cohort,
      status: '',
      leaderNames: '',
      leaderEmails: '',
      leaderTitles: '',
      ...values,
    },
  })
  const exported = () =>
    asTeam(async (db) => {
      const rows: Record<string, string>[] = []
      for await (const each of kind.export(db, team)) rows.push({ ...each })
      return rows
    })
  const fileOf = (rows: readonly Record<string, string>[]): ImportRow[] =>
    rows.map((values, at) => ({ line: at + 2, values }))

  it('says what is wrong with each row, at its field', async () => {
    const wrong: [Record<string, string>, string, RegExp][] = [
      [{ school: '12' }, 'school', /six digits/],
      [{ school: '999999' }, 'school', /not in the register/],
      [{ hub: 'H9' }, 'hub', /no hub “H9”/],
      [{ pathway: 'Gold' }, 'pathway', /Regional support, Enhanced support/],
      [{ cohort: 'Never 1900' }, 'cohort', /no cohort/],
      [{ status: 'Moved' }, 'status', /change of pathway or hub/],
      [{ status: 'Happy' }, 'status', /not a status/],
      [{ leaderEmails: 'nobody' }, 'leaderEmails', /not an email address/],
      [{ leaderNames: 'A; B', leaderEmails: 'a@example.org' }, 'leaderNames', /as many names/],
    ]
    const checked = await asTeam((db) =>
      kind.check(
        db,
        team,
        wrong.map(([values], at) => row(at + 2, values)),
      ),
    )
    for (const [at, [, field, message]] of wrong.entries()) {
      assert.equal(checked[at]?.outcome, 'refused')
      assert.equal(checked[at]?.field, field)
      assert.match(checked[at]?.message ?? '', message)
    }
  })

  it('refuses two open partnerships of one school in one file', async () => {
    const [first, second] = await asTeam((db) =>
      kind.check(db, team, [row(2, {}), { ...row(2, { hub: 'H2' }), line: 3 }]),
    )
    assert.equal(first?.outcome, 'new')
    assert.match(second?.message ?? '', /Line 2 has the same school/)
  })

  it('applies whole or not at all', async () => {
    await assert.rejects(
      asTeam((db) => kind.apply(db, team, [row(2, {}), row(3, { hub: 'H9' })])),
      /Nothing was imported/,
    )
    assert.deepEqual(await exported(), [])
  })

  it('takes 5,000 rows, changes nothing the second time, and gives the same file back', async () => {
    const file = Array.from({ length: SCHOOLS }, (_, at) =>
      row(at, {
        hub: at % 2 === 0 ? 'H1' : 'south HUB',
        pathway: at % 10 === 0 ? 'enhanced' : 'Regional support',
        status: at % 3 === 0 ? 'Active' : 'invited',
        ...(at % 50 === 0
          ? {
              leaderNames: `Head ${at}; Deputy ${at}`,
              leaderEmails: `head${at}@example.org; deputy${at}@example.org`,
              leaderTitles: 'Headteacher; Deputy',
            }
          : {}),
      }),
    )
    assert.deepEqual(await asTeam((db) => kind.apply(db, team, file)), {
      created: SCHOOLS,
      changed: 0,
      unchanged: 0,
    })
    assert.deepEqual(await asTeam((db) => kind.apply(db, team, file)), {
      created: 0,
      changed: 0,
      unchanged: SCHOOLS,
    })
    const once = await exported()
    assert.equal(once.length, SCHOOLS)
    const checked = await asTeam((db) => kind.check(db, team, fileOf(once)))
    assert.ok(checked.every(({ outcome }) => outcome === 'unchanged'))
    assert.deepEqual(await asTeam((db) => kind.apply(db, team, fileOf(once))), {
      created: 0,
      changed: 0,
      unchanged: SCHOOLS,
    })
    assert.deepEqual(await exported(), once)
  })

  it('changes a status by the same rules as the page, and adds leaders without ending any', async () => {
    const [known] = (await exported()).filter(({ status }) => status === 'Invited')
    assert.ok(known)
    const changed = {
      ...known,
      status: 'Confirmed',
      leaderNames: 'New Head',
      leaderEmails: 'new.head@example.org',
    }
    const [checked] = await asTeam((db) => kind.check(db, team, fileOf([changed])))
    assert.equal(checked?.outcome, 'changed')
    await asTeam((db) => kind.apply(db, team, fileOf([changed])))
    const [backwards] = await asTeam((db) =>
      kind.check(db, team, fileOf([{ ...changed, status: 'Invited' }])),
    )
    assert.match(backwards?.message ?? '', /cannot become invited/)
    const [elsewhere] = await asTeam((db) =>
      kind.check(db, team, fileOf([{ ...changed, hub: known.hub === 'H1' ? 'H2' : 'H1' }])),
    )
    assert.match(elsewhere?.message ?? '', /Change its hub on its page/)
  })

  it('never breaks on what people type', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', 'H1', 'Regional support', 'Active', String(FIRST)),
    )
    const any = fc.record({
      reference: text,
      school: text,
      hub: text,
      pathway: text,
      cohort: text,
      status: text,
      leaderNames: text,
      leaderEmails: text,
      leaderTitles: text,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 8 }), async (rows) => {
        const file = rows.map((values, at) => ({ line: at + 2, values }))
        const checked = await asTeam((db) => kind.check(db, team, file))
        assert.equal(checked.length, file.length)
        for (const each of checked) assert.equal(each.outcome === 'refused', each.message !== undefined)
      }),
      { numRuns: 10 },
    )
  })
})
