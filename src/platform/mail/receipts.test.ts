import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt } from '../clock.ts'
import type { Database } from '../database/index.ts'
import { type App, buildServer } from '../http/index.ts'
import { openLog } from '../log.ts'
import { receiptRoutes } from './index.ts'

const EMAIL = {
  id: '5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1',
  to: 'head@ashby.example',
  subject: 'Hello',
  body: 'A line.\n\nAnother.',
}

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
