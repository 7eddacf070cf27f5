import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { FeatureApp } from '../../../test/builders/feature-app.ts'
import {
  confirmation,
  openPartnership,
  type PartnershipWorld,
} from '../../../test/builders/partnership-world.ts'
import { addActor, addPartnership, addSchool, type World } from '../../../test/builders/programme-world.ts'
import type { Database } from '../../platform/database/index.ts'
import { findBrokenHistory } from '../history/index.ts'
import type { Actor } from '../people/index.ts'
import { followSuccessors } from './index.ts'

describe('partnerships', () => {
  let partnership: PartnershipWorld
  let database: Database
  let world: World
  let web: FeatureApp
  let hub: number
  let otherHub: number
  let enhanced: number
  let address: string
  let team: Actor
  let lead: Actor
  let otherLead: Actor
  let leader: Actor
  let rows: PartnershipWorld['rows']

  before(async () => {
    partnership = await openPartnership()
    ;({ database, world, web, hub, otherHub, enhanced, address, team, lead, otherLead, leader, rows } =
      partnership)
    // The school with which the hub is full.
    await addPartnership(database, world, { hubId: hub, urn: 990012 })
  })
  after(() => partnership.close())

  it('changes the status once, with a reason, and refuses a stale page', async () => {
    const url = `${address}/status-changes`
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
    assert.match((await web.get(leader, address)).body, /paused since 12 March 2026/)
    assert.equal(
      (await web.post(leader, `${address}/expectations/action-plan/1`, confirmation())).status,
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
    assert.equal((await web.get(trust, address)).status, 404)
    assert.equal((await web.post(lead, `${address}/trust-agreement`, {})).status, 403)
    assert.equal((await web.post(leader, `${address}/trust-agreement`, {})).status, 303)
    assert.equal((await web.post(leader, `${address}/trust-agreement`, {})).status, 303)
    assert.equal((await web.get(trust, address)).status, 200)
    assert.equal((await web.post(trust, `${address}/expectations/action-plan/1`, confirmation())).status, 403)
    assert.equal((await web.post(leader, `${address}/trust-agreement/withdrawal`, {})).status, 303)
    assert.equal((await web.get(trust, address)).status, 404)
  })

  it('moves a school to another hub: one partnership ends, another starts, the history stays in sight', async () => {
    const url = `${address}/moves`
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
    assert.equal((await web.get(otherLead, address)).status, 404)
    assert.match((await web.get(leader, address)).body, /goes on in another/)
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
