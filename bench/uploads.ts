/** A process of its own: sends files to one server on this machine, so many at once, as browsers do. */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { median } from './figures.ts'
import { question } from './processes.ts'

export interface UploadsQuestion {
  /** Of the form; one sender each time, in turn. */
  readonly senders: readonly { readonly address: string; readonly cookie: string }[]
  readonly uploads: number
  readonly atOnce: number
  readonly bytes: number
}

export interface UploadsAnswer {
  readonly seconds: number
  /** Of one upload, from its first byte to the answer. */
  readonly medianSeconds: number
  /** Answers that were not the one that says that it was received. */
  readonly failed: number
  /** The service had too much to do and asked to come again, before it read anything. */
  readonly askedAgain: number
}

const PIECE = Buffer.alloc(65_536, 'x')

function form(bytes: number): { body: ReadableStream; type: string } {
  const boundary = `between-${randomUUID()}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const start = '%PDF-1.7\n'
  const head = `${field('key', randomUUID())}${field('purpose', 'visit')}${field('with', 'lead')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="measured.pdf"\r\ncontent-type: application/pdf\r\n\r\n${start}`
  function* parts() {
    yield Buffer.from(head)
    for (let left = bytes - start.length; left > 0; left -= PIECE.length) {
      yield left < PIECE.length ? PIECE.subarray(0, left) : PIECE
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  return { body: Readable.toWeb(Readable.from(parts())), type: `multipart/form-data; boundary=${boundary}` }
}

const asked = await question<UploadsQuestion>()
const took: number[] = []
let [next, failed, askedAgain] = [0, 0, 0]
const started = performance.now()
await Promise.all(
  Array.from({ length: asked.atOnce }, async () => {
    while (next < asked.uploads) {
      const sender = asked.senders[next % asked.senders.length]
      next += 1
      for (let tries = 0; sender && tries < 20; tries += 1) {
        const before = performance.now()
        const { body, type } = form(asked.bytes)
        const answer = await fetch(sender.address, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie: sender.cookie, 'content-type': type },
          body,
          duplex: 'half',
        }).catch(() => undefined)
        await answer?.body?.cancel()
        if (answer?.status === 503) {
          askedAgain += 1
          await new Promise((resolve) => setTimeout(resolve, 300))
          continue
        }
        took.push((performance.now() - before) / 1000)
        if (answer?.status !== 303 && answer?.status !== 204) failed += 1
        break
      }
    }
  }),
)
const answer: UploadsAnswer = {
  seconds: (performance.now() - started) / 1000,
  medianSeconds: median(took),
  failed,
  askedAgain,
}
process.stdout.write(JSON.stringify(answer))
process.exit(0)
