-- Puts the events of the world into their tables, from world_rows as load.sql does and after it. An event is named by a key
-- of its own; the sessions that a programme itself plans are there already.

create temporary view world_programmes as select p.id, p.key from programme_cards p;
create temporary table world_events (key text primary key, id integer not null) on commit drop;

-- Each of these would work out again what a whole hub or programme has been seen to do: once, at the end, is enough.
alter table events disable trigger evidence_seen;
alter table event_presences disable trigger evidence_seen;
alter table event_catch_ups disable trigger evidence_seen;
alter table shared_practices disable trigger evidence_seen;

with said as (
  select r.*, p.id as programme_id, h.id as hub_id, a.id as account_id, w.position
  from world_rows w
  cross join jsonb_to_record(w.row) as r (key text, programme text, hub text, kind text, audience text, series text,
    number int, title text, description text, agenda text, preparation text, "gettingThere" text, "safetyNotes" text,
    "startsAt" timestamptz, "endsAt" timestamptz, "timeConfirmed" boolean, place text, "placeText" text, joining text,
    "joiningSetAt" timestamptz, recording text, "recordingSetAt" timestamptz, capacity int, "placesPerSchool" int,
    "createdAt" timestamptz, email text, name text, moved jsonb)
  join world_programmes p on p.key = r.programme
  left join hubs h on h.programme_id = p.id and h.reference = r.hub
  left join accounts a on a.email = r.email
  where w.kind = 'event'
), planned as (
  update events e set starts_at = s."startsAt", ends_at = s."endsAt", time_confirmed = s."timeConfirmed",
    description = s.description, joining_link = s.joining, joining_link_set_at = s."joiningSetAt",
    recording_link = s.recording, recording_link_set_at = s."recordingSetAt", created_at = s."createdAt"
  from said s
  where e.programme_id = s.programme_id and e.series_key = s.series and e.number = s.number
  returning s.key, e.id
), added as (
  insert into events (form_key, programme_id, kind, audience, hub_id, title, description, agenda, preparation,
    getting_there, safety_notes, starts_at, ends_at, time_confirmed, place, place_text, joining_link, joining_link_set_at,
    capacity, places_per_school, created_at, created_by, created_by_name, revision)
  select md5('event ' || s.key)::uuid, s.programme_id, s.kind, s.audience, s.hub_id, s.title, s.description, s.agenda,
    s.preparation, s."gettingThere", s."safetyNotes", s."startsAt", s."endsAt", s."timeConfirmed", s.place, s."placeText",
    s.joining, s."joiningSetAt", s.capacity, s."placesPerSchool", s."createdAt", s.account_id, s.name,
    1 + (s.moved is not null)::int
  from said s where s.series is null
  order by s.position
  returning form_key, id
)
insert into world_events
select key, id from planned
union all
select s.key, a.id from added a join said s on a.form_key = md5('event ' || s.key)::uuid;

insert into event_moves (form_key, event_id, from_starts_at, from_ends_at, to_starts_at, to_ends_at, reason, account_id,
  by_name, at)
select md5('move ' || r.key)::uuid, e.id, (r.moved ->> 'startsAt')::timestamptz, (r.moved ->> 'endsAt')::timestamptz,
  r."startsAt", r."endsAt", r.moved ->> 'reason', a.id, r.name, (r.moved ->> 'at')::timestamptz
from world_rows w
cross join jsonb_to_record(w.row) as r (key text, "startsAt" timestamptz, "endsAt" timestamptz, email text, name text,
  moved jsonb)
join world_events e on e.key = r.key
left join accounts a on a.email = r.email
where w.kind = 'event' and r.moved is not null;

-- Every school that was with the programme, or with the hub, on the day; every hub to a meeting of leads.
insert into event_invitations (event_id, partnership_id, invited_at, invited_by_name)
select x.id, p.id, greatest(x.created_at, x.starts_at - interval '42 days'), coalesce(nullif(x.created_by_name, ''), 'Programme team')
from events x
join world_events e on e.id = x.id
join partnerships p on p.programme_id = x.programme_id and (x.hub_id is null or p.hub_id = x.hub_id)
join cohorts c on c.id = p.cohort_id
where x.audience = 'partners' and c.starts_on <= x.starts_at::date and p.created_at < x.starts_at
  and p.status not in ('invited', 'confirmed')
  and (p.status in ('active', 'paused') or p.status_since > x.starts_at::date)
  and x.starts_at < (select (row ->> 'on')::date from world_rows where kind = 'today') + interval '60 days';
insert into event_invitations (event_id, hub_id, invited_at, invited_by_name)
select x.id, h.id, greatest(x.created_at, x.starts_at - interval '42 days'), x.created_by_name
from events x join world_events e on e.id = x.id join hubs h on h.programme_id = x.programme_id
where x.audience = 'leads';

create temporary view world_whose as
  select w.kind, w.position, w.row, e.id as event_id, q.id as partnership_id, h.id as hub_id, a.id as account_id
  from world_rows w
  join world_events e on e.key = w.row ->> 'event'
  join world_programmes p on p.key = w.row ->> 'programme'
  left join partnerships q on q.programme_id = p.id and q.reference = w.row ->> 'partnership'
  left join hubs h on h.programme_id = p.id and h.reference = w.row ->> 'hub'
  left join accounts a on a.email = w.row ->> 'email';

insert into event_bookings (form_key, event_id, partnership_id, hub_id, places, booked_by, booked_by_name, booked_at)
select md5('booking ' || w.position)::uuid, w.event_id, w.partnership_id, w.hub_id, (w.row ->> 'places')::int,
  w.account_id, w.row ->> 'name', (w.row ->> 'at')::timestamptz
from world_whose w where w.kind = 'event booking' order by w.position;
-- Overbooking would show here; and nobody waits yet, for whom a place would be kept.
set constraints all immediate;
set constraints all deferred;

insert into event_guests (booking_id, event_id, name, email, role_title, senior_leader, needs, added_at)
select b.id, b.event_id, g.name, g.email, g.title, g.senior, g.needs, b.booked_at
from world_whose w
join event_bookings b on b.form_key = md5('booking ' || w.position)::uuid
cross join jsonb_to_recordset(w.row -> 'guests') as g (name text, email text, title text, senior boolean, needs text)
where w.kind = 'event booking' order by w.position;

insert into event_presences (client_key, event_id, partnership_id, hub_id, guest_id, name, email, senior_leader, how,
  arrived_at, minutes, source, recorded_by, recorded_by_name, recorded_at)
select md5('presence ' || w.position)::uuid, w.event_id, w.partnership_id, w.hub_id, g.id, w.row ->> 'person',
  w.row ->> 'personEmail', coalesce(g.senior_leader, false), w.row ->> 'how', (w.row ->> 'arrivedAt')::timestamptz,
  (w.row ->> 'minutes')::int, w.row ->> 'source', w.account_id, w.row ->> 'name', (w.row ->> 'arrivedAt')::timestamptz
from world_whose w
left join event_bookings b on b.event_id = w.event_id and b.given_back_at is null
  and (b.partnership_id = w.partnership_id or b.hub_id = w.hub_id)
left join event_guests g on g.booking_id = b.id and g.email = w.row ->> 'personEmail'
where w.kind = 'event presence' order by w.position;

insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, minutes, will_do, account_id, by_name, at)
select md5('catch-up ' || w.position)::uuid, w.event_id, w.partnership_id, (w.row ->> 'on')::date,
  (w.row ->> 'minutes')::int, w.row ->> 'willDo', w.account_id, w.row ->> 'name', (w.row ->> 'at')::timestamptz
from world_whose w where w.kind = 'event catch-up' order by w.position;

insert into shared_practices (form_key, event_id, partnership_id, will_try, became, account_id, by_name, written_at,
  became_at, became_by_name)
select md5('practice ' || w.position)::uuid, w.event_id, w.partnership_id, w.row ->> 'willTry', w.row ->> 'became',
  w.account_id, w.row ->> 'name', (w.row ->> 'at')::timestamptz, (w.row ->> 'becameAt')::timestamptz,
  case when w.row ->> 'becameAt' is not null then w.row ->> 'name' end
from world_whose w where w.kind = 'shared practice' order by w.position;
insert into event_waits (form_key, event_id, partnership_id, places, account_id, by_name, asked_at)
select md5('wait ' || w.position)::uuid, w.event_id, w.partnership_id, (w.row ->> 'places')::int, w.account_id,
  w.row ->> 'name', (w.row ->> 'at')::timestamptz
from world_whose w where w.kind = 'event wait' order by w.position;

-- What is cancelled takes no bookings, so it is cancelled last.
update events e set cancelled_at = r."cancelledAt", cancelled_reason = r."cancelledReason", cancelled_by_name = r.name,
  revision = revision + 1
from world_rows w
cross join jsonb_to_record(w.row) as r (key text, "cancelledAt" timestamptz, "cancelledReason" text, name text)
join world_events k on k.key = r.key
where w.kind = 'event' and r."cancelledAt" is not null and e.id = k.id;

-- Whoever is invited or has a place was told of it at the time: no email goes out because the world was made.
insert into event_reminders (event_id, rule, starts_at, to_email, to_name, partnership_id, account_id, outcome, queued_at)
select distinct on (x.id, lower(a.email)) x.id, 'invited', x.starts_at, lower(a.email), a.name, i.partnership_id,
  a.account_id, 'sent', i.invited_at
from event_invitations i join events x on x.id = i.event_id
left join partnerships p on p.id = i.partnership_id
join people_at_work a on a.programme_id = x.programme_id and (a.school_urn = p.school_urn or a.hub_id = i.hub_id)
order by x.id, lower(a.email);
insert into event_reminders (event_id, rule, starts_at, to_email, to_name, partnership_id, guest_id, outcome, queued_at)
select x.id, r.rule, x.starts_at, lower(g.email), g.name, b.partnership_id, g.id, 'sent', r.at
from event_bookings b join events x on x.id = b.event_id join event_guests g on g.booking_id = b.id
cross join lateral (values ('booked ' || b.id, b.booked_at), ('week-before', x.starts_at - interval '7 days')) r (rule, at)
where x.cancelled_at is null and r.at < (select (row ->> 'on')::date from world_rows where kind = 'today') + time '12:00'
on conflict do nothing;

do $$ begin perform alongside.see_evidence_of(array(select id from partnerships)); end $$;
alter table events enable trigger evidence_seen;
alter table event_presences enable trigger evidence_seen;
alter table event_catch_ups enable trigger evidence_seen;
alter table shared_practices enable trigger evidence_seen;
drop view world_whose, world_programmes;
analyze events, event_invitations, event_bookings, event_guests, event_presences, event_catch_ups, seen_evidence;
