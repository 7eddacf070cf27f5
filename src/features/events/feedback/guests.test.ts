import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addBooking,
  addEvent,
  type EventWorld,
  openEventWorld,
  SECRET,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { sendDue } from '../emails/actions.ts'
import { derivedPlaceholders } from '../emails/jobs.ts'
import { feedbackPath } from '../links.ts'
import { guestFeedbackRoutes } from './guest-routes.ts'
import { feedbackRoutes } from './routes.ts'

describe('feedback of guests without an account', () => {
  let world: EventWorld
  let eventId: number
  let guests: { id: number; email: string }[]
  const said = { relevant: 'very', clear: 'fairly', time: 'yes', better: 'More time to talk' }
  const path = (at: number) => feedbackPath(SECRET, guests[at]?.id ?? 0)
  /** Without anybody signed in. */
  const open = (url: string, payload?: Record<string, string>) =>
    world.web.app.inject(
      payload
        ? {
            method: 'POST',
            url,
            payload: new URLSearchParams(payload).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }
        : { method: 'GET', url },
    )

  before(async () => {
    world = await openEventWorld((app) => {
      feedbackRoutes(app)
      guestFeedbackRoutes(app, { secret: SECRET })
    })
    const { database, ashby, leader } = world
    eventId = await addEvent(database, world.world, { hubId: world.hub, startsAt: '2026-05-13T10:00' })
    await addBooking(database, {
      eventId,
      partnershipId: ashby,
      by: leader,
      guests: [
        { name: 'Ann Ash' },
        { name: 'Abe Ash' },
        { name: 'Asha Head', email: leader.email },
        { name: 'Gone Ash' },
      ],
    })
    guests = await world.rows(sql`select id, email from event_guests order by id`)
    await world.rows(sql`
      insert into event_presences (client_key, event_id, partnership_id, guest_id, name, how, arrived_at, minutes, source,
        recorded_by_name)
      select gen_random_uuid(), event_id, ${ashby}, id, name, 'in person', alongside.now(), 300, 'check-in', 'Nora Lead'
      from event_guests where name <> 'Gone Ash'`)
    await world.rows(sql`update event_guests set left_at = now() where name = 'Gone Ash'`)
  })
  after(() => world.close())

  it('is asked for by email, once, of those who took part, and never in a quiet time', async () => {
    const options = {
      ...world,
      publicUrl: 'https://alongside.example',
      calendar: await loadCalendar(),
    }
    const asked = () =>
      world.rows<{ guest: string; email: string }>(sql`
        select m.personalisation ->> 'guest' as guest, m.to_email as email from messages m
        where m.template = 'event-feedback' order by 1`)
    world.moveClock('2026-05-13T15:30')
    await sendDue(options)
    assert.deepEqual(await asked(), [])
    world.moveClock('2026-05-15T12:05') // Friday afternoon
    await sendDue(options)
    assert.deepEqual(await asked(), [])
    world.moveClock('2026-05-14T09:00')
    await sendDue(options)
    await sendDue(options)
    assert.deepEqual(
      await asked(),
      guests.slice(0, 3).map(({ id, email }) => ({ guest: String(id), email })),
    )
    const { 'feedback-link': link } = derivedPlaceholders({ secret: SECRET, publicUrl: options.publicUrl })
    assert.equal(link?.({ guest: String(guests[0]?.id) }), `https://alongside.example${path(0)}`)
  })

  it('is given by the link once, and kept without whose it is', async () => {
    const page = await open(path(0))
    assert.equal(page.statusCode, 200)
    assert.deepEqual(await faultsIn(page.body), [])
    const wrong = await open(path(0), { relevant: 'very', better: 'More tea' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /More tea/)
    for (const _twice of [1, 2]) assert.equal((await open(path(0), said)).statusCode, 303)
    assert.match((await open(path(0))).body, /Thank you/)
    assert.equal((await open(path(1), { ...said, better: 'Less talk' })).statusCode, 303)
    assert.deepEqual(
      await world.rows(sql`select account_id, guest_id from event_feedback_given order by guest_id`),
      [
        { account_id: null, guest_id: guests[0]?.id },
        { account_id: null, guest_id: guests[1]?.id },
      ],
    )
    const answers = await world.rows<Record<string, unknown>>(
      sql`select *, xmin::text as xmin from event_feedback_answers`,
    )
    assert.equal(answers.length, 2)
    assert.deepEqual(Object.keys(answers[0] ?? {}).sort(), [
      'answers',
      'content_version',
      'event_id',
      'id',
      'xmin',
    ])
    // Both were written anew with the second: neither lies beside the line of who gave it.
    assert.equal(new Set(answers.map(({ xmin }) => xmin)).size, 1)
    assert.deepEqual(await world.rows(sql`select from history where kind like 'event.feedback%'`), [])
  })

  it('is given once by whoever has an account as well, by either way', async () => {
    assert.equal((await open(path(2), said)).statusCode, 303)
    assert.match((await world.web.get(world.leader, `/events/${eventId}/feedback`)).body, /Thank you/)
    const given = await world.rows(
      sql`select from event_feedback_given where account_id = ${world.leader.accountId}`,
    )
    assert.equal(given.length, 1)
  })

  it('counts with the rest, and is shown to nobody below five', async () => {
    const { body } = await world.web.get(world.lead, `/events/${eventId}/feedback`)
    assert.match(body, /3 people have answered/)
    assert.doesNotMatch(body, /More time to talk|Less talk/)
  })

  it('has no page for anything but a link that the service made, for whoever came', async () => {
    for (const url of [
      path(3),
      `${path(0)}x`,
      feedbackPath('another secret of the same length', 1),
      '/feedback/1.x',
    ])
      assert.equal((await open(url)).statusCode, 404)
    assert.equal((await open(path(3), said)).statusCode, 404)
    await world.rows(
      sql`update events set cancelled_at = now(), cancelled_reason = 'Snow', cancelled_by_name = 'Nora'`,
    )
    assert.equal((await open(path(0))).statusCode, 409)
  })
})
