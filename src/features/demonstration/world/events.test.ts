import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { WORLD } from '../../../../test/builders/whole-app.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'

describe('the events of the demonstration', () => {
  let database: Database
  const rows = async <T>(text: string) => (await database.asOwner((db) => sql.raw<T>(text).execute(db))).rows
  const none = async (text: string) => assert.deepEqual(await rows(text), [])

  before(async () => {
    database = await openTestDatabase(WORLD)
  })
  after(() => database.close())

  test('are counted as they are booked, and none is overbooked', async () => {
    await none('select * from alongside.events_miscounted()')
    await none('select id from events where places_taken + places_offered + held_places > capacity')
  })

  test('hold open days of the past and to come, sessions live and watched later, and one that is full', async () => {
    const past = await rows<{ kind: string; people: number; schools: number }>(`
      select e.kind, count(p.id)::int as people, count(distinct p.partnership_id)::int as schools
      from events e join event_presences p on p.event_id = e.id group by 1 order by 1`)
    assert.deepEqual(
      past.map(({ kind }) => kind),
      ['cpd', 'networking', 'open-day'],
    )
    assert.ok(past.every(({ people, schools }) => people >= schools && schools > 5))
    const sessions = await rows<{
      number: number
      live: number
      later: number
      invited: number
      booked: number
    }>(`
      select e.number, (select count(distinct partnership_id)::int from event_presences p where p.event_id = e.id) as live,
        (select count(*)::int from event_catch_ups c where c.event_id = e.id) as later,
        (select count(*)::int from event_invitations i where i.event_id = e.id) as invited,
        (select count(*)::int from event_bookings b where b.event_id = e.id) as booked
      from events e join programmes g on g.id = e.programme_id
      where e.series_key = 'cpd' and g.key like 'rise%' order by 1`)
    assert.deepEqual(
      sessions.map(({ number, live, later }) => [number, live > 20, later > 3]),
      [
        [1, true, true],
        [2, true, true],
        [3, true, true],
        [4, false, false],
        [5, false, false],
        [6, false, false],
      ],
    )
    assert.ok(sessions.every(({ invited, live }) => invited >= live || live === 0))
    assert.ok(sessions.slice(3, 5).every(({ booked }) => booked > 3))
    const [full] = await rows<{ taken: number; capacity: number; waiting: number }>(
      `select places_taken as taken, capacity, waiting from events where waiting > 0`,
    )
    assert.equal(full?.taken, full?.capacity)
    assert.equal(full?.waiting, 3)
    const toCome = await rows(`select id from events where kind = 'open-day' and starts_at > '2026-05-14'
      and places_taken > 5 and places_taken < capacity`)
    assert.ok(toCome.length >= 3)
    await none(`select c.id from events e left join event_moves c on c.event_id = e.id
      where e.cancelled_at is null and e.revision > 1 and c.id is null`)
  })

  test('are evidence: what the service saw needed no word of a person', async () => {
    await none(`select c.id from expectation_confirmations c join partnerships p on p.id = c.partnership_id
      join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
        and x.key = c.expectation_key
      where x.kind in ('cpd', 'open-day') and c.state = 'done'`)
    const seen = await rows<{
      key: string
      count: number
    }>(`select expectation_key as key, count(*)::int from seen_evidence
      where source = 'events' group by 1 order by 1`)
    const counts = new Map(seen.map(({ key, count }) => [key, count]))
    for (const key of ['cpd', 'open-day', 'host-open-day', 'cpd-joining-details'])
      assert.ok((counts.get(key) ?? 0) > 40, `${key}: ${counts.get(key)}`)
    await none(`select r.id from event_presences r join events e on e.id = r.event_id
      where e.kind = 'cpd' and not exists (select from seen_evidence s where s.partnership_id = r.partnership_id
        and s.expectation_key = 'cpd' and s.occurrence = e.number)`)
  })

  test('keep to the rules: needs only until an event is over, nobody at what is to come or cancelled', async () => {
    await none(`select g.id from event_guests g join events e on e.id = g.event_id
      where g.needs <> '' and e.ends_at < '2026-05-14'`)
    await none(`select p.id from event_presences p join events e on e.id = p.event_id
      where e.starts_at > '2026-05-14' or e.cancelled_at is not null`)
    await none(`select b.id from event_bookings b join events e on e.id = b.event_id
      where b.booked_at > least(e.starts_at, '2026-05-14 11:00Z')`)
    await none(
      `select b.id from event_bookings b join events e on e.id = b.event_id where b.places > e.places_per_school`,
    )
    await none(`select g.id from event_guests g where g.email !~ '\\.example$'`)
    const needs = await rows(`select id from event_guests where needs <> ''`)
    assert.ok(needs.length > 3)
  })

  test('send no email because the world was made', async () => {
    await none('select id from messages')
    await none(`select i.id from event_invitations i join events e on e.id = i.event_id
      where not exists (select from event_reminders r where r.event_id = i.event_id and r.rule = 'invited')
        and e.starts_at > '2026-05-14'`)
  })
})
