import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import S3rver from 's3rver'
import { writeAll } from './arrivals.ts'
import { arrivalsIn, FileGone, type FileStore, folderStore, NotWritten, s3Store } from './index.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-files-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const arriving = () => arrivalsIn(join(folder, 'arriving'))
const arrive = (bytes: Uint8Array | string) => arriving().receive(Readable.from([Buffer.from(bytes)]))

describe('files on their way in', () => {
  test('are counted and hashed as they come', async () => {
    const arrived = await arriving().receive(Readable.from([Buffer.from('one '), Buffer.from('two')]))
    assert.equal(arrived.bytes, 7)
    assert.equal(arrived.sha256, createHash('sha256').update('one two').digest('hex'))
    assert.equal(await readFile(arrived.path, 'utf8'), 'one two')
    await arriving().discard(arrived)
    await assert.rejects(stat(arrived.path), /ENOENT/)
  })

  test('that break off leave nothing', async () => {
    const before = await readdir(join(folder, 'arriving'))
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half of it')
        throw new Error('the connection is gone')
      })(),
    )
    await assert.rejects(arriving().receive(broken), /the connection is gone/)
    assert.deepEqual(await readdir(join(folder, 'arriving')), before)
  })

  test('that cannot be written are read to their end, and leave nothing', async () => {
    // Where a folder should be, there is a file.
    const blocked = join(folder, 'blocked')
    await writeFile(blocked, '')
    const sent = () => Readable.from([Buffer.alloc(400_000), Buffer.from('and the rest')])
    const first = sent()
    await assert.rejects(arrivalsIn(blocked).receive(first), NotWritten)
    assert.equal(first.readableEnded, true)
    // A disk on which there is no room.
    const full = await open('/dev/full', 'w')
    const second = sent()
    await assert.rejects(writeAll(second, full), NotWritten)
    assert.equal(second.readableEnded, true)
    await full.close()
  })

  test('that a process left behind are cleared away, and younger ones are not', async () => {
    const old = await arrive('left')
    const young = await arrive('still coming')
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
    await utimes(old.path, hours(7), hours(7))
    assert.equal(await arriving().tidy(), 1)
    await assert.rejects(stat(old.path), /ENOENT/)
    assert.ok(await stat(young.path))
    await arriving().discard(young)
  })

  test('a folder that is not there yet has nothing to clear', async () => {
    assert.equal(await arrivalsIn(join(folder, 'nowhere')).tidy(), 0)
  })
})

/** What every storage must do. */
function storageTests(name: string, open: () => FileStore): void {
  describe(`the storage in ${name}`, () => {
    test('gives back what it keeps, byte for byte', async () => {
      const bytes = randomBytes(9_000_001)
      const id = randomUUID()
      await open().keep(id, await arrive(bytes))
      assert.ok(bytes.equals(await buffer(await open().read(id))))
    })

    test('removes what it kept, and a second time quietly', async () => {
      const id = randomUUID()
      await open().keep(id, await arrive('to be removed'))
      await open().remove(id)
      await open().remove(id)
      await assert.rejects(open().read(id), FileGone)
    })

    test('knows a file only by a UUID', async () => {
      for (const id of ['../secret', 'a/b', '', `${randomUUID()}/..`]) {
        await assert.rejects(async () => open().read(id), /named by a UUID/)
        await assert.rejects(async () => open().remove(id), /named by a UUID/)
      }
    })
  })
}

storageTests('a folder', () => folderStore(join(folder, 'kept')))

describe('a storage that speaks S3', () => {
  let server: S3rver
  let port: number
  before(async () => {
    server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(folder, 's3'),
      configureBuckets: [{ name: 'alongside' }],
    })
    port = (await server.run()).port
  })
  after(() => server.close())
  const settings = (keyId = 'S3RVER') => ({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'alongside',
    region: 'eu-west-2',
    keyId,
    secret: 'S3RVER',
  })

  storageTests('a bucket', () => s3Store(settings()))

  // Which key it is, this server looks at; the signature itself it does not work out.
  test('that does not know who asks refuses, and says so', async () => {
    const store = s3Store(settings('SOMEBODY'))
    await assert.rejects(store.keep(randomUUID(), await arrive('x')), /403/)
  })

  test('that is away says so, and keeps nothing', async () => {
    const store = s3Store({ ...settings(), endpoint: 'http://127.0.0.1:9' })
    await assert.rejects(store.keep(randomUUID(), await arrive('x')))
  })
})
