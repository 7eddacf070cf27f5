-- A year of events for the national programme: each hub has open days and meetings, past and to come, with schools booked
-- and people who took part. Runs as the owner, in one transaction, after national.sql. Words and numbers follow from ids.
alter table events disable trigger evidence_seen;
alter table event_presences disable trigger evidence_seen;

insert into events (form_key, programme_id, kind, hub_id, title, description, starts_at, ends_at, place, capacity,
  places_per_school, created_by_name)
select gen_random_uuid(), h.programme_id, case when i % 2 = 0 then 'open-day' else 'networking' end, h.id,
  case when i % 2 = 0 then 'Open day ' else 'Network meeting ' end || i, repeat('See practice and talk about it. ', 10),
  date_trunc('day', now()) + make_interval(days => (i - 4) * 31 + h.id % 7, hours => 9),
  date_trunc('day', now()) + make_interval(days => (i - 4) * 31 + h.id % 7, hours => 14),
  case when i % 2 = 0 then 'lead-school' else 'online' end, 120, 3, 'A hub lead'
from hubs h, generate_series(1, 7) i;

insert into event_invitations (event_id, partnership_id, invited_by_name)
select e.id, p.id, 'A hub lead' from events e join partnerships p on p.hub_id = e.hub_id and p.status in ('active', 'paused');

insert into event_bookings (form_key, event_id, partnership_id, places, booked_by_name, booked_at)
select gen_random_uuid(), e.id, p.id, 2, 'A leader', now() - interval '200 days'
from events e join partnerships p on p.hub_id = e.hub_id and p.status = 'active'
where (p.id * 7 + e.id) % 2 = 0;
set constraints all immediate;
set constraints all deferred;

insert into event_guests (booking_id, event_id, name, email, role_title, senior_leader)
select b.id, b.event_id, 'Guest ' || b.id || '-' || i, 'guest' || b.id || '.' || i || '@school.example', 'Deputy head', i = 1
from event_bookings b, generate_series(1, 2) i;

insert into event_presences (client_key, event_id, partnership_id, guest_id, name, how, arrived_at, minutes, source,
  recorded_by_name)
select gen_random_uuid(), g.event_id, b.partnership_id, g.id, g.name, 'in person', e.starts_at, 300, 'check-in', 'A hub lead'
from event_guests g join event_bookings b on b.id = g.booking_id join events e on e.id = g.event_id
where e.starts_at < now() and g.id % 5 <> 0;

do $$ begin perform alongside.see_evidence_of(array(select id from partnerships)); end $$;
alter table events enable trigger evidence_seen;
alter table event_presences enable trigger evidence_seen;
