/** A service that is killed while files arrive: nothing that it acknowledged is lost, and nothing half-stored stays. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import S3rver from 's3rver'
import { tidy } from '../src/features/documents/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { arrivalsIn, type FileStore, folderStore, s3Store } from '../src/platform/files/index.ts'
import { ask, makePlace, type Place, running, signIn, start, stop } from './service-process.ts'

interface Upload {
  readonly key: string
  readonly bytes: Buffer
}
/** Several megabytes, so that some are half-way when the end comes. */
const UPLOAD_BYTES = 6_000_000
const UPLOADS_BEFORE_THE_END = 5
const AT_ONCE = 5

/** A form with a file as a browser sends it over a line that takes its time. */
function sentSlowly({ key, bytes }: Upload): { body: ReadableStream; type: string } {
  const boundary = `between-${randomUUID()}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = `${field('key', key)}${field('purpose', 'visit')}${field('with', 'lead')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="sent.pdf"\r\ncontent-type: application/pdf\r\n\r\n`
  async function* parts() {
    yield Buffer.from(head)
    for (let at = 0; at < bytes.length; at += 262_144) {
      yield bytes.subarray(at, at + 262_144)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  return { body: Readable.toWeb(Readable.from(parts())), type: `multipart/form-data; boundary=${boundary}` }
}

/** Sends files, several at once, until the service no longer answers; those that it acknowledged. */
async function uploadUntilGone(url: string, cookie: string, kill: () => void): Promise<Upload[]> {
  const acknowledged: Upload[] = []
  const sender = async () => {
    for (let count = 0; count < 40; count += 1) {
      const upload = { key: randomUUID(), bytes: randomBytes(UPLOAD_BYTES) }
      // A PDF by its first bytes; which bytes follow is nobody's business here.
      upload.bytes.write('%PDF-1.7\n')
      const { body, type } = sentSlowly(upload)
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': type },
        body,
        duplex: 'half',
      }).catch(() => undefined)
      if (!answer) return
      // A busy machine sheds load before it reads anything.
      if (answer.status === 503) continue
      assert.equal(answer.status, 303)
      acknowledged.push(upload)
      if (acknowledged.length === UPLOADS_BEFORE_THE_END) kill()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  return acknowledged
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ name }) => name)

interface Storage {
  readonly settings: Readonly<Record<string, string>>
  readonly store: FileStore
  /** The names of everything that is kept. */
  names(): string[]
}

describe('killed while files arrive', () => {
  let place: Place
  let folder: string
  let server: S3rver
  let port: number
  before(async () => {
    place = await makePlace()
    folder = mkdtempSync(join(tmpdir(), 'alongside-uploads-'))
    server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(folder, 's3'),
      configureBuckets: [{ name: 'alongside' }],
    })
    port = (await server.run()).port
  })
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL')
    await Promise.all([...running].map((child) => once(child, 'close')))
  })
  after(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
    await place?.remove()
  })

  async function killAndLook(storage: Storage): Promise<string> {
    const settings = { ...place.settings, ...storage.settings }
    const service = await start(settings)
    const cookie = await signIn(service.address, 'partner-enhanced')
    const found = await ask(`${service.address}/partnership`, { headers: { cookie } })
    const at = `${found.url}/documents`
    const acknowledged = await uploadUntilGone(at, cookie, () => service.child.kill('SIGKILL'))
    assert.equal(await service.ended, 'SIGKILL')
    assert.ok(acknowledged.length >= UPLOADS_BEFORE_THE_END, 'it was killed in the middle')
    const again = await start(settings)
    const page = await ask(at.replace(service.address, again.address), { headers: { cookie } })
    assert.equal(page.status, 200)
    await stop(again)

    const arriving = join(place.settings.DATA_DIR ?? '', 'files', 'arriving')
    const left = { arriving: readdirSync(arriving).length, kept: storage.names().length }
    const database = await place.open()
    try {
      const documents = { arrivals: arrivalsIn(arriving), store: storage.store, scanner: undefined }
      // The clean-up, as it is some hours later.
      await tidy({ database, clock: systemClock, documents, publicUrl: '' }, 0)
      await documents.arrivals.tidy(Date.now() + 7 * 3_600_000)
      const { rows } = await database.asOwner((db) =>
        sql<{ key: string; file: string }>`
          select d.key, v.file_id as file from documents d join document_versions v on v.document_id = d.id
          where v.file_name = 'sent.pdf'`.execute(db),
      )
      for (const { key, bytes } of acknowledged) {
        const row = rows.find((each) => each.key === key)
        assert.ok(row, 'a document that was acknowledged is there')
        const kept = await buffer(await storage.store.read(row.file))
        assert.ok(kept.equals(bytes), 'and has every byte')
      }
      for (const { file } of rows) {
        const kept = await buffer(await storage.store.read(file))
        assert.equal(kept.length, UPLOAD_BYTES, 'what was written and not yet acknowledged is whole too')
      }
      const named = new Set(rows.map(({ file }) => file))
      assert.deepEqual(
        storage.names().filter((name) => !named.has(name)),
        [],
        'nothing in the storage is without a document',
      )
      assert.deepEqual(readdirSync(arriving), [])
      await database.asOwner((db) => sql`update document_versions set file_name = 'looked at'`.execute(db))
      return `${acknowledged.length} acknowledged, none lost; ${left.arriving} half-arrived and ${left.kept - rows.length} without a document were cleared away`
    } finally {
      await database.close()
    }
  }

  test('a folder keeps what was acknowledged, and nothing else stays', async (context) => {
    const kept = join(folder, 'kept')
    context.diagnostic(
      await killAndLook({
        settings: { FILES_DIR: kept },
        store: folderStore(kept),
        names: () => filesIn(kept),
      }),
    )
  })

  test('a bucket keeps what was acknowledged, and nothing else stays', async (context) => {
    const endpoint = `http://127.0.0.1:${port}`
    const bucket = { endpoint, bucket: 'alongside', region: 'eu-west-2', keyId: 'S3RVER', secret: 'S3RVER' }
    context.diagnostic(
      await killAndLook({
        settings: {
          FILES_S3_ENDPOINT: endpoint,
          FILES_S3_BUCKET: bucket.bucket,
          FILES_S3_REGION: bucket.region,
          FILES_S3_KEY_ID: bucket.keyId,
          FILES_S3_SECRET: bucket.secret,
        },
        store: s3Store(bucket),
        names: () =>
          filesIn(join(folder, 's3', 'alongside'))
            .filter((name) => name.endsWith('._S3rver_object'))
            .map((name) => name.replace('._S3rver_object', '')),
      }),
    )
  })
})
