import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../clock.ts'
import type { Database } from '../database/index.ts'
import { type App, buildServer } from '../http/index.ts'
import { openLog } from '../log.ts'
import {
  listOutbox,
  type Mailer,
  mailJobs,
  notifyMailer,
  outboxMailer,
  queueMessages,
  receiptRoutes,
  sendMessageAgain,
  smtpMailer,
} from './index.ts'
import { fillTemplate, readTemplates } from './templates.ts'

const SYSTEM = { 'alongside.role': 'system' }
const EMAIL = {
  id: '5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1',
  to: 'head@ashby.example',
  subject: 'Hello',
  body: 'A line.\n\nAnother.',
}

describe('templates', () => {
  test('every email of the service can be read', () => {
    assert.deepEqual(
      [...readTemplates().keys()],
      [
        'document-problem',
        'event-booked',
        'event-cancelled-waiting',
        'event-cancelled',
        'event-day-before',
        'event-feedback',
        'event-invitation',
        'event-joining-link',
        'event-message',
        'event-moved-waiting',
        'event-moved',
        'event-offer',
        'event-week-before',
        'invitation',
        'new-messages',
        'question-waiting',
        'sign-in-code',
        'support-day-agreed',
        'support-day-cancelled',
        'support-day-moved',
        'survey-safeguarding',
        'weekly-digest',
      ],
    )
  })

  test('a file of another form is refused by its name', (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-emails-'))
    context.after(() => rmSync(folder, { recursive: true }))
    for (const text of ['Hello', 'Subject: x\nBody', 'Subject: x\n\n', 'Subject:\n\nBody']) {
      writeFileSync(join(folder, 'odd.md'), text)
      assert.throws(() => readTemplates(folder), /content\/emails\/odd\.md: expected “Subject: …”/)
    }
  })

  test('a placeholder without a value stops the email; one that is not used is never worked out', () => {
    const template = { name: 'x', subject: 'For ((name))', body: '((code)) ((code))' }
    const values = {
      name: 'A\nBcc: everyone',
      code: () => '123',
      link: () => {
        throw new Error('not asked for')
      },
    }
    assert.deepEqual(fillTemplate(template, values), { subject: 'For A Bcc: everyone', body: '123 123' })
    assert.throws(() => fillTemplate(template, { name: 'A' }), /“x” needs a value for \(\(code\)\)/)
    assert.throws(() => fillTemplate({ ...template, body: '((constructor))' }, values), /needs a value/)
  })

  test('a value is never itself a template', () => {
    const template = { name: 'x', subject: '((name))', body: '((name))' }
    assert.equal(fillTemplate(template, { name: '((code)) $& $1', code: '9' }).body, '((code)) $& $1')
  })
})

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

describe('mail services', () => {
  test('SMTP carries an email as it was written', async () => {
    const smtp = await openSmtp()
    await smtpMailer({ url: smtp.url, from: 'Alongside <noreply@hubs.example>' }).send(EMAIL)
    smtp.close()
    const heard = smtp.heard()
    assert.match(heard, /MAIL FROM:<noreply@hubs\.example>/)
    assert.match(heard, /RCPT TO:<head@ashby\.example>/)
    assert.match(heard, /Subject: Hello/)
    assert.match(heard, /A line\.\r\n\r\nAnother\./)
    assert.match(heard, /Auto-Submitted: auto-generated/i)
  })

  test('GOV.UK Notify is given the subject and the body', async () => {
    let asked = ''
    const server = createHttpServer((request, response) => {
      request.on('data', (part) => {
        asked += part
      })
      request.on('end', () => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ id: 'the-reference' }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A server on a port has an address that is not text.
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const apiKey = `test-${EMAIL.id}-${EMAIL.id}`
    const reference = await notifyMailer({ apiKey, templateId: 'the-template', url }).send(EMAIL)
    server.closeAllConnections()
    server.close()
    assert.equal(reference, 'the-reference')
    assert.deepEqual(JSON.parse(asked), {
      template_id: 'the-template',
      email_address: EMAIL.to,
      personalisation: { subject: EMAIL.subject, body: EMAIL.body },
      reference: EMAIL.id,
    })
  })
})

describe('what GOV.UK Notify says later', () => {
  const TOKEN = 'a token of more than twenty characters'.replaceAll(' ', '-')
  let database: Database
  let app: App
  before(async () => {
    database = await openTestDatabase()
    app = await buildServer({
      database,
      clock: clockAt('2026-05-12'),
      logger: openLog('silent'),
      secret: 'a secret of at least thirty-two characters',
      https: false,
      assetFolders: [],
      renderPage: (_request, { title }) => title,
      refusalPage: (_request, reason) => ({ title: reason }),
      problemPage: (_request, reference) => ({ title: reference }),
    })
    receiptRoutes(app, TOKEN)
    await app.ready()
  })
  after(async () => {
    await app.close()
    await database.close()
  })

  const call = (body: object, token = TOKEN) =>
    app.inject({
      method: 'POST',
      url: '/mail/receipts',
      payload: body,
      headers: { authorization: `Bearer ${token}` },
    })
  /** As Notify calls back, in its own field names. */
  const receiptOf = (reference: string, status: string) => ({
    id: '740e5834-3a29-46b4-9a6f-16142fde533a',
    reference,
    to: 'head@ashby.example',
    status,
    created_at: '2026-05-12T09:00:00.000000Z',
    completed_at: '2026-05-12T09:00:05.000000Z',
    sent_at: '2026-05-12T09:00:01.000000Z',
    notification_type: 'email',
    template_id: 'f163deaf-2d3f-4ec6-98fc-f23fa511518f',
    template_version: 1,
  })
  async function sent(): Promise<string> {
    const { rows } = await database.ownerStatements(`
      insert into messages (id, to_email, template, personalisation, status, provider_reference)
      values (gen_random_uuid(), 'head@ashby.example', 'invitation', '{}', 'sent', '740e5834-3a29-46b4-9a6f-16142fde533a')
      returning id`)
    return (rows[0] as { id: string }).id
  }
  async function receipt(id: string): Promise<string | null> {
    const { rows } = await database.ownerStatements(`select receipt from messages where id = '${id}'`)
    return (rows[0] as { receipt: string | null }).receipt
  }

  test('is kept; said again it changes nothing, and what was delivered stays so', async () => {
    const id = await sent()
    for (const status of ['temporary-failure', 'delivered', 'delivered', 'technical-failure'])
      assert.equal((await call(receiptOf(id, status))).statusCode, 204)
    assert.equal(await receipt(id), 'delivered')
    const lost = await sent()
    assert.equal((await call(receiptOf(lost, 'permanent-failure'))).statusCode, 204)
    assert.equal(await receipt(lost), 'permanent-failure')
  })

  test('is believed only with the token, and only of an email that Notify was given', async () => {
    const id = await sent()
    for (const token of ['', 'x', `${TOKEN}x`, TOKEN.replace('a', 'b')])
      assert.equal((await call(receiptOf(id, 'delivered'), token)).statusCode, 404)
    assert.equal((await call({ ...receiptOf(id, 'delivered'), id: 'another' })).statusCode, 204)
    assert.equal(await receipt(id), null)
    assert.equal((await call(receiptOf(EMAIL.id, 'delivered'))).statusCode, 204)
    for (const body of [{}, receiptOf(id, 'lost'), receiptOf('no id', 'delivered')])
      assert.equal((await call(body)).statusCode, 400)
  })
})

/** As much of an SMTP server as one email needs. */
async function openSmtp(): Promise<{ url: string; heard(): string; close(): void }> {
  let heard = ''
  const server: Server = createServer((socket) => {
    let inData = false
    socket.write('220 test\r\n')
    socket.on('data', (part) => {
      const text = part.toString()
      heard += text
      if (inData) {
        if (heard.endsWith('\r\n.\r\n')) {
          inData = false
          socket.write('250 taken\r\n')
        }
        return
      }
      for (const line of text.split('\r\n').filter(Boolean)) {
        if (line === 'DATA') {
          inData = true
          socket.write('354 go on\r\n')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server on a port has an address that is not text.
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, heard: () => heard, close: () => server.close() }
}
