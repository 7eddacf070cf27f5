/** A process of its own: sends requests to one server on this machine for some seconds, or checks every page once. */
import { Agent, get } from 'node:http'
import autocannon from 'autocannon'
import { figuresOf, type LoadFigures } from './figures.ts'
import { question } from './processes.ts'
import type { Visit } from './visits.ts'

export interface LoadQuestion {
  /** On the loopback interface. */
  readonly address: string
  readonly visits: readonly Visit[]
  readonly connections: number
  readonly seconds: number
  readonly compressed: boolean
}

export interface CheckQuestion {
  readonly address: string
  readonly visits: readonly Visit[]
  readonly connections: number
  readonly check: number
}

export interface CheckAnswer {
  readonly checked: number
  /** Answers that were not 200, or not the page of whoever asked. The first few in words. */
  readonly wrong: number
  readonly examples: readonly string[]
  /** Bytes of a page, uncompressed: the mean. */
  readonly bytes: number
}

const TIMEOUT_SECONDS = 30

async function load({
  address,
  visits,
  connections,
  seconds,
  compressed,
}: LoadQuestion): Promise<LoadFigures> {
  const requests = visits.map(({ path, cookie }) => ({
    method: 'GET' as const,
    path,
    headers: { cookie, ...(compressed ? { 'accept-encoding': 'gzip, deflate, br' } : {}) },
  }))
  let dealt = 0
  const milliseconds: number[] = []
  let refused = 0
  const run = autocannon({
    url: address,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    // Each connection goes through the pages in an order of its own.
    setupClient(client) {
      dealt += 1
      client.setRequests(shuffled(requests, dealt))
    },
  })
  run.on('response', (_client, status, _bytes, took) => {
    milliseconds.push(took)
    if (status !== 200) refused += 1
  })
  const { errors, timeouts, duration } = await run
  return figuresOf(milliseconds, duration, refused + errors + timeouts)
}

/** Reads every answer in full and looks for the words that only this visitor's page has. */
async function check({ address, visits, connections, check: wanted }: CheckQuestion): Promise<CheckAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const examples: string[] = []
  let started = 0
  let wrong = 0
  let bytes = 0
  const order = shuffled(visits, 99)
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (started < wanted) {
        const visit = order[started % order.length]
        started += 1
        if (!visit) return
        const { status, body } = await read(address, visit, agent)
        bytes += Buffer.byteLength(body)
        const missing = visit.words.filter((words) => !body.includes(words))
        if (status === 200 && missing.length === 0) continue
        wrong += 1
        if (examples.length < 5) examples.push(`${visit.path}: ${status}, without ${missing.join(' and ')}`)
      }
    }),
  )
  agent.destroy()
  return { checked: started, wrong, examples, bytes: bytes / started }
}

function read(address: string, visit: Visit, agent: Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(`${address}${visit.path}`, { agent, headers: { cookie: visit.cookie } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    }).on('error', reject)
  })
}

/** The same order for the same seed. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  let state = seed * 2_654_435_761
  return values
    .map((value) => {
      state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
      return { value, turn: state }
    })
    .sort((one, other) => one.turn - other.turn)
    .map(({ value }) => value)
}

const asked = await question<LoadQuestion | CheckQuestion>()
process.stdout.write(JSON.stringify('check' in asked ? await check(asked) : await load(asked)))
process.exit(0)
