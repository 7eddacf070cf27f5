import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import {
  bookDay,
  dateIn,
  deliverDay,
  type Form,
  openSupportWorld,
  type SupportWorld,
  send,
} from '../../../../test/builders/support.ts'
import { clockAt } from '../../../platform/clock.ts'
import { type Actor, scopeOf } from '../../people/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { proposedFollowUp } from './domain.ts'
import { isDue } from './follow-up/domain.ts'

const STEP = {
  seen: 0,
  text: 'Walk the corridors each Monday',
  ownerSide: 'partner',
  ownerRole: 'Deputy head',
}

describe('the final review', () => {
  let of: SupportWorld
  let url: string
  before(async () => {
    of = await openSupportWorld()
    url = `/partnerships/${of.enhanced}/final-review`
    const day = await bookDay(of, '2025-10-14')
    of.moveClock('2026-06-10')
    await deliverDay(of, day, '2025-10-14')
    await of.database.asOwner((db) => sql`update partnerships set status = 'active'`.execute(db))
  })
  after(() => of.close())

  const post = (actor: Actor, path: string, form: Form) =>
    of.web.post(actor, `${url}/${path}`, { key: randomUUID(), ...form })
  const revision = async () =>
    Number((await of.rows(sql`select revision from final_reviews`))[0]?.revision ?? 0)
  const progress = async () =>
    (
      await of.rows(sql`select state, source from seen_evidence
        where partnership_id = ${of.enhanced} and expectation_key = 'final-review'`)
    ).map(({ state, source }) => [state, source])

  /** Whose signature is waited for, as this actor may know. */
  const promised = (actor: Actor) =>
    of.database.inScope(scopeOf(actor, clockAt('2026-06-10')), async (db) => {
      const { rows } = await sql<{ by: string }>`
        select promised_by as by from alongside.promised_reviews(null)`.execute(db)
      return rows.map(({ by }) => by)
    })

  test('is there for the two schools of a pathway that has one, and for nobody else', async () => {
    const page = await of.web.get(of.leader, url)
    assert.equal(page.status, 200)
    assert.match(page.body, /0 of 6 written/)
    assert.match(page.body, /Write together: progress/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const actor of [of.team, of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator]) {
      for (const path of ['', '/check', '/progress', '/next-steps', '/next-steps/new']) {
        assert.equal((await of.web.get(actor, `${url}${path}`)).status, 404, `${actor.role} ${path}`)
      }
      assert.equal((await post(actor, 'changes', { seen: 0, words: 'x' })).status, 404, actor.role)
      assert.equal((await post(actor, 'signatures', { revision: 0 })).status, 404, actor.role)
    }
    const regional = await of.web.get(of.regionalLeader, `/partnerships/${of.regional}/final-review`)
    assert.equal(regional.status, 404)
    assert.equal((await of.web.get(of.leader, `${url}/nothing`)).status, 404)
    assert.deepEqual(await progress(), [])
  })

  test('shows what the service knows beside what the two say', async () => {
    const page = await of.web.get(of.lead, `${url}/progress`)
    assert.match(page.body, /There is no action plan to look at here/)
    assert.match(page.body, /There is no submitted self-assessment/)
    const given = await of.web.get(of.lead, `${url}/support`)
    assert.match(given.body, /1 of 10 days took place/)
    assert.match(given.body, /14 October 2025/)
    assert.deepEqual(await faultsIn(given.body), [])
  })

  test('is written by either school, one part at a time; a stale form overwrites nothing and loses nothing', async () => {
    const form = { key: randomUUID(), seen: 0, words: 'Lessons start calmly' }
    assert.equal((await of.web.post(of.leader, `${url}/changes`, form)).status, 303)
    const once = await revision()
    assert.equal((await of.web.post(of.leader, `${url}/changes`, form)).status, 303)
    assert.equal(await revision(), once, 'pressed twice, written once')
    assert.deepEqual(await progress(), [['started', 'support']])

    const stale = await post(of.lead, 'changes', { seen: 0, words: 'Lunch is quieter' })
    assert.equal(stale.status, 422)
    for (const words of [/Somebody else saved this/, /Lunch is quieter/, /Lessons start calmly/]) {
      assert.match(stale.body, words)
    }
    assert.match(stale.body, /name="seen" value="1"/)
    // Another part at the same time meets nothing in its way.
    assert.equal((await post(of.lead, 'progress', { seen: 0, words: 'Most of it' })).status, 303)

    assert.equal((await post(of.lead, 'sustaining', { seen: 0, words: ' ' })).status, 422)
    const named = await post(of.lead, 'sustaining', { seen: 0, words: 'Jack in 9B and the weekly check' })
    assert.equal(named.status, 422)
    assert.match(named.body, /I have checked: this names no pupil/)
    assert.equal((await post(of.lead, 'sustaining', { seen: 0, words: 'A weekly check' })).status, 303)
    assert.equal((await post(of.lead, 'support', { seen: 0, words: '' })).status, 303, 'may stay empty')
  })

  test('has next steps with owners, which either school changes and removes', async () => {
    const missing = await post(of.lead, 'next-steps', { ...STEP, ownerRole: '' })
    assert.equal(missing.status, 422)
    assert.match(missing.body, /Walk the corridors each Monday/)
    const form = { key: randomUUID(), ...STEP }
    await of.web.post(of.lead, `${url}/next-steps`, form)
    await of.web.post(of.lead, `${url}/next-steps`, form)
    const [step, second] = await of.rows(sql`select id from final_review_steps`)
    assert.ok(step && !second, 'pressed twice, added once')
    const one = `/final-review-steps/${step.id}`
    assert.equal((await of.web.get(of.otherLead, one)).status, 404)
    const change = {
      key: randomUUID(),
      ...STEP,
      seen: 1,
      ownerName: 'Asha Head',
      ...dateIn('dueOn', '2026-10-01'),
    }
    assert.equal((await of.web.post(of.leader, one, change)).status, 303)
    const stale = await of.web.post(of.lead, one, { key: randomUUID(), ...STEP, seen: 1, text: 'Another' })
    assert.equal(stale.status, 422)
    assert.match(stale.body, /As it stands now/)
    assert.equal((await of.web.post(of.lead, `${one}/removal`, { seen: 1 })).status, 409)
    const list = await of.web.get(of.leader, `${url}/next-steps`)
    assert.match(list.body, /Deputy head, Asha Head \(Ashby School\)/)
    assert.match(list.body, /1 October 2026/)
    assert.deepEqual(await faultsIn(list.body), [])
    await send(of, of.leader, `${url}/next-steps`, { ...STEP, text: 'One too many' })
    const [last] = await of.rows(sql`select id from final_review_steps order by id desc limit 1`)
    assert.equal(
      (await of.web.post(of.leader, `/final-review-steps/${last?.id}/removal`, { seen: 1 })).status,
      303,
    )
  })

  test('proposes a follow-up on a school day and takes no other', async () => {
    const page = await of.web.get(of.lead, `${url}/follow-up`)
    assert.match(page.body, /value="10"[^>]*>[\s\S]*value="12"[^>]*>[\s\S]*value="2026"/)
    const holiday = await post(of.lead, 'follow-up', { seen: 0, words: '', ...dateIn('onDay', '2026-12-28') })
    assert.equal(holiday.status, 422)
    assert.match(holiday.body, /must be a school day/)
    const check = await of.web.get(of.lead, `${url}/check`)
    assert.match(check.body, /Still to write: <a[^>]*>six-month follow-up/)
    const early = await post(of.lead, 'signatures', { revision: await revision() })
    assert.equal(early.status, 409, 'not before all is written')
    await post(of.lead, 'follow-up', { seen: 0, words: '', ...dateIn('onDay', '2026-12-10') })
  })

  test('a change takes a signature away', async () => {
    const before = await revision()
    assert.equal((await post(of.lead, 'signatures', { revision: before - 1 })).status, 409)
    assert.equal((await post(of.lead, 'signatures', { revision: before })).status, 303)
    assert.equal((await post(of.lead, 'signatures', { revision: before })).status, 303, 'pressed twice')
    assert.match((await of.web.get(of.lead, url)).body, /Waiting for Ashby School to sign/)
    for (const actor of [of.lead, of.leader, of.team]) assert.deepEqual(await promised(actor), ['partner'])
    for (const actor of [of.otherLead, of.regionalLeader, of.evaluator])
      assert.deepEqual(await promised(actor), [], actor.role)
    assert.match((await of.web.get(of.leader, `${url}/changes`)).body, /Nora Lead has signed/)
    await post(of.leader, 'changes', { seen: 1, words: 'Lessons start calmly, and end so' })
    assert.match((await of.web.get(of.lead, url)).body, /Read the final review and sign it/)
    assert.deepEqual(await promised(of.lead), [], 'nobody is waited on while nobody has signed what stands')
    const [line] = await of.rows(
      sql`select sentence from history where kind = 'final-review.written' order by id desc limit 1`,
    )
    assert.match(String(line?.sentence), /The review is to be signed again/)
  })

  test('signed by both at the same time, the partnership is complete once, and nothing changes any more', async () => {
    const now = await revision()
    const press = (actor: Actor) => post(actor, 'signatures', { revision: now })
    const answers = await Promise.all([press(of.lead), press(of.leader), press(of.lead), press(of.leader)])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303, 303],
    )
    const [partnership] = await of.rows(sql`select status from partnerships where id = ${of.enhanced}`)
    assert.equal(partnership?.status, 'completed')
    const changes = await of.rows(sql`
      select to_status, reason from partnership_status_changes where to_status = 'completed'`)
    assert.deepEqual(changes, [
      { to_status: 'completed', reason: 'Both schools have signed the final review' },
    ])
    assert.deepEqual(await progress(), [['done', 'support']])
    assert.equal((await post(of.lead, 'changes', { seen: 2, words: 'No' })).status, 409)
    assert.equal((await post(of.lead, 'next-steps', STEP)).status, 409)
    for (const write of [
      sql`update final_review_topics set words = 'No' where topic = 'changes'`,
      sql`delete from final_review_steps`,
      sql`insert into final_review_steps (key, last_key, partnership_id, text, owner_side, owner_role, by_name)
        values (gen_random_uuid(), gen_random_uuid(), ${of.enhanced}, 'No', 'lead', 'No', 'No')`,
    ]) {
      await assert.rejects(
        of.database.asOwner((db) => write.execute(db)),
        /does not change/,
      )
    }
    const page = await of.web.get(of.leader, url)
    assert.match(page.body, /Both schools have signed this final review/)
    assert.match(page.body, /10 December 2026/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  test('keeps the facts as each side signed them, and calls the follow-up to mind', async () => {
    await of.database.asOwner((db) => sql`delete from support_items`.execute(db))
    assert.match((await of.web.get(of.lead, url)).body, /1 of 10 days took place/)
    const room = await of.web.get(of.leader, `/partnerships/${of.enhanced}/support`)
    assert.match(room.body, /Look again together on 10 December 2026/)
    const hub = await of.web.get(of.lead, `/hubs/${of.hub}/support`)
    assert.match(hub.body, /Six-month follow-ups/)
    assert.deepEqual(await faultsIn(hub.body), [])
  })

  test('is followed up: coming, then due, until either school records that it was held', async () => {
    const followUp = `/partnerships/${of.enhanced}/follow-up`
    const room = `/partnerships/${of.enhanced}/support`
    const hub = async () => (await of.web.get(of.lead, `/hubs/${of.hub}/support`)).body
    const record = (actor: Actor, words: string, heldOn = '2027-03-08') =>
      of.web.post(actor, followUp, { key: randomUUID(), words, ...dateIn('heldOn', heldOn) })
    assert.match(await hub(), /Six-month follow-ups[\s\S]*>Coming</)
    // Long after its day it is still called to mind.
    of.moveClock('2027-03-10')
    assert.match(await hub(), /Six-month follow-ups[\s\S]*>To be recorded</)
    for (const actor of [of.leader, of.lead]) {
      const body = (await of.web.get(actor, room)).body
      assert.match(body, /Say that you looked again together[\s\S]*agreed for 10 December 2026/)
    }
    const form = await of.web.get(of.leader, followUp)
    assert.deepEqual(await faultsIn(form.body), [])
    const early = await record(of.leader, 'Calm', '2027-03-11')
    assert.equal(early.status, 422)
    assert.match(early.body, /must be today or in the past[\s\S]*Calm/)
    for (const actor of [of.team, of.regionalLeader, of.otherLead, of.trustLeader, of.evaluator]) {
      assert.equal((await of.web.get(actor, followUp)).status, 404, actor.role)
      assert.equal((await record(actor, 'No')).status, 404, actor.role)
    }
    const key = randomUUID()
    const sent = { key, words: 'Mornings are still calm', ...dateIn('heldOn', '2027-03-08') }
    for (let pressed = 0; pressed < 2; pressed++)
      assert.equal((await of.web.post(of.leader, followUp, sent)).status, 303)
    const second = await record(of.lead, 'We came as well')
    assert.equal(second.status, 422)
    assert.match(second.body, /Somebody has recorded it already[\s\S]*Mornings are still calm[\s\S]*We came/)
    assert.deepEqual(await faultsIn(second.body), [])
    const after = (await of.web.get(of.lead, room)).body
    assert.match(after, /looked again together on 8 March 2027[\s\S]*Recorded by Asha Head, Ashby School/)
    assert.doesNotMatch(await hub(), /Six-month follow-ups/)
    const page = await of.web.get(of.lead, url)
    assert.match(page.body, /Mornings are still calm/)
    assert.deepEqual(await faultsIn(page.body), [])
    const lines = await of.rows(sql`select by_name from history where kind = 'final-review.followed-up'`)
    assert.deepEqual(lines, [{ by_name: 'Asha Head' }])
  })
})

test('a final review that is open stands on the pages of the hub and of the programme', async () => {
  const of = await openSupportWorld('2026-06-10')
  try {
    const hub = await of.web.get(of.lead, `/hubs/${of.hub}/support`)
    assert.match(hub.body, /Final reviews to be held/)
    assert.match(hub.body, new RegExp(`/partnerships/${of.enhanced}/final-review`))
    const programme = await of.web.get(of.team, '/programme/support')
    assert.match(programme.body, /Final reviews to be held/)
    assert.doesNotMatch(programme.body, /final-review/, 'the team is not led to what it may not read')
    of.moveClock('2025-10-10')
    assert.doesNotMatch((await of.web.get(of.lead, `/hubs/${of.hub}/support`)).body, /Final reviews/)
  } finally {
    await of.close()
  }
})

test('a follow-up falls on a school day some six months on, and is due from its day', async () => {
  const calendar = await loadCalendar()
  const from = (day: string) => proposedFollowUp(Temporal.PlainDate.from(day), calendar).toString()
  assert.equal(from('2026-06-10'), '2026-12-10')
  assert.equal(from('2026-02-10'), '2026-09-01')
  const due = (today: string) => isDue({ onDay: '2026-12-10' }, Temporal.PlainDate.from(today))
  assert.deepEqual([due('2026-12-09'), due('2026-12-10'), due('2027-02-09')], [false, true, true])
})
