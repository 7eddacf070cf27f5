-- What results of surveys are: what was let through, made once; who may read it; and what surveys are evidence of.

-- owner: programmes
-- Whom a survey asks. Of those that a pathway names for pupils, or for staff, the first is the baseline.
alter table expectations add column audience text check (audience in ('pupils', 'staff'));
update expectations e set audience = (
  select x ->> 'audience'
  from programme_versions v, jsonb_array_elements(v.definition -> 'pathways') p,
    jsonb_array_elements(p -> 'expectations') x
  where v.id = e.programme_version_id and p ->> 'key' = e.pathway_key and x ->> 'key' = e.key)
where e.kind = 'survey';
create view survey_expectations with (security_invoker = true) as
  select e.programme_version_id, e.pathway_key, e.key, e.audience,
    case row_number() over (partition by e.programme_version_id, e.pathway_key, e.audience order by e.position)
      when 1 then 'baseline' when 2 then 'follow-up' end as wave_kind
  from expectations e
  where e.kind = 'survey' and e.audience is not null;
grant select on survey_expectations to alongside_app;

-- owner: surveys
-- The floor under which this wave's figures were hidden: another one beside it would give hidden figures away.
alter table survey_waves add column floor integer check (floor >= 5);

-- Figures that were let through, in one row a group and one, at position 0, for everybody asked. What is hidden is not in
-- it: null, with a reason. Written once, when the results are made, and never again.
create table survey_published (
  wave_id integer not null references survey_waves on delete cascade,
  audience text not null check (audience in ('pupils', 'staff')),
  position integer not null check (position >= 0),
  label text not null,
  answered integer not null check (answered >= 0),
  version_id integer not null references survey_versions,
  -- Each question's options, one question after another.
  counts integer[] not null,
  -- A number, or a reason, each question.
  unsaid integer[] not null,
  reasons text[] not null,
  primary key (wave_id, audience, position)
);
create index survey_published_by_version on survey_published (version_id);

-- "You said, we did": what the school tells its pupils came of it.
create table survey_replies (
  wave_id integer primary key references survey_waves on delete cascade,
  said text[] not null,
  did text[] not null,
  revision integer not null default 1 check (revision > 0),
  changed_at timestamptz not null default alongside.now(),
  changed_by integer references accounts,
  changed_by_name text not null,
  check (cardinality(said) = cardinality(did))
);

create function alongside.refuse_other_results() returns trigger language plpgsql as $$
begin
  raise exception 'Results of a survey are made once';
end $$;
create trigger survey_published_once before update on survey_published
  for each row execute function alongside.refuse_other_results();
-- What was answered later could be told by what it changed: once there are results, a wave does not open again.
create function alongside.keep_results() returns trigger language plpgsql as $$
begin
  if new.results_at is distinct from old.results_at or new.floor is distinct from old.floor
    or new.closed_at is distinct from old.closed_at or new.closes_at is distinct from old.closes_at then
    raise exception 'A wave that has results does not open again';
  end if;
  return new;
end $$;
create trigger survey_results_kept before update on survey_waves
  for each row when (old.results_at is not null) execute function alongside.keep_results();

alter table survey_published enable row level security;
alter table survey_replies enable row level security;
-- Counts that nobody has looked through yet are the service's own: everybody else reads what was published of them.
drop policy survey_tallies_read on survey_tallies;
create policy survey_tallies_read on survey_tallies for select to alongside_app
  using ((select alongside.actor_role()) = 'system');
create policy survey_published_read on survey_published for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'named-leader' then wave_id in (select w.id from survey_waves w)
    when 'hub-lead' then wave_id in (select s.wave_id from survey_shares s where s.withdrawn_at is null)
    when 'programme-team' then wave_id in (select s.wave_id from survey_shares s where s.withdrawn_at is null)
    else false
  end);
create policy survey_published_add on survey_published for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system');
create policy survey_replies_read on survey_replies for select to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and exists (select from survey_waves w where w.id = wave_id));
create policy survey_replies_add on survey_replies for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and exists (select from survey_waves w where w.id = wave_id));
create policy survey_replies_change on survey_replies for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and exists (select from survey_waves w where w.id = wave_id));
grant select, insert on survey_published to alongside_app;
grant update (floor) on survey_waves to alongside_app;
grant select, insert on survey_replies to alongside_app;
grant update (said, did, revision, changed_at, changed_by, changed_by_name) on survey_replies to alongside_app;

-- The one whom a wave names, by the email address that they sign in with, and acting for that school.
create function alongside.is_safeguarding_lead(wave integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select alongside.actor_role() = 'named-leader' and exists (
    select from survey_safeguarding_leads l
    join survey_waves w on w.id = l.wave_id
    join accounts a on lower(a.email) = lower(l.email)
    where l.wave_id = wave and a.id = alongside.actor_account()
      and w.partnership_id in (select unnest(alongside.own_partnerships())))
$$;
-- The only way out for remarks, sealed as they are. What may tell of harm: for the safeguarding lead, at once. All others:
-- for the school's named leaders, once there are results, and only where as many staff answered as the floor.
create function alongside.read_remarks(wave integer, of_harm boolean) returns setof bytea
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.sealed from survey_remarks r
  join survey_waves w on w.id = r.wave_id
  where r.wave_id = wave and r.harm = of_harm and case
    when of_harm then alongside.is_safeguarding_lead(wave)
    else alongside.actor_role() = 'named-leader' and w.partnership_id in (select unnest(alongside.own_partnerships()))
      and w.results_at is not null and exists (
        select from survey_published p
        where p.wave_id = w.id and p.audience = 'staff' and p.position = 0 and p.answered >= w.floor)
  end
  order by r.key
$$;
revoke execute on function alongside.is_safeguarding_lead(integer), alongside.read_remarks(integer, boolean) from public;
grant execute on function alongside.is_safeguarding_lead(integer), alongside.read_remarks(integer, boolean)
  to alongside_app;

-- What of each school's figures is in the sums over the whole programme, in the order of `counts || unsaid`; null where it is
-- not. Evaluators read no school by itself, so nobody may be read off what changes from one day to the next either: figures
-- join a sum five schools or more at a time, question by question, and stay in it. Read through survey_sums alone.
create table survey_summed (
  wave_id integer not null references survey_waves on delete cascade,
  audience text not null check (audience in ('pupils', 'staff')),
  version_id integer not null references survey_versions,
  slots integer[] not null,
  primary key (wave_id, audience)
);
alter table survey_summed enable row level security;

create function alongside.join_sums() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- One after the other: else the fourth and the fifth school, at the same moment, would each wait for the other.
  perform pg_advisory_xact_lock(hashtext('alongside.survey-sums'));
  with touched as (
      select distinct p.programme_id, w.kind from added a
      join survey_waves w on w.id = a.wave_id join partnerships p on p.id = w.partnership_id),
    waiting as (
      -- Of each school one wave of each kind: the first of which something is in, else the latest.
      select distinct on (w.partnership_id, w.kind, r.audience, r.version_id)
        r.wave_id, r.audience, r.version_id, p.programme_id, w.kind, r.counts || r.unsaid as slots, d.slots as joined
      from touched t
      join partnerships p on p.programme_id = t.programme_id and p.status in ('confirmed', 'active', 'paused', 'completed')
      join survey_waves w on w.partnership_id = p.id and w.kind = t.kind
      join survey_published r on r.wave_id = w.id and r.position = 0
      left join survey_summed d on d.wave_id = r.wave_id and d.audience = r.audience
      where d.wave_id is not null or exists (
        select from survey_shares s where s.wave_id = w.id and s.withdrawn_at is null)
      order by w.partnership_id, w.kind, r.audience, r.version_id, (d.wave_id is null), w.results_at desc),
    figures as (
      select x.*, n.slot, n.people from waiting x cross join lateral unnest(x.slots) with ordinality n(people, slot)
      where x.joined is distinct from x.slots and exists (
        select from survey_shares s where s.wave_id = x.wave_id and s.withdrawn_at is null)),
    enough as (
      select f.programme_id, f.kind, f.audience, f.version_id, f.slot from figures f
      where f.people is not null and f.joined[f.slot] is null
      group by 1, 2, 3, 4, 5 having count(*) >= 5)
  insert into survey_summed (wave_id, audience, version_id, slots)
  select f.wave_id, f.audience, f.version_id,
    array_agg(case when e.slot is not null then f.people else f.joined[f.slot] end order by f.slot)
  from figures f
  left join enough e on e.programme_id = f.programme_id and e.kind = f.kind and e.audience = f.audience
    and e.version_id = f.version_id and e.slot = f.slot
  group by f.wave_id, f.audience, f.version_id
  having bool_or(e.slot is not null)
  on conflict (wave_id, audience) do update set slots = excluded.slots;
  return null;
end $$;
create trigger sums_joined after insert on survey_shares referencing new table as added
  for each statement execute function alongside.join_sums();

-- What the schools that share come to together: of a hub for its own lead, who reads each of them; of the whole programme,
-- as far as it has joined the sums, for its team and its evaluators. Figures that a school does not publish are not in it,
-- and from each question five schools or more, or nothing.
create function alongside.survey_sums(wanted_hub integer)
  returns table (wave_kind text, audience text, version_id integer, slot integer, schools integer, people bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  asking text := alongside.actor_role();
  programme integer := alongside.actor_programme();
begin
  -- Said outright, for a comparison with null is neither true nor false, and so would let everybody through.
  if asking in ('programme-team', 'evaluator') and wanted_hub is null then
    return query
    select w.kind, d.audience, d.version_id, n.slot::integer, count(n.people)::integer, sum(n.people)
    from survey_summed d
    join survey_waves w on w.id = d.wave_id
    join partnerships p on p.id = w.partnership_id and p.programme_id = programme
    cross join lateral unnest(d.slots) with ordinality n(people, slot)
    group by w.kind, d.audience, d.version_id, n.slot
    having count(n.people) >= 5;
  elsif asking = 'hub-lead' and coalesce(wanted_hub = alongside.actor_hub(), false) then
    return query
    select l.kind, l.audience, l.version_id, n.slot::integer, count(n.people)::integer, sum(n.people)
    from (
      -- Of each school the latest of each kind.
      select distinct on (w.partnership_id, w.kind, r.audience) w.kind, r.audience, r.version_id, r.counts || r.unsaid as slots
      from survey_waves w
      join partnerships p on p.id = w.partnership_id
      join survey_shares s on s.wave_id = w.id and s.withdrawn_at is null
      join survey_published r on r.wave_id = w.id and r.position = 0
      where p.programme_id = programme and p.hub_id = wanted_hub
        and p.status in ('confirmed', 'active', 'paused', 'completed')
      order by w.partnership_id, w.kind, r.audience, w.results_at desc
    ) l
    cross join lateral unnest(l.slots) with ordinality n(people, slot)
    group by l.kind, l.audience, l.version_id, n.slot
    having count(n.people) >= 5;
  end if;
end $$;
revoke execute on function alongside.survey_sums(integer), alongside.join_sums() from public;
grant execute on function alongside.survey_sums(integer) to alongside_app;

-- A wave is under way, its results are there, the lead school may read them.
create view survey_evidence with (security_invoker = true) as
  with run as (
    select w.id, w.partnership_id, w.kind, w.opens_at, w.results_at, w.closed_at, w.closes_at, a.audience,
      coalesce(r.answered, 0) as answered
    from survey_waves w
    cross join lateral (values ('pupils', w.pupils_version_id), ('staff', w.staff_version_id)) a(audience, version_id)
    left join survey_published r on r.wave_id = w.id and r.audience = a.audience and r.position = 0
    where a.version_id is not null
  )
  select u.partnership_id, 'survey'::text as expectation_kind, x.key as expectation_key, 1 as occurrence,
    case when bool_or(u.answered > 0) then 'done' else 'started' end as state,
    coalesce(min((least(u.closed_at, u.closes_at) at time zone 'Europe/London')::date) filter (where u.answered > 0),
      min((u.opens_at at time zone 'Europe/London')::date)) as happened_on,
    min(u.id) as reference
  from run u
  join partnerships p on p.id = u.partnership_id
  join survey_expectations x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.audience = u.audience and x.wave_kind = u.kind
  where u.results_at is null or u.answered > 0
  group by u.partnership_id, x.key
  union all
  select w.partnership_id, 'document', 'share-survey-results', 1, 'done',
    min((s.shared_at at time zone 'Europe/London')::date), min(w.id)
  from survey_shares s
  join survey_waves w on w.id = s.wave_id
  where s.withdrawn_at is null
  group by w.partnership_id;
grant select on survey_evidence to alongside_app;

create function alongside.survey_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(select w.partnership_id from survey_waves w where w.id = new.wave_id));
  return null;
end $$;
create trigger evidence_seen after insert or delete or update of results_at, opens_at, closes_at, closed_at on survey_waves
  for each row execute function alongside.evidence_changed();
create trigger evidence_seen after insert or update on survey_shares
  for each row execute function alongside.survey_changed();
