/**
 * Row-level security by itself, without the service in front of it: whatever a request's transaction asks of a table, it
 * gets the rows that the rules give its actor, exactly, and changes no other.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { type Database, type Db, openDatabase } from '../../src/platform/database/index.ts'
import type { Actors } from '../builders/actors.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { createPostgresDatabase } from '../database.ts'
import { dryRun } from './dry-run.ts'
import { findRecords, type Standing, standingOf } from './records.ts'

/** Tables that requests have no business with: the application's role may not even ask. */
const CLOSED: Readonly<Record<string, string>> = {
  migrations: 'which migrations ran: the owner’s',
  history_chains: 'the ends of the chains, kept by a trigger as the owner',
  oversight_changes: 'a count of changes, kept by triggers as the owner',
  event_feedback_answers: 'read through a function that first counts them',
  survey_arrivals: 'answers on their way in, through a function, and never out',
  survey_answers: 'answers of nobody, out only as counts through a function',
  survey_remarks: 'what staff added, sealed, in and out through functions',
  survey_summed: 'what is in the sums over schools, out only as sums through a function',
  survey_keys: 'keys of answers, apart from them, so that a retry makes no second one',
}

/** The register, the definitions of programmes, the settings: everyone may read them. */
const PUBLIC = new Set(
  `regions local_authorities trusts schools school_dates school_links settings programmes programme_versions pathways
  support_day_entitlements expectations programme_events cohorts support_terms expectation_occurrences questionnaires
  questionnaire_programmes questionnaire_versions statements survey_versions`.split(/\s+/),
)

type Rule = (actor: Standing & { accountId: number }) => RawBuilder<unknown>

const NOTHING = sql`false`
const partnershipsOf: Rule = ({ role, programmeId, hubId, schoolUrn, trustUid }) => {
  switch (role) {
    case 'programme-team':
      return sql`select id from partnerships where programme_id = ${programmeId}`
    case 'hub-lead':
      return sql`select id from partnerships where hub_id = ${hubId}`
    case 'named-leader':
      return sql`select id from partnerships where school_urn = ${schoolUrn} and programme_id = ${programmeId}`
    case 'trust-leader':
      return sql`select partnership_id from trust_agreements where trust_uid = ${trustUid} and withdrawn_at is null
        and programme_id = ${programmeId}`
    default:
      return sql`select null::int`
  }
}
const hubsOf: Rule = (actor) => sql`select hub_id from partnerships where id in (${partnershipsOf(actor)})`
const schoolsOf: Rule = (actor) =>
  sql`select school_urn from partnerships where id in (${partnershipsOf(actor)})`
const ofPartnership: Rule = (actor) => sql`partnership_id in (${partnershipsOf(actor)})`
const onlyTeam =
  (condition: Rule): Rule =>
  (actor) =>
    actor.role === 'programme-team' ? condition(actor) : NOTHING
const ofAssessment: Rule = (actor) =>
  sql`self_assessment_id in (select id from self_assessments where ${ofPartnership(actor)})`
const onlySchool =
  (condition: Rule): Rule =>
  (actor) =>
    actor.role === 'named-leader' ? condition(actor) : NOTHING
const hubsRead: Rule = ({ role, programmeId }) =>
  role === '' || role === 'evaluator' ? NOTHING : sql`programme_id = ${programmeId}`
const assignmentsRead: Rule = (actor) => {
  const { role, programmeId, hubId, schoolUrn, accountId } = actor
  switch (role) {
    case 'programme-team':
      return sql`programme_id = ${programmeId}`
    case 'hub-lead':
      return sql`programme_id = ${programmeId} and (hub_id = ${hubId} or school_urn in (${schoolsOf(actor)}))`
    case 'named-leader':
      return sql`programme_id = ${programmeId} and (school_urn = ${schoolUrn} or hub_id in (${hubsOf(actor)}))`
    default:
      return sql`account_id = ${accountId}`
  }
}

const ofTheTwo: Rule = (actor) =>
  ['hub-lead', 'named-leader'].includes(actor.role) ? ofPartnership(actor) : NOTHING

/** A plan is its school's; the lead school reads it where both write it, or while the school shares it. */
const plansOf: Rule = (actor) => {
  const seen = sql`select id from action_plans where ${ofPartnership(actor)}`
  if (actor.role === 'named-leader') return seen
  if (actor.role !== 'hub-lead') return sql`select 0`
  return sql`${seen} and (joint or id in (select plan_id from plan_shares where withdrawn_at is null))`
}
const ofPlan: Rule = (actor) => sql`plan_id in (${plansOf(actor)})`

/** The two schools of a partnership, and the programme team that promised the days. */
const ofSupport: Rule = (actor) =>
  ['programme-team', 'hub-lead', 'named-leader'].includes(actor.role) ? ofPartnership(actor) : NOTHING

/** Whoever acts for a side of a partnership; nobody else. */
const betweenTheThree =
  (condition: Rule): Rule =>
  (actor) =>
    sideOf(actor) === '' ? NOTHING : condition(actor)
const sideOf = ({ role }: Standing): string =>
  ({ 'named-leader': 'partner', 'hub-lead': 'lead', 'programme-team': 'programme-team' })[role] ?? ''
/** A document is open to those who gave it, and to those it is shared with until it expires or is deleted. */
const openTo: Rule = (actor) => sql`(from_side = ${sideOf(actor)} or (${sideOf(actor)} = any (shared_with)
  and deleted_at is null and (expires_on is null or expires_on >= '2026-05-14')))`
/** The programme’s own events and those of one’s hub; meetings of leads are for leads. */
const eventsOf: Rule = (actor) => {
  const { role, programmeId, hubId } = actor
  if (role === 'programme-team') return sql`select id from events where programme_id = ${programmeId}`
  if (role !== 'hub-lead' && role !== 'named-leader') return sql`select 0`
  const hubs =
    role === 'hub-lead' ? sql`hub_id = ${hubId}` : sql`audience = 'partners' and hub_id in (${hubsOf(actor)})`
  const all = role === 'hub-lead' ? sql`hub_id is null` : sql`audience = 'partners' and hub_id is null`
  return sql`select id from events where programme_id = ${programmeId} and (${hubs} or ${all})`
}
const runs: Rule = ({ role, programmeId, hubId }) => {
  if (role === 'programme-team') return sql`select id from events where programme_id = ${programmeId}`
  return role === 'hub-lead' ? sql`select id from events where hub_id = ${hubId}` : sql`select 0`
}
/** That there is a wave is seen by the two schools and the programme team; its codes and bursts by the school itself. */
const wavesOf: Rule = (actor) => sql`select id from survey_waves where ${ofSupport(actor)}`
const ofWave: Rule = (actor) => sql`wave_id in (${wavesOf(actor)})`
const ofRunEvent: Rule = (actor) => sql`event_id in (${runs(actor)})`
/** What belongs to one school at one event: its own, its hub’s, the programme team’s. */
const atEvent: Rule = (actor) => {
  if (actor.role === 'programme-team') return sql`event_id in (${eventsOf(actor)})`
  if (actor.role === 'hub-lead') return sql`(${ofPartnership(actor)} or hub_id = ${actor.hubId})`
  return actor.role === 'named-leader' ? ofPartnership(actor) : NOTHING
}
const ofSchoolAtEvent: Rule = (actor) => {
  if (actor.role === 'programme-team') return sql`event_id in (${eventsOf(actor)})`
  return ['hub-lead', 'named-leader'].includes(actor.role) ? ofPartnership(actor) : NOTHING
}

/** Which rows of a table an actor may read: by hand from the rules, for every table that is not open to all. */
const RULES: Readonly<Record<string, Rule>> = {
  accounts: (actor) =>
    sql`id = ${actor.accountId} or id in (select account_id from assignments where ${assignmentsRead(actor)})`,
  assignments: assignmentsRead,
  identities: () => NOTHING,
  sign_in_codes: () => NOTHING,
  sessions: () => NOTHING,
  // What never reached somebody of the programme; an invitation is of the programme that it invites to.
  messages: onlyTeam(
    ({
      programmeId,
    }) => sql`(status = 'failed' or status = 'queued' and queued_at < now() - interval '1 day' or receipt <> 'delivered') and
      case when template = 'invitation'
        then (personalisation->>'invitation')::int in (select id from invitations where programme_id = ${programmeId})
        else to_account in (select account_id from assignments where programme_id = ${programmeId}) end`,
  ),
  outbox: () => NOTHING,
  invitations: (actor) => {
    const ofSchool = sql`role = 'named-leader' and programme_id = ${actor.programmeId}`
    if (actor.role === 'programme-team') return sql`programme_id = ${actor.programmeId}`
    if (actor.role === 'hub-lead') return sql`${ofSchool} and school_urn in (${schoolsOf(actor)})`
    return actor.role === 'named-leader' ? sql`${ofSchool} and school_urn = ${actor.schoolUrn}` : NOTHING
  },
  hubs: hubsRead,
  hub_capacities: (actor) => sql`hub_id in (select id from hubs where ${hubsRead(actor)})`,
  partnerships: (actor) => sql`id in (${partnershipsOf(actor)})`,
  partnership_status_changes: ofPartnership,
  expectation_confirmations: ofPartnership,
  seen_evidence: ofPartnership,
  shared_confirmations: (actor) => {
    const { role, programmeId, hubId } = actor
    if (role === '' || role === 'evaluator') return NOTHING
    if (role === 'programme-team') return sql`programme_id = ${programmeId}`
    const hubs = role === 'hub-lead' ? sql`hub_id = ${hubId}` : sql`hub_id in (${hubsOf(actor)})`
    return sql`programme_id = ${programmeId} and (hub_id is null or ${hubs})`
  },
  // That there is one is seen by whoever sees the partnership; what it says, by the school itself.
  self_assessments: ofPartnership,
  self_assessment_answers: onlySchool(ofAssessment),
  self_assessment_answer_changes: onlySchool(ofAssessment),
  self_assessment_shares: (actor) =>
    ['programme-team', 'hub-lead', 'named-leader'].includes(actor.role) ? ofAssessment(actor) : NOTHING,
  action_plans: (actor) => sql`id in (${plansOf(actor)})`,
  priorities: ofPlan,
  objectives: ofPlan,
  measures: ofPlan,
  actions: ofPlan,
  action_updates: ofPlan,
  plan_versions: ofPlan,
  plan_signatures: ofPlan,
  plan_comments: ofPlan,
  progress_reviews: ofPlan,
  review_ratings: ofPlan,
  plan_shares: (actor) =>
    ['hub-lead', 'named-leader'].includes(actor.role) ? ofPartnership(actor) : NOTHING,
  plan_facts: ofPartnership,
  plan_term_facts: ofPartnership,
  digest_preferences: ({ accountId }) => sql`account_id = ${accountId}`,
  digests_sent: () => NOTHING,
  // The two schools' own words; that somebody waits for an answer, the programme team's too.
  partnership_messages: ofTheTwo,
  partnership_questions: (actor) =>
    actor.role === 'programme-team' ? ofPartnership(actor) : ofTheTwo(actor),
  message_sightings: ofTheTwo,
  message_notices: () => NOTHING,
  message_email_preferences: ({ accountId }) => sql`account_id = ${accountId}`,
  support_items: ofSupport,
  support_entries: ofSupport,
  support_day_counts: ofSupport,
  survey_waves: ofSupport,
  survey_groups: ofWave,
  survey_codes: onlySchool(ofWave),
  survey_bursts: onlySchool(ofWave),
  survey_safeguarding_leads: onlySchool(ofWave),
  survey_shares: ofWave,
  survey_tallies: () => NOTHING,
  survey_replies: onlySchool(ofWave),
  // Results are the school's own until it shares them.
  survey_published: (actor) =>
    actor.role === 'named-leader'
      ? ofWave(actor)
      : sql`${ofWave(actor)} and wave_id in (select wave_id from survey_shares where withdrawn_at is null)`,
  visit_records: ofTheTwo,
  visit_notes: ofTheTwo,
  visit_actions: ofTheTwo,
  visit_running_orders: ofTheTwo,
  visit_signatures: ofTheTwo,
  visit_views: ofTheTwo,
  support_day_notices: () => NOTHING,
  final_reviews: ofTheTwo,
  final_review_topics: ofTheTwo,
  final_review_steps: ofTheTwo,
  final_review_signatures: ofTheTwo,
  final_review_follow_ups: ofTheTwo,
  document_files: () => NOTHING,
  document_requests: betweenTheThree(ofPartnership),
  documents: betweenTheThree((actor) => sql`${ofPartnership(actor)} and ${openTo(actor)}`),
  document_versions: betweenTheThree(
    (
      actor,
    ) => sql`document_id in (select id from documents d where ${ofPartnership(actor)} and ${openTo(actor)}
      and (from_side = ${sideOf(actor)} or newest = number))`,
  ),
  document_openings: betweenTheThree(
    (actor) => sql`document_id in (select id from documents where ${ofPartnership(actor)}
      and from_side = ${sideOf(actor)})`,
  ),
  document_rules: ({ role, programmeId }) => (role === '' ? NOTHING : sql`programme_id = ${programmeId}`),
  events: (actor) => sql`id in (${eventsOf(actor)})`,
  event_moves: (actor) => sql`event_id in (${eventsOf(actor)})`,
  event_invitations: atEvent,
  event_waits: atEvent,
  event_bookings: atEvent,
  event_presences: atEvent,
  event_offers: (actor) => sql`wait_id in (select id from event_waits where ${atEvent(actor)})`,
  event_guests: (actor) => sql`booking_id in (select id from event_bookings where ${atEvent(actor)})`,
  event_catch_ups: ofSchoolAtEvent,
  shared_practices: ofSchoolAtEvent,
  event_reports: ofRunEvent,
  event_report_people: ofRunEvent,
  event_reminders: ofRunEvent,
  event_feedback_given: ({ accountId }) => sql`account_id = ${accountId}`,
  // Whoever runs the event, and the schools that are booked.
  event_messages: (actor) =>
    ['hub-lead', 'named-leader'].includes(actor.role)
      ? sql`(${ofRunEvent(actor)} or event_id in (
          select event_id from event_bookings where given_back_at is null and ${atEvent(actor)}))`
      : ofRunEvent(actor),
  calendar_feeds: ({ role, programmeId, accountId, hubId, schoolUrn }) => {
    const own = sql`account_id = ${accountId}`
    if (role === 'named-leader')
      return sql`${own} or programme_id = ${programmeId} and school_urn = ${schoolUrn}`
    return role === 'hub-lead' ? sql`${own} or programme_id = ${programmeId} and hub_id = ${hubId}` : own
  },
  trust_agreements: ({ role, programmeId, hubId, schoolUrn, trustUid }) => {
    if (role === 'programme-team') return sql`programme_id = ${programmeId}`
    if (role === 'hub-lead') return sql`hub_id = ${hubId}`
    if (role === 'named-leader') return sql`school_urn = ${schoolUrn} and programme_id = ${programmeId}`
    return role === 'trust-leader' ? sql`trust_uid = ${trustUid} and programme_id = ${programmeId}` : NOTHING
  },
  history: (actor) => {
    if (actor.role === 'programme-team') return sql`programme_id = ${actor.programmeId}`
    return actor.role === 'hub-lead' ? sql`hub_id = ${actor.hubId}` : ofPartnership(actor)
  },
  imports: onlyTeam(({ programmeId }) => sql`programme_id = ${programmeId}`),
  import_rows: onlyTeam(
    ({ programmeId }) => sql`import_id in (select id from imports where programme_id = ${programmeId})`,
  ),
  register_imports: onlyTeam(() => sql`true`),
  register_rejections: onlyTeam(() => sql`true`),
}

/** Where other rows may be changed than those of RULES. */
const CHANGED_BY_OTHERS: Readonly<Record<string, Rule>> = {
  settings: () => NOTHING,
}

/** Views that read as their owner, each with what it does instead. */
const OWNERS_VIEWS: Readonly<Record<string, string>> = {
  readable_self_assessment_answers:
    'the school’s own answers, and to its lead school those that it shares, without notes where it shares none',
}

const WHO: readonly (keyof Actors)[] = [
  'team',
  'teamElsewhere',
  'lead',
  'otherLead',
  'leadElsewhere',
  'leader',
  'otherLeader',
  'leaderElsewhere',
  'trustLeader',
  'evaluator',
]
type Who = Standing & { readonly name: string; readonly accountId: number }

describe('row-level security', () => {
  let whole: WholeApp
  let database: Database
  let actors: Who[]
  let tables: string[]

  before(async () => {
    whole = await openWholeApp()
    database = whole.database
    await findRecords(whole) // imports, invitations: something to see in every table that people fill
    actors = [{ name: 'signedOut', ...NOBODY }]
    for (const name of WHO) {
      const { accountId } = whole.actors[name]
      actors.push({ name, accountId, ...(await standingOf(database, whole.actors[name])) })
    }
    tables = await database.asOwner(async (db) => {
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`.execute(db)
      return rows.map(({ name }) => name)
    })
  })
  after(() => whole.close())

  const asActor = <T>(actor: Who, work: (db: Db) => Promise<T>, on = database) =>
    on.inScope(settingsOf(actor), work)

  test('every table is public, ruled or closed, and known here', () => {
    const known = new Set([...PUBLIC, ...Object.keys(RULES), ...Object.keys(CLOSED)])
    assert.deepEqual([...new Set(tables).symmetricDifference(known)], [])
  })

  test('is on for every table that requests may touch', async () => {
    const { rows } = await database.asOwner((db) =>
      sql<{ name: string }>`
        select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
          and (has_table_privilege('alongside_app', oid, 'select, insert, update, delete, truncate, references, trigger')
            or has_any_column_privilege('alongside_app', oid, 'select, insert, update'))`.execute(db),
    )
    assert.deepEqual(rows, [])
  })

  test('every view asks as its reader', async () => {
    const { rows } = await database.asOwner((db) =>
      sql<{ name: string }>`
        select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
          and not coalesce(reloptions @> array['security_invoker=true'], false)
          and has_table_privilege('alongside_app', oid, 'select')`.execute(db),
    )
    assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(OWNERS_VIEWS).sort())
  })

  test('the application’s role owns nothing, bypasses nothing and makes nothing', async () => {
    const { rows } = await database.asOwner((db) =>
      sql`
        select (select count(*)::int from pg_class where relowner = r.oid) as tables,
          (select count(*)::int from pg_proc where proowner = r.oid) as functions,
          rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin,
          has_schema_privilege(r.oid, 'public', 'create') as creates,
          (select count(*)::int from pg_auth_members where member = r.oid) as memberships
        from pg_roles r where rolname = 'alongside_app'`.execute(db),
    )
    assert.deepEqual(rows, [
      {
        tables: 0,
        functions: 0,
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolcanlogin: false,
        creates: false,
        memberships: 0,
      },
    ])
  })

  test('a closed table does not answer', async () => {
    for (const table of Object.keys(CLOSED)) {
      for (const actor of actors) {
        await assert.rejects(
          asActor(actor, (db) => sql`select from ${sql.table(table)}`.execute(db)),
          /permission denied/,
          `${table} as ${actor.name}`,
        )
      }
    }
  })

  test('each actor reads exactly the rows of the rule, of every table', async () => {
    let compared = 0
    for (const [table, rule] of Object.entries(RULES)) {
      for (const actor of actors) {
        const own = await database.asOwner((db) => rowsOf(db, table, rule(actor)))
        const read = await asActor(actor, (db) => rowsOf(db, table, sql`true`))
        assert.deepEqual(
          { more: [...read.difference(own)].slice(0, 3), less: [...own.difference(read)].slice(0, 3) },
          { more: [], less: [] },
          `${table} as ${actor.name}`,
        )
        compared += own.size
      }
    }
    assert.ok(compared > 5_000, `only ${compared} rows were compared`)
  })

  test('each actor changes and deletes rows of the rule only, of every table', async () => {
    const dry = dryRun(database)
    dry.on = true
    for (const table of [...PUBLIC, ...Object.keys(RULES)]) {
      for (const actor of actors) {
        const rule = (CHANGED_BY_OTHERS[table] ?? RULES[table])?.(actor) ?? NOTHING
        const own = await database.asOwner((db) => rowsOf(db, table, rule))
        for (const statement of await writesOf(database, table)) {
          const changed = await asActor(
            actor,
            async (db) =>
              new Set((await sql<{ row: string }>`${statement}`.execute(db)).rows.map(({ row }) => row)),
            dry.database,
          ).catch((error: Error) => {
            // Refused outright is as good as no row; anything else is a fault of this test.
            assert.match(
              error.message,
              /permission denied|row-level security|append-only|foreign key/,
              `${table}`,
            )
            return new Set<string>()
          })
          assert.deepEqual([...changed.difference(own)].slice(0, 3), [], `${table} as ${actor.name}`)
        }
      }
    }
  })

  // Whoever could run SQL of their own could also state another actor: this lock stands behind code that forgets, and
  // parameters behind code that is fooled. Still, nothing that a pool or a library does by itself may open it.
  // PGlite has one user, so there is nothing to step out to.
  if (process.env.TEST_DATABASE !== 'postgres') return
  test('holds in SQL of one’s own', async () => {
    const leader = actors.find(({ name }) => name === 'leader')
    assert.ok(leader)
    const role = (statement: string) =>
      asActor(leader, async (db) => {
        await sql.raw(statement).execute(db)
        return (await sql<{ role: string }>`select current_user as role`.execute(db)).rows[0]?.role
      })
    assert.equal(await role('reset role'), 'alongside_app')
    assert.equal(await role('reset all'), 'alongside_app')
    await assert.rejects(role('set session_replication_role = replica'), /permission denied/)
    await assert.rejects(role('alter table partnerships disable row level security'), /must be owner/)
    assert.equal(await role('set row_security = off'), 'alongside_app')
    await assert.rejects(
      asActor(leader, async (db) => {
        await sql`set row_security = off`.execute(db)
        await sql`select from partnerships`.execute(db)
      }),
      /row-level security/,
    )
  })

  test('holds even for set role none, where requests have a login of their own', async () => {
    const { url, drop } = await createPostgresDatabase()
    const login = `requests_${process.pid}`
    const owner = await openDatabase({ url })
    await owner.asOwner(async (db) => {
      await sql.raw(`create role ${login} login in role alongside_app`).execute(db)
      await sql`insert into programmes (key, name) values ('one', 'One')`.execute(db)
      await sql`insert into accounts (email, name) values ('a@example.org', 'A')`.execute(db)
    })
    const database = await openDatabase({ url, requestsUrl: url.replace(/\/\/[^@/]+@/, `//${login}@`) })
    const seen = await database.inScope({}, async (db) => {
      await sql`set role none`.execute(db)
      const { rows } = await sql<{ role: string; programmes: number; accounts: number }>`
        select current_user as role, (select count(*)::int from programmes) as programmes,
          (select count(*)::int from accounts) as accounts`.execute(db)
      return rows[0]
    })
    assert.deepEqual(seen, { role: login, programmes: 1, accounts: 0 })
    await database.close()
    await owner.asOwner((db) => sql.raw(`drop role ${login}`).execute(db))
    await owner.close()
    await drop()
  })
})

const NOBODY = { accountId: 0, role: '', programmeId: 0, hubId: null, schoolUrn: null, trustUid: null }

function settingsOf(actor: Who): Record<string, string> {
  const text = (value: number | null) => (value ? String(value) : '')
  return {
    'alongside.role': actor.role,
    'alongside.account': text(actor.accountId),
    'alongside.programme': text(actor.programmeId),
    'alongside.hub': text(actor.hubId),
    'alongside.school': text(actor.schoolUrn),
    'alongside.trust': text(actor.trustUid),
    'alongside.today': '2026-05-14',
  }
}

async function rowsOf(db: Db, table: string, condition: RawBuilder<unknown>): Promise<Set<string>> {
  const { rows } = await sql<{ row: string }>`
    select md5(t::text) as row from ${sql.table(table)} t where ${condition}`.execute(db)
  return new Set(rows.map(({ row }) => row))
}

/** A deletion, and a change of each column that may be changed to what it was; both say which rows they met. */
async function writesOf(database: Database, table: string): Promise<RawBuilder<unknown>[]> {
  const { rows } = await database.asOwner((db) =>
    sql<{ name: string }>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
        and has_column_privilege('alongside_app', attrelid, attnum, 'update')
      order by attnum limit 1`.execute(db),
  )
  const t = sql.table(table)
  return [
    sql`delete from ${t} as t returning md5(t::text) as row`,
    ...rows.map(
      ({ name }) =>
        sql`update ${t} as t set ${sql.ref(name)} = ${sql.ref(`t.${name}`)} returning md5(t::text) as row`,
    ),
  ]
}
