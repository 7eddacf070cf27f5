-- A year of one-to-one support for the national programme: every partnership with support days has its days, records,
-- documents, messages and history. Runs as the owner, in one transaction, after national.sql. Every choice follows from ids.
create or replace function pg_temp.roll(key text) returns double precision language sql immutable parallel safe
  return ('x' || substr(md5('national ' || key), 1, 8))::bit(32)::bigint / 4294967296.0;

-- What was seen is worked out once, at the end.
alter table support_items disable trigger evidence_seen, disable trigger evidence_seen_again;
alter table documents disable trigger evidence_seen, disable trigger evidence_seen_again;
alter table document_versions disable trigger evidence_seen;
alter table partnership_messages disable trigger user;
alter table partnership_questions disable trigger user;
alter table support_day_counts disable trigger oversight_change;

create temporary table national_pairs on commit drop as
select p.id, p.programme_id, p.school_urn, p.hub_id, p.cohort_id, l.account_id as partner_account, la.name as partner_name,
  h.account_id as lead_account, ha.name as lead_name, (now() at time zone 'Europe/London')::date as today
from partnerships p
join assignments l on l.school_urn = p.school_urn and l.title = 'Headteacher'
join accounts la on la.id = l.account_id
join assignments h on h.hub_id = p.hub_id and h.title = 'Hub lead'
join accounts ha on ha.id = h.account_id
where p.pathway_key = 'enhanced' and p.status in ('active', 'paused');
create unique index on national_pairs (id);
analyze national_pairs;

-- ------------------------------------------------------------------------------------------------------------- days
insert into support_day_counts (partnership_id, support_term, entitled, carry_limit)
select p.id, t.number, e.half_days, d.carry_half_days
from national_pairs n
join partnerships p on p.id = n.id
join pathway_support_days d on d.programme_version_id = p.programme_version_id and d.pathway_key = p.pathway_key
join support_terms t on t.cohort_id = p.cohort_id
join support_day_entitlements e on e.programme_version_id = p.programme_version_id and e.pathway_key = p.pathway_key
  and e.support_term = t.number
order by p.id, t.number on conflict do nothing;

-- Whole days of each support term, a week and a half apart, and one in each term that was cancelled.
create temporary table national_days on commit drop as
select n.id as partnership_id, c.support_term, i, t.starts_on + 7 + i * 10 as on_day,
  case when i > c.entitled / 2 then 'cancelled' when t.starts_on + 7 + i * 10 < n.today then 'delivered'
    when t.starts_on + 7 + i * 10 < n.today + 40 then 'booked' when i % 2 = 0 then 'offered' end as comes_to,
  case when c.support_term = 1 and i = 1 then 'deep-dive' when i % 4 = 3 then 'remote' when i % 4 = 0 then 'training'
    else 'visit' end as type,
  row_number() over (order by n.id, c.support_term, i) as number
from national_pairs n
join support_day_counts c on c.partnership_id = n.id
join support_terms t on t.cohort_id = n.cohort_id and t.number = c.support_term
cross join lateral generate_series(1, c.entitled / 2 + 1) i;
delete from national_days where comes_to is null;

insert into support_items (partnership_id, type) select partnership_id, type from national_days order by number;
create temporary table national_items on commit drop as
select d.*, i.id from (select *, row_number() over (order by number) as at from national_days) d
join (select id, row_number() over (order by id) as at from support_items) i using (at);
create unique index on national_items (id);
-- The triggers plan their statements once: by what stands in the tables now.
analyze national_items, support_items, support_day_counts;

insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, offer, note, account_id,
  by_name, at)
select d.id, 1, d.partnership_id, md5('proposed ' || d.id)::uuid, 'proposed', 'lead', 'proposed', 0,
  jsonb_build_object('side', 'lead', 'kind', 'dates', 'dates', jsonb_build_array(d.on_day, d.on_day + 1), 'halfDays', 2,
    'startsAt', '09:00', 'endsAt', '15:00', 'place', 'At the school', 'leadPeople', n.lead_name, 'partnerPeople', ''),
  '', n.lead_account, n.lead_name, d.on_day - 30
from national_items d join national_pairs n on n.id = d.partnership_id order by d.id;

insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on,
  starts_at, ends_at, place, lead_people, note, account_id, by_name, at)
select d.id, 2, d.partnership_id, md5('second ' || d.id)::uuid, case d.comes_to when 'cancelled' then 'cancelled' else 'booked' end,
  'partner', case d.comes_to when 'cancelled' then 'cancelled' else 'booked' end, 2, d.support_term, d.on_day, '09:00', '15:00',
  'At the school', n.lead_name, case d.comes_to when 'cancelled' then 'The building was closed' else '' end,
  n.partner_account, n.partner_name, d.on_day - 21
from national_items d join national_pairs n on n.id = d.partnership_id where d.comes_to <> 'offered' order by d.id;

insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on,
  starts_at, ends_at, place, lead_people, partner_people, travel_minutes, account_id, by_name, at)
select d.id, 3, d.partnership_id, md5('third ' || d.id)::uuid, 'delivered', 'lead', 'delivered', 2, d.support_term, d.on_day,
  '09:00', '15:00', 'At the school', n.lead_name, n.partner_name, 90, n.lead_account, n.lead_name, d.on_day + 1
from national_items d join national_pairs n on n.id = d.partnership_id where d.comes_to = 'delivered' order by d.id;

-- ---------------------------------------------------------------------------------------------------------- records
insert into visit_records (item_id, partnership_id, revision, saw, working, obstacles, sign_by, account_id, by_name, written_at)
select d.id, d.partnership_id, 5, repeat('We walked the building at lesson change and at lunch. ', 12),
  repeat('Greeting at doors is the same in every corridor. ', 6), 'Cover on Fridays', d.on_day + 7, n.lead_account,
  n.lead_name, d.on_day
from national_items d join national_pairs n on n.id = d.partnership_id
where d.comes_to = 'delivered' and d.type <> 'remote' order by d.id;
insert into visit_notes (key, item_id, partnership_id, field, text, revision, side, account_id, by_name, at)
select md5('note ' || r.item_id || f.field)::uuid, r.item_id, r.partnership_id, f.field, f.text, f.revision, 'lead',
  r.account_id, r.by_name, r.written_at
from visit_records r
cross join lateral (values ('saw', r.saw, 1), ('working', r.working, 2), ('obstacles', r.obstacles, 3))
  f (field, text, revision)
order by r.item_id, f.revision;
insert into visit_actions (key, item_id, partnership_id, doer, text, due_on, side, account_id, by_name, at)
select md5('agreed ' || r.item_id || f.doer)::uuid, r.item_id, r.partnership_id, f.doer, f.text, r.sign_by + 21, 'lead',
  r.account_id, r.by_name, r.written_at
from visit_records r cross join (values ('lead', 'Send the rota'), ('partner', 'Rehearse with all staff')) f (doer, text)
order by r.item_id, f.doer;
insert into visit_signatures (item_id, partnership_id, side, revision, account_id, by_name, at)
select r.item_id, r.partnership_id, s.side, r.revision, case s.side when 'lead' then n.lead_account else n.partner_account end,
  case s.side when 'lead' then n.lead_name else n.partner_name end, r.written_at + interval '2 days'
from visit_records r join national_pairs n on n.id = r.partnership_id cross join (values ('lead'), ('partner')) s (side)
where pg_temp.roll('signs ' || r.item_id || s.side) < 0.9;

-- -------------------------------------------------------------------------------------------------------- documents
insert into document_requests (key, partnership_id, asking_side, asked_side, title, why, purpose, due_on, asked_at, asked_by,
  asked_by_name)
select gen_random_uuid(), n.id, 'lead', 'partner', 'The rota of the gate, week ' || i, 'For the next visit', 'visit',
  n.today + i * 3, now() - make_interval(days => 20 * i), n.lead_account, n.lead_name
from national_pairs n, generate_series(1, 6) i;

-- What the programme expects of the school first, then answers to what was asked, then what nobody asked for.
analyze document_requests;
insert into documents (key, position, partnership_id, expectation_key, occurrence, request_id, given_to, kind, title, purpose,
  from_side, shared_with, expires_on, given_at, given_by, given_by_name)
select gen_random_uuid(), 1, n.id, x.key, case when x.key is not null then 1 end, r.id,
  case when x.key is not null or r.id is not null then 'lead' end, 'file',
  coalesce(x.title, r.title, 'Notes of the meeting ' || i), case when i % 3 = 0 then 'visit' else 'support' end,
  case when x.key is null and r.id is null and i % 2 = 0 then 'lead' else 'partner' end,
  case when x.key is null and r.id is null and i % 2 = 0 then '{partner}'::text[] else '{lead}'::text[] end,
  n.today + 200 - i,
  now() - make_interval(days => 12 * i), n.partner_account, n.partner_name
from national_pairs n
cross join generate_series(1, 24) i
left join lateral (select x.key, x.title from expectation_cards x join partnerships p on p.id = n.id
    and x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
  where x.kind = 'document' and x.acted_on_by in ('partner', 'both') order by x.key offset i - 1 limit 1) x on true
left join lateral (select q.id, q.title from document_requests q where q.partnership_id = n.id and i between 9 and 12
  order by q.id offset greatest(0, i - 9) limit 1) r on x.key is null
order by n.id, i;

insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state, account_id,
  by_name, at)
select d.id, 1, gen_random_uuid(), gen_random_uuid(), 'notes.docx', 'docx', 40000, '', 'clean', d.given_by, d.given_by_name,
  d.given_at
from documents d join national_pairs n on n.id = d.partnership_id where d.kind = 'file';
insert into document_openings (document_id, number, account_id, by_name, side, how, at)
select d.id, 1, n.lead_account, n.lead_name, 'lead', 'downloaded', d.given_at + make_interval(days => i)
from documents d join national_pairs n on n.id = d.partnership_id, generate_series(1, 3) i
where d.kind = 'file' and d.from_side = 'partner';

-- --------------------------------------------------------------------------------------------------------- messages
insert into partnership_messages (key, partnership_id, side, account_id, by_name, text, written_at)
select gen_random_uuid(), n.id, case when i % 2 = 0 then 'lead' else 'partner' end,
  case when i % 2 = 0 then n.lead_account else n.partner_account end,
  case when i % 2 = 0 then n.lead_name else n.partner_name end,
  repeat('Could we look at the start of the day together? ', 4), now() - make_interval(days => 361 - 3 * i)
from national_pairs n, generate_series(1, 120) i order by n.id, i;
insert into partnership_questions (message_id, partnership_id, asked_of, asked_on, reply_by, settled_at, settled_how,
  settled_by_name)
select m.id, m.partnership_id, case m.side when 'lead' then 'partner' else 'lead' end, m.written_at::date,
  m.written_at::date + 7, case when m.written_at < now() - interval '20 days' then m.written_at + interval '3 days' end,
  case when m.written_at < now() - interval '20 days' then 'not-needed' end,
  case when m.written_at < now() - interval '20 days' then m.by_name end
from partnership_messages m join national_pairs n on n.id = m.partnership_id where m.id % 6 = 0;
insert into message_sightings (partnership_id, account_id, up_to, side, by_name, seen_at)
select m.partnership_id, n.lead_account, m.id, 'lead', n.lead_name, m.written_at + interval '1 day'
from partnership_messages m join national_pairs n on n.id = m.partnership_id
where m.side = 'partner' and m.id % 4 = 0;

-- ------------------------------------------------------------------------------------------------------------ plans
-- The section on self-assessments makes plans too, where it ran.
insert into action_plans (partnership_id, joint, started_at, started_by, started_by_name, revision)
select n.id, true, now() - interval '300 days', n.partner_account, n.partner_name, 1
from national_pairs n where not exists (select from action_plans l where l.partnership_id = n.id) order by n.id;
create temporary table national_joint on commit drop as
select l.id, n.id as partnership_id, n.today, n.partner_account, n.partner_name
from action_plans l join national_pairs n on n.id = l.partnership_id
where not exists (select from priorities r where r.plan_id = l.id);
insert into priorities (plan_id, position, title, why) select id, i, 'Priority ' || i, 'Chosen together.'
from national_joint, generate_series(1, 3) i order by id, i;
insert into objectives (plan_id, priority_id, position, text)
select plan_id, r.id, i, 'By the summer: ' || title || ', part ' || i from priorities r
join national_joint j on j.id = r.plan_id, generate_series(1, 2) i order by r.id, i;
insert into actions (plan_id, objective_id, position, text, owner_role, owner_account_id, owner_name, owner_side, due_on,
  state, done_on)
select o.plan_id, o.id, i, 'Look again and say what is seen, time ' || i, 'Attendance lead', j.partner_account, j.partner_name,
  case when i = 4 then 'lead' else 'partner' end, j.today + 30 * (i - 2),
  case when i <= 2 then 'done' when i = 3 then 'in-progress' else 'to-do' end, case when i <= 2 then j.today - 40 end
from objectives o join national_joint j on j.id = o.plan_id, generate_series(1, 4) i order by o.id, i;

-- ---------------------------------------------------------------------------------------------------------- history
insert into history (chain, sequence, partnership_id, kind, sentence, details, account_id, by_name, happened_at,
  previous_hash, hash)
select 'partnership:' || n.id, 0, n.id, 'support.day', 'Agreed, moved or recorded a support day, line ' || i, '{}',
  n.lead_account, n.lead_name, now() - make_interval(hours => (121 - i) * 70), '', ''
from national_pairs n, generate_series(1, 120) i order by i, n.id;

analyze support_items, support_day_counts, documents, document_versions, partnership_messages, partnership_questions;
do $$ begin perform alongside.see_evidence_of(array(select id from national_pairs)); end $$;
alter table support_items enable trigger evidence_seen, enable trigger evidence_seen_again;
alter table documents enable trigger evidence_seen, enable trigger evidence_seen_again;
alter table document_versions enable trigger evidence_seen;
alter table partnership_messages enable trigger user;
alter table partnership_questions enable trigger user;
alter table support_day_counts enable trigger oversight_change;
