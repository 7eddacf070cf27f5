import assert from 'node:assert/strict'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { describe, test } from 'node:test'
import { notifyMailer, smtpMailer } from './index.ts'

const EMAIL = {
  id: '5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1',
  to: 'head@ashby.example',
  subject: 'Hello',
  body: 'A line.\n\nAnother.',
}

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
