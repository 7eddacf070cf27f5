import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type FeatureApp, faultsIn, featureApp } from '../../../test/builders/feature-app.ts'
import {
  addActor,
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
  type World,
} from '../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { findBrokenHistory } from '../history/index.ts'
import type { Actor } from '../people/index.ts'
import { followSuccessors, routes } from './index.ts'

describe('partnerships', () => {
  let database: Database
  let world: World
  let web: FeatureApp
  let hub: number
  let otherHub: number
  let enhanced: number
  let team: Actor
  let lead: Actor
  let otherLead: Actor
  let leader: Actor
  let otherLeader: Actor

  before(async () => {
    database = await openTestDatabase()
    world = await buildWorld(database)
    const clock = clockAt('2026-03-12')
    web = await featureApp({ database, clock, mount: (app) => routes(app, []) })
    const { programmeId } = world
    for (const [urn, name] of [
      [990001, 'Lead School'],
      [990002, 'Other Lead School'],
      [990011, 'Ashby School'],
      [990012, 'Birch School'],
      [990013, 'Cedar School'],
    ] as const) {
      await addSchool(database, { urn, name, trust: urn === 990011 ? 990001 : null })
    }
    hub = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 })
    otherHub = await addHub(database, { programmeId, reference: 'H2', name: 'South hub', leadUrn: 990002 })
    enhanced = await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' })
    team = await addActor(database, 'programme-team', { programmeId })
    lead = await addActor(database, 'hub-lead', { programmeId, hubId: hub })
    otherLead = await addActor(database, 'hub-lead', { programmeId, hubId: otherHub })
    leader = await addActor(database, 'named-leader', {
      programmeId,
      schoolUrn: 990011,
      name: 'Head of Ashby',
    })
    otherLeader = await addActor(database, 'named-leader', {
      programmeId,
      schoolUrn: 990012,
      name: 'Head of Birch',
    })
  })
  after(async () => {
    await web.app.close()
    await database.close()
  })

  const address = () => `/partnerships/${enhanced}`
  const confirmation = (more: Record<string, string | number> = {}) => ({
    key: randomUUID(),
    seen: 0,
    state: 'done',
    'happened-day': 10,
    'happened-month': 3,
    'happened-year': 2026,
    hours: '1.5',
    note: '',
    ...more,
  })
  const rows = (query: ReturnType<typeof sql>) =>
    database.asOwner(async (db) => {
      await sql`select set_config('alongside.today', '2026-03-12', true)`.execute(db)
      return (await query.execute(db)).rows as Record<string, unknown>[]
    })

  it('shows the school one next step, its tasks in order, its hub and its people', async () => {
    const { status, body } = await web.get(leader, address())
    assert.equal(status, 200)
    assert.match(body, /Your next step/)
    assert.match(body, /Watch the introduction/)
    assert.match(body, /10 to 20 days/)
    assert.match(body, /North hub/)
    assert.match(body, /Head of Ashby/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('is not found for every other school and hub, by page and by form', async () => {
    for (const actor of [otherLead, otherLeader]) {
      assert.equal((await web.get(actor, address())).status, 404)
      assert.equal((await web.get(actor, `${address()}/history`)).status, 404)
      assert.equal(
        (await web.post(actor, `${address()}/expectations/watch-introduction/1`, confirmation())).status,
        404,
      )
      assert.equal(
        (
          await web.post(actor, `${address()}/status-changes`, {
            key: randomUUID(),
            seen: 'active',
            status: 'paused',
            reason: 'x',
          })
        ).status,
        404,
      )
    }
    assert.equal((await web.get(otherLead, `/hubs/${hub}`)).status, 404)
    assert.equal((await web.get(leader, `/hubs/${hub}`)).status, 404)
  })

  it('answers malformed and unknown addresses with not found', async () => {
    for (const url of [
      '/partnerships/0',
      '/partnerships/abc',
      '/partnerships/99999999999',
      '/partnerships/999999',
      `${address()}/expectations/no-such-thing`,
      `${address()}/expectations/..%2f`,
      `${address()}/expectations/watch-introduction/99`,
    ]) {
      assert.equal((await web.get(team, url)).status, 404, url)
    }
  })

  it('confirms once however often the form is sent, with history, minutes and the next step moved on', async () => {
    const url = `${address()}/expectations/watch-introduction/1`
    assert.equal((await web.get(leader, url)).status, 200)
    const form = confirmation()
    assert.equal((await web.post(leader, url, form)).status, 303)
    assert.equal((await web.post(leader, url, form)).status, 303)
    const kept = await rows(
      sql`select state, leadership_minutes from expectation_confirmations where partnership_id = ${enhanced}`,
    )
    assert.deepEqual(kept, [{ state: 'done', leadership_minutes: 90 }])
    const { body } = await web.get(leader, `${address()}?saved=watch-introduction`)
    assert.match(body, /Saved: Watch the introduction/)
    assert.match(body, /1 hour 30 minutes/)
    assert.match(
      (await web.get(leader, `${address()}/history`)).body,
      /Confirmed as done: Watch the introduction/,
    )
  })

  it('refuses to overwrite what someone else confirmed while the page was open', async () => {
    const url = `${address()}/expectations/self-assessment/1`
    assert.equal((await web.post(leader, url, confirmation({ state: 'started' }))).status, 303)
    const stale = await web.post(lead, url, confirmation({ state: 'done' }))
    assert.equal(stale.status, 409)
    assert.match(stale.body, /Someone else updated this/)
    const [current] =
      await rows(sql`select id, state from expectation_confirmations where partnership_id = ${enhanced}
      and expectation_key = 'self-assessment' and replaced_at is null`)
    assert.equal(current?.state, 'started')
    assert.equal(
      (await web.post(lead, url, confirmation({ state: 'done', seen: Number(current?.id) }))).status,
      303,
    )
    const all = await rows(sql`select state from expectation_confirmations where partnership_id = ${enhanced}
      and expectation_key = 'self-assessment' order by id`)
    assert.deepEqual(
      all.map(({ state }) => state),
      ['started', 'done'],
    )
  })

  it('keeps what was typed and says what is wrong at its field', async () => {
    const url = `${address()}/expectations/action-plan/1`
    const wrong = await web.post(
      leader,
      url,
      confirmation({ 'happened-day': 31, 'happened-month': 2, hours: 'two', note: 'My <b>note</b>' }),
    )
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enter a real date/)
    assert.match(wrong.body, /Hours must be a number/)
    assert.match(wrong.body, /My &lt;b&gt;note&lt;\/b&gt;/)
    assert.match(wrong.body, /<title>Error: /)
    const future = await web.post(leader, url, confirmation({ 'happened-year': 2027 }))
    assert.match(future.body, /today or in the past/)
    const unexplained = await web.post(leader, url, confirmation({ state: 'not-needed' }))
    assert.match(unexplained.body, /why it is not needed/)
    assert.deepEqual(
      await rows(sql`select 1 from expectation_confirmations where expectation_key = 'action-plan'`),
      [],
    )
  })

  it('lets the school confirm only its own part, and the hub its own', async () => {
    const [owedByLead] = await rows(sql`select expectation_key, occurrence from expectation_progress
      where partnership_id = ${enhanced} and acted_on_by = 'lead' and per = 'partnership' order by position limit 1`)
    const url = `${address()}/expectations/${owedByLead?.expectation_key}/${owedByLead?.occurrence}`
    assert.match((await web.get(leader, url)).body, /nothing for you to do here/)
    assert.equal((await web.post(leader, url, confirmation())).status, 403)
    assert.equal((await web.post(lead, url, confirmation())).status, 303)
  })

  it('confirms for every partner school of the cohort what a hub does once', async () => {
    const second = await addPartnership(database, world, { hubId: hub, urn: 990012 })
    const elsewhere = await addPartnership(database, world, { hubId: otherHub, urn: 990013 })
    const [shared] = await rows(sql`select expectation_key, occurrence from expectation_progress
      where partnership_id = ${enhanced} and per = 'hub' order by position limit 1`)
    const { expectation_key: key, occurrence } = shared ?? {}
    assert.equal(
      (await web.post(lead, `${address()}/expectations/${key}/${occurrence}`, confirmation())).status,
      303,
    )
    const progress = await rows(sql`select partnership_id, progress from expectation_progress
      where expectation_key = ${key} and occurrence = ${occurrence} and partnership_id in (${enhanced}, ${second}, ${elsewhere})
      order by partnership_id`)
    assert.deepEqual(
      progress.map(({ progress }) => progress === 'done'),
      [true, true, false],
    )
  })

  it('shows the hub every partner school, who acts next and what the hub owes', async () => {
    const { status, body } = await web.get(lead, `/hubs/${hub}`)
    assert.equal(status, 200)
    assert.match(body, /Ashby School/)
    assert.match(body, /Partner school<\/strong>/)
    assert.doesNotMatch(body, /Cedar School/)
    assert.deepEqual(await faultsIn(body), [])
    const owed = await web.get(lead, `/hubs/${hub}/owed`)
    assert.equal(owed.status, 200)
    assert.deepEqual(await faultsIn(owed.body), [])
    const none = await web.get(lead, `/hubs/${hub}?text=nothing+like+it`)
    assert.match(none.body, /No partner school fits this filter/)
    const csv = await web.get(lead, `/hubs/${hub}/partners.csv`)
    assert.match(csv.body, /Ashby School/)
  })

  it('changes the status once, with a reason, and refuses a stale page', async () => {
    const url = `${address()}/status-changes`
    const bare = await web.post(lead, url, {
      key: randomUUID(),
      seen: 'active',
      status: 'paused',
      reason: '',
    })
    assert.equal(bare.status, 422)
    assert.match(bare.body, /Say why/)
    const form = { key: randomUUID(), seen: 'active', status: 'paused', reason: 'New head from April' }
    assert.equal((await web.post(lead, url, form)).status, 303)
    assert.equal((await web.post(lead, url, form)).status, 303)
    assert.equal(
      (await web.post(team, url, { key: randomUUID(), seen: 'active', status: 'withdrawn', reason: 'x' }))
        .status,
      409,
    )
    assert.match((await web.get(leader, address())).body, /paused since 12 March 2026/)
    assert.equal(
      (await web.post(leader, `${address()}/expectations/action-plan/1`, confirmation())).status,
      409,
    )
    assert.equal(
      (await web.post(team, url, { key: randomUUID(), seen: 'paused', status: 'active', reason: '' })).status,
      303,
    )
    assert.equal(
      (await web.post(leader, url, { key: randomUUID(), seen: 'active', status: 'completed', reason: '' }))
        .status,
      403,
    )
    const changes = await rows(
      sql`select to_status from partnership_status_changes where partnership_id = ${enhanced} order by id`,
    )
    assert.deepEqual(
      changes.map((each) => each.to_status),
      ['paused', 'active'],
    )
  })

  it('lets the school, and nobody else, share with its trust, and take it back', async () => {
    const trust = await addActor(database, 'trust-leader', {
      programmeId: world.programmeId,
      trustUid: 990001,
    })
    assert.equal((await web.get(trust, address())).status, 404)
    assert.equal((await web.post(lead, `${address()}/trust-agreement`, {})).status, 403)
    assert.equal((await web.post(leader, `${address()}/trust-agreement`, {})).status, 303)
    assert.equal((await web.post(leader, `${address()}/trust-agreement`, {})).status, 303)
    assert.equal((await web.get(trust, address())).status, 200)
    assert.equal(
      (await web.post(trust, `${address()}/expectations/action-plan/1`, confirmation())).status,
      403,
    )
    assert.equal((await web.post(leader, `${address()}/trust-agreement/withdrawal`, {})).status, 303)
    assert.equal((await web.get(trust, address())).status, 404)
  })

  it('moves a school to another hub: one partnership ends, another starts, the history stays in sight', async () => {
    const url = `${address()}/moves`
    const form = { key: randomUUID(), pathway: 'regional', hub: otherHub, reason: 'Nearer to the school' }
    assert.equal((await web.post(lead, url, form)).status, 403)
    const same = await web.post(team, url, { ...form, pathway: 'enhanced', hub })
    assert.equal(same.status, 422)
    const moved = await web.post(team, url, form)
    assert.equal(moved.status, 303)
    const again = await web.post(team, url, form)
    assert.equal(again.location, moved.location)
    const [before] = await rows(sql`select status from partnerships where id = ${enhanced}`)
    assert.equal(before?.status, 'moved')
    assert.equal((await web.get(otherLead, moved.location)).status, 200)
    assert.match((await web.get(otherLead, moved.location)).body, /Before this: North hub/)
    assert.equal((await web.get(otherLead, address())).status, 404)
    assert.match((await web.get(leader, address())).body, /goes on in another/)
    const open = await rows(
      sql`select count(*)::int as open from partnerships where school_urn = 990011 and status not in ('moved', 'withdrawn', 'completed')`,
    )
    assert.deepEqual(open, [{ open: 1 }])
  })

  it('adds a partner school once, says when a hub is full, and never two open partnerships of one school', async () => {
    await addSchool(database, { urn: 990020, name: 'Damson School' })
    await database.asOwner((db) =>
      sql`insert into hub_capacities (hub_id, pathway_key, maximum) values (${hub}, 'regional', 1)`.execute(
        db,
      ),
    )
    const url = `/hubs/${hub}/partnerships`
    const form = { key: randomUUID(), school: '990020', pathway: 'regional', cohort: world.cohortId }
    const full = await web.post(team, url, form)
    assert.equal(full.status, 409)
    assert.match(full.body, /no room left/)
    const made = await web.post(team, url, { ...form, overCapacity: 'yes' })
    assert.equal(made.status, 303)
    assert.equal((await web.post(team, url, { ...form, overCapacity: 'yes' })).location, made.location)
    assert.match((await web.get(lead, `/hubs/${hub}`)).body, /over capacity/)
    const twice = await web.post(team, url, { ...form, key: randomUUID(), overCapacity: 'yes' })
    assert.equal(twice.status, 422)
    assert.match(twice.body, /already has a partnership/)
    assert.equal((await web.post(lead, url, form)).status, 403)
    assert.match(
      (await web.post(team, url, { ...form, key: randomUUID(), school: '123' })).body,
      /six-digit URN/,
    )
  })

  it('follows a school to the school that took over, with a line of history', async () => {
    await addSchool(database, { urn: 990030, name: 'Elder School' })
    await addSchool(database, { urn: 990031, name: 'Elder Academy' })
    const id = await addPartnership(database, world, { hubId: hub, urn: 990030, pathway: 'enhanced' })
    const head = await addActor(database, 'named-leader', {
      programmeId: world.programmeId,
      schoolUrn: 990030,
      name: 'Head of Elder',
    })
    await database.asOwner(async (db) => {
      await sql`update schools set status = 'closed', closed_on = '2026-03-01' where urn = 990030`.execute(db)
      await sql`insert into school_links (urn, link_urn, published_kind, kind) values (990030, 990031, 'Successor', 'successor')`.execute(
        db,
      )
    })
    assert.deepEqual(await database.asOwner(followSuccessors), { partnerships: 1, clashes: 0 })
    assert.deepEqual(await database.asOwner(followSuccessors), { partnerships: 0, clashes: 0 })
    assert.match((await web.get(lead, `/partnerships/${id}`)).body, /Elder Academy/)
    assert.match(
      (await web.get(lead, `/partnerships/${id}/history`)).body,
      /Elder School \(URN 990030\) closed/,
    )
    assert.equal((await web.get({ ...head, schoolUrn: 990031 }, `/partnerships/${id}`)).status, 200)
  })

  it('keeps a history whose chain is whole, and finds an entry that was changed behind its back', async () => {
    assert.deepEqual(await database.asOwner(findBrokenHistory), [])
    await assert.rejects(
      database.asOwner((db) => sql`update history set sentence = 'x'`.execute(db)),
      /append-only/,
    )
    await assert.rejects(
      database.asOwner((db) => sql`delete from history`.execute(db)),
      /append-only/,
    )
    const broken = await database
      .asOwner(async (db) => {
        await sql`alter table history disable trigger history_append_only`.execute(db)
        await sql`update history set sentence = 'x' where id = (select min(id) from history)`.execute(db)
        const found = await findBrokenHistory(db)
        throw Object.assign(new Error('undo'), { found })
      })
      .catch((error: Error & { found?: unknown[] }) => error.found)
    assert.equal(broken?.length, 1)
  })
})
