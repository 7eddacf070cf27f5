/** The predecessor programme, as its own file has it, on the same ledger: it publishes no number of days. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { BEHAVIOUR, type Signed } from '../../../test/builders/actors.ts'
import type { Client } from '../../../test/builders/client.ts'
import { dateIn, type Form } from '../../../test/builders/support.ts'
import { openWholeApp, type WholeApp } from '../../../test/builders/whole-app.ts'

describe('support days of Behaviour Hubs', () => {
  let whole: WholeApp
  let lead: Client
  before(async () => {
    whole = await openWholeApp()
    lead = await whole.as(whole.actors.leadElsewhere)
  })
  after(() => whole.close())

  /** A school of the predecessor on this pathway, with one of its named leaders. */
  async function schoolOn(pathway: string): Promise<Signed & { id: number; school: string }> {
    const { rows } = await whole.database.asOwner((db) =>
      sql<Signed & { id: number; school: string }>`
        select p.id, s.name as school, a.account_id as "accountId", a.id as "assignmentId" from partnerships p
        join schools s on s.urn = p.school_urn
        join programmes g on g.id = p.programme_id and g.key = ${BEHAVIOUR}
        join assignments a on a.school_urn = p.school_urn and a.programme_id = p.programme_id
          and a.role = 'named-leader' and a.ended_at is null
        where p.pathway_key = ${pathway} and p.status = 'active' order by p.id, a.id limit 1`.execute(db),
    )
    assert.ok(rows[0], pathway)
    return rows[0]
  }

  async function saved(client: Client, url: string, form: Form): Promise<string> {
    const answer = await client.post(url, { key: randomUUID(), ...form })
    assert.equal(answer.status, 303, answer.body)
    return answer.location
  }

  for (const pathway of ['core', 'extended']) {
    it(`are proposed, agreed and given on the ${pathway} pathway, without a limit`, async () => {
      const pair = await schoolOn(pathway)
      const partner = await whole.as(pair)
      const ledger = `/partnerships/${pair.id}/support-days`
      const empty = await partner.get(ledger)
      assert.match(
        empty.body,
        /0 days took place and 0 days booked\. The programme publishes no number of days\./,
      )
      assert.match(empty.body, /Not published/)

      // More than any term of the other programme promises.
      const dates = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-15']
      for (const date of dates) {
        const day = await saved(lead, ledger, { type: 'visit', length: 'whole', ...dateIn('date1', date) })
        await saved(partner, `${day}/answers`, { seen: 1, on: date })
      }
      const held = await saved(partner, `${ledger}/taken-place`, {
        type: 'remote',
        length: 'half',
        ...dateIn('heldOn', '2026-05-12'),
      })
      await saved(lead, `${held}/answers`, { seen: 1, on: '2026-05-12' })

      for (const client of [lead, partner]) {
        for (const page of [ledger, `/partnerships/${pair.id}/support`]) {
          assert.match((await client.get(page)).body, /Half a day took place and 6 days booked/, page)
        }
      }
      const team = await whole.as(whole.actors.teamElsewhere)
      const file = (await team.get('/programme/support.csv')).body.split(/\r?\n/)
      const row = file.find((line) => line.startsWith(pair.school) && line.includes(',3,'))
      assert.match(row ?? '', /,3,not published,6,0\.5,/)
      assert.match((await team.get('/programme/support')).body, /Not published/)
    })
  }
})
