import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../../test/builders/action-plan.ts'
import { type DocumentWorld, openDocumentWorld } from '../../../../test/builders/documents.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { EICAR, noClamd, startClamd, type TestClamd } from '../../../../test/clamd.ts'
import { clamdScanner, type Scanner, ScannerDown } from '../../../platform/files/index.ts'
import { deleteOn } from '../domain.ts'
import { dueBy } from '../rules/domain.ts'
import { checkWaiting, keepRules, tidy } from './jobs.ts'
import { tellGivers } from './problems.ts'

/** Runs what an upload has queued, as the service would. */
async function runJobs(world: DocumentWorld): Promise<void> {
  await checkWaiting(world.options)
}

describe('a file', () => {
  let clamd: TestClamd | undefined
  let isDown = false
  let world: DocumentWorld
  before(async () => {
    clamd = await startClamd()
    const real = clamd && clamdScanner(clamd.address)
    const scanner: Scanner = {
      async scan(stream) {
        if (isDown) {
          stream.destroy()
          throw new ScannerDown('it is away')
        }
        return real ? real.scan(stream) : { clean: true }
      },
    }
    world = await openDocumentWorld({ scanner })
  })
  after(async () => {
    await world.close()
    await clamd?.close()
  })
  const kept = async () =>
    (await readdir(join(world.documents.folder, 'kept'), { recursive: true, withFileTypes: true })).filter(
      (each) => each.isFile(),
    )

  it('is opened by nobody before it is found clean, not even by whoever gave it', async () => {
    const id = await world.give({}, {})
    for (const actor of [world.leader, world.lead]) {
      const answer = await world.download(actor, `/files/${id}/1`)
      assert.equal(answer.statusCode, 409)
      assert.match((await world.web.get(actor, `/documents/${id}`)).body, /is being checked for viruses/)
    }
    isDown = true
    await assert.rejects(runJobs(world), ScannerDown)
    assert.equal((await world.download(world.lead, `/files/${id}/1`)).statusCode, 409)
    isDown = false
    await runJobs(world)
    assert.equal((await world.download(world.lead, `/files/${id}/1`)).body, 'What we do on day one')
    const page = await world.web.get(world.lead, `/documents/${id}`)
    assert.doesNotMatch(page.body, /does not check files/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  it('that is being checked counts as begun, and as given when it is clean', async () => {
    const at = `/partnerships/${world.partnership}/documents?for=share-strategies`
    await world.send(world.leader, at, { key: randomUUID(), title: '', purpose: 'support', with: 'lead' }, [
      { name: 'a.txt', bytes: 'x' },
    ])
    const state = async () =>
      (await world.rows(sql`select state from seen_evidence where expectation_key = 'share-strategies'`))[0]
        ?.state
    assert.equal(await state(), 'started')
    await runJobs(world)
    assert.equal(await state(), 'done')
  })

  it('that the scanner refuses is opened by nobody, and its content is gone', async (context) => {
    if (!clamd) return context.skip(noClamd)
    const before = (await kept()).length
    const id = await world.give({ name: 'test.txt', bytes: EICAR })
    await runJobs(world)
    for (const actor of [world.leader, world.lead]) {
      assert.equal((await world.download(actor, `/files/${id}/1`)).statusCode, 404)
      const page = await world.web.get(actor, `/documents/${id}`)
      assert.match(page.body, /The virus check refused this file/)
      assert.deepEqual(await faultsIn(page.body), [])
    }
    assert.equal((await kept()).length, before)
    const [line] = await world.rows(sql`select sentence from history order by id desc limit 1`)
    assert.match(String(line?.sentence), /virus check refused a file/)
  })

  it('that a process left half-way is cleared away, and what was acknowledged stays', async () => {
    const id = await world.give({ bytes: 'acknowledged' })
    await runJobs(world)
    // Killed after the bytes were kept, before the document was written.
    const orphan = randomUUID()
    await world.rows(sql`insert into document_files (id) values (${orphan})`)
    const arrived = await world.documents.arrivals.receive(Readable.from([Buffer.from('orphan')]))
    await world.documents.store.keep(orphan, arrived)
    // Killed before any byte was kept.
    await world.rows(sql`insert into document_files (id) values (${randomUUID()})`)
    const before = (await kept()).length
    assert.equal(await tidy(world.options), 0)
    assert.equal((await kept()).length, before)
    assert.equal(await tidy(world.options, 0), 2)
    assert.equal((await kept()).length, before - 1)
    assert.equal(await tidy(world.options, 0), 0)
    assert.equal((await world.download(world.lead, `/files/${id}/1`)).body, 'acknowledged')
  })

  it('whose deletion did not come through is deleted by the clean-up', async () => {
    const id = await world.give({ bytes: 'to go' })
    await runJobs(world)
    const before = (await kept()).length
    await world.web.post(world.leader, `/documents/${id}/deletion`, {})
    assert.equal((await kept()).length, before)
    await tidy(world.options)
    assert.equal((await kept()).length, before - 1)
  })

  /** Takes the bytes out of the storage behind the service's back, and says how to put them back. */
  const loseBytes = async (id: number) => {
    const [row] = await world.rows(sql`select file_id as id from document_versions where document_id = ${id}`)
    const name = String(row?.id)
    const path = join(world.documents.folder, 'kept', name.slice(0, 2), name)
    const bytes = await readFile(path)
    await rm(path)
    return () => writeFile(path, bytes)
  }
  const emails = async () =>
    (
      await world.rows(
        sql`select personalisation from messages where template = 'document-problem' order by queued_at`,
      )
    ).map(({ personalisation }) => JSON.stringify(personalisation))

  it('that is not where it should be holds up the check of no other, and is asked for again', async () => {
    const lost = await world.give({ bytes: 'lost before the check' })
    await loseBytes(lost)
    const id = await world.give({ bytes: 'sent after it' })
    await runJobs(world)
    assert.equal((await world.download(world.lead, `/files/${id}/1`)).body, 'sent after it')
    const own = await world.web.get(world.leader, `/documents/${lost}`)
    assert.match(own.body, /can no longer find the content of this file.*send it again/s)
    assert.deepEqual(await faultsIn(own.body), [])
    const theirs = await world.web.get(world.lead, `/documents/${lost}`)
    assert.match(theirs.body, /Ashby School has been asked to send it again/)
    const [line] = await world.rows(sql`select sentence from history order by id desc limit 1`)
    assert.match(String(line?.sentence), /is not in the storage/)
    const file = [{ name: 'again.txt', bytes: 'sent again' }]
    await world.send(world.leader, `/documents/${lost}/versions`, { key: randomUUID() }, file)
    await runJobs(world)
    assert.equal((await world.download(world.lead, `/files/${lost}/2`)).body, 'sent again')
  })

  it('that is lost after it was given is owed again until it is sent or found', async () => {
    const states = async () =>
      (await world.rows(sql`select state from seen_evidence where expectation_key = 'share-strategies'`)).map(
        ({ state }) => state,
      )
    assert.deepEqual(await states(), ['done'], 'it was given above')
    const [row] = await world.rows(
      sql`select max(id) as id from documents where expectation_key = 'share-strategies'`,
    )
    const id = Number(row?.id)
    const putBack = await loseBytes(id)
    for (const path of [`/files/${id}/1`, `/documents/${id}/preview`]) {
      const answer = await world.web.get(world.lead, path)
      assert.equal(answer.status, 409)
      assert.match(answer.body, /asked to send it again/)
    }
    assert.deepEqual(await states(), [])
    assert.match(
      (await world.web.get(world.leader, `/partnerships/${world.partnership}/documents`)).body,
      /Asked for again/,
    )
    await putBack()
    await tidy(world.options)
    assert.deepEqual(await states(), ['done'])
    assert.equal((await world.download(world.lead, `/files/${id}/1`)).body, 'x')
  })

  it('that was refused or lost is told to whoever gave it once, in school hours, without a name', async (context) => {
    if (!clamd) return context.skip(noClamd)
    await world.give({ name: 'secret-test.txt', bytes: EICAR })
    await runJobs(world)
    world.moveClock('2025-09-20')
    await tellGivers(world.options)
    assert.deepEqual(await emails(), [], 'not at a weekend')
    world.moveClock('2025-09-22')
    await tellGivers(world.options)
    await tellGivers(world.options)
    const sent = await emails()
    assert.equal(sent.length, 1)
    assert.match(sent[0] ?? '', /The virus check refused \d files? that you sent/)
    assert.doesNotMatch(sent[0] ?? '', /secret|Ashby|Eicar/)
    const lost = await world.give({ bytes: 'lost' })
    await runJobs(world)
    await loseBytes(lost)
    await world.web.get(world.lead, `/files/${lost}/1`)
    await tellGivers(world.options)
    assert.equal((await emails()).length, 1, 'not yet: it may be found again')
    await world.rows(
      sql`update document_versions set lost_at = now() - interval '2 days' where lost_at is not null`,
    )
    await tellGivers(world.options)
    assert.match(
      (await emails())[1] ?? '',
      /can no longer find the content of 1 file that you sent[\s\S]*\/documents\/\d+/,
    )
  })

  it('is kept as long as the rules say, and goes the night after', async () => {
    const { web, team, lead } = world
    const id = await world.give({}, { purpose: 'visit', title: 'For a visit' })
    await runJobs(world)
    const page = await web.get(team, '/programme/documents/rules')
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match(page.body, /deleted in the next 30 days <span class="app-count">0 documents/)
    const form = formIn(page.body, '/programme/documents/rules')
    const { try: _, ...fields } = form
    // Given on 22 September, open for 90 days: until 21 December, and then kept for ten days more.
    const tried = await web.post(team, '/programme/documents/rules', {
      ...fields,
      'kept-visit': 10,
      try: 'yes',
    })
    assert.equal(tried.status, 200)
    assert.match(tried.body, /Nothing is saved yet/)
    assert.equal((await world.rows(sql`select from document_rules`)).length, 0)
    for (const wrong of ['-1', '3651', 'ten', '']) {
      const answer = await web.post(team, '/programme/documents/rules', { ...fields, 'kept-visit': wrong })
      assert.equal(answer.status, 422)
      assert.deepEqual(await faultsIn(answer.body), [])
    }
    const saved = await web.post(team, '/programme/documents/rules', { ...fields, 'kept-visit': 10 })
    assert.equal(saved.location, '/programme/documents/rules?saved')
    // The page that another of the team has open overwrites nothing.
    assert.equal(
      (await web.post(team, '/programme/documents/rules', { ...fields, 'kept-visit': 20 })).status,
      409,
    )
    assert.equal((await web.get(lead, '/programme/documents/rules')).status, 404)

    world.moveClock('2025-12-31')
    assert.equal(await keepRules(world.options), 0)
    const soon = await web.get(team, '/programme/documents/rules')
    assert.match(soon.body, /1 Jan 2026/)
    assert.deepEqual(await faultsIn(soon.body), [])
    world.moveClock('2026-01-01')
    const before = (await kept()).length
    assert.equal(await keepRules(world.options), 1)
    assert.equal((await kept()).length, before - 1)
    assert.equal(await keepRules(world.options), 0)
    const own = await web.get(world.leader, `/documents/${id}`)
    assert.match(own.body, /had been kept as long as the programme’s rules say/)
    world.moveClock('2025-09-22')
  })
})

describe('when something is deleted', () => {
  const rule = { openDays: 90, keptDays: 10 }

  it('counts from the last day that it was open, or the end of the partnership, whichever is first', () => {
    assert.equal(deleteOn({ expiresOn: '2025-12-21', endedOn: null }, rule), '2026-01-01')
    assert.equal(deleteOn({ expiresOn: '2025-12-21', endedOn: '2025-12-01' }, rule), '2025-12-12')
    assert.equal(deleteOn({ expiresOn: null, endedOn: '2025-12-01' }, rule), '2025-12-12')
    assert.equal(deleteOn({ expiresOn: null, endedOn: null }, rule), undefined)
  })

  it('each document goes by the rule of its own purpose', () => {
    const document = {
      id: 1,
      programmeId: 1,
      partnershipId: 1,
      schoolName: 'Ashby School',
      hubName: 'North hub',
      givenAt: '2025-09-22T11:00:00Z',
      expiresOn: '2025-12-21',
      endedOn: null,
    }
    const due = dueBy(
      [
        { ...document, purpose: 'visit' },
        { ...document, id: 2, purpose: 'support' },
      ],
      [
        { purpose: 'visit', ...rule },
        { purpose: 'support', openDays: 90, keptDays: 11 },
      ],
      Temporal.PlainDate.from('2026-01-01'),
    )
    assert.deepEqual(
      due.map(({ id, on }) => [id, on]),
      [[1, '2026-01-01']],
    )
  })
})

it('the EICAR text is not whole in the source of any test', async () => {
  const source = await readFile(join(import.meta.dirname, '../../../../test/clamd.ts'), 'utf8')
  assert.ok(!source.includes(EICAR))
})
