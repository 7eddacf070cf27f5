-- The national programme, set by set, from the temporary tables that national.ts fills: national_settings (one row: today,
-- programme_id, version_id), national_cohorts (number, id) and national_schools (number, urn, hub_number, is_lead). Every
-- choice follows from roll(key), so the same day makes the same programme. Runs as the owner, in one transaction.

create function pg_temp.roll(key text) returns double precision language sql immutable parallel safe
  return ('x' || substr(md5('national ' || key), 1, 8))::bit(32)::bigint / 4294967296.0;

create function pg_temp.clock_on(day date, key text) returns timestamptz language sql stable parallel safe
  return (day + time '08:00' + make_interval(mins => (pg_temp.roll('time ' || key) * 540)::int)) at time zone 'Europe/London';

-- ------------------------------------------------------------------------------------------------------------ hubs
insert into hubs (programme_id, reference, name, lead_school_urn, region_code, opened_on, created_at)
select n.programme_id, 'N' || lpad(s.hub_number::text, 3, '0'), c.name || ' hub', s.urn, c.region_code,
  n.today - 420, n.today - 420
from national_settings n, national_schools s
join school_cards c on c.urn = s.urn
where s.is_lead
order by s.hub_number;

create temporary table national_hubs on commit drop as
  select s.hub_number as number, h.id, h.name, h.lead_school_urn
  from hubs h join national_schools s on s.urn = h.lead_school_urn and s.is_lead;

-- A third of the hubs have taken on more than the programme's own range.
insert into hub_capacities (hub_id, pathway_key, maximum)
select h.id, p.key, p.capacity_max + 15 + h.number % 10
from national_hubs h, national_settings n
join pathways p on p.programme_version_id = n.version_id and p.capacity_max is not null and p.key = 'regional'
where h.number % 3 = 0;

-- ---------------------------------------------------------------------------------------------------- partnerships
-- Six partner schools of each hub are on the enhanced pathway, the others on the regional one.
create temporary table national_plan on commit drop as
select s.number, s.urn, h.id as hub_id, h.number as hub_number,
  case when row_number() over (partition by h.id order by pg_temp.roll('pathway ' || s.urn)) <= 6
    then 'enhanced' else 'regional' end as pathway_key,
  case when pg_temp.roll('cohort ' || s.urn) < 0.4 then 1 when pg_temp.roll('cohort ' || s.urn) < 0.75 then 2 else 3 end
    as cohort_number,
  pg_temp.roll('status ' || s.urn) as status_roll,
  pg_temp.roll('pace ' || s.urn) as pace
from national_schools s join national_hubs h on h.number = s.hub_number
where not s.is_lead;

insert into partnerships (reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id, school_urn, status,
  status_since, created_at)
select 'P' || lpad(p.number::text, 4, '0'), n.programme_id, n.version_id, p.pathway_key, c.id, p.hub_id, p.urn,
  case
    when p.status_roll < 0.03 then 'invited'
    when p.status_roll < 0.07 then 'confirmed'
    when p.status_roll < 0.09 then 'paused'
    when p.status_roll < 0.10 then 'withdrawn'
    else 'active'
  end,
  least(n.today, k.starts_on + (p.status_roll * 60)::int), pg_temp.clock_on(k.starts_on - 30, 'made ' || p.urn)
from national_plan p
join national_cohorts c on c.number = p.cohort_number
join cohorts k on k.id = c.id
cross join national_settings n
order by p.number;

create temporary table national_partnerships on commit drop as
select q.id, q.reference, q.hub_id, q.school_urn, q.pathway_key, q.cohort_id, q.status, q.status_since, q.created_at,
  p.pace, p.hub_number, k.starts_on, s.name as school_name, s.trust_uid
from partnerships q
join national_plan p on p.urn = q.school_urn
join cohorts k on k.id = q.cohort_id
join schools s on s.urn = q.school_urn
cross join national_settings n where q.programme_id = n.programme_id;
create unique index on national_partnerships (id);

-- ---------------------------------------------------------------------------------------------------------- people
create temporary table national_people on commit drop as
select 'team' || i || '@programme.example' as email, null::text as name, 'programme-team' as role, null::int as hub_id,
  null::int as school_urn, null::int as trust_uid, 'Programme team' as title
from generate_series(1, 5) i
union all
select 'lead' || i || '.' || h.number || '@hub.example', null, 'hub-lead', h.id, null, null,
  case i when 1 then 'Hub lead' else 'Hub co-ordinator' end
from national_hubs h, generate_series(1, 2) i
union all
-- Every partner school has a named leader, six in ten have a second.
select 'leader' || i || '.' || p.school_urn || '@school.example', null, 'named-leader', null, p.school_urn, null,
  case i when 1 then 'Headteacher' else 'Attendance lead' end
from national_partnerships p, generate_series(1, 2) i
where i = 1 or pg_temp.roll('second ' || p.school_urn) < 0.6
union all
select 'trust.' || t.uid || '@trust.example', null, 'trust-leader', null, null, t.uid, 'Trust leader'
from trusts t where t.uid in (select trust_uid from national_partnerships)
union all
select 'evaluator' || i || '@evaluation.example', null, 'evaluator', null, null, null, 'Evaluator'
from generate_series(1, 2) i;

update national_people set name =
  (array['Amina', 'Ben', 'Chloe', 'Daniel', 'Esi', 'Fraser', 'Grace', 'Hassan', 'Imogen', 'Jakub', 'Kezia', 'Liam', 'Maya',
    'Nikhil', 'Olu', 'Priya', 'Ruth', 'Samir', 'Tessa', 'Wei'])[1 + floor(pg_temp.roll('first ' || email) * 20)::int] || ' ' ||
  (array['Adeyemi', 'Barker', 'Cole', 'Dunne', 'Elliott', 'Farrow', 'Gill', 'Hughes', 'Iqbal', 'Jarvis', 'Khan', 'Lewis',
    'Marsh', 'Novak', 'Osei', 'Patel', 'Quinn', 'Rowe', 'Shah', 'Turner'])[1 + floor(pg_temp.roll('last ' || email) * 20)::int];

insert into accounts (email, name, created_at, last_signed_in_at)
select p.email, p.name, n.today - 300, pg_temp.clock_on(n.today - (pg_temp.roll('seen ' || p.email) * 60)::int, p.email)
from national_people p, national_settings n;

insert into assignments (account_id, role, programme_id, hub_id, school_urn, trust_uid, title, started_at)
select a.id, p.role, n.programme_id, p.hub_id, p.school_urn, p.trust_uid, p.title, a.created_at
from national_people p join accounts a on a.email = p.email cross join national_settings n;

-- Whoever writes something down: the school's first leader, the hub's first lead.
create temporary table national_leaders on commit drop as
select p.id as partnership_id, l.account_id, a.name, hl.account_id as lead_account_id, ha.name as lead_name
from national_partnerships p
join assignments l on l.school_urn = p.school_urn and l.title = 'Headteacher'
join accounts a on a.id = l.account_id
join assignments hl on hl.hub_id = p.hub_id and hl.title = 'Hub lead'
join accounts ha on ha.id = hl.account_id;
create unique index on national_leaders (partnership_id);

insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by, agreed_by_name, agreed_at)
select p.id, p.trust_uid, n.programme_id, p.hub_id, p.school_urn, l.account_id, l.name, p.created_at
from national_partnerships p join national_leaders l on l.partnership_id = p.id cross join national_settings n
where p.trust_uid is not null and pg_temp.roll('trust ' || p.school_urn) < 0.5;

-- -------------------------------------------------------------------------------------------------- status changes
insert into partnership_status_changes (partnership_id, from_status, to_status, happened_on, reason, account_id, by_name,
  recorded_at)
select p.id, s.from_status, s.to_status, d.day, s.reason, null, 'Alongside', pg_temp.clock_on(d.day, s.to_status || p.id)
from national_partnerships p
cross join (values (1, null, 'invited', -30, ''), (2, 'invited', 'confirmed', -14, ''), (3, 'confirmed', 'active', 0, ''),
  (4, 'active', 'paused', 60, 'New headteacher from next term'), (5, 'active', 'withdrawn', 45, 'Support from elsewhere'))
  as s (step, from_status, to_status, days, reason)
cross join lateral (select p.starts_on + s.days as day) d
where case p.status when 'invited' then s.step <= 1 when 'confirmed' then s.step <= 2 when 'active' then s.step <= 3
  when 'paused' then s.step <= 4 else s.step in (1, 2, 3, 5) end
order by s.step, p.id;

-- --------------------------------------------------------------------------------------------------- confirmations
-- By pace: two in three keep up, one in six is late, one in ten has stopped somewhere along the way, the rest have not
-- begun. What schools confirm comes some days before or after it was due, and never in the future.
create temporary table national_confirmations on commit drop as
select p.id as partnership_id, o.expectation_key, o.occurrence, o.label, c.state, d.day,
  case when c.state = 'done' and o.acted_on_by <> 'lead' and not o.within_support_days and o.minutes > 0 then o.minutes end
    as leadership_minutes,
  case when o.acted_on_by = 'lead' then l.lead_account_id else l.account_id end as account_id,
  case when o.acted_on_by = 'lead' then l.lead_name else l.name end as by_name,
  r.roll, pg_temp.clock_on(d.day, o.expectation_key || o.occurrence || p.id) as recorded_at
from national_partnerships p
join national_leaders l on l.partnership_id = p.id
join partnerships q on q.id = p.id
join expectation_occurrences o on o.programme_version_id = q.programme_version_id and o.pathway_key = q.pathway_key
  and o.cohort_id = q.cohort_id and o.per = 'partnership'
cross join national_settings n
cross join lateral (select pg_temp.roll(o.expectation_key || ' ' || o.occurrence || ' ' || p.id) as roll) r
cross join lateral (select case
    when o.opens_on > n.today then null
    when r.roll > 0.995 then 'not-needed'
    when p.pace < 0.66 then case when r.roll < case when o.due_on < n.today then 0.96 else 0.45 end then 'done' end
    when p.pace < 0.84 then case when r.roll < case when o.due_on < n.today - 40 then 0.9 else 0.1 end then 'done' end
    when p.pace < 0.94 then case when o.position <= 3 + (p.pace - 0.84) * 80 and o.due_on < n.today then 'done' end
  end as state) s
cross join lateral (select case when s.state = 'done' and r.roll < 0.03 then 'started' else s.state end as state) c
cross join lateral (select greatest(p.starts_on, least(n.today, o.due_on - 12 + (r.roll * 20)::int)) as day) d
where p.status in ('active', 'paused') and c.state is not null;

insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, note,
  leadership_minutes, account_id, by_name, recorded_at)
select partnership_id, expectation_key, occurrence, state, day,
  case when roll < 0.15 then 'Talked through with the senior leadership team' else '' end, leadership_minutes, account_id,
  by_name, recorded_at
from national_confirmations order by recorded_at;

-- One in twenty was confirmed as started first.
insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, account_id, by_name,
  recorded_at, replaced_at)
select partnership_id, expectation_key, occurrence, 'started', day - 7, account_id, by_name, recorded_at - interval '7 days',
  recorded_at
from national_confirmations where roll > 0.3 and roll < 0.35;

-- What each hub, or the programme, does once for a whole cohort.
insert into shared_confirmations (programme_id, hub_id, cohort_id, expectation_key, occurrence, state, happened_on, account_id,
  by_name, recorded_at)
select distinct on (h.id, o.cohort_id, o.expectation_key, o.occurrence) n.programme_id, h.id, o.cohort_id, o.expectation_key,
  o.occurrence, 'done', least(n.today, o.due_on), a.account_id, c.name,
  pg_temp.clock_on(least(n.today, o.due_on), o.expectation_key || o.occurrence)
from national_settings n
join expectation_occurrences o on o.programme_version_id = n.version_id
join national_cohorts k on k.id = o.cohort_id
left join national_hubs h on o.per = 'hub'
left join assignments a on a.hub_id = h.id and a.title = 'Hub lead'
left join assignments t on t.role = 'programme-team' and t.programme_id = n.programme_id and h.id is null
join accounts c on c.id = coalesce(a.account_id, t.account_id)
where o.per in ('hub', 'programme') and o.opens_on <= n.today
  and pg_temp.roll('shared ' || o.expectation_key || o.occurrence || coalesce(h.number, 0))
    < case when o.due_on < n.today then 0.93 else 0.4 end
order by h.id, o.cohort_id, o.expectation_key, o.occurrence, c.id;

-- --------------------------------------------------------------------------------------------------------- history
-- In the order of time; the trigger gives each entry its place in its chain.
insert into history (chain, sequence, hub_id, partnership_id, kind, sentence, details, account_id, by_name, happened_at,
  previous_hash, hash)
select e.chain, 0, e.hub_id, e.partnership_id, e.kind, e.sentence, e.details, e.account_id, e.by_name, e.happened_at, '', ''
from (
  select 'hub:' || h.id as chain, h.id as hub_id, null::int as partnership_id, 'hub.created' as kind,
    'Added the hub ' || h.name as sentence, '{}'::jsonb as details, null::int as account_id, 'Alongside' as by_name,
    (n.today - 420)::timestamptz as happened_at
  from national_hubs h, national_settings n
  union all
  select 'partnership:' || c.partnership_id, null, c.partnership_id, 'partnership.' || c.to_status,
    case c.to_status when 'invited' then 'Invited ' || p.school_name
      else 'Changed the status from ' || c.from_status || ' to ' || c.to_status end, '{}', null, 'Alongside', c.recorded_at
  from partnership_status_changes c join national_partnerships p on p.id = c.partnership_id
  union all
  select 'partnership:' || partnership_id, null, partnership_id, 'expectation.' || state,
    case state when 'done' then 'Confirmed as done: ' when 'started' then 'Marked as started: '
      else 'Marked as not needed: ' end || label,
    jsonb_build_object('expectation', expectation_key, 'occurrence', occurrence, 'happenedOn', day), account_id, by_name,
    recorded_at
  from national_confirmations
) e
order by e.happened_at, e.chain;
