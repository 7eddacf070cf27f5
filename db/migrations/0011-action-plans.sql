-- Action plans: what a partner school will change, who does what by when, how it goes, and every version of it.
-- owner: action-plans

create table action_plans (
  id integer generated always as identity primary key,
  partnership_id integer not null unique references partnerships,
  -- The programme says that both schools write it: then the lead reads it, proposes, comments and signs.
  joint boolean not null,
  started_at timestamptz not null default alongside.now(),
  started_by integer references accounts,
  started_by_name text not null,
  -- The number of the newest version. Whoever changes the plan holds this row, so that changes take turns.
  revision integer not null default 0
);

-- The four kinds of line, from the plan down. What a form may change of a line goes up by one revision each time.
create table priorities (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  position integer not null,
  title text not null check (length(title) between 1 and 200),
  why text not null default '' check (length(why) <= 2000),
  -- The statement of the self-assessment that it comes from, as it was numbered then.
  source text not null default '' check (length(source) <= 500),
  theme_key text,
  questionnaire_version_id integer,
  statement_key text,
  closed_on date,
  closed_reason text,
  closed_by_name text,
  revision integer not null default 1,
  check ((closed_on is null) = (closed_reason is null))
);
create table objectives (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  priority_id integer not null references priorities,
  position integer not null,
  text text not null check (length(text) between 1 and 1000),
  resources text not null default '' check (length(resources) <= 2000),
  milestones text not null default '' check (length(milestones) <= 2000),
  closed_on date,
  closed_reason text,
  closed_by_name text,
  revision integer not null default 1,
  check ((closed_on is null) = (closed_reason is null))
);
create table measures (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  objective_id integer not null references objectives,
  position integer not null,
  text text not null check (length(text) between 1 and 500),
  kind text not null check (kind in ('published', 'school-entered', 'survey', 'observation')),
  baseline text not null default '' check (length(baseline) <= 100),
  target text not null default '' check (length(target) <= 100),
  unit text not null default '' check (length(unit) <= 60),
  source text not null default '' check (length(source) <= 300),
  target_on date,
  revision integer not null default 1
);
create table actions (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  objective_id integer not null references objectives,
  position integer not null,
  text text not null check (length(text) between 1 and 1000),
  owner_side text not null default 'partner' check (owner_side in ('partner', 'lead')),
  owner_role text not null default '' check (length(owner_role) <= 200),
  owner_account_id integer references accounts,
  owner_name text not null default '' check (length(owner_name) <= 200),
  due_on date,
  -- "First half of spring term 2026", where the deadline was chosen so.
  due_label text not null default '' check (length(due_label) <= 100),
  state text not null default 'to-do' check (state in ('proposed', 'to-do', 'in-progress', 'done', 'stopped')),
  state_note text not null default '' check (length(state_note) <= 500),
  done_on date,
  proposed_by text not null default 'partner' check (proposed_by in ('partner', 'lead')),
  revision integer not null default 1,
  check ((state = 'done') = (done_on is not null))
);
create index priorities_by_plan on priorities (plan_id);
create index objectives_by_plan on objectives (plan_id);
create index measures_by_plan on measures (plan_id);
create index actions_by_plan on actions (plan_id);
create index actions_by_owner on actions (owner_account_id) where state in ('to-do', 'in-progress');

-- Every word that an owner said of an action, in order. An action with one of these is stopped, never removed.
create table action_updates (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  action_id integer not null references actions,
  state text not null check (state in ('to-do', 'in-progress', 'done', 'stopped')),
  note text not null default '' check (length(note) <= 500),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now()
);
create index action_updates_by_action on action_updates (action_id);

-- The whole plan after each change, and what changed, in sentences. `key` is the form's: pressed twice, changed once.
create table plan_versions (
  plan_id integer not null references action_plans,
  number integer not null,
  key uuid not null,
  snapshot jsonb not null,
  changes text[] not null,
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  primary key (plan_id, number),
  unique (plan_id, key)
);

-- A head's signature under one version. Both sides under the same version: the plan is agreed.
create table plan_signatures (
  plan_id integer not null,
  version_number integer not null,
  side text not null check (side in ('partner', 'lead')),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  primary key (plan_id, version_number, side),
  foreign key (plan_id, version_number) references plan_versions
);

create table plan_comments (
  id integer generated always as identity primary key,
  key uuid not null unique,
  plan_id integer not null references action_plans,
  -- 'plan', or a line: 'objective 12'. The line may be gone; then the words still say what it was.
  about text not null,
  about_words text not null,
  side text not null check (side in ('partner', 'lead')),
  text text not null check (length(text) between 1 and 2000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  resolved_at timestamptz,
  resolved_by_name text
);
create index plan_comments_by_plan on plan_comments (plan_id);

-- A dated look at the plan. Only ever added; an objective that was not looked at has no rating.
create table progress_reviews (
  id integer generated always as identity primary key,
  key uuid not null unique,
  plan_id integer not null references action_plans,
  held_on date not null,
  next_steps text not null check (length(next_steps) between 1 and 4000),
  next_review_on date,
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now()
);
create index progress_reviews_by_plan on progress_reviews (plan_id);
create table review_ratings (
  review_id integer not null references progress_reviews,
  plan_id integer not null references action_plans,
  objective_id integer not null references objectives,
  -- The objective as it read on the day.
  objective_text text not null,
  rating text not null check (rating in ('on-track', 'at-risk', 'off-track')),
  direction text not null default '' check (direction in ('', 'better', 'same', 'worse')),
  comment text not null default '' check (length(comment) <= 2000),
  obstacles text[] not null default '{}',
  obstacle_words text not null default '' check (length(obstacle_words) <= 1000),
  change_of_course text not null default '' check (length(change_of_course) <= 1000),
  primary key (review_id, objective_id),
  check (rating = 'on-track' or comment <> '')
);
create index review_ratings_by_plan on review_ratings (plan_id);

-- A school's own decision to let its hub's lead read a plan that is the school's alone.
create table plan_shares (
  id integer generated always as identity primary key,
  plan_id integer not null references action_plans,
  partnership_id integer not null references partnerships,
  shared_by integer references accounts,
  shared_by_name text not null,
  shared_at timestamptz not null default alongside.now(),
  withdrawn_at timestamptz,
  withdrawn_by_name text
);
create unique index plan_shares_open on plan_shares (plan_id) where withdrawn_at is null;

-- What may be known of a plan without reading it: dates and counts, written anew with each change. Evidence to
-- expectations and the programme team's figures come from here, so that nobody's words are needed for them.
create table plan_facts (
  plan_id integer primary key references action_plans,
  partnership_id integer not null unique references partnerships,
  started_on date not null,
  agreed_on date,
  agreed_version integer,
  priorities integer not null,
  objectives integer not null,
  measurable_objectives integer not null,
  actions integer not null,
  actions_done integer not null,
  reviewed_on date
);
create table plan_term_facts (
  plan_id integer not null references action_plans,
  partnership_id integer not null references partnerships,
  support_term integer not null,
  actions_due integer not null,
  actions_open integer not null,
  actions_done integer not null,
  last_done_on date,
  reviewed_on date,
  primary key (plan_id, support_term)
);
create index plan_term_facts_by_partnership on plan_term_facts (partnership_id);

create table digest_preferences (
  account_id integer primary key references accounts,
  weekly boolean not null,
  changed_at timestamptz not null default alongside.now()
);
-- One digest a person a week, however often the job runs.
create table digests_sent (
  account_id integer not null references accounts,
  week_starting date not null,
  primary key (account_id, week_starting)
);

-- Who sees what.
do $$
declare
  name text;
begin
  foreach name in array array['action_plans', 'priorities', 'objectives', 'measures', 'actions', 'action_updates',
    'plan_versions', 'plan_signatures', 'plan_comments', 'progress_reviews', 'review_ratings', 'plan_shares',
    'plan_facts', 'plan_term_facts', 'digest_preferences', 'digests_sent']
  loop
    execute format('alter table %I enable row level security', name);
  end loop;
end $$;

create policy plan_shares_read on plan_shares for select to alongside_app
  using ((select alongside.actor_role()) in ('system', 'named-leader', 'hub-lead')
    and exists (select from partnerships p where p.id = partnership_id));
create policy plan_shares_add on plan_shares for insert to alongside_app
  with check ((select alongside.actor_role()) = 'named-leader'
    and exists (select from partnerships p where p.id = partnership_id));
create policy plan_shares_end on plan_shares for update to alongside_app
  using ((select alongside.actor_role()) = 'named-leader'
    and exists (select from partnerships p where p.id = partnership_id));

-- A function, so that the partnership behind a share is looked up only when there is a question.
create function alongside.plan_is_shared(plan integer) returns boolean language sql stable as $$
  select exists (select from plan_shares s where s.plan_id = plan and s.withdrawn_at is null)
$$;
-- The partnership is asked for once: every policy below repeats this one, and a statement is planned with all of them.
create policy action_plans_read on action_plans for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'named-leader' then true
    when 'hub-lead' then joint or alongside.plan_is_shared(id)
    else false
  end
  and exists (select from partnerships p where p.id = partnership_id));

create policy action_plans_start on action_plans for insert to alongside_app
  with check ((select alongside.actor_role()) = 'named-leader'
    and exists (select from partnerships p where p.id = partnership_id));

-- Asked by the policies below, as the actor: a partnership that has ended is read-only, whatever the page says.
create function alongside.may_write_plan(plan integer) returns boolean language sql stable as $$
  select exists (
    select from action_plans a join partnerships p on p.id = a.partnership_id
    where a.id = plan and p.status not in ('withdrawn', 'completed', 'moved')
      and case alongside.actor_role()
        when 'named-leader' then true
        when 'hub-lead' then a.joint
        else false
      end)
$$;
create function alongside.owns_plan(plan integer) returns boolean language sql stable as $$
  select alongside.actor_role() = 'named-leader' and alongside.may_write_plan(plan)
$$;

create policy action_plans_change on action_plans for update to alongside_app
  using (alongside.may_write_plan(id));

-- Whoever reads the plan reads its lines, versions, comments and reviews; the partner school writes them.
do $$
declare
  name text;
begin
  foreach name in array array['priorities', 'objectives', 'measures', 'actions', 'action_updates', 'plan_versions',
    'plan_signatures', 'plan_comments', 'progress_reviews', 'review_ratings']
  loop
    execute format('create policy %1$s_read on %1$I for select to alongside_app
      using (exists (select from action_plans a where a.id = plan_id))', name);
  end loop;
  -- One for each command: one for all would be asked of every row that is read, too.
  foreach name in array array['priorities', 'objectives', 'measures', 'actions'] loop
    execute format('create policy %1$s_add on %1$I for insert to alongside_app
      with check (alongside.owns_plan(plan_id))', name);
    execute format('create policy %1$s_change on %1$I for update to alongside_app
      using (alongside.owns_plan(plan_id)) with check (alongside.owns_plan(plan_id))', name);
    execute format('create policy %1$s_remove on %1$I for delete to alongside_app
      using (alongside.owns_plan(plan_id))', name);
  end loop;
  foreach name in array array['progress_reviews', 'review_ratings'] loop
    execute format('create policy %1$s_add on %1$I for insert to alongside_app
      with check (alongside.owns_plan(plan_id))', name);
  end loop;
end $$;

-- The lead school writes in four places: actions that it proposes or has taken on, comments, signatures, and with
-- each of them a version.
create policy actions_propose on actions for insert to alongside_app
  with check (alongside.may_write_plan(plan_id) and proposed_by = 'lead' and state = 'proposed');
create policy actions_of_the_lead on actions for update to alongside_app
  using (alongside.may_write_plan(plan_id)
    and (owner_side = 'lead' or (proposed_by = 'lead' and state = 'proposed')));
create policy actions_take_back on actions for delete to alongside_app
  using (alongside.may_write_plan(plan_id) and proposed_by = 'lead' and state = 'proposed');
create policy action_updates_add on action_updates for insert to alongside_app
  with check (alongside.may_write_plan(plan_id));
create policy plan_versions_add on plan_versions for insert to alongside_app
  with check (alongside.may_write_plan(plan_id));
create policy plan_signatures_add on plan_signatures for insert to alongside_app
  with check (alongside.may_write_plan(plan_id)
    and side = case (select alongside.actor_role()) when 'hub-lead' then 'lead' else 'partner' end);
create policy plan_comments_add on plan_comments for insert to alongside_app
  with check (alongside.may_write_plan(plan_id)
    and side = case (select alongside.actor_role()) when 'hub-lead' then 'lead' else 'partner' end);
create policy plan_comments_resolve on plan_comments for update to alongside_app
  using (alongside.may_write_plan(plan_id));

-- Facts are for whoever sees the partnership.
create policy plan_facts_read on plan_facts for select to alongside_app
  using (exists (select from partnerships p where p.id = partnership_id));
create policy plan_facts_add on plan_facts for insert to alongside_app
  with check (alongside.may_write_plan(plan_id));
create policy plan_facts_change on plan_facts for update to alongside_app
  using (alongside.may_write_plan(plan_id)) with check (alongside.may_write_plan(plan_id));
create policy plan_facts_remove on plan_facts for delete to alongside_app
  using (alongside.may_write_plan(plan_id));
create policy plan_term_facts_read on plan_term_facts for select to alongside_app
  using (exists (select from partnerships p where p.id = partnership_id));
create policy plan_term_facts_add on plan_term_facts for insert to alongside_app
  with check (alongside.may_write_plan(plan_id));
create policy plan_term_facts_change on plan_term_facts for update to alongside_app
  using (alongside.may_write_plan(plan_id)) with check (alongside.may_write_plan(plan_id));
create policy plan_term_facts_remove on plan_term_facts for delete to alongside_app
  using (alongside.may_write_plan(plan_id));

create policy digest_preferences_own on digest_preferences for all to alongside_app
  using ((select alongside.actor_role()) = 'system' or account_id = (select alongside.actor_account()))
  with check (account_id = (select alongside.actor_account()));
-- For the digest: the address of whoever still holds a role at a school or hub. A reader sees whom they may see.
create view people_at_work with (security_invoker = true) as
  select a.id as account_id, a.email, a.name, g.programme_id, g.school_urn, g.hub_id
  from accounts a join assignments g on g.account_id = a.id
  where g.ended_at is null and g.role in ('named-leader', 'hub-lead');
grant select on people_at_work to alongside_app;
create policy digests_sent_system on digests_sent for all to alongside_app
  using ((select alongside.actor_role()) = 'system') with check ((select alongside.actor_role()) = 'system');

grant select, insert on action_plans to alongside_app;
grant update (revision) on action_plans to alongside_app;
grant select, insert, update, delete on priorities, objectives, measures, actions to alongside_app;
-- What was said and signed is never rewritten.
grant select, insert on action_updates, plan_versions, plan_signatures, progress_reviews, review_ratings to alongside_app;
grant select, insert on plan_comments, plan_shares to alongside_app;
grant update (resolved_at, resolved_by_name) on plan_comments to alongside_app;
grant update (withdrawn_at, withdrawn_by_name) on plan_shares to alongside_app;
grant select, insert, update, delete on plan_facts, plan_term_facts to alongside_app;
grant select, insert, update on digest_preferences to alongside_app;
grant select, insert on digests_sent to alongside_app;

-- For other features. `state` is that of evidence: 'started' shows that it goes on, 'done' that it was met.
create view action_plan_evidence with (security_invoker = true) as
  select partnership_id, 'action-plan' as expectation_kind, 1 as occurrence,
    case when agreed_on is null then 'started' else 'done' end as state,
    coalesce(agreed_on, started_on) as happened_on, plan_id as reference
  from plan_facts
  union all
  select partnership_id, 'agreed-actions', support_term, case when actions_open = 0 then 'done' else 'started' end,
    last_done_on, plan_id
  from plan_term_facts where actions_done > 0
  union all
  select partnership_id, 'plan-review', support_term, 'done', reviewed_on, plan_id
  from plan_term_facts where reviewed_on is not null;

create view action_plan_facts with (security_invoker = true) as
  select partnership_id, plan_id, started_on, agreed_on, agreed_version, priorities, objectives,
    measurable_objectives, actions, actions_done, reviewed_on
  from plan_facts;
grant select on action_plan_evidence, action_plan_facts to alongside_app;

-- Support terms by partnership, for counting what was done in each.
create view partnership_support_terms with (security_invoker = true) as
  select p.id as partnership_id, t.number, t.starts_on
  from partnerships p join support_terms t on t.cohort_id = p.cohort_id;
grant select on partnership_support_terms to alongside_app;
