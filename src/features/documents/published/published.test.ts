import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../../test/builders/action-plan.ts'
import { type DocumentWorld, openDocumentWorld } from '../../../../test/builders/documents.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { readPublished } from './content.ts'
import { publishedAbout } from './views.ts'

describe('documents', () => {
  let world: DocumentWorld
  let url: string
  before(async () => {
    world = await openDocumentWorld()
    url = `/partnerships/${world.partnership}/documents`
  })
  after(() => world.close())

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
