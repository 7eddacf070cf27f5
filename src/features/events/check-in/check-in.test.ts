import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../../test/builders/action-plan.ts'
import {
  addBooking,
  addEvent,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import type { Actor } from '../../people/index.ts'
import { arrivedAt, arrivedInWords, canCheckIn, minutesPresent, placeKeyOf, placeOfKey } from './domain.ts'
import { checkInRoutes } from './routes.ts'

const at = (time: string) => Temporal.Instant.from(time)
const event = {
  startsAt: at('2026-05-15T09:00:00Z'),
  endsAt: at('2026-05-15T14:00:00Z'),
  timeZone: 'Europe/London',
  cancelledAt: null,
}

describe('checking in', () => {
  it('opens half a day before, and never for what was cancelled', () => {
    assert.equal(canCheckIn(event, at('2026-05-14T20:59:00Z')), false)
    assert.equal(canCheckIn(event, at('2026-05-14T21:00:00Z')), true)
    assert.equal(canCheckIn(event, at('2026-06-14T21:00:00Z')), true)
    assert.equal(canCheckIn({ ...event, cancelledAt: event.startsAt }, event.startsAt), false)
  })

  it('takes the time that the phone says, in seconds ago, and the start for what was ticked afterwards', () => {
    const now = at('2026-05-15T12:00:00Z')
    assert.equal(arrivedAt(event, now, 3_600).toString(), '2026-05-15T11:00:00Z')
    assert.equal(arrivedAt(event, now, -50).toString(), now.toString())
    assert.equal(arrivedAt(event, now, 10_000_000).toString(), event.startsAt.toString())
    assert.equal(arrivedAt(event, at('2026-05-20T12:00:00Z'), 0).toString(), event.startsAt.toString())
  })

  it('counts the time from the start, or from when somebody came', () => {
    assert.equal(minutesPresent(event, at('2026-05-15T08:40:00Z')), 300)
    assert.equal(minutesPresent(event, at('2026-05-15T10:00:00Z')), 240)
    assert.equal(minutesPresent(event, at('2026-05-15T15:00:00Z')), 0)
    assert.equal(arrivedInWords(event, at('2026-05-15T08:55:40Z')), 'Here since 9:55am')
    assert.equal(
      arrivedInWords(event, at('2026-05-15T09:25:40Z')),
      'Came at 10:25am, 25 minutes after the start',
    )
  })

  it('knows schools and hubs by a key', () => {
    assert.equal(placeKeyOf({ partnershipId: 12, hubId: null }), 'p12')
    assert.deepEqual(placeOfKey('h3'), { partnershipId: null, hubId: 3 })
    for (const wrong of ['', 'p', 'p0', 'x1', 'p1.5', 'p99999999999'])
      assert.equal(placeOfKey(wrong), undefined)
  })
})

describe('the list at the door', () => {
  let world: EventWorld
  let eventId: number
  let guests: { id: number; name: string }[]
  const url = () => `/events/${eventId}/check-in`
  before(async () => {
    world = await openEventWorld(checkInRoutes)
    const { database } = world
    eventId = await addEvent(database, world.world, {
      hubId: world.hub,
      startsAt: '2026-05-15T10:00',
      title: 'Spring open day',
    })
    await addBooking(database, {
      eventId,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Ann Ash' }, { name: 'Abe Ash' }],
    })
    await addBooking(database, {
      eventId,
      partnershipId: world.birch,
      by: world.birchLeader,
      guests: [{ name: 'Bo Birch' }],
    })
    guests = await world.rows(sql`select id, name from event_guests order by id`)
    world.moveClock('2026-05-15T09:50')
  })
  after(() => world.close())

  const sync = async (actor: Actor, entries: object[]) => {
    // The actor is known once it has asked for anything.
    await world.web.get(actor, '/nowhere')
    const answer = await world.web.app.inject({
      method: 'POST',
      url: `${url()}.json`,
      payload: { entries },
      headers: { 'x-actor': `${actor.role} ${actor.accountId} ${actor.programmeId}` },
    })
    return { status: answer.statusCode, body: answer.body }
  }
  const entry = (guest: number | null, more: object = {}) => ({
    key: randomUUID(),
    guest,
    place: '',
    name: '',
    senior: false,
    secondsAgo: 0,
    undone: false,
    ...more,
  })
  const presences = () =>
    world.rows(sql`select name, partnership_id, guest_id, minutes, source, how from event_presences
      where undone_at is null order by id`)

  it('shows everybody who is expected, by school', async () => {
    const { status, body } = await world.web.get(world.lead, url())
    assert.equal(status, 200)
    assert.match(body, /<strong data-here>0<\/strong> of 3 people expected by name are here/)
    assert.ok(body.indexOf('Ashby School') < body.indexOf('Birch School'))
    assert.deepEqual(await faultsIn(body), [])
  })

  it('is for the people who run the event, and shows nothing to others', async () => {
    assert.equal((await world.web.get(world.team, url())).status, 200)
    assert.equal((await world.web.get(world.leader, url())).status, 403)
    for (const stranger of [world.otherLead, world.cedarLeader, world.trustLeader, world.evaluator]) {
      assert.equal((await world.web.get(stranger, url())).status, 404)
      assert.equal((await sync(stranger, [entry(guests[0]?.id ?? 0)])).status, 404)
    }
    assert.equal((await sync(world.leader, [])).status, 403)
    assert.deepEqual(await presences(), [])
  })

  it('works without script: one press is one form, pressed twice it is one arrival', async () => {
    const { body } = await world.web.get(world.lead, url())
    const form = formIn(body, url())
    for (const _press of [1, 2]) assert.equal((await world.web.post(world.lead, url(), form)).status, 303)
    assert.equal((await presences()).length, 1)
    const after = await world.web.get(world.lead, url())
    assert.match(after.body, /Here since 9:50am/)
    const key =
      /name="key" value="([^"]+)"><input type="hidden" name="what" value="undo"/.exec(after.body)?.[1] ?? ''
    assert.equal(
      (await world.web.post(world.lead, url(), { key, what: 'undo', guest: '', place: '' })).status,
      303,
    )
    assert.deepEqual(await presences(), [])
  })

  it('asks for the name and the school of somebody else, and keeps what was typed', async () => {
    const wrong = await world.web.post(world.lead, url(), {
      key: randomUUID(),
      what: 'arrived',
      name: 'Sue Substitute',
      place: '',
      senior: 'yes',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Select where the person comes from/)
    assert.match(wrong.body, /value="Sue Substitute"/)
    assert.deepEqual(await faultsIn(wrong.body), [])
    const foreign = await world.web.post(world.lead, url(), {
      key: randomUUID(),
      what: 'arrived',
      name: 'Sue',
      place: `p${world.cedar}`,
      senior: 'no',
    })
    assert.equal(foreign.status, 422)
    const right = {
      key: randomUUID(),
      what: 'arrived',
      name: 'Sue Substitute',
      place: `p${world.ashby}`,
      senior: 'yes',
    }
    for (const _press of [1, 2]) assert.equal((await world.web.post(world.lead, url(), right)).status, 303)
    const [row, ...more] = await presences()
    assert.deepEqual(
      [row?.name, row?.partnership_id, row?.guest_id, more.length],
      ['Sue Substitute', world.ashby, null, 0],
    )
  })

  it('takes what a phone kept, once, whatever is sent again', async () => {
    world.moveClock('2026-05-15T12:00')
    const late = entry(guests[2]?.id ?? 0, { secondsAgo: 5_400 })
    const undone = entry(guests[1]?.id ?? 0, { undone: true })
    const foreign = entry(null, { place: `p${world.cedar}`, name: 'Cy' })
    for (const _time of [1, 2]) {
      const answer = await sync(world.lead, [late, undone, foreign])
      assert.equal(answer.status, 200)
      const { saved, refused } = JSON.parse(answer.body)
      assert.deepEqual(saved, [late.key, undone.key])
      assert.deepEqual(
        refused.map(({ key }: { key: string }) => key),
        [foreign.key],
      )
    }
    assert.deepEqual(
      (await presences()).map(({ name, minutes, source, how }) => [name, minutes, source, how]),
      [
        ['Sue Substitute', 300, 'check-in', 'in person'],
        ['Bo Birch', 270, 'check-in', 'in person'],
      ],
    )
  })

  it('keeps the tick of whoever was faster, and says which it is', async () => {
    const [first, second] = [entry(guests[0]?.id ?? 0), entry(guests[0]?.id ?? 0)]
    await sync(world.lead, [first])
    const { saved, same } = JSON.parse((await sync(world.team, [second])).body)
    assert.deepEqual([saved, same], [[second.key], { [second.key]: first.key }])
    assert.equal((await presences()).filter(({ name }) => name === 'Ann Ash').length, 1)
  })

  it('refuses what no phone of ours sends, and what comes too early', async () => {
    assert.equal((await sync(world.lead, [{ key: 'x' }])).status, 400)
    world.moveClock('2026-05-13T12:00')
    assert.equal((await sync(world.lead, [entry(guests[1]?.id ?? 0)])).status, 409)
    assert.match(
      (await world.web.get(world.lead, url())).body,
      /You can check people in from 10pm on 14 May 2026/,
    )
    world.moveClock('2026-05-15T12:00')
  })

  it('counts as evidence and as leadership time, and stands in the history of each school once', async () => {
    const evidence = await world.rows(sql`
      select expectation_key, state, happened_on, leadership_minutes from seen_evidence
      where partnership_id = ${world.birch} and expectation_key = 'open-day'`)
    assert.deepEqual(evidence, [
      { expectation_key: 'open-day', state: 'done', happened_on: '2026-05-15', leadership_minutes: 270 },
    ])
    const history = await world.rows(sql`
      select partnership_id, sentence from history where kind = 'event.took-part' order by id`)
    assert.deepEqual(
      history.filter(({ partnership_id }) => partnership_id === world.birch),
      [{ partnership_id: world.birch, sentence: 'Noted who took part: Spring open day' }],
    )
  })

  it('can be printed', async () => {
    const { status, body } = await world.web.get(world.lead, `/events/${eventId}/list`)
    assert.equal(status, 200)
    assert.match(body, /3 people expected by name/)
    assert.deepEqual(await faultsIn(body), [])
    assert.equal((await world.web.get(world.leader, `/events/${eventId}/list`)).status, 403)
    assert.equal((await world.web.get(world.cedarLeader, `/events/${eventId}/list`)).status, 404)
  })

  it('has a service worker that answers beside events only', async () => {
    const answer = await world.web.app.inject({ method: 'GET', url: '/events/check-in-worker.js' })
    assert.equal(answer.statusCode, 200)
    assert.match(String(answer.headers['content-type']), /text\/javascript/)
  })

  it('notes who left early: they took part all the same, for a shorter time', async () => {
    world.moveClock('2026-05-15T09:55')
    const left = { what: 'left', key: '' }
    const bo = guests.find(({ name }) => name === 'Bo Birch')
    assert.equal((await sync(world.lead, [entry(bo?.id ?? 0)])).status, 200)
    const [row] = await world.rows<{ key: string }>(
      sql`select client_key as key from event_presences where guest_id = ${bo?.id} and undone_at is null`,
    )
    const form = { ...left, key: row?.key ?? '', guest: bo?.id ?? 0 }
    assert.equal((await world.web.post(world.lead, url(), form)).status, 409)
    world.moveClock('2026-05-15T13:00')
    assert.match(
      (await world.web.get(world.lead, url())).body,
      /Left early<span class="govuk-visually-hidden">: Bo Birch/,
    )
    for (const _twice of [1, 2]) assert.equal((await world.web.post(world.lead, url(), form)).status, 303)
    const of = () =>
      world.rows(sql`select minutes, left_early_at is not null as early from event_presences
        where guest_id = ${bo?.id} and undone_at is null`)
    assert.deepEqual(await of(), [{ minutes: 150, early: true }])
    // Bo came half an hour late.
    const [time] = await world.rows(sql`select leadership_minutes as minutes from event_evidence
      where partnership_id = ${world.birch} and expectation_kind = 'open-day'`)
    assert.deepEqual(time, { minutes: 150 })
    const page = await world.web.get(world.lead, url())
    assert.match(page.body, /Left at 1pm/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.equal((await world.web.post(world.lead, url(), { ...form, what: 'back' })).status, 303)
    assert.deepEqual(await of(), [{ minutes: 270, early: false }])
    assert.equal((await world.web.post(world.leader, url(), form)).status, 403)
  })
})
