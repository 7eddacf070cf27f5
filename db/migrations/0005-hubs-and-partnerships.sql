-- Hubs, and one partner school's time with one hub on one pathway: who may see it, what is expected, what has been confirmed.

-- owner: schools
-- What other features show of a school in one line.
create view school_cards with (security_invoker = true) as
  select s.urn, s.name, s.status, s.phase, s.type_name, s.town, s.postcode, s.pupils, s.easting, s.northing, s.invented,
    s.trust_uid, t.name as trust_name, s.la_code, la.name as la_name, la.region_code, r.name as region_name
  from schools s
  left join trusts t on t.uid = s.trust_uid
  left join local_authorities la on la.code = s.la_code
  left join regions r on r.code = la.region_code;
grant select on school_cards to alongside_app;

-- owner: hubs
create table hubs (
  id integer generated always as identity primary key,
  -- The form that made it, so that pressing twice makes one hub. Imported hubs are known by their reference.
  key uuid unique,
  programme_id integer not null references programmes,
  reference text not null check (reference <> ''),
  name text not null check (name <> ''),
  lead_school_urn integer references schools (urn),
  lead_trust_uid integer references trusts (uid),
  region_code text references regions (code),
  opened_on date,
  closed_on date,
  revision integer not null default 1,
  created_at timestamptz not null default alongside.now(),
  unique (programme_id, reference),
  check (num_nonnulls(lead_school_urn, lead_trust_uid) = 1),
  check (closed_on is null or opened_on is null or closed_on >= opened_on)
);
create index hubs_by_lead_school on hubs (lead_school_urn);

-- Where a hub's own capacity differs from what the programme says for the pathway.
create table hub_capacities (
  hub_id integer not null references hubs on delete cascade,
  pathway_key text not null,
  maximum integer not null check (maximum between 0 and 1000),
  primary key (hub_id, pathway_key)
);

-- owner: partnerships
create table partnerships (
  id integer generated always as identity primary key,
  key uuid unique,
  -- The name by which files know it: the same file imported twice changes nothing.
  reference text not null check (reference <> ''),
  programme_id integer not null references programmes,
  -- What this school was promised. A later version of the programme never rewrites it.
  programme_version_id integer not null references programme_versions,
  pathway_key text not null,
  cohort_id integer not null references cohorts,
  hub_id integer not null references hubs,
  school_urn integer not null references schools (urn),
  status text not null check (status in ('invited', 'confirmed', 'active', 'paused', 'withdrawn', 'completed', 'moved')),
  status_since date not null,
  -- The partnership that this one goes on from, after a change of pathway or hub.
  previous_id integer unique references partnerships,
  created_at timestamptz not null default alongside.now(),
  unique (programme_id, reference),
  foreign key (programme_version_id, pathway_key) references pathways (programme_version_id, key)
);
-- A school is with one hub of a programme at a time, whatever is pressed at once.
create unique index partnerships_one_open on partnerships (programme_id, school_urn)
  where status in ('invited', 'confirmed', 'active', 'paused');
-- With the id: the lists that nearly every policy asks for are read from the index alone.
create index partnerships_by_hub on partnerships (hub_id) include (id);
create index partnerships_by_school on partnerships (school_urn, programme_id) include (id);
create index partnerships_by_cohort on partnerships (cohort_id);

create table partnership_status_changes (
  id integer generated always as identity primary key,
  key uuid unique,
  partnership_id integer not null references partnerships,
  from_status text,
  to_status text not null,
  happened_on date not null,
  reason text not null default '',
  account_id integer references accounts,
  by_name text not null,
  recorded_at timestamptz not null default alongside.now()
);
create index partnership_status_changes_by_partnership on partnership_status_changes (partnership_id);

-- A school's agreement that its trust may read its partnership. Hub and programme are copied so that the
-- policy of this table needs no other.
create table trust_agreements (
  id integer generated always as identity primary key,
  partnership_id integer not null references partnerships,
  trust_uid integer not null references trusts (uid),
  programme_id integer not null,
  hub_id integer not null,
  school_urn integer not null,
  agreed_by integer references accounts,
  agreed_by_name text not null,
  agreed_at timestamptz not null default alongside.now(),
  withdrawn_by_name text,
  withdrawn_at timestamptz
);
create unique index trust_agreements_one_open on trust_agreements (partnership_id) where withdrawn_at is null;
create index trust_agreements_by_trust on trust_agreements (trust_uid) where withdrawn_at is null;

-- What a person says has been done, where the service cannot see it for itself. A later confirmation replaces an
-- earlier one and never erases it; evidence that the service sees will stand before both.
create table expectation_confirmations (
  id integer generated always as identity primary key,
  key uuid unique,
  partnership_id integer not null references partnerships,
  expectation_key text not null,
  occurrence integer not null,
  state text not null check (state in ('started', 'done', 'not-needed', 'reopened')),
  happened_on date not null,
  note text not null default '' check (length(note) <= 2000),
  leadership_minutes integer check (leadership_minutes between 0 and 60000),
  account_id integer references accounts,
  by_name text not null,
  recorded_at timestamptz not null default alongside.now(),
  replaced_at timestamptz
);
create unique index expectation_confirmations_current
  on expectation_confirmations (partnership_id, expectation_key, occurrence)
  include (state, happened_on, leadership_minutes) where replaced_at is null;

-- The same for what one hub, or the programme, does once for all partnerships of a cohort: an open day, the joining
-- details of a CPD session. Without a hub it holds for every hub.
create table shared_confirmations (
  id integer generated always as identity primary key,
  key uuid unique,
  programme_id integer not null references programmes,
  hub_id integer references hubs,
  cohort_id integer not null references cohorts,
  expectation_key text not null,
  occurrence integer not null,
  state text not null check (state in ('started', 'done', 'not-needed', 'reopened')),
  happened_on date not null,
  note text not null default '' check (length(note) <= 2000),
  account_id integer references accounts,
  by_name text not null,
  recorded_at timestamptz not null default alongside.now(),
  replaced_at timestamptz
);
create unique index shared_confirmations_current
  on shared_confirmations (cohort_id, expectation_key, occurrence, coalesce(hub_id, 0)) where replaced_at is null;

-- What the service has seen for itself, one row a thing seen, kept by triggers of the features that saw it (0012): every
-- page reads it and few change it. Asked of the features' own tables each time, with their policies, a page of forty
-- schools took half a minute. What is seen of something that happens once for a hub or a programme is 'done'.
create table seen_evidence (
  partnership_id integer not null references partnerships on delete cascade,
  expectation_key text not null,
  occurrence integer not null,
  state text not null check (state in ('started', 'done')),
  happened_on date not null,
  source text not null,
  reference integer not null,
  -- Where the service knows how long it took; stands in the place of what a person said of the same thing.
  leadership_minutes integer,
  primary key (partnership_id, expectation_key, occurrence)
);

-- What was confirmed or seen of one partnership. What the service has seen stands before what a person confirmed, and
-- erases none of it; only seen to begin, it does not undo a person's word that it is done, or not needed.
create view partnership_evidence with (security_invoker = true) as
  select c.partnership_id, c.expectation_key, c.occurrence,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.state, c.state) else c.state end as state,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.happened_on, c.happened_on) else c.happened_on end
      as happened_on,
    coalesce(s.leadership_minutes, c.leadership_minutes) as leadership_minutes,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.source, 'confirmed by hand')
      else 'confirmed by hand' end as source,
    c.id as reference
  from expectation_confirmations c
  left join seen_evidence s
    on s.partnership_id = c.partnership_id and s.expectation_key = c.expectation_key and s.occurrence = c.occurrence
  where c.replaced_at is null and c.state <> 'reopened'
  union all
  select s.partnership_id, s.expectation_key, s.occurrence, s.state, s.happened_on, s.leadership_minutes, s.source,
    s.reference
  from seen_evidence s
  where not exists (
    select from expectation_confirmations c
    where c.partnership_id = s.partnership_id and c.expectation_key = s.expectation_key and c.occurrence = s.occurrence
      and c.replaced_at is null and c.state <> 'reopened');

-- The same, with what was confirmed once for all of a hub's or a programme's partnerships.
create view expectation_evidence with (security_invoker = true) as
  select partnership_id, expectation_key, occurrence, state, happened_on, leadership_minutes, source, reference
  from partnership_evidence
  union all
  select p.id, s.expectation_key, s.occurrence, s.state, s.happened_on, null,
    'confirmed once for all' as source, s.id
  from shared_confirmations s
  join partnerships p on p.cohort_id = s.cohort_id and p.programme_id = s.programme_id and p.hub_id = s.hub_id
  where s.replaced_at is null and s.state <> 'reopened' and not exists (
    select from seen_evidence e
    where e.partnership_id = p.id and e.expectation_key = s.expectation_key and e.occurrence = s.occurrence)
  union all
  -- Apart from the one above, because "or" would have every partnership compared with every row.
  select p.id, s.expectation_key, s.occurrence, s.state, s.happened_on, null, 'confirmed once for all', s.id
  from shared_confirmations s
  join partnerships p on p.cohort_id = s.cohort_id and p.programme_id = s.programme_id
  where s.hub_id is null and s.replaced_at is null and s.state <> 'reopened' and not exists (
    select from seen_evidence e
    where e.partnership_id = p.id and e.expectation_key = s.expectation_key and e.occurrence = s.occurrence);

-- Where every partnership stands with everything expected of it. One school or five thousand: the same query.
create view expectation_progress with (security_invoker = true) as
  select p.id as partnership_id, p.programme_id, p.hub_id, p.school_urn, p.pathway_key, p.cohort_id,
    p.status as partnership_status,
    o.expectation_key, o.occurrence, o.position, o.label, o.part, o.opens_on, o.due_on, o.held_on, o.minutes, o.acted_on_by,
    o.per,
    e.state, e.happened_on, e.leadership_minutes, e.source, e.reference,
    case
      when e.state = 'done' then 'done'
      when e.state = 'not-needed' then 'not needed'
      when o.due_on < (select alongside.today()) then 'overdue'
      when e.state = 'started' then 'in progress'
      when o.opens_on > (select alongside.today()) then 'not due yet'
      else 'to do'
    end as progress
  from partnerships p
  join expectation_occurrences o
    on o.programme_version_id = p.programme_version_id
    and o.pathway_key = p.pathway_key
    and o.cohort_id = p.cohort_id
  left join expectation_evidence e
    on e.partnership_id = p.id
    and e.expectation_key = o.expectation_key
    and e.occurrence = o.occurrence
    -- Where the clock was put back, what happens later has not happened yet.
    and e.happened_on <= (select alongside.today());

-- The sum of it, one row a running partnership. What each side is waited on for is one number, so that a plain min() finds
-- it: the day (from 2000) times 1000, plus the position, which names the occurrence again. For an event whose day is still to
-- come nobody is waited on.
create view partnership_standings with (security_invoker = true) as
  select q.*, least(q.partner_next, q.lead_next, q.team_next) as next
  from (
    select partnership_id, hub_id, pathway_key, cohort_id, count(*)::int as total,
      count(*) filter (where progress in ('done', 'not needed'))::int as finished,
      count(*) filter (where progress = 'overdue')::int as overdue,
      min(turn) filter (where open and acted_on_by in ('partner', 'both')) as partner_next,
      min(turn) filter (where open and acted_on_by in ('lead', 'both')) as lead_next,
      min(turn) filter (where open and acted_on_by = 'programme-team') as team_next
    from (
      select partnership_id, hub_id, pathway_key, cohort_id, progress, acted_on_by,
        progress in ('to do', 'in progress', 'overdue')
          and not coalesce(held_on >= opens_on and held_on > (select alongside.today()), false) as open,
        (case when held_on >= opens_on then held_on else due_on end - date '2000-01-01') * 1000 + position as turn
      from expectation_progress
      where partnership_status in ('confirmed', 'active')
    ) each
    group by partnership_id, hub_id, pathway_key, cohort_id
  ) q;

-- What other features show of a partnership in one line.
create view partnership_cards with (security_invoker = true) as
  select p.id, p.reference, p.programme_id, p.programme_version_id, p.pathway_key, p.cohort_id, p.hub_id, p.school_urn,
    p.status, p.status_since, p.previous_id, p.created_at,
    h.name as hub_name, h.reference as hub_reference, h.region_code as hub_region_code,
    s.name as school_name, s.phase as school_phase, s.town as school_town, s.trust_uid, s.trust_name,
    s.la_name, s.region_code, s.region_name, c.name as cohort_name, c.key as cohort_key, c.created_at as cohort_created_at
  from partnerships p
  join hubs h on h.id = p.hub_id
  join school_cards s on s.urn = p.school_urn
  join cohorts c on c.id = p.cohort_id;

-- The partnerships of a hub lead's hub, of a named leader's school, or that schools agreed to show to a trust leader's
-- trust; empty for every other role. As functions of the owner's, asked once a statement: a policy that selects from a
-- table is planned with the policies of that table, and they with those of the next, so that a page's statements came to
-- several hundred plans each.
create function alongside.own_partnerships() returns integer[]
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
declare
  role text := alongside.actor_role();
begin
  if role = 'named-leader' then
    return array(select p.id from partnerships p
      where p.school_urn = alongside.actor_school() and p.programme_id = alongside.actor_programme());
  elsif role = 'hub-lead' then
    return array(select p.id from partnerships p where p.hub_id = alongside.actor_hub());
  elsif role = 'trust-leader' then
    return array(select a.partnership_id from trust_agreements a
      where a.trust_uid = alongside.actor_trust() and a.programme_id = alongside.actor_programme()
        and a.withdrawn_at is null);
  end if;
  return '{}';
end $$;

-- The hubs and the schools of those partnerships.
create function alongside.own_hubs() returns integer[]
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
  return array(select distinct p.hub_id from partnerships p where p.id = any (alongside.own_partnerships()));
end $$;

create function alongside.own_schools() returns integer[]
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
  return array(select distinct p.school_urn from partnerships p where p.id = any (alongside.own_partnerships()));
end $$;

-- Those that the actor sees, whether or not they are their own: a list, because a policy that selects from partnerships
-- brings that table's policy, with all that it states, into every plan.
create function alongside.seen_partnerships() returns integer[]
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
  if alongside.actor_role() = 'programme-team' then
    return array(select p.id from partnerships p where p.programme_id = alongside.actor_programme());
  end if;
  return alongside.own_partnerships();
end $$;

revoke execute on function alongside.own_partnerships(), alongside.seen_partnerships(), alongside.own_hubs(),
  alongside.own_schools() from public;
grant execute on function alongside.own_partnerships(), alongside.seen_partnerships(), alongside.own_hubs(),
  alongside.own_schools() to alongside_app;

-- Who sees what. Children of a partnership are seen by whoever sees the partnership.
alter table hubs enable row level security;
alter table hub_capacities enable row level security;
alter table partnerships enable row level security;
alter table partnership_status_changes enable row level security;
alter table trust_agreements enable row level security;
alter table expectation_confirmations enable row level security;
alter table seen_evidence enable row level security;
alter table shared_confirmations enable row level security;

-- Which hub leads which school is public (the Department publishes the list), so a signed-in person may read hubs
-- of the programme; an evaluator works from aggregates only.
create policy hubs_read on hubs for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then programme_id = (select alongside.actor_programme())
    when 'named-leader' then programme_id = (select alongside.actor_programme())
    when 'trust-leader' then programme_id = (select alongside.actor_programme())
    else false
  end);
-- Written as two, because one policy "for all" is also asked at every read.
create policy hubs_insert on hubs for insert to alongside_app
  with check (programme_id = (select alongside.actor_programme()) and (select alongside.actor_role()) = 'programme-team');
create policy hubs_update on hubs for update to alongside_app
  using (programme_id = (select alongside.actor_programme()) and (select alongside.actor_role()) = 'programme-team');

create policy hub_capacities_read on hub_capacities for select to alongside_app
  using (exists (select from hubs where hubs.id = hub_id));
create policy hub_capacities_write on hub_capacities for all to alongside_app
  using ((select alongside.actor_role()) = 'programme-team' and exists (select from hubs where hubs.id = hub_id))
  with check ((select alongside.actor_role()) = 'programme-team' and exists (select from hubs where hubs.id = hub_id));

create policy trust_agreements_read on trust_agreements for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then school_urn = (select alongside.actor_school()) and programme_id = (select alongside.actor_programme())
    when 'trust-leader' then trust_uid = (select alongside.actor_trust()) and programme_id = (select alongside.actor_programme())
    else false
  end);
-- Only the school itself agrees, and takes it back.
create policy trust_agreements_insert on trust_agreements for insert to alongside_app
  with check ((select alongside.actor_role()) = 'named-leader' and school_urn = (select alongside.actor_school())
    and programme_id = (select alongside.actor_programme()));
create policy trust_agreements_update on trust_agreements for update to alongside_app
  using ((select alongside.actor_role()) = 'named-leader' and school_urn = (select alongside.actor_school())
    and programme_id = (select alongside.actor_programme()));

create policy partnerships_read on partnerships for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then school_urn = (select alongside.actor_school()) and programme_id = (select alongside.actor_programme())
    when 'trust-leader' then programme_id = (select alongside.actor_programme())
      and id in (select unnest(alongside.own_partnerships()))
    else false
  end);
create policy partnerships_insert on partnerships for insert to alongside_app
  with check ((select alongside.actor_role()) = 'programme-team' and programme_id = (select alongside.actor_programme()));
create policy partnerships_update on partnerships for update to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then school_urn = (select alongside.actor_school()) and programme_id = (select alongside.actor_programme())
    else false
  end);

create policy partnership_status_changes_read on partnership_status_changes for select to alongside_app
  using (exists (select from partnerships p where p.id = partnership_id));
create policy partnership_status_changes_insert on partnership_status_changes for insert to alongside_app
  with check ((select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader')
    and exists (select from partnerships p where p.id = partnership_id));

-- Whoever sees the partnership.
create policy expectation_confirmations_read on expectation_confirmations for select to alongside_app using (
  (select alongside.actor_role()) = 'system'
  or partnership_id in (select unnest(alongside.seen_partnerships())));
create policy seen_evidence_read on seen_evidence for select to alongside_app using (
  (select alongside.actor_role()) = 'system'
  or partnership_id in (select unnest(alongside.seen_partnerships())));
create policy expectation_confirmations_insert on expectation_confirmations for insert to alongside_app
  with check ((select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader')
    and exists (select from partnerships p where p.id = partnership_id));
create policy expectation_confirmations_replace on expectation_confirmations for update to alongside_app
  using ((select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader')
    and exists (select from partnerships p where p.id = partnership_id));

create policy shared_confirmations_read on shared_confirmations for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then programme_id = (select alongside.actor_programme())
      and (hub_id is null or hub_id = (select alongside.actor_hub()))
    when 'named-leader' then programme_id = (select alongside.actor_programme())
      and (hub_id is null or hub_id in (select unnest(alongside.own_hubs())))
    when 'trust-leader' then programme_id = (select alongside.actor_programme())
      and (hub_id is null or hub_id in (select unnest(alongside.own_hubs())))
    else false
  end);
create policy shared_confirmations_insert on shared_confirmations for insert to alongside_app with check (
  programme_id = (select alongside.actor_programme()) and (
    (select alongside.actor_role()) = 'programme-team'
    or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))));
create policy shared_confirmations_replace on shared_confirmations for update to alongside_app using (
  programme_id = (select alongside.actor_programme()) and (
    (select alongside.actor_role()) = 'programme-team'
    or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))));

grant select, insert, update on hubs to alongside_app;
grant select, insert, update, delete on hub_capacities to alongside_app;
grant select, insert on partnerships to alongside_app;
-- A partnership's school follows a merger, and its status changes; nothing else of it is ever rewritten by a request.
grant update (status, status_since) on partnerships to alongside_app;
grant select, insert on partnership_status_changes to alongside_app;
grant select, insert on trust_agreements to alongside_app;
grant update (withdrawn_by_name, withdrawn_at) on trust_agreements to alongside_app;
grant select, insert on expectation_confirmations to alongside_app;
grant update (replaced_at) on expectation_confirmations to alongside_app;
grant select, insert on shared_confirmations to alongside_app;
grant update (replaced_at) on shared_confirmations to alongside_app;
grant select on seen_evidence, partnership_evidence, expectation_evidence, expectation_progress, partnership_standings,
  partnership_cards to alongside_app;

-- The partnerships of this school that led to this one, each in a line: a hub sees that there was an earlier hub, and no more.
create function alongside.earlier_partnerships(partnership integer)
  returns table (id integer, hub_name text, pathway_key text, status text, started_on date, ended_on date, visible boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive chain as (
    select p.* from partnerships p
      where p.id = (select q.previous_id from partnerships q where q.id = partnership)
    union all
    select p.* from partnerships p join chain c on p.id = c.previous_id
  )
  select c.id, h.name, c.pathway_key, c.status, (c.created_at at time zone 'Europe/London')::date, c.status_since,
    (select alongside.actor_role()) in ('system', 'programme-team', 'named-leader')
      or c.hub_id = (select alongside.actor_hub())
  from chain c join hubs h on h.id = c.hub_id
  order by c.id desc
$$;
revoke execute on function alongside.earlier_partnerships(integer) from public;
grant execute on function alongside.earlier_partnerships(integer) to alongside_app;

-- owner: people
alter table assignments add constraint assignments_hub foreign key (hub_id) references hubs (id);
