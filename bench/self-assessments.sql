-- Self-assessments and action plans of the national programme, set by set, in an installed national.sql. Every choice
-- follows from roll(key). Runs as the owner, in one transaction.

create or replace function pg_temp.roll(key text) returns double precision language sql immutable parallel safe
  return ('x' || substr(md5('national ' || key), 1, 8))::bit(32)::bigint / 4294967296.0;

create temporary table national_assessed on commit drop as
select p.id, p.pathway_key, p.school_urn, a.account_id, c.name, v.id as version_id, v.levels, k.starts_on,
  pg_temp.roll('stands ' || p.school_urn) as stands
from partnerships p
join programmes g on g.id = p.programme_id
join cohorts k on k.id = p.cohort_id
join (select distinct on (x.programme_key) x.programme_key, v.id,
    jsonb_path_query_array(v.definition, '$.levels[*].key') as levels
  from questionnaire_versions v
  join questionnaires q on q.id = v.questionnaire_id
  join questionnaire_programmes x on x.questionnaire_id = q.id
  order by x.programme_key, q.id, v.number desc) v on v.programme_key = g.key
join assignments a on a.school_urn = p.school_urn and a.title = 'Headteacher'
join accounts c on c.id = a.account_id
where p.status in ('active', 'confirmed', 'paused');
analyze national_assessed;

-- The first of every school is submitted; a third have begun a later one, and answered all of it.
insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_at, started_by, started_by_name)
select md5('first ' || id)::uuid, id, version_id, 1, starts_on + 7, account_id, name from national_assessed order by id;

create temporary table national_answers on commit drop as
select n.id as partnership_id, n.account_id, n.name, n.starts_on, t.key,
  n.levels ->> greatest(0, least(3, round(1.4 + (n.stands - 0.5) + (pg_temp.roll('hard ' || t.key) - 0.5) * 1.2
    + (pg_temp.roll(n.id || t.key) - 0.5) * 2.2)::int)) as level,
  case when pg_temp.roll('note ' || n.id || t.key) < 0.35
    then 'We walked the building on three mornings and asked four members of staff. ' || t.text else '' end as note,
  pg_temp.roll('marked ' || n.id || t.key) < 0.1 as is_priority
from national_assessed n join statements t on t.questionnaire_version_id = n.version_id;
analyze national_answers, self_assessments;

insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, consulted, is_priority,
  changed_at, changed_by, changed_by_name)
select s.id, a.key, a.level, a.note, '{leaders,staff}', a.is_priority, a.starts_on + 10, a.account_id, a.name
from national_answers a join self_assessments s on s.partnership_id = a.partnership_id and s.number = 1
order by s.id, a.key;

analyze self_assessment_answers, self_assessment_answer_changes;

update self_assessments s set submitted_at = n.starts_on + 14, submitted_by = n.account_id, submitted_by_name = n.name
from national_assessed n where n.id = s.partnership_id;

insert into self_assessment_shares (self_assessment_id, with_notes, shared_by, shared_by_name, shared_at)
select s.id, true, n.account_id, n.name, s.submitted_at
from national_assessed n join self_assessments s on s.partnership_id = n.id
where n.pathway_key = 'enhanced' or pg_temp.roll('shares ' || n.id) < 0.6;

insert into self_assessments (key, partnership_id, questionnaire_version_id, number, starts_from_id, started_by,
  started_by_name)
select md5('later ' || n.id)::uuid, n.id, n.version_id, 2, s.id, n.account_id, n.name
from national_assessed n join self_assessments s on s.partnership_id = n.id
where pg_temp.roll('looks again ' || n.id) < 0.33 order by n.id;

insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, consulted, is_priority,
  changed_by, changed_by_name)
select s.id, a.key, a.level, a.note, '{leaders,staff}', a.is_priority, a.account_id, a.name
from national_answers a join self_assessments s on s.partnership_id = a.partnership_id and s.number = 2
order by s.id, a.key;

-- Four schools in five have a plan: three priorities of what they marked, each with an objective, a measure, three actions.
insert into action_plans (partnership_id, joint, started_at, started_by, started_by_name, revision)
select id, pathway_key = 'enhanced', starts_on + 21, account_id, name, 1 from national_assessed
where pg_temp.roll('plan ' || id) < 0.8 order by id;

insert into priorities (plan_id, position, title, why, source, theme_key, questionnaire_version_id, statement_key)
select l.id, t.at, left(t.text, 90), 'Chosen with all leaders after the self-assessment.',
  'Self-assessment 1, statement ' || t.number || ': ' || left(t.text, 200), t.theme_key, t.questionnaire_version_id, t.key
from action_plans l
join national_assessed n on n.id = l.partnership_id
cross join lateral (select t.*, row_number() over (order by pg_temp.roll('chosen ' || n.id || t.key)) as at
  from statements t where t.questionnaire_version_id = n.version_id) t
where t.at <= 3 order by l.id, t.at;

insert into objectives (plan_id, priority_id, position, text, resources, milestones)
select plan_id, id, 1, 'By the summer: ' || title, 'Two hours of cover a week', 'Seen in every year group by half term'
from priorities order by id;

insert into measures (plan_id, objective_id, position, text, kind, baseline, target, unit, source)
select plan_id, id, 1, 'How often it is seen on a walk of the building', 'observation', '4', '9', 'of ten lessons', 'Weekly walk'
from objectives order by id;

insert into actions (plan_id, objective_id, position, text, owner_role, owner_account_id, owner_name, due_on, state, done_on)
select o.plan_id, o.id, i, (array['Write it down on one page', 'Rehearse it with all staff', 'Look again and say what is seen'])[i],
  'Attendance lead', n.account_id, n.name, n.starts_on + 30 * i,
  case when r.roll < 0.5 then 'done' when r.roll < 0.75 then 'in-progress' else 'to-do' end,
  case when r.roll < 0.5 then n.starts_on + 30 * i end
from objectives o
join action_plans l on l.id = o.plan_id
join national_assessed n on n.id = l.partnership_id
cross join generate_series(1, 3) i
cross join lateral (select pg_temp.roll('goes ' || o.id || i) as roll) r
order by o.id, i;

insert into plan_versions (plan_id, number, key, snapshot, changes, account_id, by_name, at)
select l.id, 1, md5('plan ' || l.id)::uuid, (
    select jsonb_agg(jsonb_build_object('id', r.id, 'revision', 1, 'title', r.title, 'why', r.why, 'source', r.source,
      'themeKey', r.theme_key, 'statementKey', r.statement_key, 'closed', null, 'objectives', (
        select jsonb_agg(jsonb_build_object('id', o.id, 'revision', 1, 'text', o.text, 'resources', o.resources, 'milestones',
          o.milestones, 'closed', null, 'hasProgress', false, 'measures', '[]'::jsonb, 'actions', '[]'::jsonb))
        from objectives o where o.priority_id = r.id)) order by r.position)
    from priorities r where r.plan_id = l.id),
  '{Drafted}', l.started_by, l.started_by_name, l.started_at
from action_plans l order by l.id;

insert into plan_facts (plan_id, partnership_id, started_on, priorities, objectives, measurable_objectives, actions,
  actions_done)
select l.id, l.partnership_id, l.started_at::date, 3, 3, 3, 9,
  (select count(*) from actions a where a.plan_id = l.id and a.state = 'done')
from action_plans l;
