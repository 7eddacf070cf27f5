-- The register of schools, trusts and councils, as DfE publishes it: open data, kept apart from what the programme adds.
-- owner: schools

-- One spelling for search, on both sides: "St. Mary's C of E" and "saint marys ce" read the same.
create function alongside.fold(words text) returns text language sql immutable strict parallel safe
begin atomic
  select trim(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      translate(
        lower(words),
        'àáâãäåçèéêëìíîïñòóôõöùúûüýÿŵŷ&.''’‘`´',
        'aaaaaaceeeeiiiinooooouuuuyywy+'
      ),
      '\+', ' and ', 'g'),
      '[^a-z0-9]+', ' ', 'g'),
      '\m(church of england|c of e|cofe|c e)\M', 'ce', 'g'),
      '\msaint\M', 'st', 'g')
  );
end;

create table regions (
  code text primary key check (code ~ '^E12[0-9]{6}$'),
  name text not null unique
);

create table local_authorities (
  -- The three-digit code of the register, the first half of a school's DfE number.
  code integer primary key check (code between 200 and 999),
  gss_code text not null,
  name text not null,
  region_code text not null references regions,
  -- A council that was reorganised away: closed schools still belong to it.
  ended_on date
);
create index local_authorities_region on local_authorities (region_code);

create table trusts (
  -- The register's group UID. 990000 and up are kept for invented trusts.
  uid integer primary key check (uid between 1 and 999999),
  name text not null check (name <> ''),
  kind text not null,
  status text not null check (status in ('open', 'proposed', 'closed', 'not known')),
  companies_house_number text,
  ukprn integer,
  town text,
  postcode text,
  opened_on date,
  closed_on date,
  invented boolean not null generated always as (uid >= 990000) stored,
  register_as_at date not null,
  folded text not null generated always as (alongside.fold(name)) stored
);
create index trusts_search on trusts using gin (folded gin_trgm_ops);

create table register_imports (
  id integer generated always as identity primary key,
  -- The form that asked for it, so that pressing twice imports once.
  key uuid unique,
  kind text not null check (kind in ('lookups', 'trusts', 'schools', 'links', 'membership')),
  source text not null,
  file_name text,
  file_hash text,
  layout text,
  encoding text,
  as_at date not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  outcome text not null check (outcome in ('applied', 'refused')),
  refusal text check ((outcome = 'refused') = (refusal is not null)),
  rows_read integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  closed integer not null default 0,
  unchanged integer not null default 0,
  -- Rows of a file older than what is held already: left alone.
  older integer not null default 0,
  -- Rows that this table does not keep: a federation in a file of trusts, for example.
  left_out integer not null default 0,
  rejected integer not null default 0,
  -- Held here, open, and not in the file: left as they are, and said so.
  absent integer not null default 0,
  account_id integer,
  started_by text not null default 'the service'
);
create index register_imports_file on register_imports (file_hash, kind) where outcome = 'applied';

create table register_rejections (
  id integer generated always as identity primary key,
  import_id integer not null references register_imports on delete cascade,
  line integer not null,
  urn text not null,
  reason text not null,
  excerpt text not null
);
create index register_rejections_import on register_rejections (import_id, line);

create table schools (
  -- 990000 and up are kept for invented schools: no real school may take such a number, no invented one another.
  urn integer primary key check (urn between 100000 and 999999),
  name text not null check (name <> ''),
  status text not null check (status in ('open', 'closing', 'proposed', 'closed')),
  phase text,
  type_code integer,
  type_name text,
  -- Empty outside England, and for a council that the list of councils does not have yet.
  la_code integer references local_authorities,
  published_la_code text,
  published_la_name text,
  in_england boolean not null,
  establishment_number integer check (establishment_number between 0 and 9999),
  trust_uid integer references trusts,
  address_1 text,
  address_2 text,
  address_3 text,
  town text,
  county text,
  postcode text,
  easting integer,
  northing integer,
  pupils integer check (pupils >= 0),
  age_low integer,
  age_high integer,
  gender text,
  religious_character text,
  fsm_percentage numeric(5, 2),
  website text,
  ukprn integer,
  opened_on date,
  closed_on date,
  invented boolean not null generated always as (urn >= 990000) stored,
  source_changed_on date,
  -- The council's code and the establishment number: the seven digits that schools call their DfE number.
  dfe_number integer generated always as (la_code * 10000 + establishment_number) stored,
  search text not null generated always as (
    ' ' || alongside.fold(name || ' ' || coalesce(town, '') || ' ' || coalesce(postcode, ''))
  ) stored
);
create index schools_search on schools using gin (search gin_trgm_ops);
create index schools_postcode on schools (replace(postcode, ' ', '') text_pattern_ops);
create index schools_trust on schools (trust_uid) where trust_uid is not null;
create index schools_la on schools (la_code);
create index schools_dfe_number on schools (dfe_number) where dfe_number is not null;

-- When the register last said so. Apart from schools, so that a daily import that changes nothing rewrites
-- three dates a school and not its row and every index. Files differ in what they carry, hence three.
create table school_dates (
  -- A school, written with it. Without a foreign key: checking it would cost more than the dates themselves.
  urn integer primary key,
  status_as_at date not null,
  facts_as_at date,
  trust_as_at date,
  -- Of the row of the file that was written last, as it stood there: the same row need not be read again.
  row_hash bigint
);

create table school_links (
  urn integer not null,
  link_urn integer not null,
  published_kind text not null,
  kind text not null check (kind in ('successor', 'predecessor', 'joined', 'other')),
  established_on date,
  invented boolean not null generated always as (urn >= 990000) stored,
  primary key (urn, link_urn, published_kind),
  -- A school of the demonstration never takes over from a real one, nor the other way round.
  check ((urn >= 990000) = (link_urn >= 990000))
);
create index school_links_back on school_links (link_urn);

-- Who took over from whom, whichever of the two schools the register wrote it on. "joined" goes both ways: the
-- register records amalgamations on either side, so the one that is still open is read as the successor.
create view school_successions with (security_invoker = true) as
  select urn as from_urn, link_urn as to_urn, established_on from school_links where kind in ('successor', 'joined')
  union
  select link_urn, urn, established_on from school_links where kind in ('predecessor', 'joined');

-- The register is public data: whoever the database answers may read it. A condition here would also keep the
-- planner from the trigram index, because its operators are not leakproof.
alter table regions enable row level security;
alter table local_authorities enable row level security;
alter table trusts enable row level security;
alter table schools enable row level security;
alter table school_dates enable row level security;
alter table school_links enable row level security;
create policy regions_read on regions for select to alongside_app using (true);
create policy local_authorities_read on local_authorities for select to alongside_app using (true);
create policy trusts_read on trusts for select to alongside_app using (true);
create policy schools_read on schools for select to alongside_app using (true);
create policy school_dates_read on school_dates for select to alongside_app using (true);
create policy school_links_read on school_links for select to alongside_app using (true);
grant select on regions, local_authorities, trusts, schools, school_dates, school_links, school_successions
  to alongside_app;

-- What was imported, by whom, and what was refused is for the people who keep the register.
alter table register_imports enable row level security;
alter table register_rejections enable row level security;
create policy register_imports_read on register_imports for select to alongside_app
  using ((select alongside.actor_role()) in ('programme-team', 'system'));
create policy register_rejections_read on register_rejections for select to alongside_app
  using ((select alongside.actor_role()) in ('programme-team', 'system'));
grant select on register_imports, register_rejections to alongside_app;
