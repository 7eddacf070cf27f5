import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { multipart } from '../../../../test/builders/client.ts'
import {
  addBooking,
  addEvent,
  addPresence,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import type { Actor } from '../../people/index.ts'
import { cameAt, isOfThisDay, minutesCounted, type ReportRow, toCount } from './counting.ts'
import { reportJobs } from './jobs.ts'
import { reportRoutes } from './routes.ts'

const row = (id: number, more: Partial<ReportRow> = {}): ReportRow => ({
  id,
  name: `Person ${id}`,
  email: '',
  joinedAt: null,
  leftAt: null,
  minutes: 60,
  partnershipId: 1,
  hubId: null,
  guestId: null,
  presenceId: null,
  ...more,
})

describe('counting the people of a report', () => {
  it('takes each person once, by place, address or name', () => {
    const before = [{ id: 90, guestId: 5, partnershipId: 1, hubId: null, name: 'Ann', email: '' }]
    const { toAdd, known, again } = toCount(
      [
        row(1, { guestId: 5 }),
        row(2, { name: 'ANN' }),
        row(3, { name: 'Ann', partnershipId: 2 }),
        row(4, { email: 'x@oak.example' }),
        row(5, { name: 'Phone', email: 'X@oak.example' }),
        row(6, { partnershipId: null }),
        row(7, { presenceId: 3 }),
      ],
      before,
    )
    assert.deepEqual(
      toAdd.map(({ id }) => id),
      [3, 4],
    )
    assert.deepEqual(
      known.map(({ row: { id }, presenceId }) => [id, presenceId]),
      [
        [1, 90],
        [2, 90],
      ],
    )
    assert.deepEqual(
      again.map(({ row: { id }, first }) => [id, first.id]),
      [[5, 4]],
    )
  })

  it('never counts more than the event is long, and takes the start for times that cannot be', () => {
    const event = {
      startsAt: Temporal.Instant.from('2026-02-09T16:00:00Z'),
      endsAt: Temporal.Instant.from('2026-02-09T18:00:00Z'),
      timeZone: 'Europe/London',
    }
    assert.deepEqual(
      [minutesCounted(event, 138), minutesCounted(event, 45), minutesCounted(event, null)],
      [120, 45, 120],
    )
    for (const [joined, came] of [
      ['2026-02-09T15:40:00Z', '2026-02-09T16:00:00Z'],
      ['2026-02-09T17:00:00Z', '2026-02-09T17:00:00Z'],
      ['2026-02-11T17:00:00Z', '2026-02-09T16:00:00Z'],
    ] as const)
      assert.equal(cameAt(event, Temporal.Instant.from(joined)).toString(), came)
    assert.equal(isOfThisDay(event, Temporal.PlainDate.from('2026-02-09')), true)
    assert.equal(isOfThisDay(event, Temporal.PlainDate.from('2026-02-12')), false)
    assert.equal(isOfThisDay(event, null), true)
  })
})

describe('putting in a report', () => {
  let world: EventWorld
  let eventId: number
  const url = () => `/events/${eventId}/reports`
  before(async () => {
    world = await openEventWorld((app) => reportRoutes(app, {}))
    const { database } = world
    await world.rows(sql`update schools set website = 'https://www.birch.example' where urn = 990012`)
    eventId = await addEvent(database, world.world, {
      kind: 'cpd',
      hubId: null,
      number: 2,
      startsAt: '2026-02-09T16:00',
      minutes: 120,
    })
    await addBooking(database, {
      eventId,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [
        { name: 'Ann Ash', email: 'ann@ashby.example' },
        { name: 'Abe Ash', email: 'abe@ashby.example' },
      ],
    })
    await addPresence(database, { eventId, partnershipId: world.ashby, name: 'Abe Ash' })
    world.moveClock('2026-02-10')
  })
  after(() => world.close())

  const report = (lines: string[], date = '2/9/26') =>
    Buffer.from(
      `\uFEFF${['1. Summary', 'Meeting title\tCPD 2', '', '2. Participants', 'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole', ...lines.map((line) => line.replaceAll('DAY', date))].join('\r\n')}`,
      'utf16le',
    )
  const LINES = [
    'Ann Ash\tDAY, 3:58:40 PM\tDAY, 6:00:10 PM\t2h 1m 30s\tann@ashby.example\tAttendee',
    'Abe Ash\tDAY, 4:01:00 PM\tDAY, 5:00:00 PM\t59m\tabe@ashby.example\tAttendee',
    'Bo Birch\tDAY, 4:10:00 PM\tDAY, 6:00:00 PM\t1h 50m\tbo@birch.example\tAttendee',
    'iPhone\tDAY, 4:10:00 PM\tDAY, 6:00:00 PM\t1h 50m\t\tAttendee',
    'Tess Team\tDAY, 3:10:00 PM\tDAY, 6:00:00 PM\t2h 50m\ttess.team.0@example.org\tOrganizer',
  ]
  async function upload(
    actor: Actor,
    text: Uint8Array,
    form: Record<string, string> = { key: randomUUID() },
  ) {
    await world.web.get(actor, '/nowhere')
    const { body, type } = multipart(form, { name: 'report.csv', text })
    const answer = await world.web.app.inject({
      method: 'POST',
      url: url(),
      payload: body,
      headers: { 'content-type': type, 'x-actor': `${actor.role} ${actor.accountId} ${actor.programmeId}` },
    })
    return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
  }
  const people = () =>
    world.rows<{ id: number; name: string; match: string; presence_id: number | null }>(
      sql`select id, name, match, presence_id from event_report_people order by report_id, position`,
    )
  const presences = () =>
    world.rows(
      sql`select name, minutes, source, how from event_presences where undone_at is null order by id`,
    )

  let shown = ''
  it('reads it, matches everybody, and counts nobody yet', async () => {
    const key = randomUUID()
    for (const _press of [1, 2]) {
      const answer = await upload(world.team, report(LINES), { key })
      assert.equal(answer.status, 303, answer.body)
      shown = answer.location
    }
    assert.deepEqual(
      (await people()).map(({ name, match }) => [name, match]),
      [
        ['Ann Ash', 'sure'],
        ['Abe Ash', 'sure'],
        ['Bo Birch', 'likely'],
        ['iPhone', 'unknown'],
        ['Tess Team', 'not ours'],
      ],
    )
    assert.equal((await presences()).length, 1)
    const { status, body } = await world.web.get(world.team, shown)
    assert.equal(status, 200)
    assert.match(body, /Bo Birch → Birch School/)
    assert.deepEqual(await faultsIn(body), [])
    assert.deepEqual(await faultsIn((await world.web.get(world.team, url())).body), [])
  })

  it('counts those who are sure, once, and not those who are down already', async () => {
    for (const _press of [1, 2])
      assert.equal((await world.web.post(world.team, `${shown}/sure`, {})).status, 303)
    assert.deepEqual(
      (await presences()).map(({ name, minutes, source }) => [name, minutes, source]),
      [
        // Ticked as there for all of it; the report knows better.
        ['Abe Ash', 59, 'by hand'],
        ['Ann Ash', 120, 'report'],
      ],
    )
    assert.equal((await people()).filter(({ presence_id }) => presence_id !== null).length, 2)
  })

  it('counts the likely ones that a person ticks, and asks for a tick', async () => {
    const none = await world.web.post(world.team, `${shown}/likely`, {})
    assert.equal(none.status, 422)
    assert.deepEqual(await faultsIn(none.body), [])
    const bo = (await people()).find(({ name }) => name === 'Bo Birch')
    for (const _press of [1, 2])
      assert.equal((await world.web.post(world.team, `${shown}/likely`, { person: bo?.id ?? 0 })).status, 303)
    assert.equal(
      (await presences()).filter(({ name, how }) => name === 'Bo Birch' && how === 'online').length,
      1,
    )
  })

  it('lets a person say where somebody comes from, and take it back', async () => {
    const phone = (await people()).find(({ name }) => name === 'iPhone')
    const page = `${shown}/people/${phone?.id}`
    assert.deepEqual(await faultsIn((await world.web.get(world.team, page)).body), [])
    const missing = await world.web.post(world.team, page, { whose: 'ours', school: 'No such school' })
    assert.equal(missing.status, 422)
    assert.match(missing.body, /value="No such school"/)
    assert.deepEqual(await faultsIn(missing.body), [])
    assert.equal(
      (await world.web.post(world.team, page, { whose: 'ours', school: 'cedar school' })).status,
      303,
    )
    assert.equal((await presences()).filter(({ name }) => name === 'iPhone').length, 1)
    assert.equal((await world.web.post(world.team, page, { whose: 'not ours', school: '' })).status, 303)
    assert.equal((await presences()).filter(({ name }) => name === 'iPhone').length, 0)
    assert.equal((await world.web.post(world.team, page, { whose: 'ours', school: '990012' })).status, 303)
    assert.equal((await presences()).filter(({ name }) => name === 'iPhone').length, 1)
  })

  it('counts nobody twice when the report is put in again', async () => {
    const before = await presences()
    const again = await upload(world.team, report(LINES))
    await world.web.post(world.team, `${again.location}/sure`, {})
    assert.deepEqual(await presences(), before)
    for (const show of ['counted', 'sure', 'unknown', 'not-ours', 'nonsense'])
      assert.equal((await world.web.get(world.team, `${again.location}?show=${show}`)).status, 200)
  })

  it('feeds the expectation of the school', async () => {
    const evidence = await world.rows(sql`
      select partnership_id, occurrence, leadership_minutes from seen_evidence where expectation_key = 'cpd' order by partnership_id`)
    assert.deepEqual(evidence, [
      { partnership_id: world.ashby, occurrence: 2, leadership_minutes: 179 },
      { partnership_id: world.birch, occurrence: 2, leadership_minutes: 220 },
    ])
  })

  it('says who left early, and that nobody is early who stayed to the thanks', async () => {
    const early = await world.rows(sql`select name, left_early_at as at from event_presences
      where left_early_at is not null and undone_at is null order by id`)
    assert.deepEqual(early, [{ name: 'Abe Ash', at: '2026-02-09T17:00:00.000Z' }])
  })

  it('forgets those who belong to no school, after the days that the page names', async () => {
    assert.match(
      (await world.web.get(world.team, url())).body,
      /matched to no school after 60 days is deleted/,
    )
    const { handlers, schedules } = reportJobs(world)
    const forget = schedules[0]?.kind ?? ''
    const before = (await people()).length
    const counted = (await people()).filter(({ presence_id }) => presence_id !== null).length
    await handlers[forget]?.({ kind: forget })
    assert.equal((await people()).length, before)
    assert.ok(counted < before)
    await world.rows(sql`update event_reports set at = '2025-12-01'`)
    await handlers[forget]?.({ kind: forget })
    assert.equal((await people()).length, counted)
  })

  it('refuses the report of another day unless it is the right one, and what is no report', async () => {
    const other = await upload(world.team, report(LINES, '2/12/26'))
    assert.equal(other.status, 422)
    assert.match(other.body, /This report is of a meeting on Thursday 12 February 2026/)
    assert.deepEqual(await faultsIn(other.body), [])
    assert.equal(
      (await upload(world.team, report(LINES, '2/12/26'), { key: randomUUID(), anyway: 'yes' })).status,
      303,
    )
    assert.equal((await upload(world.team, Buffer.from('Dear all'))).status, 422)
    assert.equal((await upload(world.team, Buffer.from(''))).status, 422)
  })

  it('is for those who run the event', async () => {
    // A session of the programme team is seen by hubs and schools, and run by neither.
    for (const guest of [world.lead, world.leader]) {
      assert.equal((await world.web.get(guest, url())).status, 403)
      assert.equal((await upload(guest, report(LINES))).status, 403)
    }
    for (const stranger of [world.trustLeader, world.evaluator])
      assert.equal((await world.web.get(stranger, shown)).status, 404)
    world.moveClock('2026-02-01')
    assert.equal((await world.web.get(world.team, url())).status, 409)
    world.moveClock('2026-02-10')
  })

  it('of 5,000 people is kept and counted', async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, at) =>
        `Head ${at}\tDAY, 4:00:00 PM\tDAY, 6:00:00 PM\t2h\thead${at}@${at % 2 ? 'birch' : 'ashby'}.example\tAttendee`,
    )
    const big = await upload(world.team, report([...lines]))
    assert.equal(big.status, 303, big.body)
    const [counts] = await world.rows<{ likely: number }>(sql`
      select count(*)::int as likely from event_report_people
      where match = 'likely' and report_id = (select max(id) from event_reports)`)
    assert.equal(counts?.likely, 5_000)
    await world.rows(
      sql`update event_report_people set match = 'sure' where report_id = (select max(id) from event_reports)`,
    )
    const began = performance.now()
    assert.equal((await world.web.post(world.team, `${big.location}/sure`, {})).status, 303)
    if (process.env.SAY_HOW_LONG) console.log(`counted in ${Math.round(performance.now() - began)} ms`)
    assert.equal((await presences()).filter(({ name }) => String(name).startsWith('Head ')).length, 5_000)
  })
})
