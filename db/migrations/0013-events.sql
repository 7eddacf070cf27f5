-- Events: open days, CPD sessions and networking meetings; places, the waiting list, who took part, what came of it.
-- owner: events

create table events (
  id integer generated always as identity primary key,
  -- The form that made it, so that pressing twice makes one event. A session of a series comes from the definition.
  form_key uuid not null unique default gen_random_uuid(),
  programme_id integer not null references programmes,
  kind text not null check (kind in ('cpd', 'open-day', 'networking', 'induction')),
  audience text not null default 'partners' check (audience in ('partners', 'leads')),
  -- Empty: the programme team runs it.
  hub_id integer references hubs,
  series_key text,
  number integer check (number > 0),
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 4000),
  agenda text not null default '' check (length(agenda) <= 4000),
  preparation text not null default '' check (length(preparation) <= 4000),
  -- [{ "title": …, "address": … }]
  materials jsonb not null default '[]' check (jsonb_typeof(materials) = 'array'),
  -- The themes of the questionnaire that it serves, by key.
  themes text[] not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null default 'Europe/London',
  -- A definition gives a session its date; its time is known once the programme team has said it.
  time_confirmed boolean not null default true,
  place text not null check (place in ('lead-school', 'elsewhere', 'online')),
  place_text text not null default '' check (length(place_text) <= 500),
  getting_there text not null default '' check (length(getting_there) <= 2000),
  safety_notes text not null default '' check (length(safety_notes) <= 2000),
  joining_link text not null default '' check (length(joining_link) <= 1000),
  joining_link_set_at timestamptz,
  recording_link text not null default '' check (length(recording_link) <= 1000),
  recording_link_set_at timestamptz,
  -- Places in all, and schools; empty is no limit.
  capacity integer check (capacity >= 0),
  school_capacity integer check (school_capacity >= 0),
  places_per_school integer not null default 2 check (places_per_school between 1 and 50),
  -- Kept back by the host, for schools that it will book in itself.
  held_places integer not null default 0 check (held_places >= 0),
  -- Counted by triggers below; nobody else writes them. A place on offer is as good as gone until it is answered.
  places_taken integer not null default 0 check (places_taken >= 0),
  places_offered integer not null default 0 check (places_offered >= 0),
  schools_taken integer not null default 0 check (schools_taken >= 0),
  schools_offered integer not null default 0 check (schools_offered >= 0),
  -- Schools that wait and have no offer. While there are any, a free place is theirs.
  waiting integer not null default 0 check (waiting >= 0),
  booking_opens_at timestamptz,
  booking_closes_at timestamptz,
  created_at timestamptz not null default alongside.now(),
  created_by integer references accounts,
  created_by_name text not null default '',
  cancelled_at timestamptz,
  cancelled_reason text check (length(cancelled_reason) <= 1000),
  cancelled_by_name text,
  -- Goes up with every change that a guest would want to know of: calendars take it as the SEQUENCE.
  revision integer not null default 1,
  check (ends_at > starts_at),
  check (num_nonnulls(cancelled_at, cancelled_reason, cancelled_by_name) in (0, 3)),
  check ((series_key is null) = (number is null)),
  check (series_key is null or (kind = 'cpd' and hub_id is null)),
  check (hub_id is null or audience = 'partners'),
  unique (programme_id, series_key, number),
  -- The last word on overbooking, whatever is pressed at once.
  constraint events_never_over_capacity check (places_taken + places_offered + held_places <= capacity),
  constraint events_never_over_school_capacity check (schools_taken + schools_offered <= school_capacity)
) with (fillfactor = 50); -- The counters of a popular event change often, beside the row itself.
create index events_by_hub on events (hub_id, starts_at);
create index events_by_programme on events (programme_id, starts_at);

-- Every change of date, with both dates and the reason.
create table event_moves (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  from_starts_at timestamptz not null,
  from_ends_at timestamptz not null,
  to_starts_at timestamptz not null,
  to_ends_at timestamptz not null,
  reason text not null check (length(reason) <= 1000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now()
);
create index event_moves_by_event on event_moves (event_id);

-- The schools (of a meeting of leads: hubs) that were asked to come. By itself it holds no place.
create table event_invitations (
  id integer generated always as identity primary key,
  event_id integer not null references events on delete cascade,
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  invited_at timestamptz not null default alongside.now(),
  invited_by_name text not null,
  check (num_nonnulls(partnership_id, hub_id) = 1),
  unique nulls not distinct (event_id, partnership_id, hub_id)
);
create index event_invitations_by_partnership on event_invitations (partnership_id);
create index event_invitations_by_hub on event_invitations (hub_id) where hub_id is not null;

-- Asking for places where none are free. One offer ends it, whatever the answer; a school may ask again.
create table event_waits (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  places integer not null check (places between 1 and 50),
  -- Asked by a school that has places already: `places` more than those.
  more boolean not null default false,
  account_id integer references accounts,
  by_name text not null,
  asked_at timestamptz not null default alongside.now(),
  left_at timestamptz,
  check (num_nonnulls(partnership_id, hub_id) = 1)
);
create unique index event_waits_one_open on event_waits (event_id, partnership_id, hub_id) nulls not distinct
  where left_at is null;
create index event_waits_by_partnership on event_waits (partnership_id);
create index event_waits_by_hub on event_waits (hub_id) where hub_id is not null;

create table event_offers (
  id integer generated always as identity primary key,
  wait_id integer not null unique references event_waits on delete cascade,
  event_id integer not null references events on delete cascade,
  places integer not null check (places between 1 and 50),
  -- Why this school and not another, in a sentence that it may read.
  reason text not null,
  made_at timestamptz not null default alongside.now(),
  expires_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('taken', 'declined', 'expired', 'withdrawn')),
  answered_by_name text,
  check ((answered_at is null) = (answer is null))
);
create index event_offers_open on event_offers (event_id, expires_at) where answered_at is null;

-- Places belong to a school (at a meeting of leads: to a hub). Giving some back changes `places`; giving all back ends it.
create table event_bookings (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  places integer not null check (places between 1 and 50),
  -- The offer that it took up last.
  offer_id integer unique references event_offers on delete cascade,
  -- The host booked the school in, before others that wait if need be.
  by_host boolean not null default false,
  booked_by integer references accounts,
  booked_by_name text not null,
  booked_at timestamptz not null default alongside.now(),
  given_back_at timestamptz,
  given_back_by_name text,
  revision integer not null default 1,
  check (num_nonnulls(partnership_id, hub_id) = 1),
  check ((given_back_at is null) = (given_back_by_name is null))
);
create unique index event_bookings_one_open on event_bookings (event_id, partnership_id, hub_id) nulls not distinct
  where given_back_at is null;
create index event_bookings_by_partnership on event_bookings (partnership_id);
create index event_bookings_by_hub on event_bookings (hub_id) where hub_id is not null;

-- The people for whom a school has its places. A swap is one leaving and another coming.
create table event_guests (
  id integer generated always as identity primary key,
  booking_id integer not null references event_bookings on delete cascade,
  event_id integer not null references events on delete cascade,
  name text not null check (length(name) between 1 and 200),
  email text not null default '' check (length(email) <= 254),
  role_title text not null default '' check (length(role_title) <= 200),
  senior_leader boolean not null default false,
  -- Diet and access. Emptied when the event is over.
  needs text not null default '' check (length(needs) <= 500),
  added_at timestamptz not null default alongside.now(),
  left_at timestamptz
);
create index event_guests_by_booking on event_guests (booking_id);
create index event_guests_by_event on event_guests (event_id);

-- Who took part. `client_key` is made where the person was checked in, so that catching up twice makes one.
create table event_presences (
  id integer generated always as identity primary key,
  client_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  guest_id integer references event_guests on delete set null,
  name text not null check (length(name) between 1 and 200),
  email text not null default '' check (length(email) <= 254),
  senior_leader boolean not null default false,
  how text not null check (how in ('in person', 'online')),
  arrived_at timestamptz not null,
  -- Before the end: they took part all the same, and for so long.
  left_early_at timestamptz,
  minutes integer not null check (minutes between 0 and 6000),
  source text not null check (source in ('check-in', 'report', 'by hand')),
  recorded_by integer references accounts,
  recorded_by_name text not null,
  recorded_at timestamptz not null default alongside.now(),
  undone_at timestamptz,
  undone_by_name text,
  check (num_nonnulls(partnership_id, hub_id) = 1)
);
-- One person that was booked is there once.
create unique index event_presences_guest on event_presences (guest_id) where guest_id is not null and undone_at is null;
create index event_presences_by_event on event_presences (event_id);
create index event_presences_by_partnership on event_presences (partnership_id) where undone_at is null;
create index event_presences_by_hub on event_presences (hub_id) where hub_id is not null and undone_at is null;

-- A session missed and caught up: watched later, which is counted apart from taking part.
create table event_catch_ups (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  watched_on date not null,
  minutes integer not null default 0 check (minutes between 0 and 6000),
  will_do text not null check (length(will_do) between 1 and 2000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  undone_at timestamptz,
  undone_by_name text
);
create unique index event_catch_ups_one on event_catch_ups (event_id, partnership_id) where undone_at is null;
create index event_catch_ups_by_partnership on event_catch_ups (partnership_id);

-- A conferencing tool's report of who was there, row by row as it was read; nobody counts before a person agrees.
create table event_reports (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  filename text not null check (length(filename) between 1 and 200),
  layout text not null check (length(layout) between 1 and 60),
  row_count integer not null check (row_count >= 0),
  notes jsonb not null default '[]',
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  applied_at timestamptz,
  applied_by_name text
);
create index event_reports_by_event on event_reports (event_id);
create table event_report_people (
  id integer generated always as identity primary key,
  report_id integer not null references event_reports on delete cascade,
  event_id integer not null references events on delete cascade,
  position integer not null,
  name text not null default '' check (length(name) <= 300),
  email text not null default '' check (length(email) <= 300),
  joined_at timestamptz,
  left_at timestamptz,
  minutes integer not null default 0 check (minutes between 0 and 6000),
  match text not null check (match in ('sure', 'likely', 'unknown', 'not ours')),
  -- Why, in a sentence.
  reason text not null default '',
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  guest_id integer references event_guests on delete set null,
  confirmed_by integer references accounts,
  confirmed_by_name text,
  confirmed_at timestamptz,
  presence_id integer references event_presences on delete set null,
  unique (report_id, position)
);
create index event_report_people_by_event on event_report_people (event_id);

-- That somebody has given feedback, and apart from it what was said: nothing joins the two.
create table event_feedback_given (
  event_id integer not null references events on delete cascade,
  -- Whoever signs in, or a guest who has no account and came by the link in an email.
  account_id integer references accounts on delete cascade,
  guest_id integer references event_guests on delete cascade,
  check (num_nonnulls(account_id, guest_id) = 1),
  unique nulls not distinct (event_id, account_id, guest_id)
);
create table event_feedback_answers (
  id uuid primary key default gen_random_uuid(),
  event_id integer not null references events on delete cascade,
  -- The questions as they stood: the name and number of their file.
  content_version text not null,
  answers jsonb not null
);
create index event_feedback_answers_by_event on event_feedback_answers (event_id);

-- What the host wrote to those booked, and to whom it went.
create table event_messages (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 4000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  -- When its emails were queued: a message written in a quiet time waits for the end of it.
  sent_at timestamptz
);
create index event_messages_waiting on event_messages (event_id) where sent_at is null;
create index event_messages_by_event on event_messages (event_id);

-- Every email about an event that was queued, so that each goes to one address at most once. `rule` names what it is:
-- 'week-before', 'day-before', 'joining-link', 'moved 3', 'cancelled', 'message 12'. For a new date there is a new one.
create table event_reminders (
  id integer generated always as identity primary key,
  event_id integer not null references events on delete cascade,
  rule text not null,
  starts_at timestamptz not null,
  to_email text not null,
  to_name text not null default '',
  partnership_id integer references partnerships on delete cascade,
  hub_id integer references hubs on delete cascade,
  account_id integer references accounts on delete set null,
  guest_id integer references event_guests on delete set null,
  -- Of the mail queue, which forgets in time: what became of it is then kept here.
  message_id uuid unique,
  outcome text check (outcome in ('sent', 'delivered', 'failed')),
  queued_at timestamptz not null default alongside.now(),
  unique (event_id, rule, starts_at, to_email)
);

-- A private calendar address. Its code is derived from the installation's secret, this row and the number.
create table calendar_feeds (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('account', 'school', 'hub')),
  programme_id integer not null references programmes,
  account_id integer references accounts on delete cascade,
  school_urn integer references schools,
  hub_id integer references hubs on delete cascade,
  -- Revoking an address raises it.
  number integer not null default 1,
  changed_at timestamptz not null default alongside.now(),
  changed_by_name text not null default '',
  check (num_nonnulls(account_id, school_urn, hub_id) = 1),
  check ((kind = 'account') = (account_id is not null) and (kind = 'school') = (school_urn is not null)),
  unique nulls not distinct (programme_id, account_id, school_urn, hub_id)
);

-- One thing that a school will try after an open day, and later what became of it.
create table shared_practices (
  id integer generated always as identity primary key,
  form_key uuid not null unique,
  event_id integer not null references events on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  will_try text not null check (length(will_try) between 1 and 2000),
  became text not null default '' check (length(became) <= 2000),
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now(),
  became_at timestamptz,
  became_by_name text,
  revision integer not null default 1,
  unique (event_id, partnership_id),
  check ((became = '') = (became_at is null))
);
create index shared_practices_by_partnership on shared_practices (partnership_id);

-- How the history says it where the database itself acts.
create function alongside.event_name(event events) returns text language sql immutable as $$
  select case when event.number is null then event.title else 'CPD ' || event.number || ': ' || event.title end
$$;
create function alongside.count_places(places integer) returns text language sql immutable as $$
  select places || case when places = 1 then ' place' else ' places' end
$$;
create function alongside.note_event(partnership integer, kind text, sentence text, event integer) returns void
  language sql as $$
  insert into history (chain, partnership_id, kind, sentence, details, by_name, happened_at, sequence, previous_hash, hash)
  values ('partnership:' || partnership, partnership, kind, sentence, jsonb_build_object('event', event), 'Alongside',
    alongside.now(), 0, '', '')
$$;
revoke execute on function alongside.note_event(integer, text, text, integer) from public;

-- Counting. The triggers wait for the end of the transaction, so that the row of a popular event is held only while the
-- transaction commits, and two hundred schools a second can book.
create function alongside.count_booking() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  more integer := case when new.given_back_at is null then new.places else 0 end;
  school integer := case when new.given_back_at is null then 1 else 0 end;
  passes boolean := new.offer_id is not null or new.by_host;
begin
  if tg_op = 'UPDATE' then
    passes := new.offer_id is distinct from old.offer_id;
    more := more - case when old.given_back_at is null then old.places else 0 end;
    school := school - case when old.given_back_at is null then 1 else 0 end;
  end if;
  if more = 0 and school = 0 then
    return null;
  end if;
  update events set places_taken = places_taken + more, schools_taken = schools_taken + school
    where id = new.event_id
      and (more <= 0
        or cancelled_at is null and (waiting = 0 or passes));
  if not found then
    raise exception 'others wait for places, or the event was cancelled' using errcode = 'ALE01';
  end if;
  -- Whoever was booked waits no longer (asked in the same moment, or booked in by the host); who gave all back wants no more.
  if school <> 0 and exists (
    select from event_waits w where w.event_id = new.event_id and w.left_at is null
      and (w.partnership_id = new.partnership_id or w.hub_id = new.hub_id)) then
    update event_offers o set answered_at = alongside.now(), answer = 'declined',
        answered_by_name = coalesce(new.given_back_by_name, new.booked_by_name)
      from event_waits w where w.id = o.wait_id and w.event_id = new.event_id and o.answered_at is null
        and (w.partnership_id = new.partnership_id or w.hub_id = new.hub_id);
    update event_waits w set left_at = alongside.now() where w.event_id = new.event_id and w.left_at is null
      and (w.partnership_id = new.partnership_id or w.hub_id = new.hub_id);
  end if;
  return null;
end $$;
create constraint trigger places_counted after insert or update of places, given_back_at on event_bookings
  deferrable initially deferred for each row execute function alongside.count_booking();

create function alongside.count_wait() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update events set waiting = waiting + 1 where id = new.event_id;
    if new.more <> exists (select from event_bookings b where b.event_id = new.event_id and b.given_back_at is null
        and (b.partnership_id = new.partnership_id or b.hub_id = new.hub_id)) then
      raise exception 'the school was booked, or gave its places back, in the same moment' using errcode = 'ALE01';
    end if;
  elsif old.left_at is null and new.left_at is not null
      and not exists (select from event_offers o where o.wait_id = new.id) then
    update events set waiting = waiting - 1 where id = new.event_id;
  end if;
  return null;
end $$;
create trigger wait_counted after insert or update of left_at on event_waits
  for each row execute function alongside.count_wait();

-- An offer that was answered ends the wait; one withdrawn with its event leaves it, so that the school is told.
create function alongside.count_offer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- A school that has places is counted already.
  school integer := (select case when w.more then 0 else 1 end from event_waits w where w.id = new.wait_id);
begin
  if tg_op = 'INSERT' then
    update events set places_offered = places_offered + new.places, schools_offered = schools_offered + school,
      waiting = waiting - 1 where id = new.event_id;
  elsif old.answered_at is null and new.answered_at is not null then
    if new.answer <> 'withdrawn' then
      update event_waits set left_at = coalesce(left_at, new.answered_at) where id = new.wait_id;
    end if;
    update events set places_offered = places_offered - new.places, schools_offered = schools_offered - school
      where id = new.event_id;
  end if;
  return null;
end $$;
create trigger offer_counted after insert or update of answered_at on event_offers
  for each row execute function alongside.count_offer();

-- Whatever frees a place while somebody waits (given back, not answered, more room, one more who asks), the job that
-- offers it is queued in the same transaction: no offer is lost when a process stops.
create function alongside.queue_offers() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_regclass('pgboss.queue') is not null then
    perform alongside.enqueue(jsonb_build_array(jsonb_build_object('kind', 'events.offer-places', 'eventId', new.id)));
  end if;
  return null;
end $$;
create trigger offers_queued after update of places_taken, places_offered, schools_taken, schools_offered, held_places,
    waiting, capacity, school_capacity on events
  for each row when (
    new.waiting > 0 and new.cancelled_at is null
    and (new.capacity is null or new.places_taken + new.places_offered + new.held_places < new.capacity))
  execute function alongside.queue_offers();

-- Those who wait for places without an offer, and what decides whose turn it is; nothing that says which school it is, so
-- that a school may learn how many are before it. Been: at an event of this kind in the support term of this one.
create function alongside.event_queue(event integer)
  returns table (wait_id integer, places integer, more boolean, asked_at timestamptz, been boolean, expected integer,
    attended integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.id, w.places, w.more, w.asked_at, coalesce(been.any_held >= term.starts_on, false), expected.events, been.events
  from event_waits w
  join events e on e.id = w.event_id
  left join lateral (
    select t.starts_on from partnership_support_terms t
    where t.partnership_id = w.partnership_id and t.starts_on <= (e.starts_at at time zone e.time_zone)::date
    order by t.number desc limit 1) term on true
  cross join lateral (
    select count(*)::int as events
    from partnership_cards c
    join expectation_cards x on x.programme_version_id = c.programme_version_id and x.pathway_key = c.pathway_key
    join occurrence_cards o on o.programme_version_id = x.programme_version_id and o.pathway_key = x.pathway_key
      and o.cohort_id = c.cohort_id and o.expectation_key = x.key
    where c.id = w.partnership_id and x.kind = e.kind and x.acted_on_by = 'partner'
      and o.opens_on <= (e.starts_at at time zone e.time_zone)::date) expected
  cross join lateral (
    select count(distinct x.id)::int as events, max((x.starts_at at time zone x.time_zone)::date) as any_held
    from event_presences p join events x on x.id = p.event_id
    where p.partnership_id = w.partnership_id and p.undone_at is null and x.kind = e.kind) been
  where w.event_id = event and w.left_at is null and not exists (select from event_offers o where o.wait_id = w.id)
    and (select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader')
$$;
revoke execute on function alongside.event_queue(integer) from public;
grant execute on function alongside.event_queue(integer) to alongside_app;

-- A school that goes on with another hub or on another pathway keeps its places where they can still be its own: at events
-- of the programme, and at those of its hub if that is the same.
create function alongside.take_places_along() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept record;
begin
  for kept in
    select b.id, b.places, e.id as event_id, alongside.event_name(e) as name
    from event_bookings b join events e on e.id = b.event_id
    where b.partnership_id = new.previous_id and b.given_back_at is null and e.cancelled_at is null
      and e.programme_id = new.programme_id and e.starts_at > alongside.now() and (e.hub_id is null or e.hub_id = new.hub_id)
    order by e.id
  loop
    update event_bookings set partnership_id = new.id where id = kept.id;
    perform alongside.note_event(new.id, 'event.places-kept',
      format('Kept %s booked before the change: %s', alongside.count_places(kept.places), kept.name), kept.event_id);
  end loop;
  update event_waits w set partnership_id = new.id from events e
    where w.partnership_id = new.previous_id and w.left_at is null and e.id = w.event_id and e.cancelled_at is null
      and e.programme_id = new.programme_id and e.starts_at > alongside.now() and (e.hub_id is null or e.hub_id = new.hub_id);
  return null;
end $$;
create trigger places_taken_along after insert on partnerships
  for each row when (new.previous_id is not null) execute function alongside.take_places_along();

-- A partnership that has ended gives back what it has of events to come, whichever way it ended. At the end of the
-- transaction, when what goes along with the school has gone.
create function alongside.give_places_back() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  given record;
begin
  for given in
    select b.id, b.places, e.id as event_id, alongside.event_name(e) as name
    from event_bookings b join events e on e.id = b.event_id
    where b.partnership_id = new.id and b.given_back_at is null and e.cancelled_at is null
      and e.starts_at > alongside.now()
    order by e.id
  loop
    update event_bookings set given_back_at = alongside.now(), given_back_by_name = 'Alongside', revision = revision + 1
      where id = given.id;
    update event_guests set left_at = alongside.now(), needs = '' where booking_id = given.id and left_at is null;
    perform alongside.note_event(new.id, 'event.given-back', format('Gave back %s because the partnership has ended: %s',
      alongside.count_places(given.places), given.name), given.event_id);
  end loop;
  for given in
    select w.id, e.id as event_id, alongside.event_name(e) as name from event_waits w join events e on e.id = w.event_id
    where w.partnership_id = new.id and w.left_at is null order by e.id
  loop
    update event_offers set answered_at = alongside.now(), answer = 'declined', answered_by_name = 'Alongside'
      where wait_id = given.id and answered_at is null;
    update event_waits set left_at = alongside.now() where id = given.id and left_at is null;
    perform alongside.note_event(new.id, 'event.waits-no-longer',
      format('Left the waiting list because the partnership has ended: %s', given.name), given.event_id);
  end loop;
  return null;
end $$;
create constraint trigger places_given_back after update of status on partnerships
  deferrable initially deferred for each row
  when (new.status in ('withdrawn', 'completed', 'moved') and old.status not in ('withdrawn', 'completed', 'moved'))
  execute function alongside.give_places_back();

-- What the schools that share with a trust have booked and taken part in, for its leaders: counts, and no names.
create function alongside.trust_events()
  returns table (school_name text, title text, number integer, kind text, hub_name text, starts_at timestamptz,
    ends_at timestamptz, time_zone text, time_confirmed boolean, cancelled boolean, places integer, people integer,
    watched_later boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (
    select p.id, s.name from partnerships p join schools s on s.urn = p.school_urn
    where (select alongside.actor_role()) = 'trust-leader' and p.id = any (alongside.own_partnerships())
  ), at as (
    select b.event_id, b.partnership_id from event_bookings b join mine m on m.id = b.partnership_id
    where b.given_back_at is null
    union
    select q.event_id, q.partnership_id from event_presences q join mine m on m.id = q.partnership_id
    where q.undone_at is null
    union
    select c.event_id, c.partnership_id from event_catch_ups c join mine m on m.id = c.partnership_id
    where c.undone_at is null
  )
  select m.name, e.title, e.number, e.kind, h.name, e.starts_at, e.ends_at, e.time_zone, e.time_confirmed,
    e.cancelled_at is not null,
    coalesce((select b.places from event_bookings b where b.event_id = e.id and b.partnership_id = m.id
      and b.given_back_at is null), 0),
    (select count(*)::int from event_presences q where q.event_id = e.id and q.partnership_id = m.id
      and q.undone_at is null),
    exists (select from event_catch_ups c where c.event_id = e.id and c.partnership_id = m.id and c.undone_at is null)
  from at join mine m on m.id = at.partnership_id join events e on e.id = at.event_id left join hubs h on h.id = e.hub_id
$$;
revoke execute on function alongside.trust_events() from public;
grant execute on function alongside.trust_events() to alongside_app;

-- What the actor's own school, or at meetings of leads its hub, has to do with each of these events: asked for a page of the
-- calendar at once, of six tables whose policies would take longer than their rows.
create function alongside.own_event_standings(events integer[])
  returns table (event_id integer, places integer, waits boolean, offered boolean, invited boolean, took_part boolean,
    watched_later boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  schools integer[] := case alongside.actor_role() when 'named-leader' then alongside.own_partnerships() else '{}' end;
  hub integer := case alongside.actor_role() when 'hub-lead' then alongside.actor_hub() end;
begin
  return query
  select o.event_id, sum(o.places)::int, bool_or(o.what = 'waits'), bool_or(o.what = 'offered'), bool_or(o.what = 'invited'),
    bool_or(o.what = 'took part'), bool_or(o.what = 'watched later')
  from (
    select b.event_id, 'booked' as what, b.places from event_bookings b
      where b.given_back_at is null and (b.partnership_id = any (schools) or b.hub_id = hub)
    union all
    select w.event_id, 'waits', 0 from event_waits w
      where w.left_at is null and (w.partnership_id = any (schools) or w.hub_id = hub)
    union all
    select f.event_id, 'offered', 0 from event_offers f join event_waits w on w.id = f.wait_id
      where f.answered_at is null and (w.partnership_id = any (schools) or w.hub_id = hub)
    union all
    select i.event_id, 'invited', 0 from event_invitations i where i.partnership_id = any (schools) or i.hub_id = hub
    union all
    select p.event_id, 'took part', 0 from event_presences p
      where p.undone_at is null and (p.partnership_id = any (schools) or p.hub_id = hub)
    union all
    select c.event_id, 'watched later', 0 from event_catch_ups c
      where c.undone_at is null and c.partnership_id = any (schools)
  ) o
  where o.event_id = any (events)
  group by o.event_id;
end $$;
revoke execute on function alongside.own_event_standings(integer[]) from public;
grant execute on function alongside.own_event_standings(integer[]) to alongside_app;

-- Events whose counters do not fit their rows. No row: all is well.
create function alongside.events_miscounted() returns table (event_id integer, counter text, counted integer, found integer)
  language sql stable as $$
  select e.id, c.counter, c.counted, c.found from events e,
    lateral (select count(*)::int as schools, coalesce(sum(places), 0)::int as places
      from event_bookings b where b.event_id = e.id and b.given_back_at is null) b,
    lateral (select (count(*) filter (where not w.more))::int as schools, coalesce(sum(o.places), 0)::int as places
      from event_offers o join event_waits w on w.id = o.wait_id
      where o.event_id = e.id and o.answered_at is null) o,
    lateral (select count(*)::int as schools from event_waits w where w.event_id = e.id and w.left_at is null
      and not exists (select from event_offers o where o.wait_id = w.id)) w,
    lateral (values ('places_taken', e.places_taken, b.places), ('schools_taken', e.schools_taken, b.schools),
      ('places_offered', e.places_offered, o.places), ('schools_offered', e.schools_offered, o.schools),
      ('waiting', e.waiting, w.schools)) c (counter, counted, found)
  where c.counted <> c.found
$$;

-- Sessions of a series come from the programme's definition, whichever version brought them. A session that somebody has
-- changed by hand keeps what they said.
create function alongside.plan_series_events() returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into events (programme_id, kind, series_key, number, title, starts_at, ends_at, time_confirmed, place,
    places_per_school)
  select distinct on (v.programme_id, s.series_key, s.number) v.programme_id, 'cpd', s.series_key, s.number,
    upper(left(s.title, 1)) || substr(s.title, 2),
    (s.held_on + time '10:00') at time zone 'Europe/London',
    (s.held_on + time '10:00' + make_interval(mins => s.minutes)) at time zone 'Europe/London',
    false, 'online', 4
  from programme_events s join programme_versions v on v.id = s.programme_version_id
  order by v.programme_id, s.series_key, s.number, v.number desc
  on conflict (programme_id, series_key, number) do update
    set title = excluded.title, starts_at = excluded.starts_at, ends_at = excluded.ends_at
    where events.revision = 1 and not events.time_confirmed
$$;
revoke execute on function alongside.plan_series_events() from public;
create function alongside.series_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.plan_series_events();
  return null;
end $$;
create trigger series_planned after insert on programme_events
  for each statement execute function alongside.series_changed();
select alongside.plan_series_events();

-- Who sees what.
do $$
declare
  name text;
begin
  foreach name in array array['events', 'event_moves', 'event_invitations', 'event_waits', 'event_offers', 'event_bookings',
    'event_guests', 'event_presences', 'event_catch_ups', 'event_reports', 'event_report_people', 'event_feedback_given',
    'event_feedback_answers', 'event_messages', 'event_reminders', 'calendar_feeds', 'shared_practices']
  loop
    execute format('alter table %I enable row level security', name);
  end loop;
end $$;

create policy events_read on events for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then programme_id = (select alongside.actor_programme())
      and (hub_id is null or hub_id = (select alongside.actor_hub()))
    when 'named-leader' then programme_id = (select alongside.actor_programme()) and audience = 'partners'
      and (hub_id is null or hub_id in (select unnest(alongside.own_hubs())))
    else false
  end);
create policy events_add on events for insert to alongside_app with check (
  programme_id = (select alongside.actor_programme()) and (
    (select alongside.actor_role()) = 'programme-team'
    or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))));
create policy events_change on events for update to alongside_app using (
  programme_id = (select alongside.actor_programme()) and (
    (select alongside.actor_role()) = 'programme-team'
    or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))));

-- Whether the actor runs this event; complete by itself, because functions of the owner ask it too.
create function alongside.runs_event(event integer) returns boolean
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  return exists (
    select from events e
    where e.id = event and e.programme_id = alongside.actor_programme()
      and case alongside.actor_role()
        when 'programme-team' then true
        when 'hub-lead' then e.hub_id = alongside.actor_hub()
        else false
      end);
end $$;
-- All that the actor runs, asked once a statement: an event may have as many emails as it has guests.
create function alongside.run_events() returns integer[]
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
  return case alongside.actor_role()
    when 'programme-team' then array(select e.id from events e where e.programme_id = alongside.actor_programme())
    when 'hub-lead' then array(select e.id from events e
      where e.hub_id = alongside.actor_hub() and e.programme_id = alongside.actor_programme())
    else '{}'
  end;
end $$;
revoke execute on function alongside.run_events() from public;
grant execute on function alongside.run_events() to alongside_app;
-- A school acts while its partnership goes on; at a meeting of leads, a hub acts for itself.
-- In a language that keeps the plan: a plain SQL function planned its question anew for every row, which took as long as
-- the rest of a booking.
create function alongside.acts_for(partnership integer, hub integer) returns boolean
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  return case alongside.actor_role()
    when 'named-leader' then exists (
      select from partnerships p
      where p.id = partnership and p.status not in ('withdrawn', 'completed', 'moved'))
    when 'hub-lead' then hub = alongside.actor_hub()
    else false
  end;
end $$;

-- What belongs to one school at one event: the host and the programme team read it, the school's own hub, the school.
do $$
declare
  name text;
begin
  foreach name in array array['event_invitations', 'event_waits', 'event_bookings', 'event_presences'] loop
    execute format('create policy %1$s_read on %1$I for select to alongside_app using (
      case (select alongside.actor_role())
        when ''system'' then true
        when ''programme-team'' then event_id in (select unnest(alongside.run_events()))
        when ''hub-lead'' then hub_id = (select alongside.actor_hub())
          or partnership_id in (select unnest(alongside.own_partnerships()))
        when ''named-leader'' then partnership_id in (select unnest(alongside.own_partnerships()))
        else false
      end)', name);
  end loop;
  foreach name in array array['event_catch_ups', 'shared_practices'] loop
    execute format('create policy %1$s_read on %1$I for select to alongside_app using (
      case (select alongside.actor_role())
        when ''system'' then true
        when ''programme-team'' then event_id in (select unnest(alongside.run_events()))
        when ''hub-lead'' then partnership_id in (select unnest(alongside.own_partnerships()))
        when ''named-leader'' then partnership_id in (select unnest(alongside.own_partnerships()))
        else false
      end)', name);
    execute format('create policy %1$s_add on %1$I for insert to alongside_app
      with check (alongside.acts_for(partnership_id, null))', name);
    execute format('create policy %1$s_change on %1$I for update to alongside_app
      using (alongside.acts_for(partnership_id, null))', name);
  end loop;
  foreach name in array array['event_offers'] loop
    execute format('create policy %1$s_read on %1$I for select to alongside_app
      using (exists (select from event_waits w where w.id = wait_id))', name);
  end loop;
  -- Of the host alone.
  foreach name in array array['event_reports', 'event_report_people', 'event_reminders'] loop
    execute format('create policy %1$s_read on %1$I for select to alongside_app
      using ((select alongside.actor_role()) = ''system''
        or event_id in (select unnest(alongside.run_events())))', name);
    execute format('create policy %1$s_add on %1$I for insert to alongside_app
      with check ((select alongside.actor_role()) = ''system'' or alongside.runs_event(event_id))', name);
    execute format('create policy %1$s_change on %1$I for update to alongside_app
      using ((select alongside.actor_role()) = ''system'' or alongside.runs_event(event_id))', name);
  end loop;
end $$;

create policy event_moves_read on event_moves for select to alongside_app
  using (exists (select from events e where e.id = event_id));
create policy event_moves_add on event_moves for insert to alongside_app with check (alongside.runs_event(event_id));

create policy event_invitations_add on event_invitations for insert to alongside_app
  with check (alongside.runs_event(event_id));

create policy event_waits_add on event_waits for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system' or alongside.acts_for(partnership_id, hub_id));
create policy event_waits_leave on event_waits for update to alongside_app
  using ((select alongside.actor_role()) = 'system' or alongside.acts_for(partnership_id, hub_id)
    or alongside.runs_event(event_id));

-- Offers are made by the service; the school answers.
create policy event_offers_make on event_offers for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system');
create policy event_offers_answer on event_offers for update to alongside_app
  using ((select alongside.actor_role()) = 'system' or alongside.runs_event(event_id)
    or exists (select from event_waits w where w.id = wait_id and alongside.acts_for(w.partnership_id, w.hub_id)));

create policy event_bookings_add on event_bookings for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system'
    or (not by_host and alongside.acts_for(partnership_id, hub_id))
    or (by_host and alongside.runs_event(event_id)));
create policy event_bookings_change on event_bookings for update to alongside_app
  using ((select alongside.actor_role()) = 'system' or alongside.acts_for(partnership_id, hub_id)
    or alongside.runs_event(event_id));

create policy event_guests_read on event_guests for select to alongside_app
  using (exists (select from event_bookings b where b.id = booking_id));
create policy event_guests_add on event_guests for insert to alongside_app
  with check (exists (
    select from event_bookings b where b.id = booking_id and b.event_id = event_guests.event_id
      and ((select alongside.actor_role()) = 'system'
        or alongside.acts_for(b.partnership_id, b.hub_id) or alongside.runs_event(b.event_id))));
create policy event_guests_change on event_guests for update to alongside_app
  using (exists (
    select from event_bookings b where b.id = booking_id
      and ((select alongside.actor_role()) = 'system'
        or alongside.acts_for(b.partnership_id, b.hub_id) or alongside.runs_event(b.event_id))));

create policy event_presences_add on event_presences for insert to alongside_app
  with check (alongside.runs_event(event_id));
create policy event_presences_change on event_presences for update to alongside_app
  using (alongside.runs_event(event_id));

-- A person knows what they have given. What was said is read through a function that first counts.
create policy event_feedback_given_own on event_feedback_given for select to alongside_app
  using (account_id = (select alongside.actor_account()) or (select alongside.actor_role()) = 'system');
create policy event_feedback_given_add on event_feedback_given for insert to alongside_app
  with check ((account_id = (select alongside.actor_account()) or (select alongside.actor_role()) = 'system')
    and exists (select from events e where e.id = event_id));
create policy event_feedback_answers_add on event_feedback_answers for insert to alongside_app
  with check ((select alongside.actor_role()) in ('named-leader', 'hub-lead', 'system')
    and exists (select from events e where e.id = event_id));

-- A row lies where it was written and carries the number of its transaction, which is that of the row saying who gave
-- feedback. So with each answer up to nine others of the event are written anew, in another order.
create function alongside.mix_feedback() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with mixed as (
    delete from event_feedback_answers a
    where a.id in (
      select b.id from event_feedback_answers b where b.event_id = new.event_id
      order by random() limit 10 for update skip locked)
    returning a.event_id, a.content_version, a.answers
  )
  insert into event_feedback_answers (event_id, content_version, answers)
  select m.event_id, m.content_version, m.answers from mixed m order by random();
  return null;
end $$;
create trigger feedback_mixed after insert on event_feedback_answers
  for each row when (pg_trigger_depth() = 0) execute function alongside.mix_feedback();

-- Below five answers not even the host learns what anybody said, only how many there are.
create function alongside.event_feedback(event integer)
  returns table (content_version text, answers jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.content_version, a.answers from event_feedback_answers a
  where a.event_id = event and alongside.runs_event(event)
    and (select count(*) from event_feedback_answers c where c.event_id = event) >= 5
  order by a.id
$$;
create function alongside.event_feedback_count(event integer) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from event_feedback_answers a where a.event_id = event and alongside.runs_event(event)
$$;
revoke execute on function alongside.event_feedback(integer), alongside.event_feedback_count(integer) from public;
grant execute on function alongside.event_feedback(integer), alongside.event_feedback_count(integer) to alongside_app;

-- Messages are for the host and for the schools that are booked.
create policy event_messages_read on event_messages for select to alongside_app
  using ((select alongside.actor_role()) = 'system' or alongside.runs_event(event_id)
    or ((select alongside.actor_role()) in ('named-leader', 'hub-lead') and exists (
      select from event_bookings b where b.event_id = event_messages.event_id and b.given_back_at is null)));
create policy event_messages_add on event_messages for insert to alongside_app
  with check (alongside.runs_event(event_id));
create policy event_messages_sent on event_messages for update to alongside_app
  using ((select alongside.actor_role()) = 'system');

-- How far the emails about an event have come, for whoever runs it.
create function alongside.event_deliveries(event integer)
  returns table (reminder_id integer, status text, attempts smallint, last_fault text, finished_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, case when m.receipt = 'delivered' then 'delivered' when m.receipt is not null then 'failed'
    else coalesce(m.status, r.outcome, 'queued') end, m.attempts, m.last_fault, m.finished_at
  from event_reminders r left join messages m on m.id = r.message_id
  where r.event_id = event and alongside.runs_event(event)
$$;
create function alongside.keep_delivery() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- What still waits when it is forgotten was never taken.
  update event_reminders set outcome = case when old.receipt = 'delivered' then 'delivered'
      when old.status = 'sent' and old.receipt is null then 'sent' else 'failed' end
    where message_id = old.id;
  return null;
end $$;
create trigger delivery_kept after delete on messages for each row execute function alongside.keep_delivery();
revoke execute on function alongside.event_deliveries(integer) from public;
grant execute on function alongside.event_deliveries(integer) to alongside_app;

create policy calendar_feeds_own on calendar_feeds for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    else account_id = (select alongside.actor_account())
      or (programme_id = (select alongside.actor_programme())
        and (((select alongside.actor_role()) = 'named-leader' and school_urn = (select alongside.actor_school()))
          or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))))
  end);
create policy calendar_feeds_add on calendar_feeds for insert to alongside_app with check (
  programme_id = (select alongside.actor_programme())
  and (account_id = (select alongside.actor_account())
    or ((select alongside.actor_role()) = 'named-leader' and school_urn = (select alongside.actor_school()))
    or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub()))));
create policy calendar_feeds_revoke on calendar_feeds for update to alongside_app using (
  account_id = (select alongside.actor_account())
  or (programme_id = (select alongside.actor_programme())
    and (((select alongside.actor_role()) = 'named-leader' and school_urn = (select alongside.actor_school()))
      or ((select alongside.actor_role()) = 'hub-lead' and hub_id = (select alongside.actor_hub())))));

grant select, insert on events to alongside_app;
-- Never the counters.
grant update (title, description, agenda, preparation, materials, themes, starts_at, ends_at, time_zone, time_confirmed,
  place, place_text, getting_there, safety_notes, joining_link, joining_link_set_at, recording_link, recording_link_set_at,
  capacity, school_capacity, places_per_school, held_places, booking_opens_at, booking_closes_at, cancelled_at,
  cancelled_reason, cancelled_by_name, revision) on events to alongside_app;
grant select, insert on event_moves, event_invitations, event_messages, event_feedback_given to alongside_app;
grant select, insert on event_waits, event_offers, event_bookings, event_guests, event_presences, event_catch_ups
  to alongside_app;
grant update (left_at) on event_waits to alongside_app;
grant update (answered_at, answer, answered_by_name) on event_offers to alongside_app;
grant update (places, offer_id, given_back_at, given_back_by_name, revision) on event_bookings to alongside_app;
grant update (name, email, role_title, senior_leader, needs, left_at) on event_guests to alongside_app;
grant update (minutes, left_early_at, undone_at, undone_by_name) on event_presences to alongside_app;
grant update (undone_at, undone_by_name) on event_catch_ups to alongside_app;
grant select, insert on event_reports, event_report_people, event_reminders, calendar_feeds to alongside_app;
grant update (applied_at, applied_by_name) on event_reports to alongside_app;
grant update (match, reason, partnership_id, hub_id, guest_id, confirmed_by, confirmed_by_name, confirmed_at, presence_id)
  on event_report_people to alongside_app;
grant update (message_id) on event_reminders to alongside_app;
grant update (sent_at) on event_messages to alongside_app;
grant insert on event_feedback_answers to alongside_app;
grant update (number, changed_at, changed_by_name) on calendar_feeds to alongside_app;
grant select, insert on shared_practices to alongside_app;
grant update (will_try, became, became_at, became_by_name, revision) on shared_practices to alongside_app;

-- What other features read of an event, in one line.
create view event_cards with (security_invoker = true) as
  select e.id, e.programme_id, e.kind, e.audience, e.hub_id, h.name as hub_name, e.series_key, e.number, e.title,
    e.starts_at, e.ends_at, e.time_zone, e.time_confirmed, e.place, e.places_taken, e.schools_taken, e.capacity,
    e.cancelled_at
  from events e left join hubs h on h.id = e.hub_id;
grant select on event_cards to alongside_app;

-- Evidence of taking part. `minutes` is the time of the people who were there.
create view event_evidence with (security_invoker = true) as
  -- Who took part in what, once a school and an event. Put together for the partnership that is asked for and no other: what
  -- is seen is written anew with nearly everything a school does.
  with presences as not materialized (
    select p.partnership_id, e.id as event_id, e.kind, e.number, (e.starts_at at time zone e.time_zone)::date as held_on,
      least(sum(p.minutes), 60000)::int as minutes
    from event_presences p join events e on e.id = p.event_id
    where p.undone_at is null and p.partnership_id is not null
    group by p.partnership_id, e.id
  ),
  -- The first to take part shows that an event was held.
  held as (
    select e.id, e.kind, e.hub_id, (e.starts_at at time zone e.time_zone)::date as held_on
    from events e
    where e.hub_id is not null and e.kind in ('open-day', 'networking') and e.cancelled_at is null
      -- Asked event by event: as a join it goes through everybody who was ever anywhere.
      and (select true from event_presences p where p.event_id = e.id and p.undone_at is null limit 1)
  ),
  in_term as (
    select distinct on (p.partnership_id, p.event_id) p.*, t.number as support_term
    from presences p
    join partnership_support_terms t on t.partnership_id = p.partnership_id and t.starts_on <= p.held_on
    order by p.partnership_id, p.event_id, t.number desc
  )
  select partnership_id, case kind when 'open-day' then 'open-day' else 'networking' end as expectation_kind,
    support_term as occurrence, 'done' as state, min(held_on) as happened_on, min(event_id) as reference,
    least(sum(minutes), 60000)::int as leadership_minutes
  from in_term where kind in ('open-day', 'networking')
  group by partnership_id, 2, support_term
  union all
  select partnership_id, 'induction', 1, 'done', min(held_on), min(event_id), least(sum(minutes), 60000)::int
  from presences where kind = 'induction' group by partnership_id
  union all
  -- Taking part stands before watching later; both fulfil it.
  select partnership_id, 'cpd', number, 'done', min(held_on), min(event_id), least(sum(minutes), 60000)::int
  from (
    select partnership_id, number, held_on, event_id, minutes from presences where kind = 'cpd' and number is not null
    union all
    select c.partnership_id, e.number, c.watched_on, e.id, c.minutes
    from event_catch_ups c join events e on e.id = c.event_id
    where c.undone_at is null and e.number is not null
  ) sessions
  group by partnership_id, number
  union all
  select s.partnership_id, 'shared-practice', s.support_term, max(s.state), min(s.on_day), min(s.event_id), null
  from (
    select distinct on (x.partnership_id, x.id) x.partnership_id, x.event_id, t.number as support_term,
      case when x.became = '' then 'started' else 'done' end as state,
      (coalesce(x.became_at, x.written_at) at time zone 'Europe/London')::date as on_day
    from shared_practices x join events e on e.id = x.event_id
    join partnership_support_terms t on t.partnership_id = x.partnership_id
      and t.starts_on <= (e.starts_at at time zone e.time_zone)::date
    order by x.partnership_id, x.id, t.number desc
  ) s
  group by s.partnership_id, s.support_term
  union all
  -- What the hub and the programme team owe to all at once.
  select h.partnership_id, case h.kind when 'open-day' then 'open-day-hosting' else 'networking-hosting' end,
    h.support_term, 'done', min(h.held_on), min(h.event_id), null
  from (
    select distinct on (c.id, e.id) c.id as partnership_id, e.id as event_id, e.kind, e.held_on, t.number as support_term
    from held e
    join partnerships c on c.hub_id = e.hub_id
    join partnership_support_terms t on t.partnership_id = c.id and t.starts_on <= e.held_on
    order by c.id, e.id, t.number desc
  ) h
  group by h.partnership_id, h.kind, h.support_term
  union all
  -- The leads of a hub at a meeting of leads: for every school of theirs.
  select l.partnership_id, 'lead-networking', l.support_term, 'done', min(l.held_on), min(l.event_id), null
  from (
    select distinct on (c.id, e.id) c.id as partnership_id, e.id as event_id, t.number as support_term,
      (e.starts_at at time zone e.time_zone)::date as held_on
    from events e
    join event_presences p on p.event_id = e.id and p.hub_id is not null and p.undone_at is null
    join partnerships c on c.hub_id = p.hub_id
    join partnership_support_terms t on t.partnership_id = c.id
      and t.starts_on <= (e.starts_at at time zone e.time_zone)::date
    where e.kind = 'networking' and e.audience = 'leads' and e.cancelled_at is null
    order by c.id, e.id, t.number desc
  ) l
  group by l.partnership_id, l.support_term
  union all
  select c.id, 'cpd-joining-details', e.number, 'done', (e.joining_link_set_at at time zone 'Europe/London')::date, e.id,
    null
  from events e join partnerships c on c.programme_id = e.programme_id
  where e.kind = 'cpd' and e.number is not null and e.joining_link <> '' and e.cancelled_at is null;
grant select on event_evidence to alongside_app;

-- owner: events
-- The schools that took part; every school of a hub whose leads did; and, with the first or last of an open day or a
-- meeting, every school of the hub that held it. Once a
-- statement: the report of a meeting brings thousands.
create function alongside.presences_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(
    select c.partnership_id from changed c where c.partnership_id is not null
    union
    select p.id from partnerships p join changed c on c.hub_id = p.hub_id
    union
    select p.id from partnerships p join events e on e.hub_id = p.hub_id
    where e.id in (select c.event_id from changed c) and e.kind in ('open-day', 'networking') and not exists (
      select from event_presences q where q.event_id = e.id and q.undone_at is null
        and q.id not in (select c.id from changed c))));
  return null;
end $$;
create trigger evidence_seen after insert on event_presences
  referencing new table as changed for each statement execute function alongside.presences_changed();
create trigger evidence_seen_again after update on event_presences
  referencing new table as changed for each statement execute function alongside.presences_changed();
create trigger evidence_seen after insert or update on event_catch_ups
  for each row execute function alongside.evidence_changed();
create trigger evidence_seen after insert or update on shared_practices
  for each row execute function alongside.evidence_changed();

create function alongside.event_evidence_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(
    select p.id from partnerships p where p.programme_id = new.programme_id
      and (new.number is not null
        or p.id in (select q.partnership_id from event_presences q where q.event_id = new.id)
        or p.id in (select x.partnership_id from shared_practices x where x.event_id = new.id)
        or p.hub_id in (select q.hub_id from event_presences q where q.event_id = new.id)
        or p.hub_id = new.hub_id and exists (select from event_presences q where q.event_id = new.id))));
  return null;
end $$;
create trigger evidence_seen after update of starts_at, cancelled_at, joining_link on events
  for each row when (
    old.starts_at is distinct from new.starts_at
    or (old.cancelled_at is null) <> (new.cancelled_at is null)
    or (old.joining_link = '') <> (new.joining_link = ''))
  execute function alongside.event_evidence_changed();

-- owner: platform/jobs
-- As before, and what nobody waits for can stand behind what somebody does: a job may name its priority, the highest first.
create or replace function alongside.enqueue(payloads jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pgboss.job (name, data, priority, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
    deletion_seconds, keep_until, policy)
  select q.name, p.payload, coalesce((p.payload ->> 'priority')::int, 0), q.retry_limit, q.retry_delay, q.retry_backoff,
    q.retry_delay_max, q.expire_seconds, q.deletion_seconds, now() + make_interval(secs => q.retention_seconds), q.policy
  from pgboss.queue q, jsonb_array_elements(payloads) as p (payload)
  where q.name = 'jobs';
  if not found and jsonb_array_length(payloads) > 0 then
    raise exception 'The job queue has not been prepared';
  end if;
end $$;

-- owner: action-plans
-- As before, and the programme team, who have a calendar of their own. A reader sees whom they may see.
create or replace view people_at_work with (security_invoker = true) as
  select a.id as account_id, a.email, a.name, g.programme_id, g.school_urn, g.hub_id, g.role
  from accounts a join assignments g on g.account_id = a.id
  where g.ended_at is null and g.role in ('named-leader', 'hub-lead', 'programme-team');
