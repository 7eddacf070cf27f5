/** Files of the largest size that is taken: how fast they go in, beside a bare stream to disk, and what memory they take. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../src/platform/database/index.ts'
import { median } from './figures.ts'
import { nodeAnswer, pin, residentMegabytes, startNode, stopProcess } from './processes.ts'
import { startService } from './service.ts'
import { type Given, OTHERS, SERVICE } from './steps.ts'
import type { UploadsAnswer, UploadsQuestion } from './uploads.ts'
import { signIn } from './visits.ts'

export interface DocumentFigures {
  readonly megabytes: number
  /** Megabytes a second, one after the other and so many at once. */
  readonly service: { readonly one: number; readonly together: number }
  /** A server that writes the body to disk and does nothing else. */
  readonly bareServer: { readonly one: number; readonly together: number }
  /** From memory to disk, without a network. */
  readonly disk: number
  readonly atOnce: number
  readonly memory: {
    /** Megabytes: resident, before the first upload and after one. */
    readonly idle: number
    readonly afterOne: number
    /** At the highest while all arrived at once, the first time and the second. */
    readonly highest: readonly number[]
    readonly after: number
  }
  /** Uploads that the service was too busy to begin, and that were sent again. */
  readonly askedAgain: number
}

const MEGABYTES = 50
const BYTES = MEGABYTES * 1_048_576
const AT_ONCE = 20

export async function measureDocuments(given: Given): Promise<DocumentFigures> {
  const { url, postgresPid, scale, say } = given
  const senders = await leaders(url)
  pin(postgresPid, OTHERS)
  const send = async (
    to: readonly { address: string; cookie: string }[],
    uploads: number,
    atOnce: number,
  ) => {
    const question: UploadsQuestion = { senders: to, uploads, atOnce, bytes: BYTES }
    const answer = await nodeAnswer<UploadsAnswer>('bench/uploads.ts', question, OTHERS)
    if (answer.failed > 0) throw new Error(`${answer.failed} of ${uploads} uploads were not received`)
    return answer
  }
  const rate = ({ seconds }: UploadsAnswer, uploads: number) => (uploads * MEGABYTES) / seconds

  const service = await startService({ cores: SERVICE, environment: { DATABASE_URL: url } })
  let measured: Omit<DocumentFigures, 'bareServer' | 'disk'>
  try {
    const pid = service.child.pid ?? 0
    const to = senders.map(({ path, cookie }) => ({ address: `${service.address}${path}`, cookie }))
    await fetch(`${service.address}/health/ready`)
    await sleep(2_000)
    const idle = residentMegabytes(pid)
    await send(to, 1, 1)
    const afterOne = residentMegabytes(pid)
    const one = await send(to, scale.runs * 2, 1)
    const together: number[] = []
    const highest: number[] = []
    let askedAgain = one.askedAgain
    for (let run = 0; run < Math.max(2, scale.runs); run += 1) {
      let most = 0
      const sampling = setInterval(() => {
        most = Math.max(most, residentMegabytes(pid))
      }, 50)
      const answer = await send(to, AT_ONCE, AT_ONCE)
      clearInterval(sampling)
      askedAgain += answer.askedAgain
      highest.push(most)
      together.push(rate(answer, AT_ONCE))
      say(
        `${AT_ONCE} uploads of ${MEGABYTES} MB at once: ${answer.seconds.toFixed(1)} s, highest ${most.toFixed(0)} MB`,
      )
    }
    await sleep(3_000)
    measured = {
      megabytes: MEGABYTES,
      atOnce: AT_ONCE,
      service: { one: rate(one, scale.runs * 2), together: median(together) },
      memory: { idle, afterOne, highest, after: residentMegabytes(pid) },
      askedAgain,
    }
  } finally {
    await service.stop()
  }

  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-files-'))
  const bare = startNode('bench/bare-upload.ts', { cores: SERVICE, stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    bare.stdin?.end(JSON.stringify({ folder }))
    const address = await new Promise<string>((resolve) =>
      bare.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim())),
    )
    const to = [{ address, cookie: '' }]
    await send(to, 1, 1)
    const bareServer = {
      one: rate(await send(to, scale.runs * 2, 1), scale.runs * 2),
      together: rate(await send(to, AT_ONCE, AT_ONCE), AT_ONCE),
    }
    const disk = await toDisk(folder)
    say(
      `One after the other ${measured.service.one.toFixed(0)} MB/s, bare server ${bareServer.one.toFixed(0)} MB/s, disk alone ${disk.toFixed(0)} MB/s`,
    )
    return { ...measured, bareServer, disk }
  } finally {
    await stopProcess(bare)
    rmSync(folder, { recursive: true, force: true })
    pin(postgresPid, '0,1')
  }
}

async function leaders(url: string) {
  const database = await openDatabase({ url })
  try {
    const found = await signIn(
      database,
      `g.role = 'named-leader' and g.title = 'Headteacher' and p.pathway_key = 'enhanced' and p.status = 'active'`,
      AT_ONCE,
    )
    return found.map(({ cookie, partnershipId }) => ({
      cookie,
      path: `/partnerships/${partnershipId}/documents`,
    }))
  } finally {
    await database.close()
  }
}

/** Megabytes a second of the same bytes from memory into one file, until the disk has them. */
async function toDisk(folder: string): Promise<number> {
  const piece = Buffer.alloc(65_536, 'x')
  const path = join(folder, 'bare')
  const started = performance.now()
  await pipeline(
    Readable.from(
      (function* () {
        for (let at = 0; at < AT_ONCE * BYTES; at += piece.length) yield piece
      })(),
    ),
    createWriteStream(path),
  )
  const file = await open(path)
  await file.sync()
  await file.close()
  return (AT_ONCE * MEGABYTES) / ((performance.now() - started) / 1000)
}
