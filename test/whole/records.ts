/** The records that addresses name, of each hub of the world: whose they are, and a form that would be saved. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { certificateCode } from '../../src/features/events/certificates/code.ts'
import { feedbackPath, feedPath, offerPath } from '../../src/features/events/links.ts'
import { tokenOfInvitation } from '../../src/features/people/secret.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { BEHAVIOUR, RISE, type Signed } from '../builders/actors.ts'
import { addOpenSurvey, type OpenSurvey } from '../builders/open-survey.ts'
import { addSurveyRecords, type SurveyRecords } from '../builders/survey-records.ts'
import { SECRET, type WholeApp } from '../builders/whole-app.ts'
import type { Relation } from './access.ts'

/** Everything that belongs to one place in the world: a hub, one of its partner schools, the programme around them. */
export interface Records extends SurveyRecords, OpenSurvey {
  readonly name: string
  readonly programmeKey: string
  readonly programmeId: number
  readonly hubId: number
  readonly hubRevision: number
  readonly hubReference: string
  readonly partnershipId: number
  readonly pathway: string
  readonly cohortId: number
  readonly urn: number
  readonly trustUid: number
  readonly agreed: boolean
  readonly expectation: string
  readonly occurrence: number
  /** A hub of the same programme to which the school could move. */
  readonly moveTo: number
  /** A colleague of the school's named leader, and somebody who has been invited there. */
  readonly colleague: number
  readonly invitation: number
  /** An email to the colleague that was given up. */
  readonly message: string
  /** A file of partnerships on its way in, with one refused row. */
  readonly importId: number
  readonly line: number
  /** A submitted self-assessment that the lead school may read, and an empty one that is being answered. */
  readonly sharedAssessment: number
  readonly openAssessment: number
  readonly questionnaire: number
  /** A theme of it, one of its statements, a level, and how many statements it has. */
  readonly theme: string
  readonly statement: string
  readonly level: string
  readonly statements: number
  /** A plan that both schools write, with one line of each kind, a proposal of the lead's, and a comment. */
  readonly plan: number
  readonly priority: number
  readonly objective: number
  readonly measure: number
  readonly action: number
  readonly proposal: number
  readonly comment: number
  /** The version of the plan that a signature today would stand under. */
  readonly planVersion: number
  /** Support days: one that the lead proposes, one that is over, one in a few days, one that the partner school would move. */
  readonly proposedDay: number
  readonly dayOver: number
  readonly dayComing: number
  readonly dayToMove: number
  /** A next step of a final review in which every part is written. */
  readonly nextStep: number
  /** A file that the school shares with its lead, a link of the programme team's, what the lead asks of the school. */
  readonly document: number
  readonly teamDocument: number
  readonly picture: number
  readonly documentRequest: number
  /** A question of the lead school's, long since written. */
  readonly partnershipMessage: number
  /** An open day of the hub that was held, to which each of its schools came; a report of it with one person in it. */
  readonly heldEvent: number
  /** The schools of the hub, by URN. */
  readonly guests: readonly number[]
  readonly presence: number
  /** Somebody for whom the school had a place there. */
  readonly guestOfSchool: number
  readonly report: number
  readonly reportPerson: number
  /** A session of the programme team’s that was held, with a recording, in which nobody took part. */
  readonly heldSession: number
  /** The private calendar of the hub, and a series of the programme, by its key. */
  readonly feed: number
  readonly series: string
  /** Open days of the hub to come: one with places, one that is full, one at which places are on offer to the school. */
  readonly comingEvent: number
  readonly comingRevision: string
  readonly fullEvent: number
  readonly offer: number
}

const PLACES = [
  { name: 'the first hub', programmeKey: RISE, hub: 'H1', urn: 990_101 },
  { name: 'another school of the first hub', programmeKey: RISE, hub: 'H1', urn: null },
  { name: 'the second hub', programmeKey: RISE, hub: 'H2', urn: null },
  { name: 'the other programme', programmeKey: BEHAVIOUR, hub: 'B1', urn: null },
] as const

type Assessed =
  | 'sharedAssessment'
  | 'openAssessment'
  | 'questionnaire'
  | 'theme'
  | 'statement'
  | 'level'
  | 'statements'
type Planned =
  | 'plan'
  | 'priority'
  | 'objective'
  | 'measure'
  | 'action'
  | 'proposal'
  | 'comment'
  | 'planVersion'
type Supported = 'proposedDay' | 'dayOver' | 'dayComing' | 'dayToMove' | 'nextStep'
type Held = 'heldEvent' | 'guests' | 'guestOfSchool' | 'presence' | 'report' | 'reportPerson' | 'heldSession'
type Coming = 'comingEvent' | 'comingRevision' | 'fullEvent' | 'offer'
type Added =
  | 'partnershipMessage'
  | 'document'
  | 'teamDocument'
  | 'picture'
  | 'documentRequest'
  | 'colleague'
  | 'invitation'
  | 'message'
  | 'importId'
  | 'line'
  | Assessed
  | Planned
  | Supported
  | Held
  | Coming
  | keyof SurveyRecords
  | keyof OpenSurvey
  | 'feed'
  | 'series'
type Found = Omit<Records, Added | 'name' | 'programmeKey'>

/** Finds a running partnership of each place, and adds what the world does not have everywhere. */
export async function findRecords(whole: WholeApp): Promise<Records[]> {
  const imports = new Map<string, number>([
    [RISE, await bringIn(whole, whole.actors.team, 'H1,Regional support,Autumn 2025')],
    [BEHAVIOUR, await bringIn(whole, whole.actors.teamElsewhere, 'B1,Core support,Autumn 2025')],
  ])
  const records: Records[] = []
  for (const { name, programmeKey, hub, urn } of PLACES) {
    const taken = records.map((each) => each.urn)
    const found = await whole.database.asOwner((db) => findPlace(db, programmeKey, hub, urn, taken))
    const people = await whole.database.asOwner((db) => addPeople(db, found))
    const assessed = await whole.database.asOwner((db) => addAssessments(db, programmeKey, found))
    const planned = await whole.database.asOwner((db) => addPlan(db, found))
    const surveyed = await whole.database.asOwner((db) => addSurveyRecords(db, found))
    const open = await whole.database.asOwner((db) => addOpenSurvey(db, found))
    const supported = await whole.database.asOwner((db) => addSupportDays(db, found))
    const shared = await addDocuments(whole, found)
    const partnershipMessage = await whole.database.asOwner((db) => addQuestion(db, found))
    const held = await whole.database.asOwner((db) => addHeldEvents(db, found))
    const coming = await whole.database.asOwner((db) => addComingEvents(db, found))
    const calendar = await whole.database.asOwner((db) => addCalendar(db, found))
    records.push({
      name,
      programmeKey,
      ...found,
      ...people,
      ...assessed,
      ...planned,
      ...supported,
      ...surveyed,
      ...open,
      partnershipMessage,
      ...shared,
      ...held,
      ...calendar,
      ...coming,
      importId: imports.get(programmeKey) ?? 0,
      line: 2,
    })
  }
  return records
}

async function findPlace(
  db: Db,
  programmeKey: string,
  hub: string,
  urn: number | null,
  taken: readonly number[],
): Promise<Found> {
  const { rows } = await sql<Found>`
    select p.programme_id as "programmeId", h.id as "hubId", h.revision as "hubRevision", h.reference as "hubReference",
      p.id as "partnershipId", p.pathway_key as pathway, p.cohort_id as "cohortId", p.school_urn as urn,
      s.trust_uid as "trustUid", e.expectation_key as expectation, e.occurrence,
      exists (select from trust_agreements a where a.partnership_id = p.id and a.withdrawn_at is null) as agreed,
      coalesce((select max(o.id) from hubs o where o.programme_id = p.programme_id and o.id <> h.id), h.id) as "moveTo"
    from partnerships p join hubs h on h.id = p.hub_id join programmes g on g.id = p.programme_id
    join schools s on s.urn = p.school_urn
    cross join lateral (
      select o.expectation_key, o.occurrence from expectation_occurrences o
      where o.programme_version_id = p.programme_version_id and o.pathway_key = p.pathway_key
        and o.cohort_id = p.cohort_id and o.acted_on_by = 'partner' and o.per = 'partnership'
        and not exists (select from expectation_confirmations c where c.partnership_id = p.id
          and c.expectation_key = o.expectation_key and c.occurrence = o.occurrence)
      order by o.position limit 1) e
    where g.key = ${programmeKey} and h.reference = ${hub} and p.status = 'active' and s.trust_uid is not null
      and (${urn}::int is null or p.school_urn = ${urn})
      and p.school_urn not in (select jsonb_array_elements_text(${JSON.stringify(taken)}::text::jsonb)::int)
      and exists (select from assignments n where n.school_urn = p.school_urn and n.role = 'named-leader'
        and n.programme_id = p.programme_id and n.ended_at is null)
    order by exists (select from expectation_cards x where x.programme_version_id = p.programme_version_id
      and x.pathway_key = p.pathway_key and x.kind = 'final-review') desc, exists (select from pathway_support_days d where d.programme_version_id = p.programme_version_id
      and d.pathway_key = p.pathway_key and d.days <> 'none') desc, p.id limit 1`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`The world has no running partnership of ${hub}`)
  return row
}

async function addPeople(
  db: Db,
  { programmeId, urn }: Found,
): Promise<Pick<Records, 'colleague' | 'invitation' | 'message'>> {
  const { rows } = await sql<Pick<Records, 'colleague' | 'invitation' | 'message'>>`
    with colleague as (
      insert into accounts (email, name) values (${`colleague@${urn}.example`}, 'Cora Colleague') returning id
    ), assignment as (
      insert into assignments (account_id, role, programme_id, school_urn)
      select id, 'named-leader', ${programmeId}, ${urn} from colleague returning id
    ), invitation as (
      insert into invitations (key, role, programme_id, school_urn, email, name, invited_at, expires_at)
      values (gen_random_uuid(), 'named-leader', ${programmeId}, ${urn}, ${`invited@${urn}.example`}, ${`Ina Invited ${urn}`},
        now(), '2030-01-01') returning id
    ), message as (
      insert into messages (id, to_email, to_account, template, personalisation, status, attempts, last_fault, finished_at)
      select gen_random_uuid(), ${`colleague@${urn}.example`}, id, 'weekly-digest', '{}'::jsonb, 'failed', 6,
        'EENVELOPE 550', now() from colleague
      union all
      select gen_random_uuid(), ${`invited@${urn}.example`}, null, 'invitation',
        jsonb_build_object('invitation', id::text), 'failed', 6, 'ETIMEDOUT', now() from invitation
      returning id, template
    )
    select assignment.id as colleague, invitation.id as invitation, message.id as message
    from assignment, invitation, message where message.template = 'weekly-digest'`.execute(db)
  if (!rows[0]) throw new Error('Nobody was added')
  return rows[0]
}

/** Of what the world may hold already nothing is used: each place has one of each, in the same state. */
async function addAssessments(
  db: Db,
  programmeKey: string,
  { partnershipId }: Found,
): Promise<Pick<Records, Assessed>> {
  const version = await sql<
    Pick<Records, 'questionnaire' | 'theme' | 'statement' | 'level' | 'statements'> & { id: number }
  >`
    select v.id, v.questionnaire_id as questionnaire, s.theme_key as theme, s.key as statement,
      v.definition->'levels'->2->>'key' as level,
      (select count(*)::int from statements a where a.questionnaire_version_id = v.id) as statements
    from questionnaire_programmes q
    join questionnaire_versions v on v.questionnaire_id = q.questionnaire_id
    join statements s on s.questionnaire_version_id = v.id and s.position = 1
    where q.programme_key = ${programmeKey} order by v.id desc limit 1`.execute(db)
  const [of] = version.rows
  if (!of) throw new Error(`The programme ${programmeKey} has no questionnaire`)
  await sql`update self_assessments set submitted_at = now(), submitted_by_name = 'Somebody'
    where partnership_id = ${partnershipId} and submitted_at is null`.execute(db)
  const add = async () => {
    const { rows } = await sql<{ id: number }>`
      insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_by_name)
      select gen_random_uuid(), ${partnershipId}, ${of.id}, coalesce(max(number), 0) + 1, 'Somebody'
      from self_assessments where partnership_id = ${partnershipId} returning id`.execute(db)
    return rows[0]?.id ?? 0
  }
  const sharedAssessment = await add()
  await sql`insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, changed_by_name)
    values (${sharedAssessment}, ${of.statement}, ${of.level}, 'Learning walks', 'Somebody')`.execute(db)
  await sql`update self_assessments set submitted_at = now(), submitted_by_name = 'Somebody'
    where id = ${sharedAssessment}`.execute(db)
  await sql`insert into self_assessment_shares (self_assessment_id, with_notes, shared_by_name)
    values (${sharedAssessment}, true, 'Somebody')`.execute(db)
  const { id: _version, ...rest } = of
  return { ...rest, sharedAssessment, openAssessment: await add() }
}

async function addPlan(db: Db, { partnershipId }: Found): Promise<Pick<Records, Planned>> {
  const add = async (insert: ReturnType<typeof sql<{ id: number }>>) => {
    const { rows } = await insert.execute(db)
    return rows[0]?.id ?? 0
  }
  const plan = await add(sql`
    insert into action_plans (partnership_id, joint, started_by_name, revision) values (${partnershipId}, true, 'Somebody', 1)
    on conflict (partnership_id) do update set joint = true returning id`)
  const priority = await add(sql`
    insert into priorities (plan_id, position, title) values (${plan}, 99, 'Day one') returning id`)
  const objective = await add(sql`
    insert into objectives (plan_id, priority_id, position, text) values (${plan}, ${priority}, 1, 'Families hear') returning id`)
  const measure = await add(sql`
    insert into measures (plan_id, objective_id, position, text, kind)
    values (${plan}, ${objective}, 1, 'Absence', 'published') returning id`)
  const action = await add(sql`
    insert into actions (plan_id, objective_id, position, text) values (${plan}, ${objective}, 1, 'Ring home') returning id`)
  const proposal = await add(sql`
    insert into actions (plan_id, objective_id, position, text, state, proposed_by)
    values (${plan}, ${objective}, 2, 'Visit', 'proposed', 'lead') returning id`)
  const comment = await add(sql`
    insert into plan_comments (key, plan_id, about, about_words, side, text, by_name)
    values (gen_random_uuid(), ${plan}, 'plan', 'The whole plan', 'partner', 'A word', 'Somebody') returning id`)
  await sql`insert into plan_versions (plan_id, number, key, snapshot, changes, by_name)
    values (${plan}, 1, gen_random_uuid(), '[]', '{}', 'Somebody') on conflict do nothing`.execute(db)
  // Its lines have just changed, so what was signed before does not stand for it any more.
  const planVersion = await add(sql`select revision as id from action_plans where id = ${plan}`)
  return { plan, priority, objective, measure, action, proposal, comment, planVersion }
}

async function addQuestion(db: Db, { partnershipId }: Found): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with message as (
      insert into partnership_messages (key, partnership_id, side, by_name, text, written_at)
      values (gen_random_uuid(), ${partnershipId}, 'lead', 'Somebody', 'Which day suits you?', '2026-05-12T09:00Z')
      returning id, partnership_id
    ), question as (
      insert into partnership_questions (message_id, partnership_id, asked_of, asked_on, reply_by)
      select id, partnership_id, 'partner', '2026-05-12', '2026-05-19' from message
    )
    select id from message`.execute(db)
  return rows[0]?.id ?? 0
}

/** Of the support days that the world may hold nothing is left, so that there is room for these. */
async function addSupportDays(db: Db, { partnershipId }: Found): Promise<Pick<Records, Supported>> {
  await sql`delete from support_items where partnership_id = ${partnershipId}`.execute(db)
  await sql`delete from support_day_counts where partnership_id = ${partnershipId}`.execute(db)
  await sql`select set_config('alongside.role', 'system', true)`.execute(db)
  await sql`select alongside.hold_support_days(${partnershipId})`.execute(db)
  const add = async (entries: readonly { state: string; side: string; on?: string; offer?: string }[]) => {
    const { rows } = await sql<{ id: number }>`
      insert into support_items (partnership_id, type) values (${partnershipId}, 'visit') returning id`.execute(
      db,
    )
    const id = rows[0]?.id ?? 0
    for (const [at, { state, side, on, offer }] of entries.entries()) {
      const kind = state === 'booked' && !offer ? 'booked' : 'proposed'
      const offered = offer
        ? {
            side,
            kind: 'dates',
            dates: [offer],
            halfDays: 1,
            startsAt: '',
            endsAt: '',
            place: '',
            leadPeople: '',
          }
        : null
      await sql`
        insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term,
          held_on, offer, by_name)
        values (${id}, ${at + 1}, ${partnershipId}, gen_random_uuid(), ${kind}, ${side}, ${state}, ${on ? 1 : 0},
          ${on ? 3 : null}, ${on ?? null}, ${offered ? JSON.stringify(offered) : null}::text::jsonb, 'Somebody')`.execute(
        db,
      )
    }
    return id
  }
  const proposed = { state: 'proposed', side: 'lead', offer: '2026-06-18' }
  const booked = (on: string) => ({ state: 'booked', side: 'partner', on })
  const proposedDay = await add([proposed])
  const dayOver = await add([proposed, booked('2026-05-12')])
  await sql`insert into visit_records (item_id, partnership_id, revision, saw, sign_by, by_name)
    values (${dayOver}, ${partnershipId}, 1, 'Calm lessons', '2026-05-19', 'Somebody')`.execute(db)
  await sql`insert into visit_notes (key, item_id, partnership_id, field, text, revision, side, by_name)
    values (gen_random_uuid(), ${dayOver}, ${partnershipId}, 'saw', 'Calm lessons', 1, 'lead', 'Somebody')`.execute(
    db,
  )
  await sql`insert into visit_actions (key, item_id, partnership_id, doer, text, side, by_name)
    values (gen_random_uuid(), ${dayOver}, ${partnershipId}, 'lead', 'Send the rota', 'lead', 'Somebody')`.execute(
    db,
  )
  await sql`insert into visit_running_orders (item_id, partnership_id, parts, last_key, by_name)
    values (${proposedDay}, ${partnershipId}, '[{"title":"Welcome","minutes":30,"who":"","look":""}]', gen_random_uuid(),
      'Somebody')`.execute(db)
  await sql`insert into visit_views (key, item_id, partnership_id, side, text, by_name)
    values (gen_random_uuid(), ${dayOver}, ${partnershipId}, 'partner', 'A busy day', 'Somebody')`.execute(db)
  const move = { state: 'booked', side: 'partner', on: '2026-06-19', offer: '2026-06-22' }
  const dayComing = await add([proposed, booked('2026-05-18')])
  const dayToMove = await add([proposed, booked('2026-06-19'), move])
  return { proposedDay, dayOver, dayComing, dayToMove, nextStep: await addFinalReview(db, partnershipId) }
}

async function addFinalReview(db: Db, partnershipId: number): Promise<number> {
  await sql`insert into final_reviews (partnership_id, started_by_name) values (${partnershipId}, 'Somebody')`.execute(
    db,
  )
  await sql`insert into final_review_topics (partnership_id, topic, words, on_day, last_key, by_name)
    select ${partnershipId}, topic, 'Calm mornings', case topic when 'follow-up' then date '2026-11-12' end,
      gen_random_uuid(), 'Somebody'
    from unnest(array['progress', 'support', 'changes', 'sustaining', 'follow-up']) as topic`.execute(db)
  await sql`insert into final_review_follow_ups (partnership_id, key, held_on, words, side, by_name)
    values (${partnershipId}, gen_random_uuid(), '2026-05-12', 'Still calm', 'lead', 'Somebody')`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into final_review_steps (key, last_key, partnership_id, text, owner_side, owner_role, by_name)
    values (gen_random_uuid(), gen_random_uuid(), ${partnershipId}, 'A weekly walk', 'partner', 'Head', 'Somebody')
    returning id`.execute(db)
  return rows[0]?.id ?? 0
}

/** One white dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==',
  'base64',
)

/** Two files that the school shares with its lead, a link of the programme team's, and what the lead asks of the school. */
async function addDocuments(
  whole: WholeApp,
  { partnershipId }: Found,
): Promise<Pick<Records, 'document' | 'teamDocument' | 'picture' | 'documentRequest'>> {
  const text = 'Greeted at the gate'
  const fileId = randomUUID()
  const { arrivals, store } = whole.documents
  const pictureId = randomUUID()
  await store.keep(fileId, await arrivals.receive(Readable.from([Buffer.from(text)])))
  await store.keep(pictureId, await arrivals.receive(Readable.from([PICTURE])))
  return whole.database.asOwner(async (db) => {
    const { rows } = await sql<Pick<Records, 'document' | 'teamDocument' | 'picture' | 'documentRequest'>>`
      with file as (insert into document_files (id) values (${fileId}), (${pictureId})), document as (
        insert into documents (key, position, partnership_id, kind, title, purpose, from_side, shared_with, given_by_name)
        values (gen_random_uuid(), 1, ${partnershipId}, 'file', 'Routines', 'visit', 'partner', '{lead}', 'Somebody')
        returning id
      ), version as (
        insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state,
          by_name)
        select id, 1, gen_random_uuid(), ${fileId}, 'routines.txt', 'txt', ${text.length}, '', 'clean', 'Somebody'
        from document
      ), picture as (
        insert into documents (key, position, partnership_id, kind, title, purpose, from_side, shared_with, given_by_name)
        values (gen_random_uuid(), 1, ${partnershipId}, 'file', 'The gate', 'visit', 'partner', '{lead}', 'Somebody')
        returning id
      ), picture_version as (
        insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state,
          by_name)
        select id, 1, gen_random_uuid(), ${pictureId}, 'gate.png', 'png', ${PICTURE.length}, '', 'clean', 'Somebody'
        from picture
      ), link as (
        insert into documents (key, position, partnership_id, kind, title, purpose, from_side, shared_with, link_url,
          link_source, given_by_name)
        values (gen_random_uuid(), 1, ${partnershipId}, 'link', 'Ofsted reports', 'support', 'programme-team', '{lead}',
          'https://reports.ofsted.gov.uk/', 'Ofsted', 'Somebody') returning id
      ), request as (
        insert into document_requests (key, partnership_id, asking_side, asked_side, title, purpose, asked_by_name)
        values (gen_random_uuid(), ${partnershipId}, 'lead', 'partner', 'The rota', 'visit', 'Somebody') returning id
      )
      select document.id as document, link.id as "teamDocument", picture.id as picture, request.id as "documentRequest"
      from document, link, picture, request`.execute(db)
    if (!rows[0]) throw new Error('No document was added')
    return rows[0]
  })
}

/** The private calendar of a hub, and the series that its programme runs. */
async function addCalendar(db: Db, { programmeId, hubId }: Found): Promise<Pick<Records, 'feed' | 'series'>> {
  await sql`insert into calendar_feeds (kind, programme_id, hub_id) values ('hub', ${programmeId}, ${hubId})
    on conflict do nothing`.execute(db)
  // The other programme has none of its own.
  await sql`insert into events (programme_id, kind, series_key, number, title, starts_at, ends_at, place)
    select ${programmeId}, 'cpd', 'taught', 1, 'Taught once', '2026-05-11 09:00Z', '2026-05-11 11:00Z', 'online'
    where not exists (select from events where programme_id = ${programmeId} and series_key is not null)`.execute(
    db,
  )
  const { rows } = await sql<Pick<Records, 'feed' | 'series'>>`
    select f.id as feed, (select min(e.series_key) from events e where e.programme_id = ${programmeId}) as series
    from calendar_feeds f where f.hub_id = ${hubId}`.execute(db)
  if (!rows[0]?.series) throw new Error('No series of the programme was planned')
  return rows[0]
}

/** Events that are over. Their days are before the day of the demonstration, 14 May 2026. */
async function addHeldEvents(
  db: Db,
  { programmeId, hubId, partnershipId }: Found,
): Promise<Pick<Records, Held>> {
  const { rows } = await sql<Pick<Records, Held>>`
    with open_day as (
      insert into events (form_key, programme_id, kind, hub_id, title, starts_at, ends_at, place)
      values (gen_random_uuid(), ${programmeId}, 'open-day', ${hubId}, ${`Open day that was held, for ${partnershipId}`},
        '2026-05-12T09:00:00Z', '2026-05-12T14:00:00Z', 'online') returning id
    ), session as (
      insert into events (form_key, programme_id, kind, title, starts_at, ends_at, place, recording_link)
      values (gen_random_uuid(), ${programmeId}, 'cpd', ${`Session that was held, for ${partnershipId}`},
        '2026-05-11T09:00:00Z', '2026-05-11T11:00:00Z', 'online', 'https://recordings.example/one') returning id
    ), presence as (
      insert into event_presences (client_key, event_id, partnership_id, name, how, arrived_at, minutes, source,
        recorded_by_name)
      select gen_random_uuid(), o.id, p.id, 'Pia Present', 'online', '2026-05-12T09:00:00Z', 300, 'by hand', 'Somebody'
      from open_day o, partnerships p where p.hub_id = ${hubId} and p.status in ('confirmed', 'active', 'paused')
      returning id, partnership_id
    ), booking as (
      insert into event_bookings (form_key, event_id, partnership_id, places, booked_by_name)
      select gen_random_uuid(), o.id, ${partnershipId}, 1, 'Somebody' from open_day o returning id, event_id
    ), guest as (
      insert into event_guests (booking_id, event_id, name) select id, event_id, 'Gil Guest' from booking returning id
    ), report as (
      insert into event_reports (form_key, event_id, filename, layout, row_count, by_name)
      select gen_random_uuid(), id, 'report.csv', 'Teams', 1, 'Somebody' from open_day returning id, event_id
    ), person as (
      insert into event_report_people (report_id, event_id, position, name, match, reason, partnership_id)
      select id, event_id, 0, 'Lee Likely', 'likely', 'A known name', ${partnershipId} from report returning id
    )
    select o.id as "heldEvent", s.id as "heldSession", r.id as report, n.id as "reportPerson",
      (select p.id from presence p where p.partnership_id = ${partnershipId}) as presence,
      (select g.id from guest g) as "guestOfSchool",
      (select jsonb_agg(p.school_urn) from partnerships p where p.hub_id = ${hubId}
        and p.status in ('confirmed', 'active', 'paused')) as guests
    from open_day o, session s, report r, person n`.execute(db)
  if (!rows[0]) throw new Error('No event was added')
  return rows[0]
}

/** Events after the day of the demonstration. */
async function addComingEvents(
  db: Db,
  { programmeId, hubId, partnershipId }: Found,
): Promise<Pick<Records, Coming>> {
  const add = async (title: string, capacity: number) => {
    const { rows } = await sql<{ id: number }>`
      insert into events (programme_id, kind, hub_id, title, starts_at, ends_at, place, capacity)
      values (${programmeId}, 'open-day', ${hubId}, ${`${title}, for ${partnershipId}`}, '2026-06-17T09:00:00Z',
        '2026-06-17T14:00:00Z', 'lead-school', ${capacity}) returning id`.execute(db)
    return rows[0]?.id ?? 0
  }
  const comingEvent = await add('Open day to come', 20)
  const fullEvent = await add('Open day that is full', 0)
  const offered = await add('Open day that schools waited for', 2)
  const wait = await sql<{ id: number }>`
    insert into event_waits (form_key, event_id, partnership_id, places, by_name)
    values (gen_random_uuid(), ${offered}, ${partnershipId}, 1, 'Somebody') returning id`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into event_offers (wait_id, event_id, places, reason, expires_at)
    values (${wait.rows[0]?.id ?? 0}, ${offered}, 1, 'It asked first.', '2026-06-16T09:00:00Z') returning id`.execute(
    db,
  )
  return { comingEvent, comingRevision: '1', fullEvent, offer: rows[0]?.id ?? 0 }
}

/** Which record an address names by `:id`. */
function idOf({ name, url }: { name: string; url: string }, records: Records): number {
  switch (url.split('/')[1]) {
    case 'hubs':
      return records.hubId
    case 'plans':
      return records.plan
    case 'priorities':
      return records.priority
    case 'objectives':
      return records.objective
    case 'measures':
      return records.measure
    case 'events':
      if (name.endsWith('to come')) return records.comingEvent
      if (name.endsWith('that is full')) return records.fullEvent
      return name.endsWith('of a session') ? records.heldSession : records.heldEvent
    case 'actions':
      return name.endsWith('of a proposal') ? records.proposal : records.action
    case 'support-days':
      if (name.endsWith('of a day that is over')) return records.dayOver
      if (name.endsWith('of a day that is coming')) return records.dayComing
      return name.endsWith('of a day to be moved') ? records.dayToMove : records.proposedDay
    case 'surveys':
      if (name.endsWith('that is open')) return records.openSurvey
      return name.endsWith('to count') ? records.surveyToCount : records.surveyWithResults
    default:
      return records.partnershipId
  }
}

const COLUMNS = { reference: 0, school: 1, hub: 2, pathway: 3, cohort: 4 }

/** A file as a programme's team sends it, up to its preview: a row that is refused, and one that is not. */
async function bringIn(whole: WholeApp, team: Signed, place: string): Promise<number> {
  const client = await whole.as(team)
  const text = `Reference,URN,Hub,Pathway,Cohort\nX1,not a URN,Nowhere,none,never\nX2,990100,${place}\n`
  const sent = await client.postFile(
    '/imports',
    { key: randomUUID(), kind: 'partnerships' },
    { name: 'partners.csv', text },
  )
  assert.equal(sent.status, 303, sent.body)
  const id = Number(/\/imports\/(\d+)/.exec(sent.location)?.[1])
  const chosen = await client.post(`/imports/${id}/columns`, COLUMNS)
  assert.equal(chosen.location, `/imports/${id}/preview`, chosen.body)
  return id
}

/** What an actor of the table stands for, to tell one's own records from somebody else's. */
export interface Standing {
  readonly role: string
  readonly programmeId: number
  readonly hubId: number | null
  readonly schoolUrn: number | null
  readonly trustUid: number | null
}

export async function standingOf(database: Database, { assignmentId }: Signed): Promise<Standing> {
  return database.asOwner(async (db) => {
    const { rows } = await sql<Standing>`
      select role, programme_id as "programmeId", hub_id as "hubId", school_urn as "schoolUrn", trust_uid as "trustUid"
      from assignments where id = ${assignmentId}`.execute(db)
    if (!rows[0]) throw new Error('Somebody of the table holds no role')
    return rows[0]
  })
}

/** The rule in words, not the service's policy: own is the team's programme, the lead's hub, and so on. */
export function relationOf(actor: Standing, records: Records, url = ''): Relation {
  if (actor.programmeId !== records.programmeId) return 'elsewhere'
  // An event is its hub's, and every school of the hub is its guest.
  if (url.startsWith('/events/') && records.guests.some((urn) => urn === actor.schoolUrn)) return 'own'
  switch (actor.role) {
    case 'programme-team':
      return 'own'
    case 'hub-lead':
      return actor.hubId === records.hubId ? 'own' : 'other'
    case 'named-leader':
      return actor.schoolUrn === records.urn ? 'own' : 'other'
    case 'trust-leader':
      return actor.trustUid === records.trustUid && records.agreed ? 'own' : 'other'
    default:
      return 'other'
  }
}

/** The address of a route for these records. */
function fileOf(url: string, { feed }: Records): string {
  if (url === '/calendar/:file') return feedPath(SECRET, { id: feed, number: 1 }).slice('/calendar/'.length)
  return url === '/imports/:importId/:file' ? 'refused.csv' : 'partnerships.csv'
}

export function addressOf(
  row: { name: string; url: string },
  records: Records,
  registerImport: number,
): string {
  const isLink = row.name.endsWith('by its link')
  const values: Readonly<Record<string, string | number>> = {
    id: idOf(row, records),
    commentId: records.comment,
    burst: records.surveyBurst,
    audience: 'pupils',
    codeId: records.surveyCodeId,
    surveyVersionId: records.surveyVersion,
    partnershipMessage: records.partnershipMessage,
    documentId: row.name.endsWith('of the programme team')
      ? records.teamDocument
      : row.name.endsWith('of a picture')
        ? records.picture
        : records.document,
    requestId: records.documentRequest,
    key: records.expectation,
    occurrence: records.occurrence,
    urn: records.urn,
    uid: records.trustUid,
    programmeKey: records.programmeKey,
    number: 1,
    assignmentId: records.colleague,
    messageId: records.message,
    invitation: isLink ? tokenOfInvitation(SECRET, records.invitation) : records.invitation,
    importId: row.url.startsWith('/register') ? registerImport : records.importId,
    line: records.line,
    assessmentId: row.name.endsWith('that is shared') ? records.sharedAssessment : records.openAssessment,
    questionnaireId: records.questionnaire,
    report: records.report,
    person: records.reportPerson,
    code: row.url.startsWith('/survey/') ? records.surveyCode : certificateCode(SECRET, records.presence),
    month: '2026-06',
    eventKind: 'networking',
    offer: offerPath(SECRET, records.offer).slice('/offers/'.length),
    stepId: records.nextStep,
    topic: 'changes',
    guestCode: feedbackPath(SECRET, records.guestOfSchool).slice('/feedback/'.length),
    theme: records.theme,
    statement: records.statement,
    kind: 'partnerships',
    persona: 'hub-lead',
    file: fileOf(row.url, records),
    seriesKey: records.series,
  }
  return row.url.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`No record for :${name} of ${row.name}`)
    return String(value)
  })
}
