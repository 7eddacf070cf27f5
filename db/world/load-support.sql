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
