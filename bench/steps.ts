/** One page under load, beside the same bytes from a bare server and beside its statements alone. */
import { type LoadFigures, mediansOf } from './figures.ts'
import type { CheckAnswer, CheckQuestion, LoadQuestion } from './load.ts'
import { type Cores, nodeAnswer, startNode, stopProcess } from './processes.ts'
import type { Scale } from './scale.ts'
import type { Service } from './service.ts'
import type { StatementsAnswer, StatementsQuestion } from './statements.ts'
import type { Visit } from './visits.ts'

/** One page, or one press of a button, under load. */
export interface StepFigures {
  readonly key: string
  readonly name: string
  readonly about: string
  readonly loads: readonly { readonly connections: number; readonly figures: LoadFigures }[]
  readonly bare: LoadFigures
  readonly statements: LoadFigures
}

/** The service alone on the first core; PostgreSQL and whoever sends the requests on the second. */
export const SERVICE: Cores = '0'
export const OTHERS: Cores = '1'
export const CONNECTIONS = [10, 50] as const
export const MOST = 50

/** What every section is given. */
export interface Given {
  readonly url: string
  readonly postgresPid: number
  readonly scale: Scale
  readonly say: (line: string) => void
}

export async function measurePage(
  { key, name, visits }: Pick<StepFigures, 'key' | 'name'> & { readonly visits: readonly Visit[] },
  service: Service,
  { url, scale, say }: Given,
): Promise<StepFigures> {
  const check: CheckQuestion = {
    address: service.address,
    visits,
    connections: MOST,
    check: Math.min(scale.checks, 500),
  }
  const checked = await nodeAnswer<CheckAnswer>('bench/load.ts', check, OTHERS)
  if (checked.wrong > 0) throw new Error(`${name}: ${checked.examples.join('; ')}`)
  const send = (address: string, connections: number, seconds: number, some = visits) =>
    nodeAnswer<LoadFigures>(
      'bench/load.ts',
      { address, visits: some, connections, seconds, compressed: false } satisfies LoadQuestion,
      OTHERS,
    )
  const loads: { connections: number; figures: LoadFigures }[] = []
  for (const connections of CONNECTIONS) {
    await send(service.address, connections, scale.warmUpSeconds)
    const runs: LoadFigures[] = []
    for (let run = 0; run < scale.runs; run += 1)
      runs.push(await send(service.address, connections, scale.seconds))
    const figures = mediansOf(runs)
    if (figures.failed > 0) throw new Error(`${name}: ${figures.failed} answers failed`)
    say(`${name}, ${connections} at once: ${describe(figures)}`)
    loads.push({ connections, figures })
  }
  const some = visits.slice(0, 40)
  const pages: Record<string, string> = {}
  for (const { path, cookie } of some) {
    pages[path] = await (await fetch(`${service.address}${path}`, { headers: { cookie } })).text()
  }
  const bare = await withBare({ pages }, async (address) => {
    await send(address, MOST, scale.warmUpSeconds / 2, some)
    return send(address, MOST, scale.besideSeconds, some)
  })
  const statements = await nodeAnswer<StatementsAnswer>(
    'bench/statements.ts',
    {
      url,
      visits: some,
      connections: MOST,
      seconds: scale.besideSeconds,
      warmUpSeconds: scale.warmUpSeconds / 2,
    } satisfies StatementsQuestion,
    SERVICE,
  )
  say(`${name}: bare ${describe(bare)}; ${statements.statements} statements ${describe(statements)}`)
  const about = `${(checked.bytes / 1024).toFixed(0)} KB uncompressed; ${statements.statements} statements in ${statements.transactions} transactions. ${checked.checked} answers were read in full and compared with who asked: none was wrong.`
  return { key, name, about, loads, bare, statements }
}

export async function withBare<T>(question: object, use: (address: string) => Promise<T>): Promise<T> {
  const server = startNode('bench/bare.ts', { cores: SERVICE, stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    server.stdin?.end(JSON.stringify(question))
    const address = await new Promise<string>((resolve) =>
      server.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim())),
    )
    return await use(address)
  } finally {
    await stopProcess(server)
  }
}

export const describe = ({ perSecond, p50, p95, p99 }: LoadFigures) =>
  `${Math.round(perSecond)}/s, p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`
