import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  CLIENT,
  openProvider,
  signInAtProvider,
  type TestProvider,
} from '../../../../test/builders/openid-provider.ts'
import {
  type Browser,
  openPeopleApp,
  type PeopleApp,
  seedPeople,
  type World,
} from '../../../../test/builders/people.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'

const ASHBY = {
  id: 'A1',
  name: 'Ashby Primary School',
  category: { id: '001', name: 'Establishment' },
  urn: '990011',
}
const HARBOUR = {
  id: 'T1',
  name: 'Harbour Trust',
  category: { id: '010', name: 'Multi-Academy Trust' },
  uid: '990001',
}
const NORTHGATE = { name: 'Northgate Academy', category: { id: 1 }, urn: 990001, pimsStatus: 1 }

/** Whom the provider knows, by what is typed into its sign-in form. */
const PEOPLE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  asha: { email: 'Head@Ashby.example', organisation: JSON.stringify(ASHBY) },
  asharenamed: { email: 'other@ashby.example', organisation: ASHBY },
  hal: { email: 'ceo@harbour.example', organisation: { organisation: { ...HARBOUR, pimsStatus: null } } },
  halfromashby: { email: 'ceo@harbour.example', organisation: JSON.stringify(ASHBY) },
  nora: { email: 'lead@north.example', organisation: [NORTHGATE] },
  noranowhere: { email: 'lead@north.example', organisation: '{}' },
  tess: {
    email: 'team@dfe.example',
    organisation: { name: 'Department for Education', category: { id: '011' } },
  },
  toni: { email: 'two@places.example', organisation: { name: 'Northgate', category: '001', urn: '990001' } },
  stranger: { email: 'stranger@elsewhere.example', organisation: ASHBY },
  unchecked: { email: 'lead@south.example', email_verified: false, organisation: '{}' },
  eva: { email: 'eva@evaluators.example' },
}

for (const inIdentity of [false, true]) {
  describe(`DfE Sign-in that tells who someone is ${inIdentity ? 'in the identity' : 'when asked'}`, () => {
    let database: Database
    let provider: TestProvider
    let people: PeopleApp
    let world: World

    before(async () => {
      database = await openTestDatabase()
      world = await seedPeople(database)
      provider = await openProvider(PEOPLE, { inIdentity })
      people = await openPeopleApp(database, {
        demonstration: false,
        dfeSignIn: { ...CLIENT, issuer: provider.issuer, insecure: true },
      })
    })
    after(async () => {
      await people.close()
      await provider.close()
      await database.close()
    })

    async function signIn(login: string, browser: Browser = people.browser(), next = '/') {
      const asked = await browser.get(`/sign-in/dfe?next=${encodeURIComponent(next)}`)
      assert.equal(asked.status, 303)
      const callback = await signInAtProvider(asked.location ?? '', login)
      return { browser, callback, answer: await browser.get(callback) }
    }

    test('a named leader signs in with their school and goes on to the page they wanted', async () => {
      const page = await people.browser().get('/sign-in?next=%2Fpartnerships%2F1')
      assert.match(page.text, /href="\/sign-in\/dfe\?next=%2Fpartnerships%2F1"/)
      const { browser, answer } = await signIn('asha', undefined, '/partnerships/1')
      assert.deepEqual([answer.status, answer.location], [303, '/partnerships/1'])
      assert.equal((await browser.actor()).schoolUrn, 990011)
    })

    test('someone known by their identity stays known under a new address', async () => {
      await signIn('asha')
      const { rows } = await database.inScope({ 'alongside.role': 'system' }, (db) =>
        sql<{ subject: string }>`select subject from identities where issuer = ${provider.issuer}`.execute(
          db,
        ),
      )
      assert.deepEqual(
        rows.filter(({ subject }) => subject === 'asha'),
        [{ subject: 'asha' }],
      )
      await database.asOwner((db) =>
        sql`update accounts set email = 'moved@ashby.example' where name = 'Asha Head'`.execute(db),
      )
      const { browser } = await signIn('asha')
      assert.equal((await browser.actor()).name, 'Asha Head')
    })

    for (const [login, role] of [
      ['hal', 'trust-leader'],
      ['nora', 'hub-lead'],
      ['tess', 'programme-team'],
      ['eva', 'evaluator'],
    ] as const) {
      test(`a ${role} signs in with the organisation of their place`, async () => {
        const { browser, answer } = await signIn(login)
        assert.equal(answer.status, 303)
        assert.equal((await browser.actor()).role, role)
      })
    }

    test('only the places of the chosen organisation are offered', async () => {
      const { browser, answer } = await signIn('toni')
      assert.deepEqual([answer.status, answer.location], [303, '/'])
      assert.equal((await browser.actor()).hubId, world.north)
      const page = (await browser.get('/sign-in/place')).text
      assert.match(page, /North hub/)
      assert.doesNotMatch(page, /Birch Lane School/)
      const school = world.assignment('two@places.example')
      assert.equal((await browser.post('/sign-in/place', { assignment: String(school) })).status, 422)
    })

    test('another organisation is named, with what to do', async () => {
      const { browser, answer } = await signIn('halfromashby')
      assert.equal(answer.status, 403)
      assert.match(answer.text, /You chose <strong>Ashby Primary School<\/strong>/)
      assert.match(answer.text, /as trust leader at <strong>Harbour Trust<\/strong>/)
      assert.deepEqual(await browser.actor(), {})
    })

    test('an account without an organisation is told whom to ask', async () => {
      const { browser, answer } = await signIn('noranowhere')
      assert.equal(answer.status, 403)
      assert.match(answer.text, /Your DfE Sign-in account has no organisation/)
      assert.deepEqual(await browser.actor(), {})
    })

    test('someone who was never invited gets no account and no role', async () => {
      const { browser, answer } = await signIn('stranger')
      assert.equal(answer.status, 403)
      assert.match(answer.text, /You are not on a programme yet/)
      assert.deepEqual(await browser.actor(), {})
      const { rows } = await database.asOwner((db) =>
        sql`select from accounts where email = 'stranger@elsewhere.example'`.execute(db),
      )
      assert.equal(rows.length, 0)
    })

    test('an address that the provider has not checked matches nobody', async () => {
      const { answer } = await signIn('unchecked')
      assert.equal(answer.status, 403)
      assert.match(answer.text, /You are not on a programme yet/)
    })

    test('an answer works once, in the browser that asked, with its own state', async () => {
      const { browser, callback } = await signIn('tess')
      await browser.post('/sign-out')
      assert.equal((await browser.get(callback)).status, 400)
      assert.equal((await people.browser().get(callback)).status, 400)

      const asking = people.browser()
      const asked = await asking.get('/sign-in/dfe')
      const other = await signInAtProvider(asked.location ?? '', 'tess')
      const changed = new URL(other, 'http://localhost')
      changed.searchParams.set('state', 'another')
      const answer = await asking.get(`${changed.pathname}${changed.search}`)
      assert.equal(answer.status, 400)
      assert.match(answer.text, /was not completed/)
      assert.deepEqual(await asking.actor(), {})
    })

    test('someone who turns back at DfE Sign-in can try again or use a code', async () => {
      const browser = people.browser()
      const asked = await browser.get('/sign-in/dfe?next=%2Fhubs%2F1')
      const state = new URL(asked.location ?? '').searchParams.get('state')
      const answer = await browser.get(
        `/sign-in/dfe/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
      )
      assert.equal(answer.status, 400)
      assert.match(answer.text, /href="\/sign-in\?next=%2Fhubs%2F1"/)
    })

    test('the request carries PKCE, a nonce and a state that are new each time', async () => {
      const asked = await Promise.all([
        people.browser().get('/sign-in/dfe'),
        people.browser().get('/sign-in/dfe'),
      ])
      const [one, two] = asked.map(({ location }) => new URL(location ?? '').searchParams)
      assert.equal(one?.get('code_challenge_method'), 'S256')
      assert.equal(one?.get('response_type'), 'code')
      for (const name of ['code_challenge', 'nonce', 'state']) {
        assert.ok((one?.get(name) ?? '').length >= 40)
        assert.notEqual(one?.get(name), two?.get(name))
      }
    })
  })
}

describe('a DfE Sign-in that does not answer', () => {
  test('leaves the code by email', async () => {
    const database = await openTestDatabase()
    const people = await openPeopleApp(database, {
      dfeSignIn: { ...CLIENT, issuer: 'http://127.0.0.1:9', insecure: true },
    })
    const answer = await people.browser().get('/sign-in/dfe')
    assert.equal(answer.status, 503)
    assert.match(answer.text, /sign in with a code by email/)
    await people.close()
    await database.close()
  })
})
