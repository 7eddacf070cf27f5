import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { bookDay, openSupportWorld, type SupportWorld, send } from '../../../../test/builders/support.ts'
import type { Actor } from '../../people/index.ts'

describe('everything to keep', () => {
  let of: SupportWorld
  let url: string
  before(async () => {
    of = await openSupportWorld()
    url = `/partnerships/${of.enhanced}/everything`
    const day = await bookDay(of, '2025-10-14')
    of.moveClock('2025-10-15')
    const record = { key: randomUUID(), seen: 0, saw: 'Calm entry <to> lessons' }
    await send(of, of.lead, `/support-days/${day}/visit-record`, record)
    await send(of, of.lead, `/support-days/${day}/visit-record/signatures`, { revision: 1 })
    const review = `/partnerships/${of.enhanced}/final-review/changes`
    await send(of, of.lead, review, { seen: 0, words: 'Lessons start calmly' })
    await give({ title: 'Plan: this year?', text: 'the plan' })
    await give({ title: 'plan this year', text: 'another' })
    await give({ title: 'Kept to ourselves', text: 'not shared', shared: [] })
    await give({ title: 'Not looked at', text: 'x', state: 'waiting' })
    await give({ title: 'Full of worms', text: 'x', state: 'infected' })
    await give({ title: 'Lost', text: undefined })
    await give({ title: 'Inspection report', link: 'https://reports.ofsted.gov.uk/1' })
  })
  after(() => of.close())

  /** A document of the partner school’s, straight into its tables. */
  async function give(document: {
    title: string
    text?: string | undefined
    state?: string
    shared?: readonly string[]
    link?: string
  }) {
    const { title, text, state = 'clean', shared = ['lead'], link = null } = document
    const [row] = await of.rows(sql`
      insert into documents (key, position, partnership_id, kind, title, purpose, from_side, shared_with, link_url,
        link_source, given_by_name)
      values (gen_random_uuid(), 0, ${of.enhanced}, ${link ? 'link' : 'file'}, ${title}, 'support', 'partner',
        ${[...shared]}::text[], ${link}, ${link && 'Ofsted'}, 'Asha Head') returning id`)
    if (link) return
    const fileId = randomUUID()
    await of.rows(sql`insert into document_files (id) values (${fileId})`)
    await of.rows(sql`
      insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state, by_name)
      values (${Number(row?.id)}, 1, gen_random_uuid(), ${fileId}, 'typed.txt', 'txt', ${text?.length ?? 5}, '', ${state}, 'Asha Head')`)
    if (text === undefined) return
    const path = join(of.documents.folder, randomUUID())
    await writeFile(path, text)
    await of.documents.store.keep(fileId, { path, bytes: text.length, sha256: '' })
  }

  async function download(actor: Actor) {
    await of.web.get(actor, url)
    const answer = await of.web.app.inject({
      url: `${url}.zip`,
      headers: { 'x-actor': `${actor.role} ${actor.accountId} ${actor.programmeId}` },
    })
    assert.equal(answer.statusCode, 200, answer.body)
    const files = unzipSync(answer.rawPayload)
    const textOf = (name: string) => Buffer.from(files[name] ?? []).toString()
    return { answer, names: Object.keys(files).sort(), textOf }
  }
  const openings = () =>
    of.rows(sql`
      select d.title, o.by_name as "by", o.how from document_openings o join documents d on d.id = o.document_id
      order by o.id`)

  test('is for the two schools alone', async () => {
    for (const actor of [of.team, of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator]) {
      assert.equal((await of.web.get(actor, url)).status, 404, actor.role)
      assert.equal((await of.web.get(actor, `${url}.zip`)).status, 404, actor.role)
    }
    assert.equal(
      (await of.web.get(of.regionalLeader, `/partnerships/${of.regional}/everything.zip`)).status,
      404,
    )
    const page = await of.web.get(of.lead, url)
    assert.match(page.body, /Not looked at, from Ashby School. It is still being checked for viruses/)
    assert.doesNotMatch(page.body, /Kept to ourselves/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.deepEqual(await openings(), [], 'looking opens nothing')
  })

  test('holds what this side may open, under names that Windows takes, and says of the rest why not', async () => {
    const { answer, names, textOf } = await download(of.lead)
    assert.match(String(answer.headers['content-disposition']), /filename="Ashby School and North hub.zip"/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.deepEqual(names, [
      'documents/01 Plan this year.txt',
      'documents/02 plan this year.txt',
      'final-review.html',
      'history.csv',
      'index.html',
      'records/2025-10-14 Visit.html',
      'support-days.csv',
    ])
    assert.equal(textOf('documents/01 Plan this year.txt'), 'the plan')
    const index = textOf('index.html')
    assert.match(index, /href="documents\/01%20Plan%20this%20year.txt">Plan: this year\?<\/a>/)
    assert.match(index, /Not looked at, from Ashby School. It is still being checked/)
    assert.match(index, /Full of worms, from Ashby School. It did not pass/)
    assert.match(index, /Lost, from Ashby School. The file could not be found/)
    assert.match(index, /https:\/\/reports.ofsted.gov.uk\/1/)
    assert.doesNotMatch(index, /Kept to ourselves/)
    assert.match(
      textOf('records/2025-10-14 Visit.html'),
      /Calm entry &lt;to&gt; lessons[\s\S]*Nora Lead, North hub/,
    )
    assert.match(textOf('final-review.html'), /Lessons start calmly/)
    assert.match(textOf('history.csv'), /Nora Lead,Wrote the record of the visit on 14 October 2025/)
    assert.match(textOf('support-days.csv'), /2025-10-14,Visit,1 day,1,Booked/)
    for (const name of names.filter((each) => each.endsWith('.html'))) {
      assert.deepEqual(await faultsIn(textOf(name)), [], name)
    }
    assert.deepEqual(await openings(), [
      { title: 'Plan: this year?', by: 'Nora Lead', how: 'downloaded' },
      { title: 'plan this year', by: 'Nora Lead', how: 'downloaded' },
      { title: 'Lost', by: 'Nora Lead', how: 'downloaded' },
    ])
  })

  test('gives each side its own: who keeps a document to itself takes it along, and a deleted one is named as such', async () => {
    await of.database.asOwner((db) =>
      sql`update documents set deleted_at = now(), deleted_by_name = 'Asha Head', deleted_because = 'by hand',
        title = 'Deleted document' where title = 'plan this year'`.execute(db),
    )
    const own = await download(of.leader)
    assert.match(own.textOf('index.html'), /Kept to ourselves/)
    assert.match(own.textOf('index.html'), /Deleted document, from Ashby School. It was deleted by Asha Head/)
    assert.doesNotMatch((await download(of.lead)).textOf('index.html'), /Deleted document/)
  })
})
