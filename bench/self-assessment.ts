/** Opening a self-assessment, saving an answer, submitting it, and what a hub's schools have in common. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadQuestionnaires } from '../src/features/self-assessment/index.ts'
import { type Database, openDatabase } from '../src/platform/database/index.ts'
import { type LoadFigures, mediansOf } from './figures.ts'
import type { FormsAnswer, FormsQuestion, Leader } from './forms.ts'
import { nodeAnswer, pin } from './processes.ts'
import { type Service, startService } from './service.ts'
import {
  CONNECTIONS,
  describe,
  type Given,
  MOST,
  measurePage,
  OTHERS,
  SERVICE,
  type StepFigures,
  withBare,
} from './steps.ts'
import { signIn, type Visit } from './visits.ts'

export interface SelfAssessmentFigures {
  readonly rows: Readonly<Record<string, number>>
  readonly steps: readonly StepFigures[]
}

const VISITS = 400
const COUNTED = [
  'self_assessments',
  'self_assessment_answers',
  'self_assessment_answer_changes',
  'action_plans',
  'priorities',
  'actions',
]

interface Prepared {
  readonly rows: Readonly<Record<string, number>>
  readonly leaders: readonly Leader[]
  readonly levels: readonly string[]
  readonly opening: readonly Visit[]
  readonly network: readonly Visit[]
}

export async function measureSelfAssessment(given: Given): Promise<SelfAssessmentFigures> {
  const { url, postgresPid, say } = given
  say('Adding self-assessments and action plans …')
  const prepared = await prepare(url)
  pin(postgresPid, OTHERS)
  const service = await startService({ cores: SERVICE, environment: { DATABASE_URL: url } })
  try {
    const steps = [
      await measurePage(
        { key: 'open', name: 'Opening a theme of a self-assessment', visits: prepared.opening },
        service,
        given,
      ),
      await measurePage(
        { key: 'network', name: 'What a hub’s schools have in common', visits: prepared.network },
        service,
        given,
      ),
      await measurePresses('save', prepared, service, given),
      await measurePresses('submit', prepared, service, given),
    ]
    return { rows: prepared.rows, steps }
  } finally {
    await service.stop()
  }
}

async function prepare(url: string): Promise<Prepared> {
  const database = await openDatabase({ url })
  try {
    await database.asOwner(async (db) => {
      await loadQuestionnaires(db)
      await database.runScript(db, await readFile(join(import.meta.dirname, 'self-assessments.sql'), 'utf8'))
    })
    await database.ownerStatements('vacuum analyze')
    const rows: Record<string, number> = {}
    for (const table of COUNTED) rows[table] = await countOf(database, table)
    const { leaders, levels, theme } = await readLeaders(database)
    const lead = await signIn(database, `g.role = 'hub-lead' and g.title = 'Hub lead'`, 93)
    return {
      rows,
      leaders,
      levels,
      opening: leaders.slice(0, VISITS).map(({ assessmentId, cookie, name }) => ({
        path: `/self-assessments/${assessmentId}/themes/${theme}`,
        cookie,
        words: [name],
      })),
      network: lead.map(({ hubId, cookie, name, place }) => ({
        path: `/hubs/${hubId}/strengths`,
        cookie,
        words: [name, place ?? ''],
      })),
    }
  } finally {
    await database.close()
  }
}

async function countOf(database: Database, table: string): Promise<number> {
  const { rows } = await database.asOwner((db) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db),
  )
  return rows[0]?.count ?? 0
}

/** Every leader with a later self-assessment that only waits to be submitted. */
async function readLeaders(database: Database) {
  const signedIn = await signIn(
    database,
    `g.role = 'named-leader' and g.title = 'Headteacher'
      and p.id in (select partnership_id from self_assessments where submitted_at is null)`,
    10_000,
  )
  const cookies = new Map(signedIn.map(({ accountId, cookie }) => [accountId, cookie]))
  return database.asOwner(async (db) => {
    const { rows } = await sql<Omit<Leader, 'cookie'>>`
      select s.started_by as "accountId", s.started_by_name as name, p.programme_id as "programmeId",
        p.school_urn as "schoolUrn", p.id as "partnershipId", s.id as "assessmentId",
        (select jsonb_agg(t.key order by t.position) from statements t
          where t.questionnaire_version_id = s.questionnaire_version_id) as statements,
        (select max(c.id) from self_assessment_answer_changes c where c.self_assessment_id = s.id) as "lastChange"
      from self_assessments s join partnerships p on p.id = s.partnership_id
      where s.submitted_at is null order by md5(s.id::text)`.execute(db)
    const { rows: content } = await sql<{ levels: string[]; theme: string }>`
      select jsonb_path_query_array(v.definition, '$.levels[*].key') as levels,
        v.definition -> 'themes' -> 0 ->> 'key' as theme
      from questionnaire_versions v join self_assessments s on s.questionnaire_version_id = v.id limit 1`.execute(
      db,
    )
    return {
      leaders: rows.flatMap((row): Leader[] => {
        const cookie = cookies.get(row.accountId)
        return cookie ? [{ ...row, cookie }] : []
      }),
      levels: content[0]?.levels ?? [],
      theme: content[0]?.theme ?? '',
    }
  })
}

const PRESSES = {
  save: {
    name: 'Saving one answer',
    about:
      'A level and a note for one statement, as the script on the page sends them while somebody answers. Each save keeps the answer before it.',
  },
  submit: {
    name: 'Submitting a self-assessment',
    about:
      'Of 38 answers: checked, frozen, shared where the pathway says so, and written into the history. Each can be submitted once, so there are fewer presses than elsewhere.',
  },
} as const

async function measurePresses(
  press: 'save' | 'submit',
  { leaders, levels }: Prepared,
  service: Service,
  { url, scale, say }: Given,
): Promise<StepFigures> {
  const { name, about } = PRESSES[press]
  // Whoever saves and whoever submits are others each time: what was pressed once is not what it was.
  const from = press === 'save' ? leaders.slice(0, 300) : leaders.slice(300)
  const share = Math.floor(from.length / 4)
  const part = (at: number) => from.slice(at * share, (at + 1) * share)
  const ask = async (
    who: readonly Leader[],
    asked: Pick<FormsQuestion, 'address' | 'to' | 'connections'>,
  ): Promise<FormsAnswer> => {
    const runs = press === 'save' ? scale.runs + 1 : scale.runs
    const question = { ...asked, press, leaders: who, levels, seconds: scale.seconds, runs }
    const cores = asked.to === 'database' ? SERVICE : OTHERS
    const answer = await nodeAnswer<FormsAnswer>('bench/forms.ts', question, cores)
    const failed = answer.runs.reduce((sum, run) => sum + run.failed, 0)
    if (failed > 0) throw new Error(`${name}, ${asked.to}: ${failed} were not taken`)
    // The first run of saving only warms up.
    return press === 'save' ? { ...answer, runs: answer.runs.slice(1) } : answer
  }
  const loads: { connections: number; figures: LoadFigures }[] = []
  let body = ''
  for (const [at, connections] of CONNECTIONS.entries()) {
    const answer = await ask(part(at), { address: service.address, to: 'service', connections })
    const figures = mediansOf(answer.runs)
    say(`${name}, ${connections} at once: ${describe(figures)}`)
    loads.push({ connections, figures })
    body = answer.body
  }
  const bare = await withBare({ pages: {}, answer: body }, (address) =>
    ask(part(2), { address, to: 'bare', connections: MOST }),
  )
  const statements = await ask(part(3), { address: url, to: 'database', connections: MOST })
  const figures = { bare: mediansOf(bare.runs), statements: mediansOf(statements.runs) }
  say(`${name}: bare ${describe(figures.bare)}; statements ${describe(figures.statements)}`)
  return { key: press, name, about, loads, ...figures }
}
