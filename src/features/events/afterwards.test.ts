import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../test/builders/action-plan.ts'
import {
  addBooking,
  addEvent,
  addPresence,
  type EventWorld,
  openEventWorld,
  SECRET,
} from '../../../test/builders/event-world.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import { addActor } from '../../../test/builders/programme-world.ts'
import { afterwardsRoutes } from './afterwards.ts'
import { certificateCode } from './certificates/code.ts'

describe('after an event', () => {
  let world: EventWorld
  let openDay: number
  let session: number
  before(async () => {
    world = await openEventWorld((app) =>
      afterwardsRoutes(app, { secret: SECRET, publicUrl: 'https://alongside.example' }),
    )
    const { database } = world
    openDay = await addEvent(database, world.world, {
      hubId: world.hub,
      startsAt: '2026-03-10T10:00',
      title: 'Spring open day',
    })
    session = await addEvent(database, world.world, {
      kind: 'cpd',
      hubId: null,
      number: 2,
      startsAt: '2026-02-09T16:00',
      minutes: 120,
    })
    await addBooking(database, {
      eventId: openDay,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Ann Ash' }],
    })
    await addPresence(database, {
      eventId: openDay,
      partnershipId: world.ashby,
      name: 'Ann Ash',
      minutes: 300,
    })
    await addPresence(database, {
      eventId: session,
      partnershipId: world.ashby,
      name: 'Zoë Ash',
      minutes: 120,
    })
    world.moveClock('2026-03-20')
  })
  after(() => world.close())

  describe('a session that was missed', () => {
    const url = () => `/events/${session}/catch-up`
    const entry = (more: object = {}) => ({
      key: randomUUID(),
      'watched-day': 19,
      'watched-month': 3,
      'watched-year': 2026,
      willDo: 'Look at our attendance figures every Monday',
      hours: '2',
      ...more,
    })

    it('cannot be caught up before the recording is there', async () => {
      const { status, body } = await world.web.get(world.birchLeader, url())
      assert.equal(status, 200)
      assert.match(body, /The recording is not here yet/)
      assert.equal((await world.web.post(world.birchLeader, url(), entry())).status, 409)
      await world.rows(
        sql`update events set recording_link = 'https://recordings.example/2' where id = ${session}`,
      )
    })

    it('says what is wrong, at the field, and keeps what was typed', async () => {
      for (const [wrong, message] of [
        [{ willDo: '' }, /Enter what your school will do/],
        [{ 'watched-day': 1, 'watched-month': 2 }, /on or after the day of the session/],
        [{ 'watched-year': 2027 }, /today or in the past/],
        [{ hours: 'two' }, /Hours must be a number/],
        [{ willDo: 'Mentor JS Y9' }, /JS Y9.*I have checked: this names no pupil/s],
      ] as const) {
        const answer = await world.web.post(world.birchLeader, url(), entry(wrong))
        assert.equal(answer.status, 422)
        assert.match(answer.body, message)
        assert.deepEqual(await faultsIn(answer.body), [])
      }
    })

    it('is caught up once, counts, and is shown as watched later', async () => {
      const form = entry()
      for (const _press of [1, 2])
        assert.equal((await world.web.post(world.birchLeader, url(), form)).status, 303)
      assert.equal((await world.web.post(world.birchLeader, url(), entry())).status, 409)
      const evidence = await world.rows(sql`
        select happened_on, leadership_minutes from seen_evidence
        where partnership_id = ${world.birch} and expectation_key = 'cpd' and occurrence = 2`)
      assert.deepEqual(evidence, [{ happened_on: '2026-03-19', leadership_minutes: 120 }])
      const shown = await world.web.get(world.birchLeader, url())
      assert.match(shown.body, /shown as watched later/)
      assert.deepEqual(await faultsIn(shown.body), [])
    })

    it('is read by the hub and the programme team, and by no other hub', async () => {
      for (const reader of [world.team, world.lead]) {
        const { body } = await world.web.get(reader, url())
        assert.match(body, /1 school watched later/)
        assert.match(body, /Look at our attendance figures every Monday/)
        assert.deepEqual(await faultsIn(body), [])
      }
      assert.match((await world.web.get(world.otherLead, url())).body, /No school has watched it later yet/)
      for (const stranger of [world.trustLeader, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
      assert.equal((await world.web.post(world.lead, url(), entry())).status, 403)
    })

    it('has nothing to catch up for a school that took part', async () => {
      assert.match(
        (await world.web.get(world.leader, url())).body,
        /Your school took part in the session itself/,
      )
      assert.equal((await world.web.post(world.leader, url(), entry())).status, 409)
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/catch-up`)).status, 404)
    })

    it('can be taken back', async () => {
      for (const _press of [1, 2])
        assert.equal((await world.web.post(world.birchLeader, `${url()}/taken-back`, {})).status, 303)
      assert.deepEqual(
        await world.rows(
          sql`select from seen_evidence where partnership_id = ${world.birch} and expectation_key = 'cpd'`,
        ),
        [],
      )
      assert.equal((await world.web.post(world.lead, `${url()}/taken-back`, {})).status, 403)
    })
  })

  describe('shared practice', () => {
    const url = () => `/events/${openDay}/practice`

    it('is one thing, written once, and later what became of it', async () => {
      const empty = await world.web.post(world.leader, url(), { key: randomUUID(), seen: 0, willTry: '' })
      assert.equal(empty.status, 422)
      assert.deepEqual(await faultsIn(empty.body), [])
      const form = { key: randomUUID(), seen: 0, willTry: 'Greet every pupil at the gate' }
      for (const _press of [1, 2]) assert.equal((await world.web.post(world.leader, url(), form)).status, 303)
      const page = await world.web.get(world.leader, url())
      assert.deepEqual(await faultsIn(page.body), [])
      const fields = formIn(page.body, url())
      assert.equal(fields.willTry, 'Greet every pupil at the gate')
      assert.equal(
        (await world.web.post(world.leader, url(), { ...fields, became: 'Three weeks on, fewer are late' }))
          .status,
        303,
      )
      const stale = await world.web.post(world.leader, url(), {
        ...fields,
        key: randomUUID(),
        became: 'Something else',
      })
      assert.equal(stale.status, 409)
      const rows = await world.rows(
        sql`select will_try, became, became_by_name, revision from shared_practices`,
      )
      assert.deepEqual(rows, [
        {
          will_try: 'Greet every pupil at the gate',
          became: 'Three weeks on, fewer are late',
          became_by_name: 'Asha Head',
          revision: 2,
        },
      ])
      const evidence = await world.rows(sql`
        select state from seen_evidence where partnership_id = ${world.ashby} and expectation_key = 'changes-between-sessions'`)
      assert.deepEqual(evidence, [{ state: 'done' }])
    })

    it('is read by the host, and is for those who came', async () => {
      const { body } = await world.web.get(world.lead, url())
      assert.match(body, /Greet every pupil at the gate/)
      assert.deepEqual(await faultsIn(body), [])
      assert.match(
        (await world.web.get(world.birchLeader, url())).body,
        /for the schools that came to the open day/,
      )
      assert.equal(
        (await world.web.post(world.birchLeader, url(), { key: randomUUID(), seen: 0, willTry: 'x' })).status,
        403,
      )
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
      assert.equal((await world.web.get(world.leader, `/events/${session}/practice`)).status, 404)
    })

    it('can be read and not written once the partnership has ended', async () => {
      await world.rows(sql`update partnerships set status = 'completed' where id = ${world.ashby}`)
      assert.match((await world.web.get(world.leader, url())).body, /Greet every pupil at the gate/)
      assert.equal(
        (await world.web.post(world.leader, url(), { key: randomUUID(), seen: 2, willTry: 'y' })).status,
        409,
      )
      await world.rows(sql`update partnerships set status = 'active' where id = ${world.ashby}`)
    })
  })

  describe('feedback', () => {
    const url = () => `/events/${openDay}/feedback`
    const said = { relevant: 'very', clear: 'fairly', time: 'yes', better: 'More time to talk' }

    it('asks for what is needed, and is kept once without a name', async () => {
      const page = await world.web.get(world.leader, url())
      assert.match(page.body, /It takes about 3 minutes/)
      assert.deepEqual(await faultsIn(page.body), [])
      const wrong = await world.web.post(world.leader, url(), { relevant: 'very', better: 'More tea' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.body, /More tea/)
      assert.deepEqual(await faultsIn(wrong.body), [])
      for (const _press of [1, 2]) assert.equal((await world.web.post(world.leader, url(), said)).status, 303)
      assert.match((await world.web.get(world.leader, url())).body, /Thank you/)
      const rows = await world.rows(sql`select content_version, answers from event_feedback_answers`)
      assert.deepEqual(rows, [{ content_version: 'event 1', answers: said }])
      const history = await world.rows(sql`select from history where kind like 'event.feedback%'`)
      assert.deepEqual(history, [])
    })

    it('shows the host nothing but the number below five answers, then what was said', async () => {
      const few = await world.web.get(world.lead, url())
      assert.match(few.body, /1 person has answered/)
      assert.doesNotMatch(few.body, /More time to talk|Very relevant/)
      assert.deepEqual(await faultsIn(few.body), [])
      for (const at of [1, 2, 3, 4]) {
        const colleague = await addActor(world.database, 'named-leader', {
          programmeId: world.world.programmeId,
          schoolUrn: 990011,
          name: `Colleague ${at}`,
        })
        assert.equal((await world.web.post(colleague, url(), { ...said, better: `Point ${at}` })).status, 303)
      }
      const enough = await world.web.get(world.lead, url())
      assert.match(enough.body, /5 people have answered/)
      assert.match(enough.body, /More time to talk/)
      assert.match(enough.body, /Point 4/)
      assert.deepEqual(await faultsIn(enough.body), [])
      assert.match((await world.web.get(world.team, url())).body, /5 people have answered/)
    })

    it('cannot be joined to a person by anything that is kept', async () => {
      const answers = await world.rows<Record<string, unknown>>(
        sql`select *, xmin::text as xmin from event_feedback_answers`,
      )
      assert.deepEqual(Object.keys(answers[0] ?? {}).sort(), [
        'answers',
        'content_version',
        'event_id',
        'id',
        'xmin',
      ])
      const given = await world.rows<Record<string, unknown>>(
        sql`select *, xmin::text as xmin from event_feedback_given order by account_id`,
      )
      assert.deepEqual(Object.keys(given[0] ?? {}).sort(), ['account_id', 'event_id', 'guest_id', 'xmin'])
      // Five answers, all of them written anew with the last: the numbers of the transactions tell none from another.
      assert.equal(new Set(answers.map(({ xmin }) => xmin)).size, 1)
    })

    it('is for those who came, and for nobody who does not see the event', async () => {
      assert.match((await world.web.get(world.birchLeader, url())).body, /for the schools that came/)
      assert.equal((await world.web.post(world.birchLeader, url(), said)).status, 403)
      assert.equal((await world.web.post(world.lead, url(), said)).status, 403)
      assert.equal((await world.web.get(world.lead, `/events/${session}/feedback`)).status, 403)
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
    })
  })

  describe('certificates', () => {
    const url = () => `/events/${openDay}/certificates`

    it('are there for those who took part, to the school and to the host', async () => {
      for (const reader of [world.leader, world.lead, world.team]) {
        const { body } = await world.web.get(reader, url())
        assert.match(body, /1 person took part/)
        assert.deepEqual(await faultsIn(body), [])
      }
      assert.match((await world.web.get(world.birchLeader, url())).body, /Nobody has been put down/)
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
    })

    it('are PDFs for whoever has the code, and can be checked by anyone', async () => {
      const [presence] = await world.rows<{ id: number }>(
        sql`select id from event_presences where event_id = ${session}`,
      )
      const code = certificateCode(SECRET, presence?.id ?? 0)
      const file = await world.web.app.inject({ method: 'GET', url: `/certificates/${code}` })
      assert.equal(file.statusCode, 200)
      assert.equal(file.headers['content-type'], 'application/pdf')
      assert.match(file.rawPayload.toString('latin1'), /^%PDF-1\.7/)
      const checked = await world.web.get(
        undefined,
        `/certificates/check?code=${code.toLowerCase().replaceAll('-', '+')}`,
      )
      assert.match(checked.body, /is genuine/)
      assert.match(checked.body, /Zoë Ash/)
      assert.match(checked.body, /Ashby School/)
      assert.match(checked.body, /2 hours, online|2 hours, in person/)
      assert.deepEqual(await faultsIn(checked.body), [])
      const wrong = await world.web.get(undefined, '/certificates/check?code=3F-AAAAA-BBBBB')
      assert.match(wrong.body, /There is no certificate with this code/)
      assert.deepEqual(await faultsIn(wrong.body), [])
      assert.deepEqual(await faultsIn((await world.web.get(undefined, '/certificates/check')).body), [])
      assert.equal((await world.web.get(undefined, '/certificates/3F-AAAAA-BBBBB')).status, 404)
    })

    it('are worth nothing once somebody was taken off again', async () => {
      const [presence] = await world.rows<{ id: number }>(sql`
        update event_presences set undone_at = now(), undone_by_name = 'Tess Team' where event_id = ${session} returning id`)
      const code = certificateCode(SECRET, presence?.id ?? 0)
      assert.equal((await world.web.get(undefined, `/certificates/${code}`)).status, 404)
      assert.match(
        (await world.web.get(undefined, `/certificates/check?code=${code}`)).body,
        /There is no certificate/,
      )
    })
  })

  it('nothing comes before it has begun, nor of one that was cancelled', async () => {
    world.moveClock('2026-01-10')
    for (const page of ['feedback', 'certificates', 'practice'])
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/${page}`)).status, 409)
    assert.equal((await world.web.get(world.leader, `/events/${session}/catch-up`)).status, 409)
    world.moveClock('2026-03-20')
    await world.rows(
      sql`update events set cancelled_at = now(), cancelled_reason = 'Snow', cancelled_by_name = 'Nora' where id = ${openDay}`,
    )
    for (const page of ['feedback', 'certificates', 'practice'])
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/${page}`)).status, 409)
  })
})
