/**
 * Writes of every kind that the service can see something in, as plain statements of the owner’s: for tests of what is kept
 * of them. Each is about partnership `p` or its hub, on a day, and changes nothing where there is nothing to change.
 */
import { type RawBuilder, sql } from 'kysely'

export interface EvidenceAct {
  readonly name: string
  readonly statement: (given: { p: number; day: string; n: number }) => RawBuilder<unknown>
}

const act = (name: string, statement: EvidenceAct['statement']): EvidenceAct => ({ name, statement })

/** Any of the events that a partnership could have to do with, by number. */
const event = (p: number, n: number, condition = sql`true`) => sql`(
  select e.id from events e join partnerships p on p.id = ${p} and p.programme_id = e.programme_id
  where (e.hub_id is null or e.hub_id = p.hub_id) and ${condition} order by e.id
  offset ${n} % greatest(1, (select count(*) from events x join partnerships q on q.id = ${p}
    and q.programme_id = x.programme_id where (x.hub_id is null or x.hub_id = q.hub_id) and ${condition})) limit 1)`

const selfAssessment = [
  act(
    'starts a self-assessment',
    ({ p, day }) => sql`
    insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_at, started_by_name)
    select gen_random_uuid(), ${p}, (select max(id) from questionnaire_versions), coalesce(max(number), 0) + 1, ${day}, 'A'
    from self_assessments where partnership_id = ${p} on conflict do nothing`,
  ),
  act(
    'submits it',
    ({ p, day }) => sql`
    update self_assessments set submitted_at = ${day}, submitted_by_name = 'A'
    where partnership_id = ${p} and submitted_at is null`,
  ),
  act(
    'loads one that was submitted',
    ({ p, day }) => sql`
    insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_by_name, submitted_at,
      submitted_by_name)
    select gen_random_uuid(), ${p}, (select max(id) from questionnaire_versions), coalesce(max(number), 0) + 1, 'A', ${day},
      'A'
    from self_assessments where partnership_id = ${p}`,
  ),
  act(
    'shares all of them',
    ({ p, day }) => sql`
    insert into self_assessment_shares (self_assessment_id, with_notes, shared_by_name, shared_at)
    select id, true, 'A', ${day} from self_assessments where partnership_id = ${p} and submitted_at is not null
    on conflict do nothing`,
  ),
  act(
    'takes the oldest share back',
    ({ p, day }) => sql`
    update self_assessment_shares set withdrawn_at = ${day}, withdrawn_by_name = 'A'
    where withdrawn_at is null and self_assessment_id = (
      select min(id) from self_assessments where partnership_id = ${p} and submitted_at is not null)`,
  ),
]

const plans = [
  act(
    'changes the facts of a plan',
    ({ p, day, n }) => sql`
    with plan as (insert into action_plans (partnership_id, joint, started_at, started_by_name)
      values (${p}, true, ${day}, 'A') on conflict (partnership_id) do update set joint = true returning id)
    insert into plan_facts (plan_id, partnership_id, started_on, agreed_on, priorities, objectives, measurable_objectives,
      actions, actions_done)
    select id, ${p}, ${day}::date, case when ${n} % 2 = 0 then ${day}::date end, 1, 1, 1, ${n}, 0 from plan
    on conflict (plan_id) do update set agreed_on = excluded.agreed_on, actions = excluded.actions`,
  ),
  act(
    'changes the facts of its terms',
    ({ p, day, n }) => sql`
    insert into plan_term_facts (plan_id, partnership_id, support_term, actions_due, actions_open, actions_done, last_done_on,
      reviewed_on)
    select l.id, ${p}, t, 3, case when ${n} % 3 = t % 3 then 0 else 1 end, ${n} % 2, ${day}::date,
      case when ${n} % 5 < t then ${day}::date end
    from action_plans l, generate_series(1, 3) t where l.partnership_id = ${p}
    on conflict (plan_id, support_term) do update set actions_open = excluded.actions_open,
      actions_done = excluded.actions_done, reviewed_on = excluded.reviewed_on`,
  ),
  act(
    'drops facts of terms',
    ({ p, n }) => sql`
    delete from plan_term_facts where partnership_id = ${p} and support_term > ${n} % 3`,
  ),
]

const events = [
  act(
    'has somebody there',
    ({ p, day, n }) => sql`
    insert into event_presences (client_key, event_id, partnership_id, name, how, arrived_at, minutes, source,
      recorded_by_name)
    select gen_random_uuid(), id, ${p}, 'A', 'in person', ${day}, ${n} * 7 % 400, 'by hand', 'A'
    from events where id = ${event(p, n)}`,
  ),
  act(
    'has the leads there',
    ({ p, day, n }) => sql`
    insert into event_presences (client_key, event_id, hub_id, name, how, arrived_at, minutes, source, recorded_by_name)
    select gen_random_uuid(), e.id, p.hub_id, 'L', 'online', ${day}, 60, 'report', 'A'
    from events e, partnerships p where p.id = ${p} and e.id = ${event(p, n)}`,
  ),
  act(
    'has nobody there after all',
    ({ p, day, n }) => sql`
    update event_presences set undone_at = ${day}, undone_by_name = 'A' where event_id = ${event(p, n)}
      and undone_at is null`,
  ),
  act(
    'left early',
    ({ p, n }) => sql`
    update event_presences set minutes = ${n} where partnership_id = ${p} and undone_at is null`,
  ),
  act(
    'moves an event',
    ({ p, day, n }) => sql`
    update events set starts_at = ${day}::timestamptz + interval '10 hours', ends_at = ${day}::timestamptz + interval '12 hours'
    where id = ${event(p, n)}`,
  ),
  act(
    'cancels an event',
    ({ p, day, n }) => sql`
    update events set cancelled_at = ${day}, cancelled_reason = 'R', cancelled_by_name = 'A'
    where id = ${event(p, n)} and cancelled_at is null`,
  ),
  act(
    'says how to join, or no longer',
    ({ p, day, n }) => sql`
    update events set joining_link = case joining_link when '' then 'https://join.example' else '' end,
      joining_link_set_at = ${day} where id = ${event(p, n, sql`number is not null`)}`,
  ),
  act(
    'watches a session later',
    ({ p, day, n }) => sql`
    insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, minutes, will_do, by_name)
    select gen_random_uuid(), id, ${p}, ${day}::date, 50, 'W', 'A' from events
    where id = ${event(p, n, sql`number is not null`)} on conflict do nothing`,
  ),
  act(
    'watched none later',
    ({ p, day }) => sql`
    update event_catch_ups set undone_at = ${day}, undone_by_name = 'A' where partnership_id = ${p} and undone_at is null`,
  ),
  act(
    'will try something',
    ({ p, n }) => sql`
    insert into shared_practices (form_key, event_id, partnership_id, will_try, by_name)
    select gen_random_uuid(), id, ${p}, 'T', 'A' from events where id = ${event(p, n)} on conflict do nothing`,
  ),
  act(
    'tried it',
    ({ p, day }) => sql`
    update shared_practices set became = 'B', became_at = ${day} where partnership_id = ${p}`,
  ),
]

const documents = [
  act(
    'gives what is expected',
    ({ p, day, n }) => sql`
    with x as (
      select x.key from expectation_cards x join partnerships p on p.id = ${p}
        and x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
      where x.kind = 'document' order by x.position offset ${n} % 3 limit 1),
    given as (
      insert into documents (key, position, partnership_id, expectation_key, occurrence, given_to, kind, title, purpose,
        from_side, shared_with, given_at, given_by_name)
      select gen_random_uuid(), 1, ${p}, x.key, 1, 'lead', 'file', 'D', 'support', 'partner', '{lead}', ${day}, 'A'
      from x returning id)
    insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, by_name)
    select id, 1, gen_random_uuid(), gen_random_uuid(), 'd.docx', 'docx', 100, '', 'A' from given`,
  ),
  act(
    'is told of the scanner',
    ({ p, n }) => sql`
    update document_versions set check_state = case ${n} % 3 when 0 then 'infected' when 1 then 'clean' else 'unchecked' end
    where document_id in (select id from documents where partnership_id = ${p}) and check_state = 'waiting'`,
  ),
  act(
    'loses files, or finds them',
    ({ p, day, n }) => sql`
    update document_versions set lost_at = case when ${n} % 2 = 0 then ${day}::timestamptz end
    where document_id in (select id from documents where partnership_id = ${p})`,
  ),
  act(
    'deletes documents',
    ({ p, day, n }) => sql`
    update documents set deleted_at = ${day}, deleted_because = case ${n} % 2 when 0 then 'by hand' else 'kept long enough' end
    where partnership_id = ${p} and id % 2 = ${n} % 2 and deleted_at is null`,
  ),
  act(
    'shares them with nobody',
    ({ p, n }) =>
      sql`update documents set shared_with = '{}' where partnership_id = ${p} and id % 3 = ${n} % 3`,
  ),
]

const support = [
  act(
    'puts a support day forward',
    ({ p, n }) => sql`
    insert into support_items (partnership_id, type) values (${p}, case ${n} % 2 when 0 then 'deep-dive' else 'visit' end)`,
  ),
  act(
    'books, holds or cancels its days',
    ({ p, day, n }) => sql`
    update support_items set state = case ${n} % 3 when 0 then 'booked' when 1 then 'delivered' else 'cancelled' end,
      held_on = ${day}, support_term = ${n} % 3 + 1, half_days = 2, agreed_on = coalesce(agreed_on, ${day}::date)
    where partnership_id = ${p} and id % 2 = ${n} % 2`,
  ),
  act(
    'forgets a day that was put forward',
    ({ p }) => sql`
    delete from support_items where partnership_id = ${p} and state = 'proposed' and entries = 0`,
  ),
  act(
    'begins the final review',
    ({ p, day }) => sql`
    insert into final_reviews (partnership_id, started_at, started_by_name) values (${p}, ${day}, 'A') on conflict do nothing`,
  ),
  act(
    'signs the final review',
    ({ p, day, n }) => sql`
    insert into final_review_signatures (partnership_id, side, revision, facts, by_name, at)
    select partnership_id, case ${n} % 2 when 0 then 'lead' else 'partner' end, revision, '{}', 'A', ${day}
    from final_reviews where partnership_id = ${p} on conflict do nothing`,
  ),
]

const conversations = [
  act(
    'writes a message',
    ({ p, day, n }) => sql`
    insert into partnership_messages (key, partnership_id, side, by_name, text, written_at)
    values (gen_random_uuid(), ${p}, case ${n} % 3 when 0 then 'partner' else 'lead' end, 'A', 'T', ${day})`,
  ),
  act(
    'takes messages back',
    ({ p, day, n }) => sql`
    update partnership_messages set text = '', taken_back_at = ${day}
    where partnership_id = ${p} and taken_back_at is null and id % 2 = ${n} % 2`,
  ),
  act(
    'takes back what was confirmed of a call',
    ({ p, day }) => sql`
    update expectation_confirmations set replaced_at = ${day} where partnership_id = ${p} and replaced_at is null
      and expectation_key in (select key from expectation_cards where kind = 'first-contact')`,
  ),
  act(
    'confirms a call',
    ({ p, day, n }) => sql`
    insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, by_name)
    select p.id, x.key, 1, case ${n} % 3 when 0 then 'reopened' else 'done' end, ${day}::date - 3, 'A'
    from partnerships p join expectation_cards x on x.programme_version_id = p.programme_version_id
      and x.pathway_key = p.pathway_key and x.kind = 'first-contact'
    where p.id = ${p} on conflict do nothing`,
  ),
]

const surveys = [
  act(
    'opens a survey',
    ({ p, day, n }) => sql`
    insert into survey_waves (key, partnership_id, kind, pupils_version_id, staff_version_id, opens_at, closes_at, languages,
      layout, created_by_name)
    values (gen_random_uuid(), ${p}, case ${n} % 2 when 0 then 'baseline' else 'follow-up' end,
      (select max(id) from survey_versions where audience = 'pupils'),
      (select max(id) from survey_versions where audience = 'staff'), ${day}, ${day}::timestamptz + interval '14 days', '{en}',
      'one-a-page', 'A') on conflict do nothing`,
  ),
  act(
    'moves it, or closes it',
    ({ p, day, n }) => sql`
    update survey_waves set closes_at = opens_at + make_interval(days => 1 + ${n} % 20),
      closed_at = case ${n} % 2 when 0 then ${day}::timestamptz end where partnership_id = ${p} and results_at is null
      and (${n} % 2 = 0 or closed_at is null)`,
  ),
  act(
    'makes its results',
    ({ p, day, n }) => sql`
    with made as (select w.id, a.audience, a.version_id from survey_waves w
      cross join lateral (values ('pupils', w.pupils_version_id), ('staff', w.staff_version_id)) a (audience, version_id)
      where w.partnership_id = ${p} and w.closed_at is not null and w.results_at is null),
    published as (insert into survey_published (wave_id, audience, position, label, answered, version_id, counts, unsaid,
        reasons)
      select id, audience, 0, 'All', ${n} % 3 * 20, version_id, '{}', '{}', '{}' from made)
    update survey_waves set results_at = ${day} where id in (select id from made)`,
  ),
  act(
    'shares results',
    ({ p, day }) => sql`
    insert into survey_shares (key, wave_id, shared_by_name, shared_at)
    select gen_random_uuid(), id, 'A', ${day} from survey_waves where partnership_id = ${p} and results_at is not null on conflict do nothing`,
  ),
  act(
    'takes results back',
    ({ p, day }) => sql`
    update survey_shares set withdrawn_at = ${day}, withdrawn_by_name = 'A' where withdrawn_at is null
      and wave_id in (select id from survey_waves where partnership_id = ${p})`,
  ),
  act(
    'removes a survey',
    ({ p, n }) => sql`
    delete from survey_waves where partnership_id = ${p} and results_at is null and id % 3 = ${n} % 3`,
  ),
]

export const EVIDENCE_ACTS: readonly EvidenceAct[] = [
  ...selfAssessment,
  ...plans,
  ...events,
  ...documents,
  ...support,
  ...conversations,
  ...surveys,
]
