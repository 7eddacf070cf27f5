/** What is kept of what the service has seen, against the features' own views, after any writes of any kind. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { EVIDENCE_ACTS } from '../builders/evidence-acts.ts'
import { WORLD } from '../builders/whole-app.ts'
import { openTestDatabase } from '../database.ts'

/** The rule, with no regard to how long it takes: of what was seen of a thing, done before begun, then the first. */
const seenNow = sql<object>`
  with s as materialized (
    select partnership_id, expectation_kind as kind, null::text as key, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference, null::int as minutes from self_assessment_evidence
    union all select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'action-plans', reference, null
    from action_plan_evidence
    union all select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'events', reference,
      leadership_minutes from event_evidence
    union all select partnership_id, expectation_kind, expectation_key, occurrence, state, happened_on, 'documents', reference,
      null from document_evidence
    union all select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'support', reference, null
    from support_evidence
    union all select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'conversations', reference, null
    from conversation_evidence
    union all select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'support', reference, null
    from final_review_evidence
    union all select partnership_id, expectation_kind, expectation_key, occurrence, state, happened_on, 'surveys', reference,
      null from survey_evidence)
  select distinct on (p.id, x.key, s.occurrence) p.id as partnership, x.key, s.occurrence, s.state, s.happened_on::text as day,
    s.source, s.reference, s.minutes
  from s join partnerships p on p.id = s.partnership_id
  join expectations x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.kind and (s.key is null or x.key = s.key)
  where s.happened_on is not null
  order by p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference`

const linesOf = async (db: Db, rows: RawBuilder<object>) =>
  new Set((await rows.execute(db)).rows.map((row) => JSON.stringify(row)))

const kept = sql<object>`
  select partnership_id as partnership, expectation_key as key, occurrence, state, happened_on::text as day, source, reference,
    leadership_minutes as minutes
  from seen_evidence order by partnership_id, expectation_key, occurrence`

function statementOf(name: string) {
  const act = EVIDENCE_ACTS.find((each) => each.name === name)
  if (!act) throw new Error(`Nobody ${name}`)
  return act.statement
}

describe('what the service has seen', () => {
  let database: Database
  let partnerships: readonly number[]

  before(async () => {
    database = await openTestDatabase(WORLD)
    const { rows } = await database.asOwner((db) =>
      sql<{
        id: number
      }>`select id from partnerships order by status in ('active', 'paused') desc, id limit 12`.execute(db),
    )
    partnerships = rows.map(({ id }) => id)
  })
  after(() => database.close())

  const compare = (after: string) =>
    database.asOwner(async (db) => {
      const [now, was] = [await linesOf(db, seenNow), await linesOf(db, kept)]
      const wrong = { missing: [...now.difference(was)], surplus: [...was.difference(now)] }
      assert.deepEqual(wrong, { missing: [], surplus: [] }, after)
    })
  const changes = async (db: Db) => {
    const { rows } = await sql<{
      n: number
    }>`select coalesce(sum(changes), 0)::int as n from oversight_changes`.execute(db)
    return rows[0]?.n ?? 0
  }

  test('is kept as it is once the demonstration world has been loaded', () => compare('loading'))

  test('is kept as it is after any writes', async () => {
    const write = fc.record({
      name: fc.constantFrom(...EVIDENCE_ACTS.map(({ name }) => name)),
      p: fc.integer({ min: 0, max: 11 }),
      day: fc.integer({ min: 0, max: 400 }),
      n: fc.integer({ min: 0, max: 60 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 25, maxLength: 25 }), async (writes) => {
        const done: string[] = []
        for (const { name, p, day, n } of writes) {
          const given = {
            p: partnerships[p] ?? 0,
            day: Temporal.PlainDate.from('2025-09-01').add({ days: day }).toString(),
            n,
          }
          done.push(`${given.p} ${name}, ${n}, on ${given.day}`)
          await database.asOwner((db) => statementOf(name)(given).execute(db))
        }
        await compare(done.join('; '))
      }),
      { numRuns: 16, endOnFailure: true },
    )
  })

  test('is the same when it is looked for again, and then nothing is written', async () => {
    await database.asOwner(async (db) => {
      const places = sql<object>`select ctid::text, xmin::text from seen_evidence order by partnership_id, expectation_key,
        occurrence`
      const [before, counted] = [(await places.execute(db)).rows, await changes(db)]
      await sql`select alongside.see_evidence_of(array(select id from partnerships))`.execute(db)
      assert.deepEqual((await places.execute(db)).rows, before)
      assert.equal(await changes(db), counted)
      assert.ok(before.length > 100)
    })
  })

  // The embedded database has one connection: there, nobody comes second.
  const withConnections = process.env.TEST_DATABASE === 'postgres' ? test : () => {}
  withConnections('is seen by whoever comes second, who waits', async () => {
    let second: Promise<void> | undefined
    const { rows } = await database.asOwner((db) =>
      sql<{ id: number }>`
        select id from partnerships p where not exists (select from final_reviews r where r.partnership_id = p.id)
          and not exists (select from partnership_messages m where m.partnership_id = p.id) limit 1`.execute(
        db,
      ),
    )
    const one = rows[0]?.id ?? 0
    await database.asOwner(async (db) => {
      await statementOf('writes a message')({ p: one, day: '2026-01-10', n: 1 }).execute(db)
      second = database.asOwner(async (other) => {
        await statementOf('begins the final review')({ p: one, day: '2026-01-11', n: 1 }).execute(other)
      })
      // It has not come through before this one lets go of the partnership.
      await waitsForALock(db)
    })
    await second
    await compare('two at once')
  })
})

async function waitsForALock(db: Db): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const { rows } = await sql`
      select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))`.execute(db)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.fail('nobody waited')
}
