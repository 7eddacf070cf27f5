-- Self-assessment: questionnaires and their versions, one school's answers to one of them, who may see them, and what a
-- whole network's answers come to.
-- owner: self-assessment

create table questionnaires (
  id integer generated always as identity primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]*$'),
  name text not null check (name <> ''),
  loaded_at timestamptz not null default alongside.now()
);

create table questionnaire_programmes (
  questionnaire_id integer not null references questionnaires,
  programme_key text not null,
  primary key (questionnaire_id, programme_key)
);
create index questionnaire_programmes_by_programme on questionnaire_programmes (programme_key);

-- A changed file is a new row, and so is an import; an old one is never rewritten, so no answer ever loses its statement.
create table questionnaire_versions (
  id integer generated always as identity primary key,
  questionnaire_id integer not null references questionnaires,
  number integer not null check (number > 0),
  content_hash text not null,
  definition jsonb not null,
  loaded_at timestamptz not null default alongside.now(),
  source text not null check (source in ('file', 'import')),
  imported_by integer references accounts,
  imported_by_name text,
  unique (questionnaire_id, number),
  check ((source = 'import') = (imported_by_name is not null))
);

create table statements (
  questionnaire_version_id integer not null references questionnaire_versions,
  key text not null,
  theme_key text not null,
  position integer not null,
  number text not null,
  strand text not null check (strand in ('attendance', 'behaviour', 'both')),
  text text not null,
  primary key (questionnaire_version_id, key),
  unique (questionnaire_version_id, position)
);

-- One time that a partner school answers a questionnaire: the baseline, later ones that start from the one before.
create table self_assessments (
  id integer generated always as identity primary key,
  key uuid not null unique,
  partnership_id integer not null references partnerships,
  questionnaire_version_id integer not null references questionnaire_versions,
  number integer not null check (number > 0),
  starts_from_id integer references self_assessments,
  started_at timestamptz not null default alongside.now(),
  started_by integer references accounts,
  started_by_name text not null,
  submitted_at timestamptz,
  submitted_by integer references accounts,
  submitted_by_name text,
  unique (partnership_id, number),
  check ((submitted_at is null) = (submitted_by_name is null))
);
create unique index self_assessments_one_open on self_assessments (partnership_id) where submitted_at is null;

create table self_assessment_answers (
  self_assessment_id integer not null references self_assessments,
  statement_key text not null,
  level text,
  evidence_note text not null default '' check (length(evidence_note) <= 4000),
  -- Who was consulted, by the keys that the code knows.
  consulted text[] not null default '{}',
  is_priority boolean not null default false,
  revision integer not null default 1 check (revision > 0),
  changed_at timestamptz not null default alongside.now(),
  changed_by integer references accounts,
  changed_by_name text not null,
  primary key (self_assessment_id, statement_key)
);

-- Every answer that was ever saved, so that nobody's words vanish; and every one that was set aside, because someone else
-- had saved the same statement first.
create table self_assessment_answer_changes (
  id integer generated always as identity primary key,
  self_assessment_id integer not null references self_assessments,
  statement_key text not null,
  level text,
  evidence_note text not null check (length(evidence_note) <= 4000),
  consulted text[] not null,
  is_priority boolean not null,
  -- What the answer was numbered when this was saved; of what was set aside, the number on the person's page.
  revision integer not null check (revision >= 0),
  set_aside boolean not null default false,
  changed_at timestamptz not null default alongside.now(),
  changed_by integer references accounts,
  changed_by_name text not null
);
create index self_assessment_answer_changes_by_statement
  on self_assessment_answer_changes (self_assessment_id, statement_key, revision);

-- The school shows a submitted self-assessment to its lead school, with or without its notes, and may take that back.
create table self_assessment_shares (
  id integer generated always as identity primary key,
  key uuid unique,
  self_assessment_id integer not null references self_assessments,
  with_notes boolean not null,
  shared_by integer references accounts,
  shared_by_name text not null,
  shared_at timestamptz not null default alongside.now(),
  withdrawn_by_name text,
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (withdrawn_by_name is null))
);
create unique index self_assessment_shares_one_open on self_assessment_shares (self_assessment_id)
  where withdrawn_at is null;

-- Whoever changes an answer, by whatever way, leaves a line; and nothing changes once the whole is submitted.
create function alongside.keep_answer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select submitted_at from self_assessments where id = coalesce(new.self_assessment_id, old.self_assessment_id))
    is not null then
    raise exception 'A submitted self-assessment does not change';
  end if;
  if tg_op = 'DELETE' then
    raise exception 'Answers are not deleted';
  end if;
  insert into self_assessment_answer_changes (self_assessment_id, statement_key, level, evidence_note, consulted,
    is_priority, revision, changed_at, changed_by, changed_by_name)
  values (new.self_assessment_id, new.statement_key, new.level, new.evidence_note, new.consulted, new.is_priority,
    new.revision, new.changed_at, new.changed_by, new.changed_by_name);
  return new;
end $$;
create trigger self_assessment_answer_kept after insert or update or delete on self_assessment_answers
  for each row execute function alongside.keep_answer();

create function alongside.refuse_rewriting_answers() returns trigger language plpgsql as $$
begin
  raise exception 'What was answered is kept as it was';
end $$;
create trigger self_assessment_changes_append_only before update or delete on self_assessment_answer_changes
  for each row execute function alongside.refuse_rewriting_answers();

-- Who sees what. That a self-assessment was started or submitted is seen by whoever sees the partnership; what it says, by
-- the school itself, and by the lead school for as long as the school shares it.
do $$
declare
  name text;
begin
  foreach name in array array['questionnaires', 'questionnaire_programmes', 'questionnaire_versions', 'statements',
    'self_assessments', 'self_assessment_answers', 'self_assessment_answer_changes', 'self_assessment_shares']
  loop
    execute format('alter table %I enable row level security', name);
  end loop;
  -- A questionnaire is public to everyone signed in.
  foreach name in array array['questionnaires', 'questionnaire_programmes', 'questionnaire_versions', 'statements']
  loop
    execute format('create policy %I on %I for select to alongside_app using (true)', name || '_read', name);
  end loop;
end $$;

-- Only a programme's own team brings in a version, and only of a questionnaire that its programme uses.
create policy questionnaire_versions_add on questionnaire_versions for insert to alongside_app with check (
  (select alongside.actor_role()) = 'programme-team' and source = 'import'
  and questionnaire_id in (
    select q.questionnaire_id from questionnaire_programmes q join programmes p on p.key = q.programme_key
    where p.id = (select alongside.actor_programme())));
create policy statements_add on statements for insert to alongside_app with check (
  (select alongside.actor_role()) = 'programme-team'
  and questionnaire_version_id in (
    select v.id from questionnaire_versions v
    join questionnaire_programmes q on q.questionnaire_id = v.questionnaire_id
    join programmes p on p.key = q.programme_key
    where p.id = (select alongside.actor_programme()) and v.source = 'import'));

create policy self_assessments_read on self_assessments for select to alongside_app
  using (exists (select from partnerships p where p.id = partnership_id));
create policy self_assessments_start on self_assessments for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and submitted_at is null
  and exists (select from partnerships p where p.id = partnership_id and p.status in ('confirmed', 'active', 'paused')));
create policy self_assessments_submit on self_assessments for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from partnerships p where p.id = partnership_id and p.status in ('confirmed', 'active', 'paused')));

create policy self_assessment_answers_read on self_assessment_answers for select to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s where s.id = self_assessment_id));
create policy self_assessment_answers_add on self_assessment_answers for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s join partnerships p on p.id = s.partnership_id
    where s.id = self_assessment_id and s.submitted_at is null and p.status in ('confirmed', 'active', 'paused')));
create policy self_assessment_answers_change on self_assessment_answers for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s join partnerships p on p.id = s.partnership_id
    where s.id = self_assessment_id and s.submitted_at is null and p.status in ('confirmed', 'active', 'paused')));

create policy self_assessment_answer_changes_read on self_assessment_answer_changes for select to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s where s.id = self_assessment_id));
-- What was saved is added by the trigger; a person's own request adds only what was set aside.
create policy self_assessment_answer_changes_set_aside on self_assessment_answer_changes for insert to alongside_app
  with check (
    (select alongside.actor_role()) = 'named-leader' and set_aside
    and exists (select from self_assessments s where s.id = self_assessment_id));

create policy self_assessment_shares_read on self_assessment_shares for select to alongside_app using (
  (select alongside.actor_role()) in ('named-leader', 'hub-lead', 'programme-team')
  and exists (select from self_assessments s where s.id = self_assessment_id));
-- Only the school itself shares, and takes it back: that at any time, also when the partnership has ended.
create policy self_assessment_shares_add on self_assessment_shares for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s join partnerships p on p.id = s.partnership_id
    where s.id = self_assessment_id and s.submitted_at is not null
      and p.status in ('confirmed', 'active', 'paused')));
create policy self_assessment_shares_take_back on self_assessment_shares for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and exists (select from self_assessments s where s.id = self_assessment_id));

grant select on questionnaires, questionnaire_programmes to alongside_app;
grant select, insert on questionnaire_versions, statements to alongside_app;
grant select, insert on self_assessments to alongside_app;
grant update (submitted_at, submitted_by, submitted_by_name) on self_assessments to alongside_app;
grant select, insert on self_assessment_answers to alongside_app;
grant update (level, evidence_note, consulted, is_priority, revision, changed_at, changed_by, changed_by_name)
  on self_assessment_answers to alongside_app;
grant select, insert on self_assessment_answer_changes to alongside_app;
grant select, insert on self_assessment_shares to alongside_app;
grant update (withdrawn_by_name, withdrawn_at) on self_assessment_shares to alongside_app;

-- What the actor may read of answers. Not security_invoker: a hub lead reads through this view alone, and only here do the
-- notes fall away where the school shared without them.
create view readable_self_assessment_answers with (security_barrier = true) as
  select a.self_assessment_id, s.partnership_id, a.statement_key, a.level, a.is_priority, a.consulted, a.revision,
    a.changed_at, a.changed_by_name,
    case when p.school_urn = (select alongside.actor_school()) or h.with_notes then a.evidence_note else '' end
      as evidence_note
  from self_assessment_answers a
  join self_assessments s on s.id = a.self_assessment_id
  join partnerships p on p.id = s.partnership_id
  left join self_assessment_shares h on h.self_assessment_id = s.id and h.withdrawn_at is null
  where p.programme_id = (select alongside.actor_programme())
    and case (select alongside.actor_role())
      when 'named-leader' then p.school_urn = (select alongside.actor_school())
      when 'hub-lead' then p.hub_id = (select alongside.actor_hub()) and s.submitted_at is not null and h.id is not null
      else false
    end;

-- What other features see of it in one line.
create view self_assessment_cards with (security_invoker = true) as
  select s.id, s.partnership_id, s.number, s.questionnaire_version_id, v.questionnaire_id, s.starts_from_id,
    s.started_at, s.started_by_name, s.submitted_at, s.submitted_by_name
  from self_assessments s
  join questionnaire_versions v on v.id = s.questionnaire_version_id;

-- That a partner school has completed its self-assessment, and given it to its lead: the first one counts.
create view self_assessment_evidence with (security_invoker = true) as
  select s.partnership_id, 'self-assessment' as expectation_kind,
    min((s.submitted_at at time zone 'Europe/London')::date) as happened_on, min(s.id) as reference
  from self_assessments s
  where s.submitted_at is not null
  group by s.partnership_id
  union all
  select s.partnership_id, 'share-self-assessment', min((h.shared_at at time zone 'Europe/London')::date), min(s.id)
  from self_assessment_shares h
  join self_assessments s on s.id = h.self_assessment_id
  where h.withdrawn_at is null
  group by s.partnership_id;

-- The self-assessments that a network's counts are made of, from five schools up, or none: of a hub for its own lead; of the
-- whole programme for its team, and never of one hub, which could be taken away from the whole. What a lead was shown it
-- could take away from the sum too, so the schools that did not share are counted only where there are five of them.
create function alongside.network_counted(wanted_questionnaire integer, wanted_hub integer) returns integer[]
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  is_lead boolean := alongside.actor_role() = 'hub-lead';
  programme integer := alongside.actor_programme();
  asked integer[];
  counted integer[];
begin
  if is_lead and wanted_hub = alongside.actor_hub() then
    asked := array[wanted_hub];
  elsif alongside.actor_role() = 'programme-team' and wanted_hub is null then
    asked := array(select h.id from hubs h where h.programme_id = programme);
  else
    return '{}';
  end if;
  select array_agg(l.id order by l.id) filter (where not is_lead or l.shared or l.unshared >= 5) into counted
  from (
    select o.id, o.shared, count(*) filter (where not o.shared) over () as unshared
    from (
      -- School by school, each by its index: a hub is one in a hundred of the whole.
      select s.id, coalesce(h.shared, false) as shared
      from partnerships p
      cross join lateral (
        select s.id from self_assessments s
        join questionnaire_versions v on v.id = s.questionnaire_version_id
        where s.partnership_id = p.id and s.submitted_at is not null and v.questionnaire_id = wanted_questionnaire
        order by s.number desc limit 1
      ) s
      left join lateral (
        select true as shared from self_assessment_shares h
        where h.self_assessment_id = s.id and h.withdrawn_at is null limit 1
      ) h on true
      where p.programme_id = programme and p.hub_id = any (asked)
        and p.status in ('confirmed', 'active', 'paused', 'completed')
    ) o
  ) l;
  return case when cardinality(counted) >= 5 then counted else '{}' end;
end $$;

-- How many schools stand at each level of each statement.
create function alongside.network_levels(wanted_questionnaire integer, wanted_hub integer)
  returns table (statement_key text, level text, schools integer, priorities integer, schools_in_all integer)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  counted integer[] := alongside.network_counted(wanted_questionnaire, wanted_hub);
begin
  return query
  select a.statement_key, a.level, a.schools, a.priorities, cardinality(counted)
  from (
    select g.statement_key, g.level, g.schools, g.priorities, sum(g.schools) over (partition by g.statement_key) as answered
    from (
      select a.statement_key, a.level, count(*)::integer as schools,
        (count(*) filter (where a.is_priority))::integer as priorities
      from self_assessment_answers a
      where a.self_assessment_id = any (counted) and a.level is not null
      group by a.statement_key, a.level
    ) g
  ) a
  where a.answered >= 5;
end $$;

-- What is submitted does not change, so the counts are the same for as long as the same self-assessments are counted: this
-- says whether they are, and nothing else. Empty where there is nothing to count.
create function alongside.network_stamp(wanted_questionnaire integer, wanted_hub integer) returns text
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  counted integer[] := alongside.network_counted(wanted_questionnaire, wanted_hub);
begin
  return coalesce((select md5(string_agg(s.key::text, ' ' order by s.id)) from self_assessments s
    where s.id = any (counted)), '');
end $$;
revoke execute on function alongside.network_counted(integer, integer), alongside.network_levels(integer, integer),
  alongside.network_stamp(integer, integer) from public;
grant execute on function alongside.network_levels(integer, integer), alongside.network_stamp(integer, integer)
  to alongside_app;

grant select on readable_self_assessment_answers, self_assessment_cards, self_assessment_evidence to alongside_app;
