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
import type { Actor } from '../../people/index.ts'
import { bookingCalendarPath, feedPath } from '../links.ts'
import { calendarRoutes } from './routes.ts'

const PUBLIC = 'https://alongside.example'

describe('private calendars', () => {
  let world: EventWorld
  let openDay: number
  let booking: number
  before(async () => {
    world = await openEventWorld((app) => calendarRoutes(app, { secret: SECRET, publicUrl: PUBLIC }))
    const { database, world: programme, hub, otherHub } = world
    openDay = await addEvent(database, programme, {
      hubId: hub,
      startsAt: '2026-06-24T10:00',
      joiningLink: 'https://meet.example/open',
    })
    await addEvent(database, programme, { hubId: otherHub, title: 'Elsewhere', startsAt: '2026-06-25T10:00' })
    await addEvent(database, programme, {
      hubId: null,
      kind: 'networking',
      audience: 'leads',
      title: 'Leads meet',
      startsAt: '2026-06-26T10:00',
    })
    booking = await addBooking(database, {
      eventId: openDay,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }, { name: 'Secret Diet' }],
    })
  })
  after(() => world.close())

  const page = (actor: Actor) => world.web.get(actor, '/calendar/feeds')
  const make = (actor: Actor, kind: string, seen = 0) =>
    world.web.post(actor, '/calendar/feeds', { kind, seen })
  async function addressOf(actor: Actor, kind: string) {
    const { body } = await page(actor)
    const found = new RegExp(`id="address-${kind}"[^>]* value="([^"]+)"`).exec(body)?.[1]
    return found?.replace(PUBLIC, '')
  }
  const read = async (address: string | undefined) =>
    world.web.get(undefined, address ?? '/calendar/none.ics')
  const titles = (file: string) =>
    [...file.replaceAll(/\r\n[ \t]/g, '').matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, title]) => title)

  it('are made by a press, twice pressed makes one, and are read without signing in', async () => {
    assert.equal(await addressOf(world.leader, 'school'), undefined)
    assert.equal((await make(world.leader, 'school')).location, '/calendar/feeds#school')
    const address = await addressOf(world.leader, 'school')
    await make(world.leader, 'school')
    assert.equal(await addressOf(world.leader, 'school'), address)
    const answer = await page(world.leader)
    assert.deepEqual(await faultsIn(answer.body), [])
    const feed = await read(address)
    assert.equal(feed.status, 200)
    assert.match(feed.body, /X-WR-CALNAME:Alongside: Ashby School/)
    assert.match(feed.body, /Join: https:\/\/meet\.example\/open/)
    assert.doesNotMatch(feed.body, /Gus|Secret|Asha/)
  })

  it('hold what a school has booked and what is expected of it, and nothing of other hubs', async () => {
    const own = titles((await read(await addressOf(world.leader, 'school'))).body)
    assert.ok(own.includes('Open day'))
    assert.ok(own.includes('Not booked: CPD 5: Relationships'))
    assert.ok(
      !own.includes('Elsewhere') && !own.includes('Not booked: Elsewhere') && !own.includes('Leads meet'),
    )
    await make(world.birchLeader, 'school')
    const other = titles((await read(await addressOf(world.birchLeader, 'school'))).body)
    assert.ok(other.includes('Not booked: Open day') && !other.includes('Open day'))
  })

  it('give a person their own places, a hub what it holds, the programme team what it runs', async () => {
    for (const [actor, kind] of [
      [world.leader, 'account'],
      [world.birchLeader, 'account'],
      [world.lead, 'hub'],
      [world.team, 'account'],
    ] as const)
      await make(actor, kind)
    const of = async (actor: Actor, kind: string) => titles((await read(await addressOf(actor, kind))).body)
    assert.deepEqual(await of(world.leader, 'account'), ['Open day'])
    assert.deepEqual(await of(world.birchLeader, 'account'), [])
    const hub = await of(world.lead, 'hub')
    assert.ok(hub.includes('Open day') && !hub.some((title) => title?.includes('Elsewhere')))
    const team = await of(world.team, 'account')
    assert.ok(
      team.includes('Leads meet') && team.includes('CPD 5: Relationships') && !team.includes('Open day'),
    )
  })

  it('belong to whom they belong to: nobody makes or sees another’s', async () => {
    assert.equal((await make(world.leader, 'hub')).status, 404)
    assert.equal((await make(world.lead, 'school')).status, 404)
    for (const actor of [world.trustLeader, world.evaluator]) assert.equal((await page(actor)).status, 404)
    assert.doesNotMatch((await page(world.otherLead)).body, /webcal/)
    assert.equal((await world.web.get(undefined, '/calendar/feeds')).status, 303)
  })

  it('are replaced: the old address is gone for everybody, and only what was seen is replaced', async () => {
    const old = await addressOf(world.leader, 'school')
    await make(world.leader, 'school', 1)
    await make(world.leader, 'school', 1)
    const now = await addressOf(world.leader, 'school')
    assert.notEqual(now, old)
    assert.equal((await read(old)).status, 404)
    assert.equal((await read(now)).status, 200)
    assert.match(now ?? '', /^\/calendar\/\d+\.2\./)
    const [line] = await world.rows(sql`select sentence from history where kind = 'calendar.replaced'`)
    assert.match(String(line?.sentence), /no longer works/)
  })

  it('cannot be guessed, nor opened by a code for something else', async () => {
    const address = (await addressOf(world.leader, 'school')) ?? ''
    const signature = address.split('.')[2]
    for (const wrong of [
      `/calendar/1.1.${signature}.ics`,
      address.replace('.ics', ''),
      feedPath('another secret of thirty-two letters', { id: 1, number: 2 }),
      bookingCalendarPath(SECRET, booking).replace('.ics', ''),
      bookingCalendarPath(SECRET, 999_999),
      '/calendar/%00.ics',
      '/calendar/1.ics',
    ])
      assert.equal((await read(wrong)).status, 404, wrong)
  })

  it('end with the person’s time, and a school’s with nothing left but what it had', async () => {
    const own = await addressOf(world.leader, 'account')
    await world.rows(
      sql`update assignments set ended_at = now(), ended_reason = 'Left' where account_id = ${world.leader.accountId}`,
    )
    assert.equal((await read(own)).status, 404)
    await world.rows(
      sql`update assignments set ended_at = null, ended_reason = null where account_id = ${world.leader.accountId}`,
    )
    await world.rows(sql`update partnerships set status = 'withdrawn' where id = ${world.ashby}`)
    assert.deepEqual(titles((await read(await addressOf(world.leader, 'school'))).body), ['Open day'])
    await world.rows(sql`update partnerships set status = 'active' where id = ${world.ashby}`)
  })

  it('follow one booking by its own address, through a change, a return and a cancellation', async () => {
    const address = bookingCalendarPath(SECRET, booking)
    const states: string[] = []
    const note = async () => {
      const { body } = await read(address)
      const value = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(body)?.[1]
      states.push(`${value('STATUS')} ${value('SEQUENCE')} ${value('UID')}`)
    }
    const key = (
      await world.rows<{ key: string }>(sql`select form_key as key from events where id = ${openDay}`)
    )[0]?.key
    await note()
    await world.rows(sql`update events set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day',
      revision = revision + 1 where id = ${openDay}`)
    await note()
    await world.rows(
      sql`update event_bookings set given_back_at = now(), given_back_by_name = 'Asha Head', revision = 2 where id = ${booking}`,
    )
    await note()
    assert.deepEqual(states, [
      `CONFIRMED 0 ${key}@alongside`,
      `CONFIRMED 1 ${key}@alongside`,
      `CANCELLED 2 ${key}@alongside`,
    ])
  })

  it('give a file of one event to whoever may see it', async () => {
    const file = await world.web.get(world.lead, `/events/${openDay}/calendar.ics`)
    assert.equal(file.status, 200)
    assert.match(file.body, /STATUS:CONFIRMED/)
    assert.match(
      (await world.web.get(world.birchLeader, `/events/${openDay}/calendar.ics`)).body,
      /STATUS:TENTATIVE/,
    )
    for (const actor of [world.cedarLeader, world.otherLead, world.trustLeader, world.evaluator])
      assert.equal((await world.web.get(actor, `/events/${openDay}/calendar.ics`)).status, 404)
    const cpd = (
      await world.rows<{ id: number }>(
        sql`select id from events where number = 5 and programme_id = ${world.world.programmeId}`,
      )
    )[0]?.id
    const session = await world.web.get(world.leader, `/events/${cpd}/calendar.ics`)
    assert.match(session.body, /UID:rise-attendance-and-behaviour-hubs-cpd-5@alongside/)
  })
})
