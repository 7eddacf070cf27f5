import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { addActor, addPartnership, addSchool } from '../../../../test/builders/programme-world.ts'
import {
  type AssessmentWorld,
  assessmentWorld,
  STATEMENTS,
} from '../../../../test/builders/self-assessment.ts'

describe('what the schools of a network have in common', () => {
  let w: AssessmentWorld
  const url = () => `/hubs/${w.hub}/strengths`

  before(async () => {
    w = await assessmentWorld()
  })
  after(() => w.close())

  /** A school of a hub that has submitted: everything secure, but 2.1, which is not yet. */
  async function submitted(urn: number, hub: number, shared: boolean): Promise<number> {
    await addSchool(w.database, { urn, name: `School ${urn}` })
    const partnershipId = await addPartnership(w.database, w.world, { hubId: hub, urn })
    return w.database.asOwner(async (db) => {
      const { rows } = await sql<{ id: number }>`
        insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_by_name)
        select gen_random_uuid(), ${partnershipId}, max(id), 1, 'Somebody' from questionnaire_versions
        returning id`.execute(db)
      const id = rows[0]?.id ?? 0
      for (const key of STATEMENTS) {
        await sql`
          insert into self_assessment_answers (self_assessment_id, statement_key, level, changed_by_name)
          values (${id}, ${key}, ${key === 'weekly-look' ? 'not-yet' : 'secure'}, 'Somebody')`.execute(db)
      }
      await sql`update self_assessments set submitted_at = '2026-03-01', submitted_by_name = 'Somebody'
        where id = ${id}`.execute(db)
      if (shared) {
        await sql`insert into self_assessment_shares (self_assessment_id, with_notes, shared_by_name)
          values (${id}, false, 'Somebody')`.execute(db)
      }
      return id
    })
  }

  it('shows nothing below five schools', async () => {
    for (const urn of [990_101, 990_102, 990_103, 990_104]) await submitted(urn, w.hub, true)
    const { status, body } = await w.web.get(w.lead, url())
    assert.equal(status, 200)
    assert.match(body, /nothing to show yet/)
    assert.doesNotMatch(body, /Common strengths/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('does not count a fifth school that the lead could work out, because it did not share', async () => {
    await submitted(990_105, w.hub, false)
    assert.match((await w.web.get(w.lead, url())).body, /nothing to show yet/)
  })

  it('from five that share, shows how many stand where, and names none', async () => {
    await submitted(990_106, w.hub, true)
    const { body } = await w.web.get(w.lead, url())
    assert.match(body, /the latest self-assessments of 5 schools/)
    assert.match(body, /One page says what good attendance and conduct are\. <span[^>]*>5 of 5 schools/)
    assert.match(body, /Common areas to develop[\s\S]*Leaders look every week/)
    assert.doesNotMatch(body, /School 990/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('counts those that do not share from five of them up', async () => {
    for (const urn of [990_107, 990_108, 990_109, 990_110]) await submitted(urn, w.hub, false)
    assert.match((await w.web.get(w.lead, url())).body, /the latest self-assessments of 10 schools/)
  })

  it('is for the hub’s own leads, and for the programme’s team as a whole', async () => {
    for (const actor of [w.otherLead, w.team, w.ashby, w.trust, w.evaluator]) {
      assert.equal((await w.web.get(actor, url())).status, 404, actor.role)
    }
    const { status, body } = await w.web.get(w.team, '/programme/strengths')
    assert.equal(status, 200)
    assert.match(body, /10 schools/)
    assert.deepEqual(await faultsIn(body), [])
    for (const actor of [w.lead, w.ashby, w.trust, w.evaluator]) {
      assert.equal((await w.web.get(actor, '/programme/strengths')).status, 404)
    }
    const elsewhere = await addActor(w.database, 'programme-team', {
      programmeId: w.world.otherProgrammeId,
      name: 'Other Team',
    })
    assert.doesNotMatch((await w.web.get(elsewhere, '/programme/strengths')).body, /10 schools/)
  })

  it('leaves out a statement that fewer than five answered', async () => {
    const counted = await w.database.inScope(
      {
        'alongside.role': 'hub-lead',
        'alongside.hub': String(w.hub),
        'alongside.programme': String(w.world.programmeId),
      },
      async (db) =>
        (
          await sql<{ key: string }>`
            select distinct statement_key as key from alongside.network_levels(
              (select min(id) from questionnaires), ${w.hub})`.execute(db)
        ).rows.length,
    )
    assert.equal(counted, STATEMENTS.length)
    const other = await w.database.inScope(
      {
        'alongside.role': 'hub-lead',
        'alongside.hub': String(w.otherHub),
        'alongside.programme': String(w.world.programmeId),
      },
      async (db) =>
        (
          await sql`select from alongside.network_levels((select min(id) from questionnaires), ${w.hub})`.execute(
            db,
          )
        ).rows.length,
    )
    assert.equal(other, 0, 'the database itself refuses another hub')
  })

  it('counts anew when a school leaves or comes back, though a count is kept', async () => {
    const become = (status: string) =>
      w.database.asOwner((db) =>
        sql`update partnerships set status = ${status} where school_urn = 990107`.execute(db),
      )
    await become('withdrawn')
    // Of those that do not share only four are left, which are not counted.
    assert.match((await w.web.get(w.lead, url())).body, /the latest self-assessments of 5 schools/)
    await become('active')
    assert.match((await w.web.get(w.lead, url())).body, /the latest self-assessments of 10 schools/)
  })

  it('says only to whom it counts for whether the same schools are counted', async () => {
    const stampFor = (scope: Readonly<Record<string, string>>) =>
      w.database.inScope({ 'alongside.programme': String(w.world.programmeId), ...scope }, async (db) => {
        const { rows } = await sql<{ stamp: string }>`
          select alongside.network_stamp((select min(id) from questionnaires), ${w.hub}) as stamp`.execute(db)
        return rows[0]?.stamp
      })
    assert.match(
      (await stampFor({ 'alongside.role': 'hub-lead', 'alongside.hub': String(w.hub) })) ?? '',
      /^[0-9a-f]{32}$/,
    )
    for (const [role, hub] of [
      ['hub-lead', w.otherHub],
      ['programme-team', ''],
      ['named-leader', ''],
      ['evaluator', ''],
    ] as const)
      assert.equal(await stampFor({ 'alongside.role': role, 'alongside.hub': String(hub) }), '', role)
  })
})
