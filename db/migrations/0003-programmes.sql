-- Programmes as data: what each version of a definition promises, cohorts, and every date on which something is expected.
-- owner: programmes

create table programmes (
  id integer generated always as identity primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]*$'),
  name text not null check (name <> ''),
  loaded_at timestamptz not null default now()
);

-- A changed file is a new row; an old one is never rewritten, so a running partnership keeps what it was promised.
create table programme_versions (
  id integer generated always as identity primary key,
  programme_id integer not null references programmes,
  number integer not null check (number > 0),
  content_hash text not null,
  definition jsonb not null,
  loaded_at timestamptz not null default now(),
  unique (programme_id, number)
);

create table pathways (
  programme_version_id integer not null references programme_versions,
  key text not null,
  position integer not null,
  name text not null,
  -- Days, halves allowed. Without an end: "and more".
  leadership_days_from numeric(5, 1) not null,
  leadership_days_to numeric(5, 1),
  -- Partner schools of one hub; empty where nothing is published.
  capacity_min integer,
  capacity_max integer,
  support_terms integer not null check (support_terms between 1 and 12),
  primary key (programme_version_id, key),
  unique (programme_version_id, position),
  check (capacity_min <= capacity_max),
  check (leadership_days_from <= leadership_days_to)
);

-- No row: the pathway has no support days in that term, or how many is not published.
create table support_day_entitlements (
  programme_version_id integer not null,
  pathway_key text not null,
  support_term integer not null check (support_term > 0),
  half_days integer not null check (half_days >= 0),
  primary key (programme_version_id, pathway_key, support_term),
  foreign key (programme_version_id, pathway_key) references pathways
);

create table expectations (
  programme_version_id integer not null,
  pathway_key text not null,
  key text not null,
  -- Published order.
  position integer not null,
  kind text not null,
  title text not null,
  acted_on_by text not null check (acted_on_by in ('partner', 'lead', 'both', 'programme-team')),
  -- Met for each partnership, or once for a whole hub or programme.
  per text not null check (per in ('partnership', 'hub', 'programme')),
  repeats text not null check (repeats in ('once', 'each support term', 'each event', 'throughout')),
  given_to text,
  initial_action integer,
  -- Of whoever acts, each time; empty where it goes on throughout.
  minutes integer,
  -- Its time is part of the support days and is not counted again.
  within_support_days boolean not null,
  evidence text not null,
  primary key (programme_version_id, pathway_key, key),
  unique (programme_version_id, pathway_key, position),
  foreign key (programme_version_id, pathway_key) references pathways
);

-- The events that a programme runs itself, in series.
create table programme_events (
  programme_version_id integer not null references programme_versions,
  series_key text not null,
  number integer not null,
  title text not null,
  held_on date not null,
  minutes integer not null,
  primary key (programme_version_id, series_key, number)
);

create table cohorts (
  id integer generated always as identity primary key,
  -- The form that made it, so that pressing twice makes one cohort.
  form_key uuid unique,
  programme_id integer not null references programmes,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]*$'),
  name text not null check (name <> ''),
  starts_on date not null,
  created_at timestamptz not null default now(),
  unique (programme_id, key),
  unique (programme_id, name)
);

create table support_terms (
  cohort_id integer not null references cohorts,
  number integer not null check (number > 0),
  name text not null,
  starts_on date not null,
  ends_on date not null,
  primary key (cohort_id, number),
  check (starts_on <= ends_on)
);

-- Everything expected of a partnership of this version, pathway and cohort, each time with its dates: the progress of
-- five thousand partnerships is partnerships joined to these rows and to evidence. What goes on throughout has no row.
create table expectation_occurrences (
  programme_version_id integer not null,
  pathway_key text not null,
  cohort_id integer not null references cohorts,
  expectation_key text not null,
  -- 1, the number of the support term, or the number of the event.
  occurrence integer not null check (occurrence > 0),
  -- Order of all rows of one version, pathway and cohort: 1, 2, 3…
  position integer not null,
  -- Complete by itself: "Attend an open day at your lead school, support term 2".
  label text not null,
  -- Which of several, under the expectation's own title: "Support term 2"; empty for what happens once.
  part text not null,
  opens_on date not null,
  due_on date not null,
  -- The day of the event, where there is one.
  held_on date,
  acted_on_by text not null,
  per text not null,
  minutes integer not null,
  within_support_days boolean not null,
  primary key (programme_version_id, pathway_key, cohort_id, expectation_key, occurrence),
  foreign key (programme_version_id, pathway_key, expectation_key) references expectations,
  check (opens_on <= due_on)
);

-- What other features read.
create view programme_cards with (security_invoker = true) as
  select distinct on (p.id) p.id, p.key, p.name, v.id as current_version_id, v.number as current_version_number
  from programmes p
  join programme_versions v on v.programme_id = p.id
  order by p.id, v.number desc;

create view cohort_cards with (security_invoker = true) as
  select c.id, c.programme_id, c.key, c.name, c.starts_on, c.created_at,
    (select min(starts_on) from support_terms t where t.cohort_id = c.id) as support_starts_on
  from cohorts c;

create view pathway_cards with (security_invoker = true) as
  select v.programme_id, p.programme_version_id, v.number as version_number, p.key, p.position, p.name,
    p.leadership_days_from, p.leadership_days_to, p.capacity_min, p.capacity_max, p.support_terms
  from pathways p
  join programme_versions v on v.id = p.programme_version_id;

create view expectation_cards with (security_invoker = true) as
  select v.programme_id, e.programme_version_id, v.number as version_number, e.pathway_key, e.key, e.position, e.kind,
    e.title, e.acted_on_by, e.per, e.repeats, e.given_to, e.minutes, e.within_support_days, e.evidence
  from expectations e
  join programme_versions v on v.id = e.programme_version_id;

create view occurrence_cards with (security_invoker = true) as
  select o.programme_version_id, o.pathway_key, o.cohort_id, o.expectation_key, o.occurrence, o.position, o.label, o.part,
    o.opens_on, o.due_on, o.held_on, o.acted_on_by, o.per, o.minutes, o.within_support_days
  from expectation_occurrences o;

-- A definition is public: everyone may read it. Only a programme's own team adds a cohort, and with it its terms and
-- dates; everything else is written by the owner, from the files.
do $$
declare
  name text;
begin
  foreach name in array array['programmes', 'programme_versions', 'pathways', 'support_day_entitlements', 'expectations',
    'programme_events', 'cohorts', 'support_terms', 'expectation_occurrences']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I for select to alongside_app using (true)', name || '_read', name);
    execute format('grant select on %I to alongside_app', name);
  end loop;
end $$;

create policy cohorts_add on cohorts for insert to alongside_app with check (
  (select alongside.actor_role()) = 'programme-team' and programme_id = (select alongside.actor_programme()));
create policy support_terms_add on support_terms for insert to alongside_app with check (
  (select alongside.actor_role()) = 'programme-team'
  and cohort_id in (select id from cohorts where programme_id = (select alongside.actor_programme())));
create policy expectation_occurrences_add on expectation_occurrences for insert to alongside_app with check (
  (select alongside.actor_role()) = 'programme-team'
  and cohort_id in (select id from cohorts where programme_id = (select alongside.actor_programme())));
grant insert on cohorts, support_terms, expectation_occurrences to alongside_app;
grant select on programme_cards, cohort_cards, pathway_cards, expectation_cards, occurrence_cards to alongside_app;
