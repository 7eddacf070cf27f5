import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import {
  bookDay,
  dateIn,
  deliverDay,
  openSupportWorld,
  type SupportWorld,
  send,
} from '../../../test/builders/support.ts'

describe('support days', () => {
  let of: SupportWorld
  before(async () => {
    of = await openSupportWorld()
  })
  after(() => of.close())

  const counts = async () =>
    (
      await of.rows(sql`
        select support_term as term, entitled, booked, delivered from support_day_counts
        where partnership_id = ${of.enhanced} order by 1`)
    ).map(({ term, entitled, booked, delivered }) => [term, entitled, booked, delivered])

  test('are proposed by one school, agreed by the other, and count only then', async () => {
    const empty = await of.web.get(of.leader, `/partnerships/${of.enhanced}/support-days`)
    assert.equal(empty.status, 200)
    assert.match(empty.body, /0 of 10 days took place, 0 days booked, 10 days left to arrange/)
    assert.deepEqual(await faultsIn(empty.body), [])

    const form = {
      key: randomUUID(),
      type: 'deep-dive',
      length: 'whole',
      ...dateIn('date1', '2025-10-14'),
      ...dateIn('date2', '2025-10-16'),
      startsAt: '9',
      endsAt: '15.30',
      place: 'Ashby School',
      note: 'To see a morning',
    }
    const url = `/partnerships/${of.enhanced}/support-days`
    const first = await of.web.post(of.lead, url, form)
    const again = await of.web.post(of.lead, url, form)
    assert.equal(first.status, 303)
    assert.equal(again.location, first.location, 'pressed twice, proposed once')
    assert.deepEqual(await counts(), [
      [1, 10, 0, 0],
      [2, 6, 0, 0],
      [3, 4, 0, 0],
    ])

    const own = await of.web.get(of.lead, first.location)
    assert.match(own.body, /Waiting for Ashby School to answer/)
    const day = await of.web.get(of.leader, first.location)
    assert.match(day.body, /Choose a date/)
    assert.deepEqual(await faultsIn(day.body), [])
    const id = first.location.split('/').at(-1)

    assert.equal(
      (
        await of.web.post(of.lead, `${first.location}/answers`, {
          key: randomUUID(),
          seen: 1,
          on: '2025-10-14',
        })
      ).status,
      403,
    )
    const unchosen = await of.web.post(of.leader, `${first.location}/answers`, { key: randomUUID(), seen: 1 })
    assert.equal(unchosen.status, 422)
    assert.match(unchosen.body, /Select a date/)
    await send(of, of.leader, `${first.location}/answers`, { seen: 1, on: '2025-10-16' })
    assert.deepEqual((await counts())[0], [1, 10, 2, 0])
    const stale = await of.web.post(of.leader, `${first.location}/answers`, {
      key: randomUUID(),
      seen: 1,
      on: '2025-10-14',
    })
    assert.equal(stale.status, 409)

    const seen =
      await of.rows(sql`select expectation_key as key, state, happened_on as "on" from seen_evidence
      where partnership_id = ${of.enhanced} order by 1`)
    assert.deepEqual(seen, [
      { key: 'deep-dive-visit', state: 'started', on: '2025-10-01' },
      { key: 'support-days', state: 'started', on: '2025-10-01' },
      { key: 'visit-date', state: 'done', on: '2025-10-01' },
    ])
    const history = await of.rows(
      sql`select sentence from history where partnership_id = ${of.enhanced} order by id`,
    )
    assert.deepEqual(
      history.map(({ sentence }) => sentence),
      [
        'Proposed a deep-dive visit: 14 October 2025 or 16 October 2025',
        'Agreed a deep-dive visit on 16 October 2025, 1 day',
      ],
    )
    assert.ok(Number(id) > 0)
  })

  test('are moved by agreement, stay booked until then, and are cancelled with a reason', async () => {
    const id = await bookDay(of, '2025-11-20')
    const before = await counts()
    await send(of, of.leader, `/support-days/${id}/dates`, {
      seen: 2,
      length: 'whole',
      note: 'A clash',
      ...dateIn('date1', '2026-01-20'),
    })
    assert.deepEqual(await counts(), before)
    const offered = await of.web.get(of.lead, `/support-days/${id}`)
    assert.match(offered.body, /Keep it as it is booked/)
    await send(of, of.lead, `/support-days/${id}/answers`, { seen: 3, on: '2026-01-20' })
    assert.deepEqual(await counts(), [
      [1, 10, 2, 0],
      [2, 6, 2, 0],
      [3, 4, 0, 0],
    ])
    // The other school was quicker: what was typed comes back, with the day as it is now.
    for (const path of ['cancellation', 'dates']) {
      const late = await of.web.post(of.lead, `/support-days/${id}/${path}`, {
        key: randomUUID(),
        seen: 2,
        length: 'whole',
        note: 'Nobody to cover for us',
        ...dateIn('date1', '2026-01-22'),
      })
      assert.equal(late.status, 422, path)
      assert.match(
        late.body,
        /gone on since you opened the page[\s\S]*It stands now: visit on 20 January 2026, booked/,
      )
      assert.match(late.body, /Nobody to cover for us/)
      assert.match(late.body, /name="seen" value="4"/)
      assert.deepEqual(await faultsIn(late.body), [])
    }
    const without = await of.web.post(of.lead, `/support-days/${id}/cancellation`, {
      key: randomUUID(),
      seen: 4,
      note: '',
    })
    assert.equal(without.status, 422)
    const warned = await of.web.post(of.lead, `/support-days/${id}/cancellation`, {
      key: randomUUID(),
      seen: 4,
      note: 'Because of J.S. in Year 9',
    })
    assert.equal(warned.status, 422)
    await send(of, of.lead, `/support-days/${id}/cancellation`, { seen: 4, note: 'Snow' })
    assert.deepEqual((await counts())[1], [2, 6, 0, 0])
    assert.match((await of.web.get(of.leader, `/support-days/${id}`)).body, /Snow/)
  })

  test('never go over what is promised for a support term', async () => {
    for (const day of ['03', '04', '05', '06']) await bookDay(of, `2025-11-${day}`)
    assert.deepEqual((await counts())[0], [1, 10, 10, 0])
    const over = await of.web.post(of.lead, `/partnerships/${of.enhanced}/support-days`, {
      key: randomUUID(),
      type: 'remote',
      length: 'half',
      ...dateIn('date1', '2025-11-10'),
      note: 'What I typed',
    })
    assert.equal(over.status, 422)
    assert.match(over.body, /There are not enough support days left/)
    assert.match(over.body, /What I typed/)
    const outside = await of.web.post(of.lead, `/partnerships/${of.enhanced}/support-days`, {
      key: randomUUID(),
      type: 'remote',
      length: 'half',
      ...dateIn('date1', '2027-11-10'),
    })
    assert.match(outside.body, /within the support terms/)
  })

  test('took place when both say so, and are corrected by a new entry', async () => {
    of.moveClock('2025-11-03')
    const [{ id } = {}] = await of.rows(sql`select id from support_items where held_on = '2025-11-03'`)
    const url = `/support-days/${id}`
    assert.match((await of.web.get(of.leader, url)).body, /Say how this support day was/)
    await send(of, of.leader, `${url}/record`, {
      seen: 2,
      length: 'whole',
      ...dateIn('heldOn', '2025-11-03'),
      travel: 40,
      leadPeople: 'Nora Lead',
    })
    assert.deepEqual((await counts())[0], [1, 10, 10, 0])
    await send(of, of.lead, `${url}/answers`, { seen: 3, on: '2025-11-03' })
    assert.deepEqual((await counts())[0], [1, 10, 8, 2])
    const bare = await of.web.post(of.lead, `${url}/record`, {
      key: randomUUID(),
      seen: 4,
      length: 'half',
      ...dateIn('heldOn', '2025-11-03'),
    })
    assert.match(bare.body, /what is to be corrected/)
    await send(of, of.lead, `${url}/record`, {
      seen: 4,
      length: 'half',
      ...dateIn('heldOn', '2025-11-03'),
      note: 'We left at noon',
    })
    await send(of, of.leader, `${url}/answers`, { seen: 5, on: '2025-11-03' })
    assert.deepEqual((await counts())[0], [1, 10, 8, 1])
    const entries = await of.rows(
      sql`select kind from support_entries where item_id = ${Number(id)} order by number`,
    )
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['proposed', 'booked', 'proposed', 'delivered', 'proposed', 'corrected'],
    )
  })

  test('warn when what is left no longer fits into the weeks left', async () => {
    of.moveClock('2026-03-16')
    const page = await of.web.get(of.leader, `/partnerships/${of.enhanced}/support-days`)
    assert.match(page.body, /3 days of support term 2 are not arranged yet, and only 2 school weeks are left/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  test('that were not arranged beforehand are added when they are over, and count when both agree', async () => {
    of.moveClock('2026-02-02')
    const url = `/partnerships/${of.enhanced}/support-days`
    const form = { type: 'remote', length: 'half', leadPeople: 'Nora Lead', travel: 20 }
    const early = await of.web.post(of.lead, `${url}/taken-place`, {
      key: randomUUID(),
      ...form,
      ...dateIn('heldOn', '2026-02-03'),
    })
    assert.equal(early.status, 422)
    assert.match(early.body, /The date must be today or in the past/)
    const empty = await of.web.post(of.lead, `${url}/taken-place`, { key: randomUUID() })
    assert.match(empty.body, /Select what kind of support day it was/)
    assert.match(empty.body, /Select how long it took/)
    assert.deepEqual(await faultsIn(empty.body), [])

    const key = randomUUID()
    const sent = () =>
      of.web.post(of.lead, `${url}/taken-place`, { key, ...form, ...dateIn('heldOn', '2026-01-30') })
    const { location } = await sent()
    assert.equal((await sent()).location, location, 'pressed twice, added once')
    const before = await counts()
    const page = await of.web.get(of.leader, location)
    assert.match(page.body, /North hub says that it took place on 30 January 2026 and took half a day/)
    assert.match(page.body, /There: Nora Lead from North hub. Travel took 20 minutes/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match(
      (await of.web.get(of.leader, url)).body,
      /Agree how the remote support day on 30 January 2026 was/,
    )
    await send(of, of.leader, `${location}/answers`, { seen: 1, on: '2026-01-30' })
    const [, [, , , delivered = 0] = []] = before
    assert.equal((await counts())[1]?.[3], Number(delivered) + 1)

    const other = await send(of, of.leader, `${url}/taken-place`, {
      ...form,
      ...dateIn('heldOn', '2026-01-29'),
    })
    assert.match((await of.web.get(of.lead, other)).body, /say why, and it is taken back/)
    await send(of, of.lead, `${other}/cancellation`, { seen: 1, note: 'That was another school' })
    assert.equal((await counts())[1]?.[3], Number(delivered) + 1)
    // Taken out again, as both agree, so that what follows finds the term as it was.
    await send(of, of.lead, `${location}/record`, {
      seen: 2,
      length: 'none',
      ...dateIn('heldOn', '2026-01-30'),
      note: 'It was a short call',
    })
    await send(of, of.leader, `${location}/answers`, { seen: 3, on: '2026-01-30' })
    assert.deepEqual(await counts(), before)
  })

  test('are evidence of the support term when all of them took place', async () => {
    of.moveClock('2026-03-20')
    for (const date of ['2026-03-17', '2026-03-18', '2026-03-19']) {
      of.moveClock('2026-03-17')
      const id = await bookDay(of, date)
      of.moveClock('2026-03-20')
      await deliverDay(of, id, date)
    }
    const [seen] = await of.rows(sql`select state, happened_on as "on" from seen_evidence
      where partnership_id = ${of.enhanced} and expectation_key = 'support-days' and occurrence = 2`)
    assert.deepEqual(seen, { state: 'done', on: '2026-03-19' })
  })

  test('are not found by anyone else, and not there on a pathway without them', async () => {
    const url = `/partnerships/${of.enhanced}/support-days`
    for (const actor of [of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator]) {
      assert.equal((await of.web.get(actor, url)).status, 404, actor.role)
    }
    assert.equal((await of.web.get(of.team, url)).status, 200)
    assert.equal((await of.web.get(of.team, `${url}/new`)).status, 403)
    assert.equal(
      (await of.web.get(of.regionalLeader, `/partnerships/${of.regional}/support-days`)).status,
      404,
    )
  })

  test('are on one page that both schools open, each with its own next step first', async () => {
    const url = `/partnerships/${of.enhanced}/support`
    await of.web.post(of.lead, `/partnerships/${of.enhanced}/support-days`, {
      key: randomUUID(),
      type: 'review',
      length: 'half',
      ...dateIn('date1', '2026-05-20'),
    })
    const [mine, theirs] = [await of.web.get(of.leader, url), await of.web.get(of.lead, url)]
    assert.match(mine.body, /Choose a date: review day/)
    assert.doesNotMatch(theirs.body, /Choose a date/)
    for (const { status, body } of [mine, theirs, await of.web.get(of.team, url)]) {
      assert.equal(status, 200)
      assert.match(body, /Hold the deep-dive visit/)
      assert.match(body, /Proposed a review day: 20 May 2026/)
      assert.deepEqual(await faultsIn(body), [])
    }
    assert.equal((await of.web.get(of.regionalLeader, `/partnerships/${of.regional}/support`)).status, 404)
  })

  test('go into a calendar, and are cancelled there too', async () => {
    const [{ id } = {}] = await of.rows(
      sql`select item_id as id from support_entries where kind = 'booked' and held_on = '2025-10-16'`,
    )
    const file = await of.web.get(of.leader, `/support-days/${id}/visit.ics`)
    assert.match(file.body, /SUMMARY:Deep-dive visit: Ashby School and North hub/)
    assert.match(file.body, /DTSTART:20251016T080000Z/, 'nine in the morning, in summer time')
    assert.match(file.body, /DTEND:20251016T143000Z/)
    const [cancelled] = await of.rows(
      sql`select id from support_items where state = 'cancelled' and held_on is not null limit 1`,
    )
    const gone = await of.web.get(of.lead, `/support-days/${cancelled?.id}/visit.ics`)
    assert.match(gone.body, /STATUS:CANCELLED/)
    const [proposed] = await of.rows(sql`select id from support_items where held_on is null limit 1`)
    assert.equal((await of.web.get(of.lead, `/support-days/${proposed?.id}/visit.ics`)).status, 404)
  })

  test('are seen together by their hub and by the programme team', async () => {
    const hub = await of.web.get(of.lead, `/hubs/${of.hub}/support`)
    assert.equal(hub.status, 200)
    assert.match(hub.body, /Enhanced support: 1 partner school, room for 5 more/)
    assert.deepEqual(await faultsIn(hub.body), [])
    assert.equal((await of.web.get(of.otherLead, `/hubs/${of.hub}/support`)).status, 404)
    const programme = await of.web.get(of.team, '/programme/support')
    assert.match(programme.body, /of 10 promised, in 1 partnership/)
    assert.deepEqual(await faultsIn(programme.body), [])
    const file = await of.web.get(of.team, '/programme/support.csv')
    assert.match(file.body, /Ashby School,North hub,Yorkshire and The Humber,Autumn 2025,Active,2,3,/)
    assert.equal((await of.web.get(of.lead, '/programme/support')).status, 404)
  })

  test('name who comes from the lead school, so that the diary shows one leader needed twice', async () => {
    const url = `/partnerships/${of.enhanced}/support-days`
    assert.match((await of.web.get(of.lead, `${url}/new`)).body, /name="leaders"[^>]*value="Nora Lead"/)
    assert.doesNotMatch((await of.web.get(of.leader, `${url}/new`)).body, /name="leaders"/)
    const day = { type: 'visit', length: 'half', leaders: 'Nora Lead' }
    const location = await send(of, of.lead, url, { ...day, ...dateIn('date1', '2026-07-01') })
    const page = await of.web.get(of.leader, location)
    assert.match(page.body, /with Nora Lead/)
    await send(of, of.leader, `${location}/answers`, { seen: 1, on: '2026-07-01' })
    assert.match((await of.web.get(of.leader, location)).body, /From North hub[\s\S]*Nora Lead/)
    // The partner school proposes; the lead names who comes when it agrees.
    const theirs = await send(of, of.leader, url, {
      type: 'visit',
      length: 'whole',
      ...dateIn('date1', '2026-07-01'),
    })
    assert.match((await of.web.get(of.lead, theirs)).body, /name="leaders"/)
    await send(of, of.lead, `${theirs}/answers`, { seen: 1, on: '2026-07-01', leaders: 'Nora Lead' })
    const hub = await of.web.get(of.lead, `/hubs/${of.hub}/support`)
    assert.match(hub.body, /Nora Lead has more than one support day at a time on 1 July 2026/)
    assert.match(hub.body, /Who comes/)
    assert.deepEqual(await faultsIn(hub.body), [])
    for (const each of [location, theirs])
      await send(of, of.lead, `${each}/cancellation`, { seen: 2, note: 'Done' })
  })

  test('every page of a form is sound', async () => {
    const [{ id } = {}] = await of.rows(
      sql`select id from support_items where state = 'booked' order by held_on limit 1`,
    )
    for (const path of [
      `/partnerships/${of.enhanced}/support-days/new`,
      ...['', '/dates', '/record', '/cancellation'].map((each) => `/support-days/${id}${each}`),
    ]) {
      const page = await of.web.get(of.leader, path)
      assert.equal(page.status, 200, path)
      assert.deepEqual(await faultsIn(page.body), [], path)
    }
  })
})
