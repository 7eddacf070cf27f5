/** The views of progress against a plain model of the rules, over random evidence and dates, on a real database. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import {
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
  type World,
} from '../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../test/database.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { readExpected } from '../programmes/index.ts'
import {
  dayOf,
  inOrderOfDate,
  isOpen,
  isToCome,
  nextItemFor,
  type Progress,
  type ProgressItem,
  together,
  waitingOn,
} from './domain.ts'
import { readNetwork } from './network/store.ts'
import { listProgress, readPartnership } from './store.ts'

const STATES = ['started', 'done', 'not-needed', 'reopened'] as const
type State = (typeof STATES)[number]

/** The rules in words of one syllable, for the view to be held to. */
function modelOf(state: State | undefined, opensOn: string, dueOn: string, today: string): Progress {
  if (state === 'done') return 'done'
  if (state === 'not-needed') return 'not needed'
  if (dueOn < today) return 'overdue'
  if (state === 'started') return 'in progress'
  return opensOn > today ? 'not due yet' : 'to do'
}

describe('progress', () => {
  let database: Database
  let world: World
  let partnership: number
  let hubId: number

  before(async () => {
    database = await openTestDatabase()
    world = await buildWorld(database)
    await addSchool(database, { urn: 990001, name: 'Lead School' })
    await addSchool(database, { urn: 990011, name: 'Ashby School' })
    hubId = await addHub(database, {
      programmeId: world.programmeId,
      reference: 'H1',
      name: 'North hub',
      leadUrn: 990001,
    })
    partnership = await addPartnership(database, world, { hubId, urn: 990011, pathway: 'enhanced' })
  })
  after(() => database.close())

  const asTeam = <T>(today: string, work: (db: Db) => Promise<T>) =>
    database.inScope(
      {
        'alongside.role': 'programme-team',
        'alongside.programme': String(world.programmeId),
        'alongside.today': today,
      },
      work,
    )

  const day = fc
    .integer({ min: -30, max: 500 })
    .map((days) => Temporal.PlainDate.from('2025-09-01').add({ days }).toString())

  it('is what the rules say, for any evidence and any day', async () => {
    const expected = await asTeam('2026-01-01', async (db) =>
      listProgress(db, await readPartnership(db, partnership), Temporal.PlainDate.from('2026-01-01')),
    )
    await fc.assert(
      fc.asyncProperty(
        day,
        fc.array(fc.option(fc.constantFrom(...STATES), { nil: undefined }), {
          minLength: expected.length,
          maxLength: expected.length,
        }),
        async (today, states) => {
          const items = await withEvidence(expected, states, today)
          for (const [at, item] of items.entries()) {
            const state = states[at]
            assert.equal(
              item.progress,
              modelOf(state === 'reopened' ? undefined : state, item.opensOn, item.dueOn, today),
              `${item.label} on ${today}`,
            )
          }
          await checkStanding(items, today)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('is the same on a school’s page, a hub’s page and in the view, whatever was confirmed, seen, or confirmed once for all', async () => {
    const expected = await asTeam('2026-01-01', listed('2026-01-01'))
    const maybe = <T extends string>(...states: T[]) =>
      fc.array(fc.option(fc.constantFrom(...states), { nil: undefined, freq: 1 }), {
        minLength: expected.length,
        maxLength: expected.length,
      })
    await fc.assert(
      fc.asyncProperty(
        day,
        maybe(...STATES),
        maybe('started', 'done'),
        maybe('started', 'done', 'not-needed'),
        async (today, byHand, seen, once) => {
          await withEvidence(expected, byHand, today)
          await database.asOwner(async (db) => {
            await sql`delete from seen_evidence`.execute(db)
            await sql`delete from shared_confirmations`.execute(db)
            for (const [at, { expectationKey, occurrence, per }] of expected.entries()) {
              // What happens once for all is confirmed once for all, and by nobody for one school.
              if (per !== 'partnership') {
                await sql`delete from expectation_confirmations where expectation_key = ${expectationKey}`.execute(
                  db,
                )
                if (seen[at] === 'done') await see(db, expectationKey, occurrence, 'done', today)
                if (once[at]) {
                  await sql`
                    insert into shared_confirmations (programme_id, hub_id, cohort_id, expectation_key, occurrence, state,
                      happened_on, by_name)
                    select programme_id, ${per === 'hub' ? hubId : null}::int, cohort_id, ${expectationKey}, ${occurrence},
                      ${once[at]}, ${today}, 'Lead' from partnerships where id = ${partnership}`.execute(db)
                }
              } else if (seen[at]) await see(db, expectationKey, occurrence, seen[at], today)
            }
          })
          const items = await asTeam(today, listed(today))
          const inView = await asTeam(today, async (db) => {
            const { rows } = await sql<{ key: string; occurrence: number; progress: Progress }>`
              select expectation_key as key, occurrence, progress from expectation_progress
              where partnership_id = ${partnership} order by position, occurrence`.execute(db)
            return rows
          })
          assert.deepEqual(
            items.map(({ expectationKey, occurrence, progress }) => ({
              key: expectationKey,
              occurrence,
              progress,
            })),
            inView,
          )
          await checkStanding(items, today)
        },
      ),
      { numRuns: 15 },
    )
    await database.asOwner(async (db) => {
      await sql`delete from seen_evidence`.execute(db)
      await sql`delete from shared_confirmations`.execute(db)
    })
  })

  const see = (db: Db, key: string, occurrence: number, state: string, on: string) =>
    sql`
    insert into seen_evidence (partnership_id, expectation_key, occurrence, state, happened_on, source, reference)
    values (${partnership}, ${key}, ${occurrence}, ${state}, ${on}, 'a test', 1)`.execute(db)

  const listed = (today: string) => async (db: Db) => {
    const of = await readPartnership(db, partnership)
    const perOf = new Map(
      [...(await readExpected(db, [{ ...of, versionId: of.programmeVersionId }])).values()]
        .flat()
        .map(({ expectationKey, per }) => [expectationKey, per]),
    )
    const items = await listProgress(db, of, Temporal.PlainDate.from(today))
    return items.map((item) => ({ ...item, per: perOf.get(item.expectationKey) ?? 'partnership' }))
  }

  /** Writes the evidence, reads the progress and the standing, and undoes it all. */
  async function withEvidence(
    expected: readonly ProgressItem[],
    states: readonly (State | undefined)[],
    today: string,
  ): Promise<ProgressItem[]> {
    const rows = expected.flatMap((item, at) =>
      states[at]
        ? [
            {
              partnership,
              key: item.expectationKey,
              occurrence: item.occurrence,
              state: states[at],
              on: today,
            },
          ]
        : [],
    )
    return database.asOwner(async (db) => {
      await sql`delete from expectation_confirmations`.execute(db)
      await sql`insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, by_name)
        select partnership, key, occurrence, state, "on", 'Head' from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
          as r(partnership int, key text, occurrence int, state text, "on" date)`.execute(db)
      await sql`select set_config('alongside.today', ${today}, true)`.execute(db)
      return listProgress(db, await readPartnership(db, partnership), Temporal.PlainDate.from(today))
    })
  }

  async function checkStanding(items: readonly ProgressItem[], today: string): Promise<void> {
    const standing = await asTeam(today, async (db) => {
      const { rows } = await sql<{
        total: number
        finished: number
        overdue: number
        key: string | null
        occurrence: number | null
      }>`
        select s.total, s.finished, s.overdue, o.expectation_key as key, o.occurrence
        from partnership_standings s
        join partnerships p on p.id = s.partnership_id
        left join occurrence_cards o on o.programme_version_id = p.programme_version_id and o.pathway_key = p.pathway_key
          and o.cohort_id = p.cohort_id and o.position = s.next % 1000
        where s.partnership_id = ${partnership}`.execute(db)
      return rows[0]
    })
    const next = inOrderOfDate(items.filter((item) => isOpen(item) && !isToCome(item, today)))[0]
    const wanted = {
      total: items.length,
      finished: items.filter(({ progress }) => progress === 'done' || progress === 'not needed').length,
      overdue: items.filter(({ progress }) => progress === 'overdue').length,
      key: next?.expectationKey ?? null,
      occurrence: next?.occurrence ?? null,
    }
    assert.deepEqual(standing, wanted)

    const { standings, owed } = await asTeam(today, (db) =>
      readNetwork(db, hubId, Temporal.PlainDate.from(today)),
    )
    const onHubsPage = standings.map((each) => ({
      total: each.total,
      finished: each.finished,
      overdue: each.overdue,
      key: each.waitedOn ? each.next?.key : null,
      occurrence: each.waitedOn ? each.next?.occurrence : null,
    }))
    assert.deepEqual(onHubsPage, [wanted], 'the hub’s page says the same')
    const hubsTurn = inOrderOfDate(items.filter(isOpen)).filter(
      ({ actedOnBy }) => actedOnBy === 'lead' || actedOnBy === 'both',
    )
    assert.deepEqual(
      owed.map(({ expectationKey, occurrence, progress }) => ({ expectationKey, occurrence, progress })),
      hubsTurn.map(({ expectationKey, occurrence, progress }) => ({ expectationKey, occurrence, progress })),
      'the hub owes what is open and its turn',
    )
  }

  it('asks each side for what it acts on, the earliest first, and nobody for what is finished', () => {
    const item = fc.record({
      expectationKey: fc.constantFrom('a', 'b', 'c'),
      occurrence: fc.integer({ min: 1, max: 6 }),
      label: fc.constant('x'),
      part: fc.constant(''),
      opensOn: day,
      dueOn: day,
      heldOn: fc.option(day),
      minutes: fc.constant(0),
      actedOnBy: fc.constantFrom(
        'partner' as const,
        'lead' as const,
        'both' as const,
        'programme-team' as const,
      ),
      progress: fc.constantFrom<Progress>(
        'not due yet',
        'to do',
        'in progress',
        'done',
        'overdue',
        'not needed',
      ),
      happenedOn: fc.constant(null),
      leadershipMinutes: fc.constant(null),
      source: fc.constant(null),
    })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), day, (items, on) => {
        const today = Temporal.PlainDate.from(on)
        const waiting = waitingOn(items, today)
        const isWaitedOn = (each: ProgressItem) => isOpen(each) && !isToCome(each, on)
        for (const { side, item } of waiting) {
          assert.ok(isWaitedOn(item))
          assert.ok(item.actedOnBy === side || (item.actedOnBy === 'both' && side !== 'programme-team'))
          assert.ok(
            items
              .filter((each) => isWaitedOn(each) && each.actedOnBy === side)
              .every((each) => dayOf(each) >= dayOf(item)),
          )
        }
        assert.equal(waiting.length === 0, !items.some(isWaitedOn))
        for (const side of ['partner', 'lead', 'programme-team'] as const) {
          assert.equal(
            nextItemFor(
              side,
              items.filter((each) => !isOpen(each)),
            ),
            undefined,
          )
        }
      }),
    )
  })

  it('says of several occurrences what needs looking at first', () => {
    const of = (...progress: Progress[]) =>
      together(progress.map((each) => ({ progress: each }) as ProgressItem))
    assert.equal(of('done', 'overdue', 'not due yet'), 'overdue')
    assert.equal(of('done', 'not due yet'), 'in progress')
    assert.equal(of('not due yet', 'not due yet'), 'not due yet')
    assert.equal(of('done', 'not needed'), 'done')
    assert.equal(of('not needed'), 'not needed')
    assert.equal(of('to do', 'not due yet'), 'to do')
  })
})
