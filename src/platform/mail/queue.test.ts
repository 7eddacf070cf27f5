import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import type { Database } from '../database/index.ts'
import { openLog } from '../log.ts'
import { listOutbox, type Mailer, mailJobs, outboxMailer, queueMessages, sendMessageAgain } from './index.ts'

const SYSTEM = { 'alongside.role': 'system' }

describe('queued messages', () => {
  let database: Database
  before(async () => {
    database = await openTestDatabase()
  })
  after(() => database.close())

  const handlersWith = (mailer: Mailer) =>
    mailJobs({
      database,
      log: openLog('silent'),
      mailer,
      always: { service: 'Alongside' },
      derived: { code: ({ attempt }) => `code of ${attempt}` },
    }).handlers
  const sendWith = (mailer: Mailer) => handlersWith(mailer)['mail.send'] ?? assert.fail()

  async function queue(sendBefore?: Temporal.Instant): Promise<string> {
    await database.inScope({ 'alongside.role': 'hub-lead' }, (db) =>
      queueMessages(db, [
        {
          to: 'head@ashby.example',
          template: 'sign-in-code',
          personalisation: { attempt: 'a1' },
          ...(sendBefore ? { sendBefore } : {}),
        },
      ]),
    )
    const { rows } = await database.ownerStatements('select id from messages order by queued_at desc limit 1')
    return (rows[0] as { id: string }).id
  }
  const read = async (id: string) => {
    const { rows } = await database.ownerStatements('select * from messages where id = $1', [id])
    return rows[0] as Record<string, unknown>
  }

  test('are written, sent and then forgotten', async () => {
    const id = await queue()
    assert.equal(JSON.stringify(await read(id)).includes('code of'), false)
    await sendWith(outboxMailer(database))({ kind: 'mail.send', message: id })
    const [email] = await database.inScope(SYSTEM, (db) => listOutbox(db, 1))
    assert.equal(email?.subject, 'code of a1 is your code to sign in to Alongside')
    const after = await read(id)
    assert.deepEqual([after.status, after.attempts, after.personalisation], ['sent', 1, {}])
  })

  test('are sent once, however often the job repeats', async () => {
    const sent: unknown[] = []
    const counting: Mailer = { kind: 'smtp', send: async (email) => void sent.push(email) }
    const id = await queue()
    for (let time = 0; time < 3; time += 1) await sendWith(counting)({ kind: 'mail.send', message: id })
    assert.equal(sent.length, 1)
  })

  test('stay queued when the mail service refuses, and what it said of the person is not kept', async () => {
    const refusing: Mailer = {
      kind: 'smtp',
      send: () =>
        Promise.reject(Object.assign(new Error('550 head@ashby.example unknown'), { responseCode: 550 })),
    }
    const id = await queue()
    await assert.rejects(
      async () => sendWith(refusing)({ kind: 'mail.send', message: id }),
      /^Error: The mail service answered 550$/,
    )
    const after = await read(id)
    assert.deepEqual([after.status, after.attempts, after.last_fault], ['queued', 1, '550'])
    await sendWith(outboxMailer(database))({ kind: 'mail.send', message: id })
    assert.equal((await read(id)).status, 'sent')
  })

  test('go out together when they are many, each once, though some are refused at first', async () => {
    await database.inScope({ 'alongside.role': 'hub-lead' }, (db) =>
      queueMessages(
        db,
        Array.from({ length: 60 }, (_none, number) => ({
          to: `guest-${number}@ashby.example`,
          template: 'sign-in-code',
          personalisation: { attempt: String(number) },
        })),
      ),
    )
    const { rows } = await database.ownerStatements(
      `select string_agg(id::text, ' ') as ids from messages where to_email like 'guest-%'`,
    )
    const { ids } = rows[0] as { ids: string }
    const sent: string[] = []
    const mailer: Mailer = {
      kind: 'smtp',
      send: async ({ to }) => {
        if (to === 'guest-7@ashby.example' && !sent.includes('refused')) {
          sent.push('refused')
          throw new Error('busy')
        }
        sent.push(to)
        return undefined
      },
    }
    const several = handlersWith(mailer)['mail.send-several'] ?? assert.fail()
    await assert.rejects(async () => several({ kind: 'mail.send-several', messages: ids }), /mail service/)
    assert.equal(sent.length, 60)
    await several({ kind: 'mail.send-several', messages: ids })
    await several({ kind: 'mail.send-several', messages: ids })
    assert.equal(new Set(sent).size, 61)
    assert.equal(sent.length, 61)
  })

  test('are given up after six tries, and can be sent again as they were', async () => {
    const refusing: Mailer = {
      kind: 'smtp',
      send: () => Promise.reject(Object.assign(new Error('no'), { code: 'ETIMEDOUT' })),
    }
    const id = await queue()
    for (let tries = 1; tries <= 6; tries += 1) {
      assert.equal((await read(id)).status, 'queued')
      await assert.rejects(async () => sendWith(refusing)({ kind: 'mail.send', message: id }))
    }
    const after = await read(id)
    assert.deepEqual(
      [after.status, after.attempts, after.last_fault, after.personalisation],
      ['failed', 6, 'ETIMEDOUT', { attempt: 'a1' }],
    )
    await sendWith(refusing)({ kind: 'mail.send', message: id })
    for (let presses = 0; presses < 2; presses += 1) {
      await database.inScope(SYSTEM, (db) => sendMessageAgain(db, id))
    }
    const { rows } = await database.ownerStatements(
      `select count(*)::int as jobs from pgboss.job where data ->> 'message' = $1`,
      [id],
    )
    assert.deepEqual(rows, [{ jobs: 2 }])
    await sendWith(outboxMailer(database))({ kind: 'mail.send', message: id })
    assert.deepEqual([(await read(id)).status, (await read(id)).attempts], ['sent', 1])
    await database.inScope(SYSTEM, (db) => sendMessageAgain(db, id))
    assert.equal((await read(id)).status, 'sent')
  })

  test('are dropped when they come too late to be of use', async () => {
    const id = await queue(Temporal.Now.instant().subtract({ seconds: 1 }))
    await sendWith({ kind: 'smtp', send: () => assert.fail('it was sent') })({
      kind: 'mail.send',
      message: id,
    })
    assert.equal((await read(id)).status, 'failed')
  })

  test('cannot be read by a request, nor queued by someone signed out', async () => {
    for (const role of ['programme-team', 'hub-lead', 'named-leader', '']) {
      const { rows } = await database.inScope({ 'alongside.role': role }, (db) =>
        sql`select from messages union all select from outbox`.execute(db),
      )
      assert.equal(rows.length, 0)
    }
    await assert.rejects(
      database.inScope({}, (db) =>
        queueMessages(db, [{ to: 'a@b.example', template: 'x', personalisation: {} }]),
      ),
      /row-level security/,
    )
  })
})
