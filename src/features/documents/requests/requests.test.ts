import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../../test/builders/action-plan.ts'
import { type DocumentWorld, openDocumentWorld } from '../../../../test/builders/documents.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'

describe('documents', () => {
  let world: DocumentWorld
  let url: string
  before(async () => {
    world = await openDocumentWorld()
    url = `/partnerships/${world.partnership}/documents`
  })
  after(() => world.close())

  it('are asked for beyond what is expected, given, not needed with a reason, or taken back', async () => {
    const { web, lead, leader, team, otherLead } = world
    const page = await web.get(lead, `${url}/requests/new`)
    assert.deepEqual(await faultsIn(page.body), [])
    const form = { ...formIn(page.body, `${url}/requests`), purpose: 'visit', asked: 'partner' }
    const wrong = await web.post(lead, `${url}/requests`, {
      ...form,
      'due-day': 31,
      'due-month': 2,
      'due-year': 2026,
    })
    assert.equal(wrong.status, 422)
    const ask = async (title: string) => {
      const fields = { ...form, key: randomUUID(), title, 'due-day': 10, 'due-month': 10, 'due-year': 2025 }
      for (let times = 0; times < 2; times += 1) {
        assert.equal((await web.post(lead, `${url}/requests`, fields)).location, `${url}?saved=asked`)
      }
      const [row] = await world.rows(sql`select max(id) as id from document_requests`)
      return Number(row?.id)
    }
    const first = await ask('Routines at the gate')
    const second = await ask('The map of the site')
    const third = await ask('The rota')
    assert.equal((await world.rows(sql`select from document_requests`)).length, 3)
    const list = await web.get(leader, url)
    assert.match(list.body, /Routines at the gate/)
    assert.deepEqual(await faultsIn(list.body), [])
    assert.equal((await web.get(otherLead, `/document-requests/${first}`)).status, 404)
    assert.deepEqual(await faultsIn((await web.get(leader, `/document-requests/${first}`)).body), [])

    const give = formIn(
      (await web.get(leader, `${url}/new?request=${first}`)).body,
      `${url}?request=${first}`,
    )
    assert.equal(give.title, 'Routines at the gate')
    const sent = await world.send(
      leader,
      `${url}?request=${first}`,
      { key: give.key ?? '', title: '', purpose: 'visit', with: 'lead' },
      [{ name: 'gate.txt', bytes: 'Two adults from eight' }],
    )
    assert.equal(sent.status, 303)
    // Whoever asked gives no answer to themselves.
    assert.equal((await web.get(lead, `${url}/new?request=${second}`)).status, 404)
    assert.equal((await web.post(leader, `/document-requests/${second}/closure`, { reason: '' })).status, 422)
    assert.equal((await web.post(lead, `/document-requests/${second}/closure`, { reason: 'x' })).status, 403)
    assert.equal(
      (await web.post(leader, `/document-requests/${second}/closure`, { reason: 'There is none' })).status,
      303,
    )
    assert.equal((await web.post(leader, `/document-requests/${third}/withdrawal`, {})).status, 403)
    assert.equal((await web.post(lead, `/document-requests/${third}/withdrawal`, {})).status, 303)
    const owed = await world.rows(
      sql`select what from document_promises where asked_as = 'request' and partnership_id = ${world.partnership}`,
    )
    assert.deepEqual(owed, [])
    // Taken back, it is owed again.
    const [document] = await world.rows(sql`select id, revision from documents where request_id = ${first}`)
    await web.post(leader, `/documents/${document?.id}/sharing`, { revision: Number(document?.revision) })
    const again = await world.rows(
      sql`select what, owed_by from document_promises where asked_as = 'request'`,
    )
    assert.deepEqual(again, [{ what: 'Routines at the gate', owed_by: 'partner' }])
    assert.equal((await web.get(team, `/document-requests/${second}`)).status, 200)
  })

  it('are given when whoever asked can open them, and are waited for no more once the partnership has ended', async () => {
    const { web, lead, leader } = world
    const owed = async () => {
      const open = await world.rows(
        sql`select what from document_promises where asked_as = 'request' and what = 'The plan of the yard'`,
      )
      return open.length === 1
    }
    const page = await web.get(lead, `${url}/requests/new`)
    const asked = {
      ...formIn(page.body, `${url}/requests`),
      asked: 'partner',
      title: 'The plan of the yard',
      purpose: 'visit',
    }
    await web.post(lead, `${url}/requests`, asked)
    const [request] = await world.rows(
      sql`select id from document_requests where title = 'The plan of the yard'`,
    )
    const at = `${url}?request=${request?.id}`
    const fields = { key: randomUUID(), title: 'The yard', purpose: 'visit' }
    const file = [{ name: 'yard.txt', bytes: 'Two gates' }]
    const wrong = await world.send(leader, at, { ...fields, with: 'programme-team' }, file)
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Select North hub: they wait for it/i)
    assert.match(wrong.body, /value="The yard"/)
    assert.equal(await owed(), true)
    assert.equal(
      (await world.send(leader, at, { ...fields, with: ['lead', 'programme-team'] }, file)).status,
      303,
    )
    assert.equal(await owed(), false)
    const [document] = await world.rows(sql`select id, revision from documents where title = 'The yard'`)
    const sharing = { revision: Number(document?.revision), with: 'programme-team' }
    assert.equal((await web.post(leader, `/documents/${document?.id}/sharing`, sharing)).status, 303)
    assert.equal(await owed(), true, 'shared with others only, it is owed again')
    const status = (to: string) =>
      world.rows(sql`update partnerships set status = ${to} where id = ${world.partnership}`)
    await status('completed')
    assert.equal(await owed(), false, 'nobody can give it any more')
    await status('active')
    assert.equal(await owed(), true)
  })

  it('that are waited for are on the lists of the hub and the programme team', async () => {
    const { web, lead, team, otherLead, leader } = world
    const at = `/hubs/${world.hub}/documents`
    const hub = await web.get(lead, at)
    assert.match(hub.body, /Waited for from partner schools/)
    assert.match(hub.body, /Birch School/)
    assert.deepEqual(await faultsIn(hub.body), [])
    assert.equal((await web.get(otherLead, at)).status, 404)
    assert.equal((await web.get(leader, at)).status, 404)
    const all = await web.get(team, '/programme/documents')
    assert.deepEqual(await faultsIn(all.body), [])
    const own = await web.get(team, '/programme/documents?by=programme-team')
    assert.match(own.body, /Published exclusions data/)
    assert.doesNotMatch(own.body, /the relevant sections/i)
    const csv = await web.get(team, '/programme/documents.csv?by=partner')
    assert.match(csv.body, /^\uFEFF?School,Hub,Region/)
    for (const path of ['/programme/documents', '/programme/documents.csv', '/programme/documents/rules']) {
      assert.equal((await web.get(lead, path)).status, 404)
    }
  })
})
