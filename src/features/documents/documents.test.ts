import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../test/builders/action-plan.ts'
import { type DocumentWorld, openDocumentWorld } from '../../../test/builders/documents.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import { readPublished } from './published/content.ts'
import { publishedAbout } from './published/views.ts'

describe('documents', () => {
  let world: DocumentWorld
  let url: string
  before(async () => {
    world = await openDocumentWorld()
    url = `/partnerships/${world.partnership}/documents`
  })
  after(() => world.close())

  const everyFile = async () => {
    const kept = join(world.documents.folder, 'kept')
    const names = await readdir(kept, { recursive: true, withFileTypes: true }).catch(() => [])
    return names.filter((each) => each.isFile()).length
  }
  const arriving = () => readdir(join(world.documents.folder, 'arriving')).catch(() => [])

  it('are listed by who owes them, each side its own first', async () => {
    const page = await world.web.get(world.leader, url)
    assert.equal(page.status, 200)
    assert.match(page.body, /4 documents are waited for from you|3 documents are waited for from you/)
    assert.ok(page.body.indexOf('id="from-partner"') < page.body.indexOf('id="from-programme-team"'))
    // A link by the number of an invented school would lead nowhere.
    assert.match(page.body, /Ashby School is invented for the demonstration: nothing is published about it/)
    assert.doesNotMatch(page.body, /ofsted\.gov\.uk/)
    assert.deepEqual(await faultsIn(page.body), [])
    const team = await world.web.get(world.team, url)
    assert.ok(team.body.indexOf('id="from-programme-team"') < team.body.indexOf('id="from-partner"'))
    assert.deepEqual(await faultsIn(team.body), [])
  })

  it('are not found by anyone outside, nor by those who read along', async () => {
    const { otherLead, besideLeader, trustLeader, evaluator } = world
    for (const actor of [otherLead, besideLeader, trustLeader, evaluator]) {
      assert.equal((await world.web.get(actor, url)).status, 404, actor.name)
      assert.equal((await world.web.get(actor, `${url}/new`)).status, 404, actor.name)
    }
  })

  it('are sent several at once, kept byte for byte, and count as what the programme expects', async () => {
    const form = await world.web.get(world.leader, `${url}/new?for=share-strategies`)
    assert.deepEqual(await faultsIn(form.body), [])
    const fields = formIn(form.body, `${url}?for=share-strategies`)
    const answer = await world.send(
      world.leader,
      `${url}?for=share-strategies`,
      { key: fields.key ?? '', title: 'Strategies', purpose: 'support', with: ['lead'] },
      [
        { name: 'attendance.txt', bytes: 'Ring home by ten' },
        { name: 'behaviour.pdf', bytes: '%PDF-1.7 and so on' },
      ],
    )
    assert.equal(answer.location, `${url}?saved=given`)
    const page = await world.web.get(world.lead, url)
    assert.match(page.body, /Strategies: attendance/)
    assert.match(page.body, /Strategies: behaviour/)
    const progress = await world.rows(
      sql`select state, source, happened_on from seen_evidence where expectation_key = 'share-strategies'`,
    )
    assert.deepEqual(progress, [{ state: 'done', source: 'documents', happened_on: '2025-09-22' }])
    assert.deepEqual(await arriving(), [])

    // The same form again, as by pressing twice.
    const again = await world.send(
      world.leader,
      `${url}?for=share-strategies`,
      { key: fields.key ?? '', title: 'Strategies', purpose: 'support', with: ['lead'] },
      [{ name: 'attendance.txt', bytes: 'Ring home by ten' }],
    )
    assert.equal(again.location, `${url}?saved=given`)
    assert.equal((await world.rows(sql`select from documents`)).length, 2)
    assert.equal(await everyFile(), 2)
  })

  it('keep what was typed when something is wrong, and save nothing', async () => {
    const fields = { key: randomUUID(), title: 'Routines', purpose: 'visit', with: 'lead' }
    const kept = await everyFile()
    const cases: [string, readonly { name: string; bytes: string }[], Record<string, string>, RegExp][] = [
      ['nothing chosen', [], fields, /Choose a file/],
      ['a web page', [{ name: 'a.pdf', bytes: '<!DOCTYPE html>' }], fields, /of another kind/],
      ['an empty one', [{ name: 'a.txt', bytes: '' }], fields, /The file is empty/],
      ['nobody', [{ name: 'a.txt', bytes: 'x' }], { ...fields, with: '' }, /Select who can open it/],
      ['no key', [{ name: 'a.txt', bytes: 'x' }], { ...fields, key: '' }, /This form has expired/],
      [
        'a pupil',
        [{ name: 'a.txt', bytes: 'x' }],
        { ...fields, title: 'Plan for Jayden Smith in 9B, dob 12/03/2011' },
        /no pupil is meant/,
      ],
    ]
    for (const [what, files, form, message] of cases) {
      const answer = await world.send(world.leader, url, form, files)
      assert.equal(answer.status, 422, what)
      assert.match(answer.body, message, what)
      assert.match(answer.body, /value="(Routines|Plan for Jayden)/, what)
      assert.deepEqual(await faultsIn(answer.body), [], what)
    }
    const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, bytes: 'x' }))
    assert.match((await world.send(world.leader, url, fields, eleven)).body, /at most 10 files/)
    const two = [
      { name: 'good.txt', bytes: 'x' },
      { name: 'bad.pdf', bytes: 'not one' },
    ]
    assert.match((await world.send(world.leader, url, fields, two)).body, /bad\.pdf: The file is plain text/)
    assert.equal(await everyFile(), kept)
    assert.deepEqual(await arriving(), [])
  })

  it('of more than 50 MB are refused, and leave nothing', async () => {
    const bytes = Buffer.alloc(52_428_801, 'x')
    const fields = { key: randomUUID(), title: '', purpose: 'visit', with: 'lead' }
    const answer = await world.send(world.leader, url, fields, [{ name: 'long.txt', bytes }])
    assert.equal(answer.status, 422)
    assert.match(answer.body, /longer than 50 MB/)
    assert.deepEqual(await arriving(), [])
  })

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

  it('are taken back: the next request does not find them', async () => {
    const { leader, lead, web } = world
    const id = await world.give({}, { title: 'To be taken back' })
    assert.equal((await web.get(lead, `/documents/${id}`)).status, 200)
    const form = formIn((await web.get(leader, `/documents/${id}`)).body, `/documents/${id}/sharing`)
    assert.equal((await web.post(lead, `/documents/${id}/sharing`, form)).status, 403)
    const { with: _, ...nobody } = form
    const saved = await web.post(leader, `/documents/${id}/sharing`, nobody)
    assert.equal(saved.location, `/documents/${id}?saved=shared`)
    for (const at of [`/documents/${id}`, `/files/${id}/1`])
      assert.equal((await web.get(lead, at)).status, 404)
    assert.doesNotMatch((await web.get(lead, url)).body, /To be taken back/)
    // A page from before overwrites nothing.
    const stale = await web.post(leader, `/documents/${id}/sharing`, { ...form, with: 'programme-team' })
    assert.equal(stale.status, 409)
    assert.equal((await web.get(world.team, `/documents/${id}`)).status, 404)
  })

  it('close to others by themselves on the day after their last, and not to those who gave them', async () => {
    const id = await world.give({}, { purpose: 'visit' })
    assert.equal((await world.web.get(world.lead, `/documents/${id}`)).status, 200)
    world.moveClock('2025-12-21')
    assert.equal((await world.web.get(world.lead, `/documents/${id}`)).status, 200)
    world.moveClock('2025-12-22')
    assert.equal((await world.web.get(world.lead, `/documents/${id}`)).status, 404)
    assert.match((await world.web.get(world.leader, `/documents/${id}`)).body, /Closed to others since/)
    world.moveClock('2025-09-22')
  })

  it('are replaced: others open the newest, their owner both', async () => {
    const { leader, lead, web } = world
    const id = await world.give({ bytes: 'The first wording' })
    const form = formIn(
      (await web.get(leader, `/documents/${id}/versions/new`)).body,
      `/documents/${id}/versions`,
    )
    const second = [{ name: 'strategy.txt', bytes: 'The second wording' }]
    const replace = () => world.send(leader, `/documents/${id}/versions`, { key: form.key ?? '' }, second)
    assert.equal((await replace()).location, `/documents/${id}?saved=replaced`)
    assert.equal((await replace()).location, `/documents/${id}?saved=replaced`)
    assert.equal((await world.download(lead, `/files/${id}/2`)).body, 'The second wording')
    assert.equal((await world.download(lead, `/files/${id}/1`)).statusCode, 404)
    assert.equal((await world.download(leader, `/files/${id}/1`)).body, 'The first wording')
    assert.equal((await world.download(leader, `/files/${id}/3`)).statusCode, 404)
    assert.equal(
      (await world.send(lead, `/documents/${id}/versions`, { key: randomUUID() }, second)).status,
      403,
    )
    const wrong = await world.send(leader, `/documents/${id}/versions`, { key: randomUUID() }, [])
    assert.equal(wrong.status, 422)
    assert.deepEqual(await faultsIn(wrong.body), [])
  })

  it('are deleted truly: no byte, no name, and the page says who had opened it', async () => {
    const { leader, lead, web } = world
    const id = await world.give({ name: 'secret-name.txt' }, { title: 'Secret title' })
    await world.download(lead, `/files/${id}/1`)
    const before = await everyFile()
    assert.equal((await web.post(lead, `/documents/${id}/deletion`, {})).status, 403)
    assert.deepEqual(await faultsIn((await web.get(leader, `/documents/${id}/deletion`)).body), [])
    for (let times = 0; times < 2; times += 1) {
      assert.equal((await web.post(leader, `/documents/${id}/deletion`, {})).location, `${url}?saved=deleted`)
    }
    for (const actor of [leader, lead]) {
      assert.equal((await world.download(actor, `/files/${id}/1`)).statusCode, 404)
    }
    await world.jobs.handlers['documents.erase']?.({ kind: 'documents.erase', document: id })
    assert.equal(await everyFile(), before - 1)
    const left = JSON.stringify(
      await world.rows(sql`
      select d.title, v.file_name, (select count(*)::int from document_files f where f.id = v.file_id) as files
      from documents d join document_versions v on v.document_id = d.id where d.id = ${id}`),
    )
    assert.equal(left, '[{"title":"Deleted document","file_name":"","files":0}]')
    const words = JSON.stringify(await world.rows(sql`select sentence, details from history`))
    assert.doesNotMatch(words, /secret|Secret/)
    const page = await web.get(leader, `/documents/${id}`)
    assert.match(page.body, /Asha Head deleted it[\s\S]*Nora Lead/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.equal((await web.get(lead, `/documents/${id}`)).status, 404)
  })

  it('that are published are linked with their source and date', async () => {
    const { web, team, lead, leader } = world
    const at = `${url}/link?for=dfe-ofsted-report`
    const page = await web.get(team, at)
    assert.deepEqual(await faultsIn(page.body), [])
    const form = formIn(page.body, `${url}/links?for=dfe-ofsted-report`)
    assert.equal(form.url, '', 'an invented school has no report')
    form.url = 'https://reports.ofsted.gov.uk/'
    const wrong = await web.post(team, `${url}/links?for=dfe-ofsted-report`, {
      ...form,
      url: 'http://10.0.0.1/x',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /must begin with https/)
    const dated = { ...form, 'asAt-day': 12, 'asAt-month': 3, 'asAt-year': 2024 }
    for (let times = 0; times < 2; times += 1) {
      const saved = await web.post(team, `${url}/links?for=dfe-ofsted-report`, dated)
      assert.equal(saved.location, `${url}?saved=linked`)
    }
    const [row] = await world.rows(sql`select id from documents where kind = 'link'`)
    assert.equal((await world.rows(sql`select from documents where kind = 'link'`)).length, 1)
    const seen = await web.get(lead, `/documents/${row?.id}`)
    assert.match(seen.body, /12 March 2024/)
    assert.match(seen.body, /Open it at Ofsted/)
    assert.deepEqual(await faultsIn(seen.body), [])
    // It is the programme team's to the lead: the school knows that it was given.
    assert.equal((await web.get(leader, `/documents/${row?.id}`)).status, 404)
    const [evidence] = await world.rows(
      sql`select state from seen_evidence where expectation_key = 'dfe-ofsted-report'`,
    )
    assert.equal(evidence?.state, 'done')
  })

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
    assert.match(own.body, /Share published exclusions data/)
    assert.doesNotMatch(own.body, /Share the relevant sections/)
    const csv = await web.get(team, '/programme/documents.csv?by=partner')
    assert.match(csv.body, /^\uFEFF?School,Hub,Region/)
    for (const path of ['/programme/documents', '/programme/documents.csv', '/programme/documents/rules']) {
      assert.equal((await web.get(lead, path)).status, 404)
    }
  })

  it('end with the partnership: nothing new, but what was shared can be taken back and deleted', async () => {
    const id = await world.give()
    await world.rows(
      sql`update partnerships set status = 'completed', status_since = '2025-09-22' where id = ${world.partnership}`,
    )
    assert.equal((await world.web.get(world.leader, `${url}/new`)).status, 403)
    assert.equal((await world.web.get(world.leader, url)).status, 200)
    const page = await world.web.get(world.leader, `/documents/${id}`)
    const form = formIn(page.body, `/documents/${id}/sharing`)
    const { with: _, ...nobody } = form
    assert.equal((await world.web.post(world.leader, `/documents/${id}/sharing`, nobody)).status, 303)
    assert.equal((await world.web.post(world.leader, `/documents/${id}/deletion`, {})).status, 303)
    await world.rows(sql`update partnerships set status = 'active' where id = ${world.partnership}`)
  })
})

it('what is published about a school is linked by its number, with its source and its time', async () => {
  const school = { schoolName: 'Ashby School', schoolUrn: 123_456 }
  const page = String(publishedAbout(school, await readPublished()))
  assert.match(page, /href="https:\/\/reports\.ofsted\.gov\.uk\/provider\/21\/123456"/)
  for (const words of [
    'Absence',
    'Suspensions and permanent exclusions',
    'Department for Education',
    '2023/24',
  ]) {
    assert.ok(page.includes(words), words)
  }
  assert.doesNotMatch(page, /\{urn\}/)
})
