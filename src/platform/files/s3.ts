import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { checkId, FileGone, type FileStore } from './store.ts'

export interface S3Settings {
  /** Without the bucket: https://s3.eu-west-2.amazonaws.com */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

/** A request that failed for the storage's own reasons is sent again so often. */
const RETRIES = 3
/** The longest that one request may take: 50 MB over a slow line. */
const MILLISECONDS = 300_000

/**
 * Keeps files in a bucket of Amazon S3 or of a server that speaks as it does. One signed PUT for each file, with its length
 * and its SHA-256: a file that breaks off, or arrives changed, is not kept, so there are no halves to clear away.
 */
export function s3Store({ endpoint, bucket, region, keyId, secret }: S3Settings): FileStore {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: RETRIES,
  })
  const addressOf = (id: string) =>
    `${endpoint.replace(/\/$/, '')}/${encodeURIComponent(bucket)}/${checkId(id)}`
  const send = (id: string, init: RequestInit) =>
    client.fetch(addressOf(id), { ...init, signal: AbortSignal.timeout(MILLISECONDS) })

  return {
    async keep(id, arrived) {
      // A blob over the file is read in pieces, and has a length, which S3 wants to know first.
      const body = await openAsBlob(arrived.path)
      const answer = await send(id, {
        method: 'PUT',
        body,
        headers: { 'x-amz-content-sha256': arrived.sha256, 'content-type': 'application/octet-stream' },
      })
      await expectOk(answer, 'keep')
    },
    async read(id) {
      const answer = await send(id, { method: 'GET' })
      if (answer.status === 404) {
        const words = await answer.text()
        // A bucket that is not there says nothing of the file.
        if (words.includes('NoSuchBucket')) throw new Error('The storage has no such bucket')
        throw new FileGone(id)
      }
      if (!answer.ok || !answer.body) await expectOk(answer, 'read')
      return Readable.from(answer.body ? bytesOf(answer.body) : [], { objectMode: false })
    },
    async remove(id) {
      const answer = await send(id, { method: 'DELETE' })
      if (answer.status === 404) await answer.body?.cancel()
      else await expectOk(answer, 'remove')
    },
  }
}

/** As `Readable.fromWeb`, whose types are at odds with those of a browser's streams. Left early, the rest is not fetched. */
async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}

/** The storage's own words go into the log, never to a page. */
async function expectOk(answer: Response, what: string): Promise<void> {
  const text = await answer.text()
  if (!answer.ok)
    throw new Error(`The storage would not ${what} a file: ${answer.status} ${text.slice(0, 300)}`)
}
