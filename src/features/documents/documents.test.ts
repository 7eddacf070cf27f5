import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../test/builders/action-plan.ts'
import { type DocumentWorld, openDocumentWorld } from '../../../test/builders/documents.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'

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

    // For others alone, it is not what the lead waits for.
    const instead = await world.send(
      world.leader,
      `${url}?for=share-improvement-plan`,
      { key: randomUUID(), title: 'Our plan', purpose: 'support', with: ['programme-team'] },
      [{ name: 'plan.txt', bytes: 'Three priorities' }],
    )
    assert.equal(instead.status, 422)
    assert.match(instead.body, /they wait for it/)
    assert.equal((await world.web.get(world.lead, `${url}/new?for=share-strategies`)).status, 404)
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
    const tooMany = await world.send(world.leader, url, fields, eleven)
    assert.match(tooMany.body, /at most 10 files/)
    assert.match(tooMany.body, /value="Routines"/)
    const two = [
      { name: 'good.txt', bytes: 'x' },
      { name: 'bad.pdf', bytes: 'not one' },
    ]
    assert.match((await world.send(world.leader, url, fields, two)).body, /bad\.pdf: The file is plain text/)
    assert.equal(await everyFile(), kept)
    assert.deepEqual(await arriving(), [])
  })

  it('that the storage does not take are said to be, and what was typed stays', async () => {
    const kept = join(world.documents.folder, 'kept')
    await rename(kept, `${kept}-before`)
    await writeFile(kept, 'where a folder should be')
    const fields = { key: randomUUID(), title: 'Routines', purpose: 'visit', with: 'lead' }
    const file = [{ name: 'a.txt', bytes: 'x' }]
    const answer = await world.send(world.leader, url, fields, file)
    await rm(kept)
    await rename(`${kept}-before`, kept)
    assert.equal(answer.status, 422)
    assert.match(answer.body, /could not keep the files/)
    assert.match(answer.body, /value="Routines"/)
    assert.deepEqual(await world.rows(sql`select from documents where title = 'Routines'`), [])
    assert.deepEqual(await arriving(), [])
    // The same form once more, when there is room again.
    assert.equal((await world.send(world.leader, url, fields, file)).status, 303)
  })

  it('of more than 50 MB are refused, and leave nothing', async () => {
    const bytes = Buffer.alloc(52_428_801, 'x')
    const fields = { key: randomUUID(), title: '', purpose: 'visit', with: 'lead' }
    const answer = await world.send(world.leader, url, fields, [{ name: 'long.txt', bytes }])
    assert.equal(answer.status, 422)
    assert.match(answer.body, /longer than 50 MB/)
    assert.deepEqual(await arriving(), [])
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
    await world.rows(sql`
      insert into partnership_messages (key, partnership_id, about_kind, about_id, about_words, side, account_id, by_name, text)
      values (gen_random_uuid(), ${world.partnership}, 'document', ${id}, 'Secret title', 'lead', ${lead.accountId}, 'Nora Lead',
        'Thank you')`)
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
    const messages = await world.rows(
      sql`select about_words, text from partnership_messages where about_kind = 'document'`,
    )
    assert.deepEqual(messages, [{ about_words: 'a deleted document', text: 'Thank you' }])
    const words = JSON.stringify(await world.rows(sql`select sentence, details from history`))
    assert.doesNotMatch(words, /secret|Secret/)
    const page = await web.get(leader, `/documents/${id}`)
    assert.match(page.body, /Asha Head deleted it[\s\S]*Nora Lead/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.equal((await web.get(lead, `/documents/${id}`)).status, 404)
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
