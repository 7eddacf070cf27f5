/**
 * A process of its own: the statements that pages send, and nothing else. The whole service is mounted here once and
 * asked for each page, while what it sends to the database is written down; then those statements are sent again
 * without it, each transaction's together, through the same kind of pool.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { arrivalsIn, folderStore } from '../src/platform/files/index.ts'
import { openLog } from '../src/platform/log.ts'
import { figuresOf, type LoadFigures } from './figures.ts'
import { question } from './processes.ts'
import type { Visit } from './visits.ts'

export interface StatementsQuestion {
  readonly url: string
  readonly visits: readonly Visit[]
  readonly connections: number
  readonly seconds: number
  readonly warmUpSeconds: number
}

export interface StatementsAnswer extends LoadFigures {
  readonly transactions: number
  readonly statements: number
}

type Statement = string | pg.QueryConfig
type Transaction = Statement[]

const textOf = (statement: Statement) => (typeof statement === 'string' ? statement : statement.text)

async function record({ url, visits }: StatementsQuestion): Promise<Transaction[][]> {
  const database = await openDatabase({ url })
  const app = await buildApp({
    database,
    clock: systemClock,
    logger: openLog('silent'),
    secret: 'only for measuring on this machine, never elsewhere',
    https: false,
    publicUrl: 'http://127.0.0.1',
    brand: 'neutral',
    documents: {
      arrivals: arrivalsIn(join(tmpdir(), 'alongside-bench')),
      store: folderStore(join(tmpdir(), 'alongside-bench')),
      scanner: undefined,
    },
    demonstration: false,
    outbox: false,
    dfeSignIn: undefined,
  })
  await app.ready()
  const ask = async ({ path, cookie }: Visit) => {
    const { statusCode } = await app.inject({ url: path, headers: { cookie } })
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
  }
  // What a server keeps in memory after the first page is not asked for again.
  for (const visit of visits.slice(0, 5)) await ask(visit)

  const sent: Transaction[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function query(this: pg.Client, ...given: [Statement]) {
    if (textOf(given[0]).startsWith('begin')) sent.push([])
    sent.at(-1)?.push(given[0])
    // pg's types list every way to call it; each is passed on as it came.
    return Reflect.apply(original, this, given)
  } as typeof original
  const pages: Transaction[][] = []
  for (const visit of visits) {
    await ask(visit)
    pages.push(sent.splice(0))
  }
  pg.Client.prototype.query = original
  await app.close()
  await database.close()
  return pages
}

async function replay(
  pool: pg.Pool,
  pages: readonly Transaction[][],
  asked: Pick<StatementsQuestion, 'connections' | 'seconds'>,
): Promise<LoadFigures> {
  const milliseconds: number[] = []
  const started = performance.now()
  const end = started + asked.seconds * 1000
  let next = 0
  await Promise.all(
    Array.from({ length: asked.connections }, async () => {
      while (performance.now() < end) {
        const page = pages[(next * 7) % pages.length] ?? []
        next += 1
        const before = performance.now()
        for (const transaction of page) {
          const client = await pool.connect()
          await Promise.all(transaction.map((statement) => client.query(statement)))
          client.release()
        }
        milliseconds.push(performance.now() - before)
      }
    }),
  )
  return figuresOf(milliseconds, (performance.now() - started) / 1000, 0)
}

const asked = await question<StatementsQuestion>()
const pages = await record(asked)
// As src/platform/database/postgres.ts opens it for requests.
const pool = new pg.Pool({
  connectionString: asked.url,
  pipeline: true,
  max: 10,
  options: '-c timezone=UTC -c search_path=public -c role=alongside_app -c jit=off',
})
// The server plans each statement anew the first five times on each connection.
await replay(pool, pages, { connections: asked.connections, seconds: asked.warmUpSeconds })
const figures = await replay(pool, pages, asked)
await pool.end()
const [first = []] = pages
const answer: StatementsAnswer = {
  ...figures,
  transactions: first.length,
  statements: first.flat().filter((each) => !/^(begin|commit|select set_config)/.test(textOf(each))).length,
}
process.stdout.write(JSON.stringify(answer))
process.exit(0)
