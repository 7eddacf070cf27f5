import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type DocumentWorld, openDocumentWorld } from '../../../../test/builders/documents.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'

describe('documents', () => {
  let world: DocumentWorld
  before(async () => {
    world = await openDocumentWorld()
  })
  after(() => world.close())

  it('are opened by those they are shared with alone, and their owner sees every opening', async () => {
    const { leader, lead, otherLead, besideLeader, team, trustLeader, evaluator } = world
    const id = await world.give({ name: 'Straße “routines”.txt', bytes: 'Lines up at the door' })
    for (const actor of [otherLead, besideLeader, team, trustLeader, evaluator]) {
      for (const at of [`/documents/${id}`, `/files/${id}/1`]) {
        assert.equal((await world.web.get(actor, at)).status, 404, `${at} as ${actor.name}`)
      }
    }
    const file = await world.download(lead, `/files/${id}/1`)
    assert.equal(file.statusCode, 200)
    assert.equal(file.body, 'Lines up at the door')
    assert.equal(file.headers['content-length'], '20')
    assert.equal(file.headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal(file.headers['x-content-type-options'], 'nosniff')
    assert.match(String(file.headers['cache-control']), /no-store/)
    assert.equal(
      file.headers['content-disposition'],
      `attachment; filename="Stra_e _routines_.txt"; filename*=UTF-8''Stra%C3%9Fe%20%E2%80%9Croutines%E2%80%9D.txt`,
    )
    const page = await world.web.get(leader, `/documents/${id}`)
    assert.match(page.body, /Who opened it <span class="app-count">1 time</)
    assert.match(page.body, /Nora Lead/)
    assert.deepEqual(await faultsIn(page.body), [])
    const theirs = await world.web.get(lead, `/documents/${id}`)
    assert.doesNotMatch(theirs.body, /Who opened it/)
    assert.deepEqual(await faultsIn(theirs.body), [])
  })

  it('list every opening for their owner, a page at a time', async () => {
    const id = await world.give()
    await world.rows(sql`
      insert into document_openings (document_id, number, account_id, by_name, side, how)
      select ${id}, 1, ${world.lead.accountId}, 'Reader ' || i, 'lead', 'downloaded' from generate_series(1, 205) i`)
    const first = await world.web.get(world.leader, `/documents/${id}`)
    assert.match(first.body, /Who opened it <span class="app-count">205 times/)
    assert.match(first.body, /Reader 205</)
    assert.doesNotMatch(first.body, /Reader 5</)
    assert.deepEqual(await faultsIn(first.body), [])
    const last = await world.web.get(world.leader, `/documents/${id}?page=3`)
    assert.match(last.body, /Reader 5</)
    assert.deepEqual(await faultsIn(last.body), [])
    assert.equal((await world.web.get(world.leader, `/documents/${id}?page=99`)).status, 200)
  })

  it('can be read as text on the page, which is an opening too', async () => {
    const id = await world.give({ bytes: 'First we ring home.\n\nThen <b>we visit</b>.' })
    const page = await world.web.get(world.lead, `/documents/${id}/preview`)
    assert.match(page.body, /<p class="govuk-body">Then &lt;b&gt;we visit&lt;\/b&gt;\.<\/p>/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match((await world.web.get(world.leader, `/documents/${id}`)).body, /Read as text/)
    assert.equal((await world.web.get(world.otherLead, `/documents/${id}/preview`)).status, 404)
    assert.equal((await world.web.get(world.lead, `/previews/${id}/1`)).status, 404)
    const pdf = await world.give({ name: 'a.pdf', bytes: '%PDF-1.7' })
    const none = await world.web.get(world.lead, `/documents/${pdf}/preview`)
    assert.match(none.body, /There is no preview of this file/)
    assert.deepEqual(await faultsIn(none.body), [])
  })

  it('are seen as pictures from an address of their own, each sight an opening', async () => {
    const { leader, lead, otherLead, team, web } = world
    const bytes = Buffer.from('89504e470d0a1a0a00', 'hex')
    const id = await world.give({ name: 'gate.png', bytes })
    assert.match((await web.get(lead, `/documents/${id}`)).body, /See the picture here/)
    const page = await web.get(lead, `/documents/${id}/preview`)
    assert.match(page.body, new RegExp(`<img class="app-preview" src="/previews/${id}/1" alt="gate">`))
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match(
      (await web.get(leader, `/documents/${id}`)).body,
      /Who opened it <span class="app-count">0 times/,
    )
    const picture = await world.download(lead, `/previews/${id}/1`)
    assert.equal(picture.headers['content-type'], 'image/png')
    assert.equal(picture.headers['content-disposition'], 'inline')
    assert.equal(picture.headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal(picture.headers['x-content-type-options'], 'nosniff')
    assert.match(String(picture.headers['cache-control']), /no-store/)
    assert.match((await web.get(leader, `/documents/${id}`)).body, /Seen as a picture/)
    for (const actor of [otherLead, team]) {
      for (const at of [`/previews/${id}/1`, `/documents/${id}/preview`]) {
        assert.equal((await web.get(actor, at)).status, 404)
      }
    }
  })

  it('that are too large for a preview say so, and are only downloaded', async () => {
    const id = await world.give({ name: 'long.txt', bytes: Buffer.alloc(10_000_001, 'x') })
    assert.match(
      (await world.web.get(world.lead, `/documents/${id}`)).body,
      /There is no preview of this file/,
    )
    const page = await world.web.get(world.lead, `/documents/${id}/preview`)
    assert.match(page.body, /it is too large/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match(
      (await world.web.get(world.leader, `/documents/${id}`)).body,
      /opened it <span class="app-count">0/,
    )
  })
})
