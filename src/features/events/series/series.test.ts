import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addBooking,
  addEvent,
  addPresence,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import type { Actor } from '../../people/index.ts'
import { seriesRoutes } from './routes.ts'

describe('a series', () => {
  let world: EventWorld
  let cpd: number
  before(async () => {
    world = await openEventWorld(seriesRoutes)
    const { database, world: programme, team } = world
    cpd = await addEvent(database, programme, {
      hubId: null,
      number: 3,
      startsAt: '2026-04-24T10:00',
      minutes: 120,
    })
    await world.rows(
      sql`insert into event_invitations (event_id, partnership_id, invited_by_name)
        select ${cpd}, id, 'Tess Team' from partnerships`,
    )
    await addBooking(database, {
      eventId: cpd,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }],
    })
    for (const name of ['Gus Guest', 'Asha Head'])
      await addPresence(database, { eventId: cpd, partnershipId: world.ashby, name })
    for (const school of [world.ashby, world.cedar])
      await world.rows(
        sql`insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, will_do, by_name)
          values (gen_random_uuid(), ${cpd}, ${school}, '2026-05-01', 'Try it', 'A leader')`,
      )
    // Somebody who was checked in by mistake was not there.
    await addPresence(database, { eventId: cpd, partnershipId: world.birch, name: 'Nobody' })
    await world.rows(
      sql`update event_presences set undone_at = now(), undone_by_name = 'Tess Team' where partnership_id = ${world.birch}`,
    )
    assert.equal(team.role, 'programme-team')
  })
  after(() => world.close())

  const get = (actor: Actor, url: string) => world.web.get(actor, url)
  /** The cells of the row that begins with these words, in the table with this caption. */
  function row(body: string, caption: string, first: string): string[] {
    const table = body.slice(body.indexOf(`>${caption}</caption>`))
    const rows = table.slice(0, table.indexOf('</table>')).split('<tr')
    const found = rows.find((each) => each.replaceAll(/<[^>]+>/g, '').includes(first)) ?? ''
    return [...found.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
      cell
        .replaceAll(/<span class="govuk-visually-hidden">.*?<\/span>/g, '')
        .replaceAll(/<[^>]+>/g, '')
        .trim(),
    )
  }

  it('shows four counts apart, never added, by session, region and hub', async () => {
    const { status, body } = await get(world.team, '/series/cpd')
    assert.equal(status, 200)
    assert.deepEqual(await faultsIn(body), [])
    assert.deepEqual(row(body, 'Sessions', 'CPD 3').slice(2), ['3', '1', '1', '2', '1'])
    assert.match(body, /CPD 3: Day to day systems and procedures, by hub/)
    const caption = 'CPD 3: Day to day systems and procedures, by hub'
    assert.deepEqual(row(body, caption, 'North hub').slice(1), ['2', '2', '1', '1', '1', '1'])
    assert.deepEqual(row(body, caption, 'South hub').slice(1), ['1', '1', '0', '0', '1', '0'])
    assert.deepEqual(row(body, caption.replace('hub', 'region'), 'Yorkshire').slice(1), [
      '3',
      '3',
      '1',
      '1',
      '2',
      '1',
    ])
  })

  it('counts nobody as missing from a session that has not begun', async () => {
    const { body } = await get(world.team, '/series/cpd?session=6')
    assert.deepEqual(row(body, 'Sessions', 'CPD 6').slice(2), ['0', '0', '–', '–', '–'])
    assert.match(body, /CPD 6: Targeted support for pupil needs, by hub/)
  })

  it('has a list behind each count that holds as many schools as it says', async () => {
    const { body } = await get(world.team, '/series/cpd')
    const links = [
      ...body.matchAll(/<a class="govuk-link" href="(\/series\/cpd\/schools\?[^"]+)">([\d,]+)</g),
    ]
    assert.ok(links.length > 10)
    for (const [, href = '', count = ''] of links) {
      const list = await get(world.team, href.replaceAll('&amp;', '&'))
      assert.equal(list.status, 200, href)
      assert.match(list.body, new RegExp(`<strong>${count} schools?</strong>`), href)
    }
    const list = await get(world.team, '/series/cpd/schools?session=3&count=took-part')
    assert.deepEqual(await faultsIn(list.body), [])
    assert.match(list.body, /Ashby School/)
    assert.match(list.body, /2 people, 4 hours together/)
    assert.doesNotMatch(list.body, /Birch School/)
  })

  it('counts only schools that are with the programme', async () => {
    await world.rows(sql`update partnerships set status = 'withdrawn' where id = ${world.cedar}`)
    const { body } = await get(world.team, '/series/cpd')
    assert.deepEqual(row(body, 'Sessions', 'CPD 3').slice(2), ['2', '1', '1', '1', '1'])
    await world.rows(sql`update partnerships set status = 'active' where id = ${world.cedar}`)
  })

  it('is a file that a spreadsheet opens', async () => {
    const { status, body } = await get(world.team, '/series/cpd/schools.csv?session=3&count=neither')
    assert.equal(status, 200)
    assert.match(body, /School,Hub,Region,Session/)
    assert.match(body, /Birch School,North hub,[^\n]*,CPD 3/)
    assert.doesNotMatch(body, /Ashby/)
  })

  it('shows a hub lead their own schools, and nobody else anything', async () => {
    const { body } = await get(world.lead, '/series/cpd')
    assert.match(body, /North hub/)
    assert.doesNotMatch(body, /South hub/)
    assert.doesNotMatch((await get(world.lead, '/series/cpd/schools?session=3')).body, /Cedar/)
    for (const actor of [world.leader, world.trustLeader, world.evaluator])
      for (const url of ['/series/cpd', '/series/cpd/schools?session=3', '/series/cpd/schools.csv?session=3'])
        assert.equal((await get(actor, url)).status, 404)
  })

  it('is not found where there is none', async () => {
    for (const url of [
      '/series/none',
      '/series/%27',
      '/series/none/schools',
      '/series/cpd/schools?session=77',
    ])
      assert.equal((await get(world.team, url)).status, 404, url)
  })
})
