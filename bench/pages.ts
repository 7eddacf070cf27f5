/** The pages that people open every day, under load, beside the same bytes and beside their statements alone. */
import pg from 'pg'
import { type LoadFigures, median, mediansOf } from './figures.ts'
import type { CheckAnswer, CheckQuestion, LoadQuestion } from './load.ts'
import { type Cores, cpuSeconds, nodeAnswer, pin, startNode, stopProcess } from './processes.ts'
import type { Scale } from './scale.ts'
import { type Service, startService } from './service.ts'
import type { StatementsAnswer, StatementsQuestion } from './statements.ts'
import type { PageKind, Visit } from './visits.ts'

export interface Load {
  readonly connections: number
  readonly processes: number
  readonly compressed: boolean
  readonly figures: LoadFigures
  /** Processor time a request, in milliseconds, of the service and of PostgreSQL. */
  readonly serviceMilliseconds: number
  readonly postgresMilliseconds: number
}

export interface PageFigures {
  readonly key: PageKind['key']
  readonly name: string
  readonly kilobytes: number
  readonly checked: number
  readonly wrong: number
  readonly loads: readonly Load[]
  /** The first answer after something of the programme changed, with nothing else asked for: median milliseconds. */
  readonly afterChange: number
  readonly bare: LoadFigures
  readonly statements: LoadFigures & { readonly count: number; readonly transactions: number }
}

/** The service alone on the first core; PostgreSQL and whoever sends the requests on the second. */
const SERVICE: Cores = '0'
const OTHERS: Cores = '1'
const CONNECTIONS: Readonly<Record<PageKind['key'], readonly number[]>> = {
  partner: [10, 50],
  hub: [10, 50],
  national: [5, 50],
  list: [5, 50],
}
const MOST = 50

export async function measurePages(given: {
  url: string
  postgresPid: number
  kinds: readonly PageKind[]
  scale: Scale
  say: (line: string) => void
}): Promise<PageFigures[]> {
  const { url, postgresPid, kinds, scale, say } = given
  const found = new Map<PageKind['key'], Omit<PageFigures, 'bare' | 'statements'> & { loads: Load[] }>()
  const beside = new Map<PageKind['key'], Pick<PageFigures, 'bare' | 'statements'>>()

  pin(postgresPid, OTHERS)
  const service = await startService({ cores: SERVICE, environment: { DATABASE_URL: url } })
  try {
    for (const kind of kinds) {
      say(`${kind.name}: ${scale.checks} answers read and compared`)
      const { checked, wrong, bytes } = await check(service, kind, scale.checks)
      const { key, name } = kind
      const afterChange = await measureAfterChange(service, kind, url)
      say(`${name}: ${afterChange.toFixed(0)} ms after a change`)
      found.set(key, { key, name, kilobytes: bytes / 1024, checked, wrong, afterChange, loads: [] })
    }
    for (const kind of kinds) {
      beside.set(kind.key, await measureBeside(service, kind, given))
      for (const compressed of [false, true]) {
        for (const connections of compressed ? [MOST] : CONNECTIONS[kind.key]) {
          const plan = { connections, processes: 1, compressed }
          const load = await measureLoad(service, kind, plan, given)
          say(`${kind.name}, ${describe(load)}`)
          found.get(kind.key)?.loads.push(load)
        }
      }
    }
  } finally {
    await service.stop()
  }

  pin(postgresPid, '0,1')
  const both = await startService({
    cores: '0,1',
    environment: { DATABASE_URL: url, WEB_CONCURRENCY: '2' },
  })
  try {
    for (const kind of kinds) {
      const plan = { connections: MOST, processes: 2, compressed: false }
      const load = await measureLoad(both, kind, plan, given)
      say(`${kind.name}, ${describe(load)}`)
      found.get(kind.key)?.loads.push(load)
    }
  } finally {
    await both.stop()
  }
  return [...found.values()].flatMap((page) => {
    const more = beside.get(page.key)
    return more ? [{ ...page, ...more }] : []
  })
}

/** Pages about the whole programme are kept in memory until anything changes: what one costs that is not. */
async function measureAfterChange(service: Service, { visits }: PageKind, url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const milliseconds: number[] = []
  for (const { path, cookie } of [...visits, ...visits, ...visits].slice(0, 15)) {
    await client.query(
      'update public.hubs set revision = revision where id = (select min(id) from public.hubs)',
    )
    const before = performance.now()
    await (await fetch(`${service.address}${path}`, { headers: { cookie } })).text()
    milliseconds.push(performance.now() - before)
  }
  await client.end()
  return median(milliseconds)
}

async function check(service: Service, { name, visits }: PageKind, answers: number): Promise<CheckAnswer> {
  const answer = await ask({ address: service.address, visits, connections: MOST, check: answers })
  if (answer.wrong > 0) throw new Error(`${name}: ${answer.examples.join('; ')}\n${tail(service)}`)
  return answer
}

async function measureLoad(
  service: Service,
  { name, visits }: PageKind,
  plan: Pick<Load, 'connections' | 'processes' | 'compressed'>,
  { postgresPid, scale }: { postgresPid: number; scale: Scale },
): Promise<Load> {
  const cores: Cores = plan.processes === 1 ? OTHERS : '0,1'
  const { connections, compressed } = plan
  const send = (seconds: number) =>
    ask({ address: service.address, visits, connections, seconds, compressed }, cores)
  await send(scale.warmUpSeconds)
  const runs: (LoadFigures & { service: number; postgres: number })[] = []
  for (let run = 0; run < scale.runs; run += 1) {
    const before = { service: cpuSeconds(service.child.pid ?? 0), postgres: cpuSeconds(postgresPid) }
    const figures = await send(scale.seconds)
    if (figures.failed > 0) throw new Error(`${name}: ${figures.failed} answers failed\n${tail(service)}`)
    runs.push({
      ...figures,
      service: ((cpuSeconds(service.child.pid ?? 0) - before.service) * 1000) / figures.requests,
      postgres: ((cpuSeconds(postgresPid) - before.postgres) * 1000) / figures.requests,
    })
  }
  const mean = (of: 'service' | 'postgres') => runs.reduce((sum, run) => sum + run[of], 0) / runs.length
  return {
    ...plan,
    figures: mediansOf(runs),
    serviceMilliseconds: mean('service'),
    postgresMilliseconds: mean('postgres'),
  }
}

/** (a) the same bytes from a bare server on the service's core, (b) the page's statements alone. */
async function measureBeside(
  service: Service,
  kind: PageKind,
  { url, scale, say }: { url: string; scale: Scale; say: (line: string) => void },
): Promise<Pick<PageFigures, 'bare' | 'statements'>> {
  const some = kind.visits.slice(0, 40)
  const pages: Record<string, string> = {}
  for (const { path, cookie } of some) {
    pages[path] = await (await fetch(`${service.address}${path}`, { headers: { cookie } })).text()
  }
  const bare: LoadFigures[] = []
  const statements: StatementsAnswer[] = []
  const server = startNode('bench/bare.ts', { cores: SERVICE, stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    server.stdin?.end(JSON.stringify({ pages }))
    const address = await new Promise<string>((resolve) =>
      server.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim())),
    )
    const visits = some.map((visit): Visit => ({ ...visit, cookie: 'none=0' }))
    const send = (seconds: number) => ask({ address, visits, connections: MOST, seconds, compressed: false })
    await send(scale.warmUpSeconds / 2)
    for (let run = 0; run < scale.runs; run += 1) {
      bare.push(await send(scale.besideSeconds))
      const question: StatementsQuestion = {
        url,
        visits: some,
        connections: MOST,
        seconds: scale.besideSeconds,
        warmUpSeconds: scale.warmUpSeconds / 2,
      }
      statements.push(await nodeAnswer<StatementsAnswer>('bench/statements.ts', question, SERVICE))
    }
  } finally {
    await stopProcess(server)
  }
  const [first] = statements
  const figures = mediansOf(statements)
  say(
    `${kind.name}: bare ${Math.round(mediansOf(bare).perSecond)}/s, ${first?.statements} statements alone ${Math.round(figures.perSecond)}/s`,
  )
  return {
    bare: mediansOf(bare),
    statements: { ...figures, count: first?.statements ?? 0, transactions: first?.transactions ?? 0 },
  }
}

function ask(given: CheckQuestion): Promise<CheckAnswer>
function ask(given: LoadQuestion, cores?: Cores): Promise<LoadFigures>
function ask(given: CheckQuestion | LoadQuestion, cores: Cores = OTHERS): Promise<CheckAnswer | LoadFigures> {
  return nodeAnswer('bench/load.ts', given, cores)
}

const tail = (service: Service) => service.log().slice(-3_000)

function describe({ connections, processes, compressed, figures, ...time }: Load): string {
  const { perSecond, p50, p95, p99 } = figures
  return `${connections} at once, ${processes === 1 ? 'one process' : `${processes} processes`}${compressed ? ', compressed' : ''}: ${Math.round(perSecond)}/s, p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms; processor time a request: service ${time.serviceMilliseconds.toFixed(2)}, PostgreSQL ${time.postgresMilliseconds.toFixed(2)} ms`
}
