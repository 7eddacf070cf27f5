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
import { openLog } from '../../../platform/log.ts'
import { type Mailer, mailJobs } from '../../../platform/mail/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { bookingOfCalendarCode, offerOfCode } from '../links.ts'
import { sendDue, tell } from './actions.ts'
import { derivedPlaceholders } from './jobs.ts'

const PUBLIC = 'https://alongside.example'

describe('emails about events', () => {
  let world: EventWorld
  let options: Parameters<typeof sendDue>[0]
  let openDay: number
  let booking: number
  before(async () => {
    world = await openEventWorld()
    options = {
      database: world.database,
      clock: world.clock,
      publicUrl: PUBLIC,
      calendar: await loadCalendar(),
    }
    openDay = await addEvent(world.database, world.world, { hubId: world.hub, startsAt: '2026-06-24T10:00' })
    booking = await addBooking(world.database, {
      eventId: openDay,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }, { name: 'Asha Head', email: world.leader.email.toUpperCase() }],
    })
  })
  after(() => world.close())

  const due = async (at: string) => {
    world.moveClock(at)
    await sendDue(options)
  }
  const queued = (rule: string) =>
    world.rows<{ to: string; template: string; words: Record<string, string>; late: string | null }>(
      sql`select m.to_email as "to", m.template, m.personalisation as words, m.send_before as late
        from event_reminders r join messages m on m.id = r.message_id where r.rule like ${rule} order by 1`,
    )
  /** Every email as it arrives, and the queue emptied. */
  async function arrive() {
    const inbox: { to: string; subject: string; body: string }[] = []
    const mailer: Mailer = {
      kind: 'smtp',
      send: async (email) => {
        inbox.push(email)
        return undefined
      },
    }
    const jobs = mailJobs({
      database: world.database,
      log: openLog('silent'),
      mailer,
      always: { service: 'Alongside' },
      derived: derivedPlaceholders({ secret: SECRET, publicUrl: PUBLIC }),
    })
    for (const { id } of await world.rows<{ id: string }>(
      sql`select id from messages where status = 'queued'`,
    ))
      await jobs.handlers['mail.send']?.({ kind: 'mail.send', message: id })
    return inbox
  }

  it('tell each guest of their place once, with a calendar file that follows the event', async () => {
    await tell(options, 'booked', booking)
    await tell(options, 'booked', booking)
    const inbox = await arrive()
    assert.deepEqual(inbox.map(({ to }) => to).sort(), [
      world.leader.email.toUpperCase(),
      'gus.guest@guests.example',
    ])
    const email = inbox.find(({ to }) => to.startsWith('gus'))
    assert.equal(email?.subject, 'You have a place: Open day')
    assert.match(email?.body ?? '', /Hello Gus Guest/)
    assert.match(email?.body ?? '', /Wednesday 24 June 2026, 10am to 3pm/)
    assert.match(email?.body ?? '', /Where: Lead School/)
    const code = /\/calendar\/([^\s]+)\.ics/.exec(email?.body ?? '')?.[1] ?? ''
    assert.equal(bookingOfCalendarCode(SECRET, code), booking)
    assert.doesNotMatch(JSON.stringify(inbox), /ALE|undefined|\(\(/)
  })

  it('remind a week and a day before, once each, whoever asks how often', async () => {
    await due('2026-06-16T12:00')
    assert.deepEqual(await queued('week-before'), [])
    await due('2026-06-17T09:00')
    await Promise.all([sendDue(options), sendDue(options)])
    assert.deepEqual(
      (await queued('week-before')).map(({ to }) => to.toLowerCase()),
      ['gus.guest@guests.example', world.leader.email].sort(),
    )
    await due('2026-06-23T09:05')
    await due('2026-06-23T09:10')
    assert.equal((await queued('day-before')).length, 2)
    assert.match((await arrive()).at(-1)?.subject ?? '', /^Open day: Wednesday 24 June 2026/)
  })

  it('do not remind whoever has left, and remind whoever came instead', async () => {
    const other = await addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-07-08T10:00',
    })
    const swapped = await addBooking(world.database, {
      eventId: other,
      partnershipId: world.birch,
      by: world.birchLeader,
      guests: [{ name: 'Old Name' }],
    })
    await due('2026-07-01T09:00')
    await world.database.asOwner(async (db) => {
      await sql`update event_guests set left_at = now() where booking_id = ${swapped}`.execute(db)
      await sql`insert into event_guests (booking_id, event_id, name, email)
        values (${swapped}, ${other}, 'New Name', 'new.name@guests.example')`.execute(db)
    })
    await due('2026-07-07T09:00')
    const names = (await queued('day-before')).map(({ words }) => words.name)
    assert.ok(names.includes('New Name') && names.includes('Bea Head') && !names.includes('Old Name'))
  })

  it('remind of a new date again, and tell everybody of the change at once', async () => {
    const moved = await addEvent(world.database, world.world, {
      hubId: world.otherHub,
      startsAt: '2026-06-10T10:00',
    })
    await addBooking(world.database, {
      eventId: moved,
      partnershipId: world.cedar,
      by: world.cedarLeader,
      guests: [{ name: 'Cleo Guest' }],
    })
    await due('2026-06-03T09:00')
    await world.database.asOwner(async (db) => {
      await sql`insert into event_moves (form_key, event_id, from_starts_at, from_ends_at, to_starts_at, to_ends_at,
          reason, by_name)
        values (gen_random_uuid(), ${moved}, '2026-06-10 09:00Z', '2026-06-10 14:00Z', '2026-06-17 09:00Z',
          '2026-06-17 14:00Z', 'The hall is closed', 'Sid Lead')`.execute(db)
      await sql`update events set starts_at = '2026-06-17 09:00Z', ends_at = '2026-06-17 14:00Z' where id = ${moved}`.execute(
        db,
      )
    })
    // A Friday afternoon: a change cannot wait for Monday.
    world.moveClock('2026-06-05T15:00')
    await tell(options, 'moved', moved)
    await tell(options, 'moved', moved)
    const told = (await queued('moved %')).map(({ words }) => words)
    assert.deepEqual(
      told.map(({ name }) => name),
      ['Cleo Guest', 'Cy Head'],
    )
    assert.equal(told[0]?.was, 'Wednesday 10 June 2026, 10am to 3pm')
    assert.equal(told[0]?.when, 'Wednesday 17 June 2026, 10am to 3pm')
    await due('2026-06-10T09:00')
    const weeks = await world.rows(
      sql`select starts_at from event_reminders where event_id = ${moved} and rule = 'week-before'`,
    )
    assert.equal(weeks.length, 4)
  })

  it('send the joining link an hour before, and not when the session is over', async () => {
    const cpd = await addEvent(world.database, world.world, {
      hubId: null,
      number: 5,
      startsAt: '2026-09-24T16:00',
      minutes: 120,
      joiningLink: 'https://meet.example/cpd-5',
    })
    await addBooking(world.database, {
      eventId: cpd,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }],
    })
    await due('2026-09-24T14:59')
    assert.deepEqual(await queued('joining-link'), [])
    await due('2026-09-24T15:00')
    const links = await queued('joining-link')
    assert.equal(links.length, 2)
    assert.equal(links[0]?.words['joining-link'], 'https://meet.example/cpd-5')
    // The queue goes by the true time: the distance to the end is kept, whatever day the demonstration shows.
    const minutes = Temporal.Now.instant()
      .until(Temporal.Instant.from(links[0]?.late ?? ''))
      .total('minutes')
    assert.ok(Math.abs(minutes - 180) < 2, String(minutes))
    await arrive()
  })

  it('let a message and invitations wait for the end of a quiet time, and an offer not', async () => {
    const later = await addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-07-15T10:00',
    })
    await addBooking(world.database, {
      eventId: later,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }],
    })
    const [message] = await world.rows<{ id: number }>(
      sql`insert into event_messages (form_key, event_id, subject, body, by_name)
        values (gen_random_uuid(), ${later}, 'Parking', 'Park behind the hall.', 'Nora Lead') returning id`,
    )
    await world.rows(
      sql`insert into event_invitations (event_id, partnership_id, invited_by_name)
        values (${later}, ${world.birch}, 'Nora Lead')`,
    )
    world.moveClock('2026-06-26T12:01')
    await tell(options, 'message', message?.id ?? 0)
    await sendDue(options)
    assert.deepEqual(await queued('message %'), [])
    assert.deepEqual(await queued('invited'), [])
    await due('2026-06-29T00:05')
    await due('2026-06-29T00:10')
    assert.equal((await queued('message %')).length, 2)
    assert.deepEqual(
      (await queued('invited')).map(({ words }) => words.name),
      ['Bea Head'],
    )
    const inbox = await arrive()
    assert.match(
      inbox.find(({ subject }) => subject === 'Parking')?.body ?? '',
      /Nora Lead about Open day[\s\S]+Park behind the hall/,
    )
  })

  it('offer places to the leaders of a school that waits, by a link that only the service can make', async () => {
    const full = await addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-07-16T10:00',
      capacity: 2,
    })
    const [offer] = await world.rows<{ id: number }>(
      sql`with wait as (
          insert into event_waits (form_key, event_id, partnership_id, places, by_name)
          values (gen_random_uuid(), ${full}, ${world.birch}, 2, 'Bea Head') returning id)
        insert into event_offers (wait_id, event_id, places, reason, expires_at)
        select id, ${full}, 2, 'Next in turn', '2026-07-02 11:00Z' from wait returning id`,
    )
    world.moveClock('2026-07-01T11:00')
    await tell(options, 'offered', offer?.id ?? 0)
    const [email] = (await arrive()).filter(({ subject }) => subject.startsWith('A place has come free'))
    assert.equal(email?.to, world.birchLeader.email)
    assert.match(email?.body ?? '', /2 places are now free for it/)
    assert.match(email?.body ?? '', /until midday on Thursday 2 July 2026/)
    const code = /\/offers\/(\S+)/.exec(email?.body ?? '')?.[1] ?? ''
    assert.equal(offerOfCode(SECRET, code), offer?.id)
    // Answered before the email was written: there is nothing left to say.
    await world.rows(
      sql`update event_offers set answered_at = now(), answer = 'declined' where id = ${offer?.id}`,
    )
    await world.rows(sql`delete from event_reminders where rule = ${`offered ${offer?.id}`}`)
    await tell(options, 'offered', offer?.id ?? 0)
    assert.deepEqual(await queued(`offered ${offer?.id}`), [])
  })

  it('tell of a cancellation, also those who wait', async () => {
    const gone = await addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-07-14T10:00',
      capacity: 1,
    })
    await addBooking(world.database, {
      eventId: gone,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }],
    })
    await world.rows(
      sql`insert into event_waits (form_key, event_id, partnership_id, places, by_name)
        values (gen_random_uuid(), ${gone}, ${world.birch}, 1, 'Bea Head')`,
    )
    await world.rows(
      sql`update events set cancelled_at = now(), cancelled_reason = 'Too few people', cancelled_by_name = 'Nora Lead'
        where id = ${gone}`,
    )
    await tell(options, 'cancelled', gone)
    const inbox = (await arrive()).filter(({ subject }) => subject === 'Cancelled: Open day')
    assert.equal(inbox.length, 3)
    assert.match(
      inbox.find(({ to }) => to === world.birchLeader.email)?.body ?? '',
      /was on its waiting list/,
    )
    await due('2026-07-13T09:00')
    assert.deepEqual(
      await world.rows(sql`select 1 from event_reminders where event_id = ${gone} and rule = 'day-before'`),
      [],
    )
  })

  it('keep what became of them when the queue forgets', async () => {
    await world.rows(sql`delete from messages`)
    const outcomes = await world.rows(sql`select distinct outcome from event_reminders`)
    assert.ok(outcomes.some(({ outcome }) => outcome === 'sent'))
  })

  it('say that a host school has closed, until the host says where instead', async () => {
    await world.rows(sql`update schools set status = 'closed' where urn = 990001`)
    const [closed, fine] = [
      await addEvent(world.database, world.world, { hubId: world.hub, startsAt: '2026-11-18T10:00' }),
      await addEvent(world.database, world.world, {
        hubId: world.hub,
        startsAt: '2026-11-18T10:00',
        place: 'online',
      }),
    ]
    for (const eventId of [closed, fine])
      await addBooking(world.database, {
        eventId,
        partnershipId: world.ashby,
        by: world.leader,
        guests: [{ name: 'Gus Guest' }],
      })
    await due('2026-11-11T09:00')
    const details = (await queued('week-before')).map(({ words }) => words.details)
    assert.equal(details.filter((text) => /register says that it has closed/.test(text ?? '')).length, 2)
    assert.equal(details.filter((text) => /^Where: Online/.test(text ?? '')).length, 2)
  })
})
