import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import {
  bookDay,
  dateIn,
  openSupportWorld,
  type SupportWorld,
  send,
} from '../../../../test/builders/support.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { signBy, workingDaysUntil } from './domain.ts'

describe('the record of a visit', () => {
  let of: SupportWorld
  let url: string
  before(async () => {
    of = await openSupportWorld()
    url = `/support-days/${await bookDay(of, '2025-10-14')}/visit-record`
  })
  after(() => of.close())

  test('is not there before the day, and never for anyone but the two schools', async () => {
    assert.equal((await of.web.get(of.lead, url)).status, 404)
    of.moveClock('2025-10-15')
    assert.equal((await of.web.get(of.lead, url)).status, 200)
    for (const actor of [of.team, of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator]) {
      assert.equal((await of.web.get(actor, url)).status, 404, actor.role)
      assert.equal(
        (await of.web.post(actor, url, { key: randomUUID(), seen: 0, saw: 'x' })).status,
        404,
        actor.role,
      )
    }
  })

  test('is kept on a device some days before the visit, by the two schools alone', async () => {
    const day = await bookDay(of, '2025-10-23', { length: 'half' })
    const ahead = `/support-days/${day}/visit-record/ahead`
    const pack = async () => (await of.web.get(of.lead, `/support-days/${day}/pack`)).body
    const room = async () => (await of.web.get(of.leader, `/partnerships/${of.enhanced}/support`)).body
    of.moveClock('2025-10-16')
    for (const page of [await pack(), await room()]) assert.doesNotMatch(page, /data-keep-ahead/)
    assert.equal((await of.web.get(of.lead, ahead)).status, 404, 'a week before, it is too early')
    of.moveClock('2025-10-17')
    for (const page of [await pack(), await room()]) {
      assert.match(
        page,
        new RegExp(`data-from="${ahead}"[^>]*>\\s*<div class="app-connection" data-kept hidden`),
      )
      assert.match(page, /From 23 October 2025 you can/)
      assert.deepEqual(await faultsIn(page), [])
    }
    for (const actor of [of.lead, of.leader]) {
      const form = await of.web.get(actor, ahead)
      assert.equal(form.status, 200)
      assert.match(form.body, new RegExp(`data-visit-notes="${day}"`))
      const early = await of.web.get(actor, ahead.replace('ahead', 'edit'))
      assert.deepEqual([early.status, early.location], [303, `/support-days/${day}/pack`])
    }
    for (const actor of [of.team, of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator])
      assert.equal((await of.web.get(actor, ahead)).status, 404, actor.role)
    of.moveClock('2025-10-23')
    assert.equal((await of.web.get(of.lead, ahead)).status, 404, 'on the day there is the record')
    assert.match(await pack(), /Today you can/)
    of.moveClock('2025-10-15')
  })

  test('is written by either school; a stale form overwrites nothing and loses nothing', async () => {
    const form = {
      key: randomUUID(),
      seen: 0,
      saw: 'Calm entry to lessons',
    }
    assert.equal((await of.web.post(of.lead, url, form)).status, 303)
    assert.equal((await of.web.post(of.lead, url, form)).status, 303, 'pressed twice, written once')
    const stale = await of.web.post(of.leader, url, { key: randomUUID(), seen: 0, saw: 'Noise at lunch' })
    assert.equal(stale.status, 422)
    assert.match(stale.body, /Somebody else saved this record/)
    assert.match(stale.body, /Noise at lunch/)
    assert.match(stale.body, /Calm entry to lessons/)
    assert.match(stale.body, /name="seen" value="1"/)
    const named = await of.web.post(of.leader, url, {
      key: randomUUID(),
      seen: 1,
      saw: 'We met J.S. in Year 9',
    })
    assert.equal(named.status, 422)
    const nothing = await of.web.post(of.leader, url, { key: randomUUID(), seen: 1 })
    assert.match(nothing.body, /Write something down/)
    await send(of, of.leader, url, { seen: 1, saw: 'Calm entry to lessons; noise at lunch' })
    const [row] = await of.rows(sql`select revision, saw from visit_records`)
    assert.deepEqual(row, { revision: 2, saw: 'Calm entry to lessons; noise at lunch' })
  })

  test('is signed by both within five working days, with the clock in sight, and then does not change', async () => {
    const page = await of.web.get(of.lead, url)
    assert.match(page.body, /Both schools sign by 21 October 2025: 4 working days left/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.equal((await of.web.post(of.lead, `${url}/signatures`, { revision: 1 })).status, 409)
    await send(of, of.lead, `${url}/signatures`, { revision: 2 })
    assert.match((await of.web.get(of.lead, url)).body, /Waiting for Ashby School to sign/)

    // A change takes the signature away: it stood under other words.
    await send(of, of.leader, url, {
      seen: 2,
      saw: 'Calm entry',
      working: 'The rota',
    })
    await send(of, of.lead, `${url}/actions`, {
      action: 'Send the rota',
      doer: 'lead',
      owner: 'Nora Lead',
      objective: '',
      ...dateIn('due', '2025-10-24'),
    })
    assert.match((await of.web.get(of.lead, url)).body, /Sign this record/)
    await send(of, of.lead, `${url}/signatures`, { revision: 4 })
    await send(of, of.leader, `${url}/signatures`, { revision: 4 })
    await send(of, of.leader, `${url}/signatures`, { revision: 4 })
    const done = await of.web.get(of.leader, url)
    assert.match(done.body, /does not change any more/)
    assert.deepEqual(await faultsIn(done.body), [])
    assert.equal(
      (await of.web.post(of.lead, url, { key: randomUUID(), seen: 4, saw: 'Other words' })).status,
      409,
    )
    await assert.rejects(
      of.database.asOwner((db) =>
        sql`update visit_records set saw = 'x', revision = revision + 1`.execute(db),
      ),
      /does not change/,
    )
    const [line] = await of.rows(sql`select key from visit_actions`)
    for (const [path, form] of [
      ['actions', { key: randomUUID(), action: 'And more', doer: 'lead' }],
      ['removals', { action: String(line?.key) }],
    ] as const)
      assert.equal((await of.web.post(of.lead, `${url}/${path}`, form)).status, 409, path)
    await assert.rejects(
      of.database.asOwner((db) => sql`update visit_actions set taken_out_at = now()`.execute(db)),
      /does not change/,
    )
  })

  test('has each school’s own view beside it', async () => {
    const empty = await of.web.post(of.leader, `${url}/views`, { key: randomUUID(), view: '' })
    assert.equal(empty.status, 422)
    assert.deepEqual(await faultsIn(empty.body), [])
    await send(of, of.leader, `${url}/views`, { view: 'Lunch was unusual that day' })
    assert.match((await of.web.get(of.lead, url)).body, /Lunch was unusual that day/)
    const history = await of.rows(sql`select sentence from history where kind like 'visit.%' order by id`)
    assert.deepEqual(
      history.map(({ sentence }) => sentence),
      [
        'Wrote the record of the visit on 14 October 2025',
        'Changed the record of the visit on 14 October 2025',
        'Signed the record of the visit on 14 October 2025',
        'Changed the record of the visit on 14 October 2025',
        'Signed the record of the visit on 14 October 2025',
        'Signed the record of the visit on 14 October 2025: both schools have signed it',
        'Added a view to the record of the visit on 14 October 2025',
      ],
    )
  })

  test('is in the pack of the next day, with what each will do', async () => {
    const day = url.split('/')[2]
    await send(of, of.lead, `/support-days/${day}/record`, {
      seen: 2,
      length: 'whole',
      'heldOn-day': 14,
      'heldOn-month': 10,
      'heldOn-year': 2025,
    })
    await send(of, of.leader, `/support-days/${day}/answers`, { seen: 3, on: '2025-10-14' })
    const next = await bookDay(of, '2025-10-22', { type: 'deep-dive' })
    const pack = await of.web.get(of.leader, `/support-days/${next}/pack`)
    assert.equal(pack.status, 200)
    assert.match(pack.body, /Running order to start from/)
    assert.match(
      pack.body,
      /What was agreed on the visit on 14 October 2025[\s\S]*Send the rota \(Nora Lead\), by 24 October 2025/,
    )
    assert.match(pack.body, /Asha Head/)
    assert.deepEqual(await faultsIn(pack.body), [])
    assert.equal((await of.web.get(of.team, `/support-days/${next}/pack`)).status, 404)
  })

  test('the form itself is sound', async () => {
    const other = await bookDay(of, '2025-10-15')
    const form = await of.web.get(of.leader, `/support-days/${other}/visit-record/edit`)
    assert.equal(form.status, 200)
    assert.deepEqual(await faultsIn(form.body), [])
  })

  test('five working days leave out weekends and bank holidays', async () => {
    const calendar = await loadCalendar()
    const by = signBy('2026-04-30', calendar)
    assert.equal(by.toString(), '2026-05-08')
    const left = (today: string) => workingDaysUntil(by, Temporal.PlainDate.from(today), calendar)
    assert.deepEqual([left('2026-05-01'), left('2026-05-08'), left('2026-05-11')], [4, 0, -1])
  })
})
