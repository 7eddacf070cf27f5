/** Is it still right after 100,000 presses at once? Both schools of some dozens of partnerships, on a PostgreSQL as it comes. */
import { sql } from 'kysely'
import type { Actor } from '../src/features/people/index.ts'
import { loadCalendar } from '../src/features/programmes/index.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { checkLedgers, ledgerStorm, type Pair, type StormFigures } from '../test/builders/ledger-storm.ts'
import type { Given } from './steps.ts'

export interface LedgerFigures extends StormFigures {
  readonly partnerships: number
  readonly connections: number
  readonly seconds: number
  readonly days: number
  readonly entries: number
  /** Links of the history's chains that do not fit. */
  readonly broken: number
}

const PARTNERSHIPS = 48
const CONNECTIONS = 40
const OPERATIONS = { full: 100_000, quick: 5_000 } as const

/** Throws with what did not add up. */
export async function measureLedger({
  url,
  scale,
  say,
}: Pick<Given, 'url' | 'scale' | 'say'>): Promise<LedgerFigures> {
  const database = await openDatabase({ url, poolSize: CONNECTIONS })
  try {
    const pairs = await database.asOwner(async (db) => {
      const { rows } = await sql<Found>`
        select p.id as partnership, p.programme_id as "programmeId", p.hub_id as "hubId", p.school_urn as "schoolUrn",
          l.account_id as "leaderId", la.name as "leaderName", h.account_id as "leadId", ha.name as "leadName",
          (select json_agg(json_build_object('from', t.starts_on, 'to', t.ends_on) order by t.number)
            from support_terms t where t.cohort_id = p.cohort_id) as terms
        from partnerships p
        join assignments l on l.school_urn = p.school_urn and l.title = 'Headteacher'
        join accounts la on la.id = l.account_id
        join assignments h on h.hub_id = p.hub_id and h.title = 'Hub lead'
        join accounts ha on ha.id = h.account_id
        where p.pathway_key = 'enhanced' and p.status = 'active'
          and not exists (select from support_items i where i.partnership_id = p.id)
        order by md5(p.id::text) limit ${PARTNERSHIPS}`.execute(db)
      return rows.map(pairOf)
    })
    const operations = OPERATIONS[scale.name]
    say(
      `Ledger: ${operations} presses of both schools of ${pairs.length} partnerships, ${CONNECTIONS} at once …`,
    )
    const started = performance.now()
    const storm = await ledgerStorm({
      database,
      pairs,
      calendar: await loadCalendar(),
      operations,
      atOnce: CONNECTIONS,
      roll: (below) => Math.floor(Math.random() * below),
      say: (done) => say(`Ledger: ${done} of ${operations}`),
    })
    const seconds = (performance.now() - started) / 1000
    const checked = await checkLedgers(database, pairs)
    const broken = await database.asOwner(async (db) => {
      const chains = pairs.map(({ partnership }) => `partnership:${partnership}`)
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from alongside.broken_history() where chain = any (${chains}::text[])`.execute(
        db,
      )
      return rows[0]?.count ?? 0
    })
    if (broken > 0) throw new Error(`${broken} links of the history do not fit`)
    say(
      `Ledger: ${storm.taken} entries of ${checked.days} days written and ${storm.refused} presses refused in ${seconds.toFixed(0)} s, ${storm.twice} forms sent twice; every sum is right`,
    )
    return { ...storm, ...checked, partnerships: pairs.length, connections: CONNECTIONS, seconds, broken }
  } finally {
    await database.close()
  }
}

interface Found {
  readonly partnership: number
  readonly programmeId: number
  readonly hubId: number
  readonly schoolUrn: number
  readonly leaderId: number
  readonly leaderName: string
  readonly leadId: number
  readonly leadName: string
  readonly terms: readonly { readonly from: string; readonly to: string }[]
}

function pairOf(found: Found): Pair {
  const { partnership, programmeId, hubId, schoolUrn, terms } = found
  const of = { programmeId, trustUid: null, email: '' }
  const lead: Actor = {
    ...of,
    role: 'hub-lead',
    accountId: found.leadId,
    name: found.leadName,
    hubId,
    schoolUrn: null,
  }
  const leader: Actor = {
    ...of,
    role: 'named-leader',
    accountId: found.leaderId,
    name: found.leaderName,
    hubId: null,
    schoolUrn,
  }
  const after = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()
  const [first, last] = [terms[0], terms.at(-1)]
  return {
    partnership,
    lead,
    leader,
    days: terms.flatMap(({ from }) => [after(from, 8), after(from, 40)]),
    // Before, between and after the ends of terms: the clock is not held to go one way.
    todays: [first?.from ?? '', ...terms.map(({ to }) => to), after(last?.to ?? '', 30)],
  }
}
