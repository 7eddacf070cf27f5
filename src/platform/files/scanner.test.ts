import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { EICAR, noClamd, startClamd, type TestClamd } from '../../../test/clamd.ts'
import { clamdScanner } from './index.ts'

describe('the scanner', () => {
  const servers: Server[] = []
  /** Something that is no clamd, or one that misbehaves. */
  const pretend = async (answer: (socket: Socket) => void) => {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
  }
  after(() => {
    for (const server of servers) server.close()
  })
  const file = () => Readable.from([Buffer.from('some bytes')])

  test('gives no verdict where nobody answers', async () => {
    await assert.rejects(clamdScanner({ host: '127.0.0.1', port: 9 }).scan(file()), { name: 'ScannerDown' })
  })

  test('gives no verdict where the answer is none', async () => {
    for (const words of [
      '',
      'stream: INSTREAM size limit exceeded. ERROR\0',
      'HTTP/1.1 400\r\n\r\n',
      'stream: OKAY\0',
    ]) {
      const address = await pretend((socket) => socket.on('data', () => undefined).end(words))
      await assert.rejects(clamdScanner(address).scan(file()), { name: 'ScannerDown' }, words)
    }
  })

  test('gives no verdict where it is silent, or the file breaks off', async () => {
    const silent = await pretend((socket) => socket.on('error', () => undefined).resume())
    await assert.rejects(clamdScanner(silent, 200).scan(file()), { name: 'ScannerDown' })
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('the storage is gone')
      })(),
    )
    await assert.rejects(clamdScanner(silent, 2_000).scan(broken), { name: 'ScannerDown' })
  })

  describe('as a real clamd', () => {
    let clamd: TestClamd | undefined
    before(async () => {
      clamd = await startClamd(2_000_000)
    })
    after(() => clamd?.close())

    test('lets clean files through and finds the EICAR test file', async (context) => {
      if (!clamd) return context.skip(noClamd)
      const scanner = clamdScanner(clamd.address)
      assert.deepEqual(await scanner.scan(Readable.from([randomBytes(1_500_000)])), { clean: true })
      const found = await scanner.scan(Readable.from([Buffer.from(EICAR)]))
      assert.ok(!found.clean)
      assert.match(found.what, /^Eicar-Test-Signature/)
      const inside = zipSync({ 'word/document.xml': strToU8(EICAR) })
      assert.equal((await scanner.scan(Readable.from([Buffer.from(inside)]))).clean, false)
    })

    test('gives no verdict on what is longer than it takes', async (context) => {
      if (!clamd) return context.skip(noClamd)
      const long = Readable.from([randomBytes(2_500_000)])
      await assert.rejects(clamdScanner(clamd.address).scan(long), { name: 'ScannerDown' })
    })
  })
})
