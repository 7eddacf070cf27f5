/**
 * A process of its own: leaders who save one answer after another, or submit a self-assessment each, and wait for the answer
 * to each press before the next. The same presses can be sent to a bare server, or as statements alone.
 */
import { Agent, request } from 'node:http'
import pg from 'pg'
import { figuresOf, type LoadFigures } from './figures.ts'
import { question } from './processes.ts'

/** A leader with a later self-assessment that is answered and not yet submitted. */
export interface Leader {
  readonly cookie: string
  readonly accountId: number
  readonly name: string
  readonly programmeId: number
  readonly schoolUrn: number
  readonly partnershipId: number
  readonly assessmentId: number
  readonly statements: readonly string[]
  /** The newest change, as the page of all answers holds it. */
  readonly lastChange: number
}

export interface FormsQuestion {
  /** Of a server, or of the database whose statements are sent alone. */
  readonly address: string
  readonly to: 'service' | 'bare' | 'database'
  readonly press: 'save' | 'submit'
  readonly leaders: readonly Leader[]
  readonly levels: readonly string[]
  readonly connections: number
  /** Of each run of saving; submitting ends with the leaders, shared out between the runs. */
  readonly seconds: number
  readonly runs: number
}

export interface FormsAnswer {
  readonly runs: readonly LoadFigures[]
  /** Bytes of the last answer. */
  readonly body: string
}

const asked = await question<FormsQuestion>()
const { leaders, levels, connections, runs } = asked
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const pool =
  asked.to === 'database'
    ? new pg.Pool({
        connectionString: asked.address,
        max: 10,
        options: '-c timezone=UTC -c search_path=public -c role=alongside_app -c jit=off',
      })
    : undefined
/** The number of each answer, by leader and statement: each save counts up by one. */
const seen = new Map<string, number>()
let body = ''

/** @returns whether it was taken */
type Press = (leader: Leader, turn: number) => Promise<boolean>

const save: Press = async (leader, turn) => {
  const key = leader.statements[turn % leader.statements.length] ?? ''
  const name = `${leader.assessmentId} ${key}`
  const revision = seen.get(name) ?? 1
  const level = levels[(turn + revision) % levels.length] ?? ''
  const note = `We looked again, for the ${revision}th time, and asked two members of staff.`
  if (pool) {
    await inScope(leader, [
      [
        `update self_assessment_answers set level = $1, evidence_note = $2, revision = revision + 1,
          changed_at = alongside.now(), changed_by = $3, changed_by_name = $4
        where self_assessment_id = $5 and statement_key = $6`,
        [level, note, leader.accountId, leader.name, leader.assessmentId, key],
      ],
    ])
    return true
  }
  const form = { [`seen-${key}`]: revision, [`level-${key}`]: level, [`note-${key}`]: note }
  const url = `/self-assessments/${leader.assessmentId}/statements/${key}/answer`
  const answer = await post(url, leader.cookie, form)
  if (asked.to === 'bare') return answer.status === 200
  if (answer.status !== 200) return false
  body = answer.body
  seen.set(name, revision + 1)
  return true
}

const submit: Press = async (leader) => {
  if (pool) {
    await inScope(leader, [
      [
        `update self_assessments set submitted_at = alongside.now(), submitted_by = $1, submitted_by_name = $2
        where id = $3 and submitted_at is null`,
        [leader.accountId, leader.name, leader.assessmentId],
      ],
      [
        `insert into history (chain, sequence, partnership_id, kind, sentence, details, account_id, by_name, happened_at,
          previous_hash, hash)
        values ('partnership:' || $1::int, 0, $1, 'self-assessment.submitted', 'Submitted', '{}', $2, $3, alongside.now(), '', '')`,
        [leader.partnershipId, leader.accountId, leader.name],
      ],
    ])
    return true
  }
  const url = `/self-assessments/${leader.assessmentId}/submission`
  const { status } = await post(url, leader.cookie, { seen: leader.lastChange })
  return status === (asked.to === 'bare' ? 200 : 303)
}

async function inScope(leader: Leader, statements: readonly [string, unknown[]][]): Promise<void> {
  const client = await pool?.connect()
  if (!client) return
  await client.query('begin')
  await client.query(
    `select set_config('alongside.role', 'named-leader', true), set_config('alongside.account', $1, true),
      set_config('alongside.programme', $2, true), set_config('alongside.school', $3, true)`,
    [String(leader.accountId), String(leader.programmeId), String(leader.schoolUrn)],
  )
  for (const [text, values] of statements) await client.query(text, values)
  await client.query('commit')
  client.release()
}

function post(
  path: string,
  cookie: string,
  fields: Readonly<Record<string, string | number>>,
): Promise<{ status: number; body: string }> {
  const content = new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)]),
  ).toString()
  const headers = {
    cookie,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(content),
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${asked.address}${path}`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end(content)
  })
}

const press = asked.press === 'save' ? save : submit
const found: LoadFigures[] = []
for (let run = 0; run < runs; run += 1) {
  const milliseconds: number[] = []
  let failed = 0
  const started = performance.now()
  // Each connection has leaders of its own; of those who submit, each run has its share.
  await Promise.all(
    Array.from({ length: connections }, async (_each, connection) => {
      const own = leaders.filter(
        (_leader, at) =>
          at % connections === connection &&
          (asked.press === 'save' || Math.floor(at / connections) % runs === run),
      )
      for (let turn = 0; ; turn += 1) {
        const leader = own[turn % own.length]
        const isOver =
          asked.press === 'save' ? performance.now() - started > asked.seconds * 1000 : turn >= own.length
        if (!leader || isOver) return
        const before = performance.now()
        const taken = await press(leader, Math.floor(turn / own.length))
        milliseconds.push(performance.now() - before)
        if (!taken) failed += 1
      }
    }),
  )
  found.push(figuresOf(milliseconds, (performance.now() - started) / 1000, failed))
}
await pool?.end()
process.stdout.write(JSON.stringify({ runs: found, body } satisfies FormsAnswer))
process.exit(0)
