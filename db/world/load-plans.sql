-- Puts action plans into their tables, from world_rows as load.sql does: after it, because a version of a plan names people by
-- the ids that load.sql gave them. Ids of plans and of their lines come with the rows.

insert into action_plans (id, partnership_id, joint, started_at, started_by, started_by_name, revision)
overriding system value
select r.id, r.partnership, r.joint, r."startedAt", r.account, r.name, r.revision
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, partnership int, joint boolean, "startedAt" timestamptz, account int,
  name text, revision int)
where w.kind = 'plan'
order by w.position;

insert into priorities (id, plan_id, position, title, why, source, theme_key, questionnaire_version_id, statement_key,
  revision)
overriding system value
select r.id, r.plan, r.position, r.title, r.why, r.source, r."themeKey", r."questionnaireVersion", r."statementKey",
  r.revision
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, plan int, position int, title text, why text, source text, "themeKey" text,
  "questionnaireVersion" int, "statementKey" text, revision int)
where w.kind = 'priority'
order by w.position;

insert into objectives (id, plan_id, priority_id, position, text, resources, milestones, revision)
overriding system value
select r.id, r.plan, r.parent, r.position, r.text, r.resources, r.milestones, r.revision
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, plan int, parent int, position int, text text, resources text,
  milestones text, revision int)
where w.kind = 'objective'
order by w.position;

insert into measures (id, plan_id, objective_id, position, text, kind, baseline, target, unit, source, target_on, revision)
overriding system value
select r.id, r.plan, r.parent, r.position, r.text, r.kind, r.baseline, r.target, r.unit, r.source, r."targetOn", r.revision
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, plan int, parent int, position int, text text, kind text, baseline text,
  target text, unit text, source text, "targetOn" date, revision int)
where w.kind = 'measure'
order by w.position;

insert into actions (id, plan_id, objective_id, position, text, owner_side, owner_role, owner_account_id, owner_name, due_on,
  due_label, state, state_note, done_on, proposed_by, revision)
overriding system value
select r.id, r.plan, r.parent, r.position, r.text, r."ownerSide", r."ownerRole", r."ownerAccountId", r."ownerName",
  r."dueOn", r."dueLabel", r.state, r."stateNote", r."doneOn", r."proposedBy", r.revision
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, plan int, parent int, position int, text text, "ownerSide" text,
  "ownerRole" text, "ownerAccountId" int, "ownerName" text, "dueOn" date, "dueLabel" text, state text, "stateNote" text,
  "doneOn" date, "proposedBy" text, revision int)
where w.kind = 'action'
order by w.position;

insert into plan_versions (plan_id, number, key, snapshot, changes, account_id, by_name, at)
select r.plan, r.number, md5('plan ' || r.plan || ' version ' || r.number)::uuid, r.priorities,
  array(select jsonb_array_elements_text(r.changes)), r.account, r.name, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, number int, priorities jsonb, changes jsonb, account int, name text,
  "at" timestamptz)
where w.kind = 'plan version'
order by w.position;

-- Somebody took an action on in the first version that has it as more than a proposal.
update actions a set promised_on = coalesce((
  select min((v."at" at time zone 'Europe/London')::date) from plan_versions v
  where v.plan_id = a.plan_id and jsonb_path_exists(v.snapshot,
    '$[*].objectives[*].actions[*] ? (@.id == $id && @.state != "proposed")', jsonb_build_object('id', a.id))),
  a.promised_on)
where a.state <> 'proposed';

insert into plan_signatures (plan_id, version_number, side, account_id, by_name, at)
select r.plan, r.version, r.side, r.account, r.name, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, version int, side text, account int, name text, "at" timestamptz)
where w.kind = 'plan signature'
order by w.position;

insert into action_updates (plan_id, action_id, state, note, account_id, by_name, at)
select r.plan, r.action, r.state, r.note, r.account, r.name, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, action int, state text, note text, account int, name text,
  "at" timestamptz)
where w.kind = 'action update'
order by w.position;

insert into plan_comments (key, plan_id, about, about_words, side, text, account_id, by_name, at, resolved_at,
  resolved_by_name)
select md5('comment ' || w.position)::uuid, r.plan, r.about, r."aboutWords", r.side, r.text, r.account, r.name, r."at",
  (r.resolved ->> 'at')::timestamptz, r.resolved ->> 'name'
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, about text, "aboutWords" text, side text, text text, account int,
  name text, "at" timestamptz, resolved jsonb)
where w.kind = 'plan comment'
order by w.position;

insert into progress_reviews (id, key, plan_id, held_on, next_steps, next_review_on, account_id, by_name, at)
overriding system value
select r.id, md5('review ' || r.id)::uuid, r.plan, r."heldOn", r."nextSteps", r."nextReviewOn", r.account, r.name, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, plan int, "heldOn" date, "nextSteps" text, "nextReviewOn" date, account int,
  name text, "at" timestamptz)
where w.kind = 'plan review'
order by w.position;

insert into review_ratings (review_id, plan_id, objective_id, objective_text, rating, direction, comment, obstacles,
  change_of_course)
select (w.row ->> 'id')::int, (w.row ->> 'plan')::int, r.objective, r."objectiveText", r.rating, r.direction, r.comment,
  array(select jsonb_array_elements_text(r.obstacles)), r."changeOfCourse"
from world_rows w
cross join jsonb_to_recordset(w.row -> 'ratings') as r (objective int, "objectiveText" text, rating text, direction text,
  comment text, obstacles jsonb, "changeOfCourse" text)
where w.kind = 'plan review';

insert into plan_shares (plan_id, partnership_id, shared_by, shared_by_name, shared_at)
select r.plan, r.partnership, r.account, r.name, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, partnership int, account int, name text, "at" timestamptz)
where w.kind = 'plan share'
order by w.position;

insert into plan_facts (plan_id, partnership_id, started_on, agreed_on, agreed_version, priorities, objectives,
  measurable_objectives, actions, actions_done, reviewed_on)
select r.plan, r.partnership, r."startedOn", r."agreedOn", r."agreedVersion", r.priorities, r.objectives,
  r."measurableObjectives", r.actions, r."actionsDone", r."reviewedOn"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, partnership int, "startedOn" date, "agreedOn" date, "agreedVersion" int,
  priorities int, objectives int, "measurableObjectives" int, actions int, "actionsDone" int, "reviewedOn" date)
where w.kind = 'plan facts'
order by w.position;

insert into plan_term_facts (plan_id, partnership_id, support_term, actions_due, actions_open, actions_done, last_done_on,
  reviewed_on)
select r.plan, r.partnership, r."supportTerm", r."actionsDue", r."actionsOpen", r."actionsDone", r."lastDoneOn",
  r."reviewedOn"
from world_rows w
cross join jsonb_to_record(w.row) as r (plan int, partnership int, "supportTerm" int, "actionsDue" int, "actionsOpen" int,
  "actionsDone" int, "lastDoneOn" date, "reviewedOn" date)
where w.kind = 'plan term facts'
order by w.position;

do $$
declare
  name text;
begin
  foreach name in array array['action_plans', 'priorities', 'objectives', 'measures', 'actions', 'progress_reviews']
  loop
    execute format('select setval(pg_get_serial_sequence(%L, ''id''), coalesce(max(id), 1)) from %I', name, name);
  end loop;
end $$;

analyze action_plans, priorities, objectives, measures, actions, action_updates, plan_versions, plan_signatures,
  plan_comments, progress_reviews, review_ratings, plan_facts, plan_term_facts;
