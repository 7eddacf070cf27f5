-- What pages about many hubs read: hubs in one line, when anything last changed, and the evaluator's counts.

-- owner: hubs
create view hub_cards with (security_invoker = true) as
  select h.id, h.programme_id, h.reference, h.name, h.lead_school_urn, h.lead_trust_uid,
    coalesce(s.name, t.name) as lead_name, h.region_code, r.name as region_name, h.opened_on, h.closed_on, h.revision,
    s.easting as lead_easting, s.northing as lead_northing
  from hubs h
  left join schools s on s.urn = h.lead_school_urn
  left join trusts t on t.uid = h.lead_trust_uid
  left join regions r on r.code = h.region_code;

-- Each hub with each pathway of its programme as it is now: what the programme says, and what the hub says instead.
create view hub_pathway_capacities with (security_invoker = true) as
  select h.id as hub_id, h.programme_id, p.key as pathway_key, p.name as pathway_name, p.position as pathway_position,
    p.capacity_max as usual, c.maximum as own
  from hubs h
  join programme_cards g on g.id = h.programme_id
  join pathway_cards p on p.programme_version_id = g.current_version_id
  left join hub_capacities c on c.hub_id = h.id and c.pathway_key = p.key;

-- Whoever could lead a hub. A trust lies in no one region.
create view possible_leads with (security_invoker = true) as
  select 'school' as kind, s.urn as id, s.name, s.status, coalesce(s.town, '') as place, l.region_code,
    null::text as folded
  from schools s
  left join local_authorities l on l.code = s.la_code
  union all
  select 'trust', t.uid, t.name, t.status, coalesce(t.town, ''), null, t.folded
  from trusts t;

grant select on hub_cards, hub_pathway_capacities, possible_leads to alongside_app;

-- owner: people
-- Who holds which role where, now. Each reader sees those whom they may see.
create view held_roles with (security_invoker = true) as
  select g.id as assignment_id, g.role, g.programme_id, g.hub_id, g.school_urn, g.trust_uid, g.title, a.name, a.email
  from assignments g
  join accounts a on a.id = g.account_id
  where g.ended_at is null;
grant select on held_roles to alongside_app;

-- owner: oversight
-- How often anything that oversight counts has changed, so that a picture of the whole programme is drawn again only
-- when it is out of date. A row for each connection: two writers never wait for one another, and the sum that a reader
-- sees belongs exactly to what it sees of the rest.
create table oversight_changes (
  connection integer primary key,
  changes bigint not null
);
alter table oversight_changes enable row level security;

-- A trigger that gives its rows a name, and says so, counts only a statement that changed some.
create function alongside.note_oversight_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_nargs > 0 then
    if not exists (select from changed) then
      return null;
    end if;
  end if;
  insert into oversight_changes as c (connection, changes) values (pg_backend_pid(), 1)
    on conflict (connection) do update set changes = c.changes + 1;
  return null;
end $$;

-- A feature that adds evidence to expectation_evidence puts the same trigger on its own table.
do $$
declare
  name text;
begin
  foreach name in array array['partnerships', 'expectation_confirmations', 'shared_confirmations', 'hubs', 'hub_capacities',
    'schools', 'trusts', 'local_authorities', 'expectation_occurrences', 'programme_versions', 'cohorts']
  loop
    execute format('create trigger oversight_change after insert or update or delete on %I
      for each statement execute function alongside.note_oversight_change()', name);
  end loop;
end $$;

-- Nothing for those whose pages oversight does not make.
create function alongside.oversight_mark() returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select (select coalesce(sum(changes), 0) from oversight_changes)::text
  where (select alongside.actor_role()) in ('programme-team', 'evaluator')
$$;
revoke execute on function alongside.oversight_mark() from public;
grant execute on function alongside.oversight_mark() to alongside_app;

-- What an evaluator sees: counts, never a row of one school. Partnerships under way, on pathways with at least ten of
-- them, so that every table counts the same schools and none can be taken from another to find a few.
-- How small numbers are withheld from these counts is in src/features/oversight/evaluation.
create function alongside.evaluation_counts()
  returns table (measure text, pathway_key text, key text, progress text, partnerships integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  with under_way as (
    select p.id, p.pathway_key, p.cohort_id, s.region_code, count(*) over (partition by p.pathway_key) as on_pathway
    from partnerships p
    join school_cards s on s.urn = p.school_urn
    where p.status in ('confirmed', 'active')
      and p.programme_id = (select alongside.actor_programme())
      and (select alongside.actor_role()) in ('evaluator', 'programme-team')
  ),
  counted as materialized (select * from under_way where on_pathway >= 10),
  standing as (
    select c.pathway_key, e.expectation_key,
      case
        when bool_or(e.progress = 'overdue') then 'overdue'
        when bool_or(e.progress = 'in progress') then 'in progress'
        when bool_or(e.progress in ('to do', 'not due yet')) and bool_or(e.progress = 'done') then 'in progress'
        when bool_or(e.progress = 'to do') then 'to do'
        when bool_or(e.progress = 'not due yet') then 'not due yet'
        when bool_or(e.progress = 'done') then 'done'
        else 'not needed'
      end as progress
    from counted c
    join expectation_progress e on e.partnership_id = c.id
    group by c.id, c.pathway_key, e.expectation_key
  )
  select 'pathway', c.pathway_key, null, null, count(*)::integer from counted c group by c.pathway_key
  union all
  select 'cohort', null, c.cohort_id::text, null, count(*)::integer from counted c group by c.cohort_id
  union all
  select 'region', null, coalesce(c.region_code, 'none'), null, count(*)::integer from counted c group by c.region_code
  union all
  select 'expectation', s.pathway_key, s.expectation_key, s.progress, count(*)::integer from standing s
    group by s.pathway_key, s.expectation_key, s.progress
$$;
revoke execute on function alongside.evaluation_counts() from public;
grant execute on function alongside.evaluation_counts() to alongside_app;
