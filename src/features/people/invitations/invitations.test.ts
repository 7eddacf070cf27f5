import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  type Inviting,
  invitationForm,
  linkIn,
  openInviting,
  SYSTEM,
} from '../../../../test/builders/inviting.ts'
import {
  type Browser,
  openPeopleApp,
  type PeopleApp,
  SECRET,
  type World,
} from '../../../../test/builders/people.ts'
import { clockAt } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { invite, scopeOf } from '../index.ts'
import { invitationOfToken, tokenOfInvitation } from '../secret.ts'

describe('invitations', () => {
  let inviting: Inviting
  let database: Database
  let people: PeopleApp
  let world: World
  let team: Browser
  let north: Browser
  let south: Browser
  let head: Browser

  before(async () => {
    inviting = await openInviting()
    ;({ database, people, world, team, north, south, head } = inviting)
  })
  after(() => inviting.close())

  test('a hub lead invites a named leader, who accepts and is signed in at the school', async () => {
    assert.match((await north.get('/invitations/new')).text, /Birch Lane School/)
    const answer = await north.post(
      '/invitations/new',
      invitationForm({
        school: '990012',
        name: 'Bea Deputy',
        email: 'bea@birch.example',
        title: 'Deputy headteacher',
      }),
    )
    assert.deepEqual([answer.status, answer.location], [303, '/people?done=invited'])
    assert.match((await north.get('/people?done=invited')).text, /Bea Deputy/)
    const email = await people.emailTo('bea@birch.example')
    assert.match(email.subject, /Nora Lead has invited you/)
    assert.match(email.body, /named leader at Birch Lane School/)
    assert.match(email.body, /until 26 March 2026/)

    const link = linkIn(email.body)
    const bea = people.browser()
    const page = await bea.get(link)
    assert.equal(page.status, 200)
    assert.match(page.text, /value="Bea Deputy"/)
    assert.deepEqual(await bea.actor(), {})
    const nameless = await bea.post(link, { name: ' ' })
    assert.equal(nameless.status, 422)
    assert.match(nameless.text, /Enter your name/)
    const accepted = await bea.post(link, { name: 'Beatrice Deputy' })
    assert.deepEqual([accepted.status, accepted.location], [303, '/'])
    const actor = await bea.actor()
    assert.deepEqual([actor.name, actor.role, actor.schoolUrn], ['Beatrice Deputy', 'named-leader', 990012])

    const again = await people.browser().get(link)
    assert.match(again.text, /You have accepted this invitation/)
    const [joined, invited] = await inviting.histories()
    assert.deepEqual([joined?.sentence, joined?.by_name], ['Joined as named leader', 'Beatrice Deputy'])
    assert.equal(invited?.sentence, 'Invited Bea Deputy as named leader')
    assert.ok(joined?.partnership_id)
  })

  test('a form pressed twice makes one invitation, one email and one line of history', async () => {
    const twice = invitationForm({ email: 'twice@ashby.example', name: 'Twice Pressed' })
    const answers = await Promise.all([
      head.post('/invitations/new', twice),
      head.post('/invitations/new', twice),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    )
    assert.equal((await head.post('/invitations/new', twice)).status, 303)
    await people.emailTo('twice@ashby.example')
    assert.equal((await inviting.idOf('twice@ashby.example')).length, 1)
    const lines = (await inviting.histories()).filter(({ sentence }) => sentence.includes('Twice Pressed'))
    assert.equal(lines.length, 1)
    const { rows } = await database.inScope(SYSTEM, (db) =>
      sql`select from messages where to_email = 'twice@ashby.example'`.execute(db),
    )
    assert.equal(rows.length, 1)
  })

  test('the same person is not invited twice to one place, nor where they are already', async () => {
    const email = 'same@ashby.example'
    assert.equal((await head.post('/invitations/new', invitationForm({ email }))).status, 303)
    const again = await head.post(
      '/invitations/new',
      invitationForm({ email: email.toUpperCase(), name: 'Kept Name' }),
    )
    assert.equal(again.status, 422)
    assert.match(again.text, /has been invited already/)
    assert.match(again.text, /value="Kept Name"/)
    const here = await head.post('/invitations/new', invitationForm({ email: 'head@ashby.example' }))
    assert.equal(here.status, 422)
    assert.match(here.text, /already on the programme in this role/)
  })

  test('the programme team invites to every role, each with its place', async () => {
    for (const [role, place] of [
      ['hub-lead', { hub: String(world.north) }],
      ['named-leader', { school: 'castle view school' }],
      ['trust-leader', { trust: '990001' }],
      ['evaluator', {}],
      ['programme-team', {}],
    ] as const) {
      assert.equal(
        (await team.post('/invitations/new', invitationForm({ role, ...place }))).status,
        303,
        role,
      )
    }
  })

  for (const [what, fields, message] of [
    ['no role', { role: '' }, 'Select what they will do'],
    ['no hub', { role: 'hub-lead', hub: '' }, 'Select the hub'],
    ['a hub that is not there', { role: 'hub-lead', hub: '9999' }, 'Select the hub'],
    ['no school', { school: '' }, 'Enter the school’s name or URN'],
    ['a school that is no partner', { school: '990001' }, 'is not a partner school on this programme'],
    ['no trust', { role: 'trust-leader', trust: '' }, 'Enter the trust’s UID'],
    ['a trust that is not there', { role: 'trust-leader', trust: '123456789' }, 'No trust has the UID'],
    ['no name', { school: '990011', name: '' }, 'Enter their name'],
    [
      'bait instead of a name',
      { school: '990011', name: 'Click https://evil.example' },
      'must not include a website',
    ],
    ['no address', { school: '990011', email: '' }, 'Enter their email address'],
    ['half an address', { school: '990011', email: 'sam@' }, 'in the correct format'],
    [
      'a long title',
      { school: '990011', title: 'x'.repeat(101) },
      'Job title must be 100 characters or fewer',
    ],
    ['a broken key', { school: '990011', key: 'x' }, 'This form has expired'],
  ] as const) {
    test(`an invitation with ${what} is refused at its field`, async () => {
      const answer = await team.post('/invitations/new', invitationForm(fields))
      assert.equal(answer.status, 422)
      assert.ok(answer.text.includes(message), answer.text)
    })
  }

  test('nobody invites to a place or role that is not theirs', async () => {
    const foreign = await north.post('/invitations/new', invitationForm({ school: '990013' }))
    assert.equal(foreign.status, 422)
    assert.match(foreign.text, /is not a partner school/)
    // Whatever a named leader says, it is their own school.
    const email = 'own@school.example'
    await head.post('/invitations/new', invitationForm({ school: '990013', email }))
    const { rows } = await database.inScope(SYSTEM, (db) =>
      sql<{ school_urn: number }>`select school_urn from invitations where email = ${email}`.execute(db),
    )
    assert.deepEqual(rows, [{ school_urn: 990011 }])
    for (const role of ['programme-team', 'evaluator']) {
      assert.equal((await head.post('/invitations/new', invitationForm({ role }))).status, 403, role)
    }
    for (const email of ['ceo@harbour.example', 'eva@evaluators.example']) {
      const browser = await people.signedInAs(email)
      assert.equal((await browser.get('/invitations/new')).status, 404)
      assert.equal((await browser.post('/invitations/new', invitationForm({ school: '990011' }))).status, 404)
      assert.equal((await browser.get('/people')).status, 404)
    }
  })

  test('the database itself refuses an invitation to a foreign place', async () => {
    const actor = await north.actor()
    const row = {
      key: randomUUID(),
      role: 'named-leader',
      programmeId: world.programmeId,
      hubId: null,
      schoolUrn: 990013,
      trustUid: null,
      email: 'x@y.example',
      name: 'X',
      title: '',
      replaces: null,
    } as const
    const clock = clockAt('2026-03-12')
    await assert.rejects(
      database.inScope(scopeOf(actor, clock), (db) => invite(db, actor, [row], { now: clock.now() })),
      /row-level security/,
    )
  })

  test('an invitation of a foreign place is not found, read, sent again or cancelled', async () => {
    await north.post('/invitations/new', invitationForm({ school: '990012', email: 'mine@north.example' }))
    const [id] = await inviting.idOf('mine@north.example')
    assert.equal((await north.get(`/invitations/${id}`)).status, 200)
    for (const browser of [south, head]) {
      assert.equal((await browser.get(`/invitations/${id}`)).status, 404)
      assert.equal((await browser.post(`/invitations/${id}/sendings`)).status, 404)
      assert.equal((await browser.post(`/invitations/${id}/cancellation`)).status, 404)
    }
    for (const odd of ['0', '-1', '1e3', '99999999999', 'x', '%00']) {
      assert.equal((await north.get(`/invitations/${odd}`)).status, 404, odd)
    }
  })

  test('an invitation can be sent again, and its time starts anew', async () => {
    const email = 'again@birch.example'
    await north.post('/invitations/new', invitationForm({ school: '990012', email }))
    const first = linkIn((await people.emailTo(email)).body)
    const [id] = await inviting.idOf(email)
    assert.equal((await north.post(`/invitations/${id}/sendings`)).location, '/people?done=sent-again')
    assert.equal(linkIn((await people.emailTo(email)).body), first)
    assert.match((await north.get(`/invitations/${id}`)).text, /2 times in all/)
  })

  test('an invitation expires after fourteen days, and says whom to ask', async () => {
    const email = 'late@birch.example'
    await north.post('/invitations/new', invitationForm({ school: '990012', email }))
    const link = linkIn((await people.emailTo(email)).body)
    const later = await openPeopleApp(database, { clock: clockAt('2026-03-27') })
    const browser = later.browser()
    const page = await browser.get(link)
    assert.equal(page.status, 410)
    assert.match(page.text, /Ask Nora Lead to send it again/)
    assert.equal((await browser.post(link, { name: 'Late' })).status, 410)
    browser.cookies.alongside = north.cookies.alongside ?? ''
    assert.match((await browser.get('/people?state=invited')).text, /the link has expired/)
    const [id] = await inviting.idOf(email)
    await browser.post(`/invitations/${id}/sendings`)
    await later.close()
    assert.equal((await people.browser().get(link)).status, 200)
  })

  test('a cancelled invitation no longer works, and nothing more can be done with it', async () => {
    const email = 'cancelled@birch.example'
    await north.post('/invitations/new', invitationForm({ school: '990012', email, name: 'Cal Celled' }))
    const link = linkIn((await people.emailTo(email)).body)
    const [id] = await inviting.idOf(email)
    await north.post(`/invitations/${id}/cancellation`)
    assert.equal((await people.browser().get(link)).status, 410)
    assert.equal((await people.browser().post(link, { name: 'Cal' })).status, 410)
    assert.equal((await north.post(`/invitations/${id}/sendings`)).status, 409)
    assert.equal((await north.post(`/invitations/${id}/cancellation`)).status, 409)
    assert.equal(
      (await inviting.histories())[0]?.sentence,
      'Cancelled the invitation of Cal Celled as named leader',
    )
    assert.equal(
      (await north.post('/invitations/new', invitationForm({ school: '990012', email }))).status,
      303,
    )
  })

  test('only a link that the service made opens an invitation', async () => {
    const token = tokenOfInvitation(SECRET, 1)
    assert.equal(invitationOfToken(SECRET, token), 1)
    const forged = [
      `2${token.slice(1)}`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      '1.',
      `1.${'A'.repeat(43)}`,
    ]
    for (const odd of forged) {
      assert.equal(invitationOfToken(SECRET, odd), undefined)
      assert.equal((await people.browser().get(`/invitations/${odd}`)).status, 404)
      assert.equal((await people.browser().post(`/invitations/${odd}`, { name: 'X' })).status, 404)
    }
    assert.equal(invitationOfToken('another secret', token), undefined)
  })

  test('five hundred invitations take one transaction of a few statements', async () => {
    const actor = await team.actor()
    const clock = clockAt('2026-03-12')
    const rows = Array.from({ length: 500 }, (_, at) => ({
      key: randomUUID(),
      role: 'named-leader' as const,
      programmeId: world.programmeId,
      hubId: null,
      schoolUrn: 990011,
      trustUid: null,
      email: `bulk${at}@ashby.example`,
      name: `Bulk ${at}`,
      title: '',
      replaces: null,
    }))
    const inviting = () =>
      database.inScope(scopeOf(actor, clock), async (db) => {
        const outcomes = await invite(db, actor, rows, { now: clock.now() })
        assert.equal(outcomes.length, 500)
        return new Set(outcomes.map((outcome) => typeof outcome))
      })
    assert.deepEqual([...(await inviting())], ['number'])
    assert.deepEqual([...(await inviting())], ['string'])
  })
})
