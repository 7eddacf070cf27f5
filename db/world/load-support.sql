-- Puts support days into their tables, from world_rows as load.sql does: each entry is counted as one that a school wrote.
select set_config('alongside.role', 'system', true);

insert into support_items (id, partnership_id, type)
overriding system value
select r.id, t.id, r.type
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, programme text, partnership text, type text)
join (select distinct programme, reference, id from world_terms) t on t.programme = r.programme and t.reference = r.partnership
where w.kind = 'support day'
order by w.position;

select alongside.hold_support_days(p.id) from (select distinct partnership_id as id from support_items) p;

insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on,
  starts_at, ends_at, place, lead_people, partner_people, travel_minutes, offer, account_id, by_name, at)
select i.id, e.number, i.partnership_id, md5('support entry ' || i.id || ' ' || e.number)::uuid, e.kind, e.side, e.state,
  e."halfDays", e.term, e."heldOn", e."startsAt", e."endsAt", e.place, e."leadPeople", e."partnerPeople",
  e."travelMinutes", case when jsonb_typeof(e.offer) = 'object' then e.offer end, a.id, e.name, e."at"
from world_rows w
join support_items i on i.id = (w.row ->> 'id')::int
cross join jsonb_to_recordset(w.row -> 'entries') as e (number int, kind text, side text, state text, "halfDays" int,
  term int, "heldOn" date, "startsAt" text, "endsAt" text, place text, "leadPeople" text, "partnerPeople" text,
  "travelMinutes" int, offer jsonb, email text, name text, "at" timestamptz)
join world_accounts a on a.email = e.email
where w.kind = 'support day'
order by i.id, e.number;

select set_config('alongside.role', '', true);
select setval(pg_get_serial_sequence('support_items', 'id'), coalesce(max(id), 1)) from support_items;
analyze support_items, support_entries, support_day_counts;

-- The records of visits. What each will do is what their plan holds, where both have signed: an action of it for each school,
-- as it came of the visit. What is still to be signed is not in the plan: it stands in the record alone.
insert into visit_records (item_id, partnership_id, revision, saw, working, obstacles, sign_by, account_id, by_name, written_at)
select i.id, i.partnership_id, 4, r.saw, r.working, r.obstacles, r."signBy", a.id, r.name, r.at
from world_rows w
cross join jsonb_to_record(w.row) as r (day int, saw text, working text, obstacles text, "signBy" date, email text, name text,
  at timestamptz)
join support_items i on i.id = r.day
join world_accounts a on a.email = r.email
where w.kind = 'visit record' order by i.id;

insert into visit_notes (key, item_id, partnership_id, field, text, revision, side, account_id, by_name, at)
select md5('visit note ' || v.item_id || f.field)::uuid, v.item_id, v.partnership_id, f.field, f.text, f.revision, 'lead',
  v.account_id, v.by_name, v.written_at
from visit_records v
cross join lateral (values ('saw', v.saw, 1), ('working', v.working, 2), ('obstacles', v.obstacles, 3))
  f (field, text, revision)
where f.text <> '' order by v.item_id, f.revision;

-- The visits of a partnership share out the actions of its plan, oldest first, one of each side to a visit.
create temporary table world_agreed on commit drop as
select v.item_id, v.partnership_id, a.id as action_id, a.owner_side, a.text, a.due_on, v.account_id, v.by_name, v.written_at
from (select r.*, row_number() over (partition by r.partnership_id order by i.held_on, i.id) as turn
  from visit_records r join support_items i on i.id = r.item_id
  join world_rows w on w.kind = 'visit record' and (w.row ->> 'day')::int = r.item_id
    and jsonb_array_length(w.row -> 'signatures') = 2) v
join action_plans p on p.partnership_id = v.partnership_id and p.joint
join (select a.*, row_number() over (partition by a.plan_id, a.owner_side order by a.id) as turn
  from actions a where a.state <> 'proposed') a on a.plan_id = p.id and a.turn = v.turn;
insert into visit_actions (key, item_id, partnership_id, doer, text, due_on, side, account_id, by_name, at)
select md5('visit action ' || action_id)::uuid, item_id, partnership_id, owner_side, text, due_on, 'lead', account_id, by_name,
  written_at
from world_agreed where owner_side in ('lead', 'partner') order by item_id, owner_side;
update actions a set agreed_visit = g.item_id, agreed_key = md5('visit action ' || g.action_id)::uuid
from world_agreed g where g.action_id = a.id and g.owner_side in ('lead', 'partner');
insert into visit_actions (key, item_id, partnership_id, doer, text, due_on, side, account_id, by_name, at)
select md5('visit action of ' || v.item_id || ' ' || d.doer)::uuid, v.item_id, v.partnership_id, d.doer, d.text,
  i.held_on + 28, 'lead', v.account_id, v.by_name, v.written_at
from world_rows w
join visit_records v on v.item_id = (w.row ->> 'day')::int
join support_items i on i.id = v.item_id
cross join lateral (values ('lead', w.row ->> 'lead'), ('partner', w.row ->> 'partner')) d (doer, text)
where w.kind = 'visit record' and jsonb_array_length(w.row -> 'signatures') < 2
order by v.item_id, d.doer;

insert into visit_signatures (item_id, partnership_id, side, revision, account_id, by_name, at)
select v.item_id, v.partnership_id, s.side, v.revision, a.id, s.name, s.at
from world_rows w
join visit_records v on v.item_id = (w.row ->> 'day')::int
cross join jsonb_to_recordset(w.row -> 'signatures') as s (side text, email text, name text, at timestamptz)
join world_accounts a on a.email = s.email
where w.kind = 'visit record' order by v.item_id, s.side;
analyze visit_records, visit_notes, visit_actions, visit_signatures;
