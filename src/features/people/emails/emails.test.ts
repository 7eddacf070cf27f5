import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  type Browser,
  openPeopleApp,
  type PeopleApp,
  seedPeople,
  type World,
} from '../../../../test/builders/people.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import { validateHtml } from '../../../../test/html.ts'
import type { Database } from '../../../platform/database/index.ts'
import { EMAILS, faultWords } from './words.ts'

const PAGE = '/people/emails'

describe('emails that could not be sent', () => {
  let database: Database
  let people: PeopleApp
  let world: World
  let team: Browser
  let head: Browser

  before(async () => {
    database = await openTestDatabase()
    world = await seedPeople(database)
    people = await openPeopleApp(database)
    team = await people.signedInAs('team@dfe.example')
    head = await people.signedInAs('head@ashby.example')
  })
  after(async () => {
    await people.close()
    await database.close()
  })

  /** As the background work leaves it after the sixth refusal. */
  async function givenUp(message: {
    to: string
    template?: string
    personalisation?: Record<string, string>
    fault?: string
    late?: boolean
  }): Promise<string> {
    const id = randomUUID()
    await database.asOwner((db) =>
      sql`
        insert into messages (id, to_email, to_account, template, personalisation, status, attempts, last_fault,
          finished_at, send_before)
        values (${id}, ${message.to}, (select id from accounts where email = ${message.to}),
          ${message.template ?? 'weekly-digest'}, ${JSON.stringify(message.personalisation ?? {})}::text::jsonb, 'failed', 6,
          ${message.fault ?? 'EENVELOPE 550'}, now(),
          case when ${message.late ?? false} then now() - interval '1 minute' end)`.execute(db),
    )
    return id
  }
  const formOf = (id: string) => `action="${PAGE}/${id}/sendings"`

  test('are listed for the programme team: what, to whom, when and why in plain words', async () => {
    assert.match((await team.get(PAGE)).text, /No email of the last 30 days is known to have gone astray/)
    const id = await givenUp({ to: 'head@ashby.example' })
    const { text } = await team.get(PAGE)
    for (const words of [
      'Weekly email of what is due',
      'Named leader, Ashby Primary School',
      'The mail service does not know this address',
      formOf(id),
    ]) {
      assert.ok(text.includes(words), words)
    }
    assert.deepEqual(await validateHtml(text), [])
    assert.match((await team.get('/people')).text, /Emails that did not arrive<\/a> \(1\)/)
  })

  test('are nobody else’s: neither the page nor the form is there for a school', async () => {
    const id = await givenUp({ to: 'head@ashby.example' })
    assert.equal((await head.get(PAGE)).status, 404)
    assert.equal((await head.post(`${PAGE}/${id}/sendings`)).status, 404)
    assert.ok(!(await head.get('/people')).text.includes(PAGE))
    assert.equal((await people.browser().get(PAGE)).status, 303)
  })

  test('of another programme, or to nobody known, are not there', async () => {
    const { id: other } = await database.asOwner(async (db) => {
      const { rows } = await sql<{ id: number }>`
        insert into programmes (key, name) values ('another-of-a-test', 'Another') returning id`.execute(db)
      await sql`insert into accounts (email, name) values ('only@another.example', 'Olive Other')`.execute(db)
      await sql`insert into assignments (account_id, role, programme_id)
        select id, 'evaluator', ${rows[0]?.id} from accounts where email = 'only@another.example'`.execute(db)
      const invitation = await sql<{ id: number }>`
        insert into invitations (key, role, programme_id, email, invited_at, expires_at)
        values (gen_random_uuid(), 'evaluator', ${rows[0]?.id}, 'head@ashby.example', now(), '2030-01-01')
        returning id`.execute(db)
      return invitation.rows[0] ?? { id: 0 }
    })
    const foreign = [
      await givenUp({ to: 'only@another.example' }),
      await givenUp({ to: 'unknown@nowhere.example' }),
      await givenUp({
        to: 'head@ashby.example',
        template: 'invitation',
        personalisation: { invitation: String(other) },
      }),
    ]
    const { text } = await team.get(PAGE)
    for (const id of foreign) {
      assert.ok(!text.includes(id))
      assert.equal((await team.post(`${PAGE}/${id}/sendings`)).status, 404)
    }
    for (const id of ['1', 'abc', randomUUID()]) {
      assert.equal((await team.post(`${PAGE}/${id}/sendings`)).status, 404)
    }
  })

  test('are sent again at a press, once however often it is pressed', async () => {
    const invited = await team.post('/invitations/new', {
      key: randomUUID(),
      role: 'named-leader',
      school: '990012',
      name: 'Ivy Invited',
      email: 'ivy@birch.example',
    })
    assert.equal(invited.status, 303)
    await people.emailTo('ivy@birch.example')
    const invitation = await database.asOwner(async (db) => {
      const { rows } = await sql<{ id: number; programme: number }>`
        select id, programme_id as programme from invitations where email = 'ivy@birch.example'`.execute(db)
      return rows[0]
    })
    assert.equal(invitation?.programme, world.programmeId)
    const id = await givenUp({
      to: 'ivy@birch.example',
      template: 'invitation',
      personalisation: {
        invitation: String(invitation?.id),
        name: 'Ivy',
        inviter: 'Tess',
        role: 'named leader',
        expires: '1 May',
      },
      fault: 'ECONNREFUSED',
    })
    const before = (await team.get(PAGE)).text
    assert.ok(before.includes(formOf(id)))
    assert.match(before, /Named leader, Birch Lane School/)
    assert.match(before, /could not be reached/)
    for (let presses = 0; presses < 2; presses += 1) {
      const { status, location } = await team.post(`${PAGE}/${id}/sendings`)
      assert.deepEqual([status, location], [303, `${PAGE}?done=sent-again`])
    }
    assert.match((await people.emailTo('ivy@birch.example')).body, /Tess has invited you/)
    const after = (await team.get(`${PAGE}?done=sent-again`)).text
    assert.ok(!after.includes(formOf(id)))
    assert.match(after, /on its way again/)
  })

  test('that came too late are shown, and not sent again', async () => {
    const id = await givenUp({
      to: 'head@ashby.example',
      template: 'sign-in-code',
      fault: 'too late',
      late: true,
    })
    const { text } = await team.get(PAGE)
    assert.match(text, /Code to sign in/)
    assert.match(text, /while it was still of use/)
    assert.ok(!text.includes(formOf(id)))
    assert.equal((await team.post(`${PAGE}/${id}/sendings`)).status, 409)
  })

  test('that the mail service took and that came back are shown with the reason, and cannot be sent again', async () => {
    const invited = await team.post('/invitations/new', {
      key: randomUUID(),
      role: 'named-leader',
      school: '990012',
      name: 'Ned Notthere',
      email: 'ned@birch.example',
    })
    assert.equal(invited.status, 303)
    await people.emailTo('ned@birch.example')
    const came = (receipt: string) =>
      database.asOwner(async (db) => {
        const { rows } = await sql<{ id: string }>`
          update messages set receipt = ${receipt}, receipt_at = now() where to_email = 'ned@birch.example'
          returning id`.execute(db)
        return rows[0]?.id ?? ''
      })
    const delivered = await came('delivered')
    assert.ok(!(await team.get(PAGE)).text.includes('Ned Notthere'))
    assert.equal(await came('permanent-failure'), delivered)
    const { text } = await team.get(PAGE)
    assert.match(text, /Ned Notthere<br>Named leader, Birch Lane School/)
    assert.match(text, /It came back: the mailbox does not exist/)
    assert.match(
      text,
      /<a class="govuk-link" href="\/invitations\/\d+">See the invitation[^<]*<[^>]*>: Invitation to Ned/,
    )
    assert.ok(!text.includes(formOf(delivered)))
    assert.equal((await team.post(`${PAGE}/${delivered}/sendings`)).status, 409)
    assert.deepEqual(await validateHtml(text), [])
  })

  test('are called by words of their own, each of them', () => {
    const names = readdirSync(join(import.meta.dirname, '../../../../content/emails'))
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => file.slice(0, -'.md'.length))
    assert.deepEqual(Object.keys(EMAILS).sort(), names.sort())
  })

  test('say of every fault what can be done', () => {
    const said = [
      'permanent-failure',
      'temporary-failure',
      'technical-failure',
      null,
      'EENVELOPE 550',
      'EAUTH 535',
      '429',
      '400',
      '403',
      'ESOCKET',
      '503',
      '452',
      'odd',
      'unknown',
    ]
    assert.equal(new Set(said.map(faultWords)).size, 11)
    for (const fault of said) assert.ok(!/\d/.test(faultWords(fault)), faultWords(fault))
  })
})
