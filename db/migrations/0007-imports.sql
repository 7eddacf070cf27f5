-- Files that a person brings in: the rows as they stand in the file, what was corrected on the page, what became of them.
-- owner: imports

create table imports (
  id integer generated always as identity primary key,
  -- The form that sent the file, so that pressing twice makes one import.
  key uuid not null unique,
  programme_id integer not null references programmes,
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  filename text not null check (length(filename) between 1 and 200),
  content_hash text not null,
  -- The headings of the file, in order.
  header jsonb not null check (jsonb_typeof(header) = 'array'),
  -- What was left out or changed while the file was read, in sentences.
  notes jsonb not null default '[]',
  row_count integer not null check (row_count > 0),
  uploaded_by integer not null references accounts,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  -- Field by position of its column; empty until a person has chosen.
  mapping jsonb check (jsonb_typeof(mapping) = 'object'),
  checked_at timestamptz,
  -- A corrected file that was chosen instead of this one.
  replaced_by integer references imports on delete cascade,
  applied_at timestamptz,
  applied_by integer references accounts,
  applied_by_name text,
  created integer check (created >= 0),
  changed integer check (changed >= 0),
  unchanged integer check (unchanged >= 0),
  left_out integer check (left_out >= 0),
  constraint imports_applied_whole check (
    num_nonnulls(applied_at, applied_by, applied_by_name, created, changed, unchanged, left_out) in (0, 7)
  ),
  constraint imports_checked_after_mapping check (mapping is not null or (checked_at is null and applied_at is null)),
  constraint imports_replaced_or_applied check (replaced_by is null or applied_at is null)
);
create index imports_by_programme on imports (programme_id, uploaded_at desc);
create index imports_by_content on imports (programme_id, kind, content_hash);
create index imports_replaced_by on imports (replaced_by) where replaced_by is not null;

create table import_rows (
  import_id integer not null references imports on delete cascade,
  -- The row's number as a spreadsheet program shows it.
  line integer not null check (line > 0),
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  -- Values by field that were put right on the page, after the file.
  corrections jsonb not null default '{}' check (jsonb_typeof(corrections) = 'object'),
  outcome text check (outcome in ('new', 'changed', 'unchanged', 'refused')),
  summary text not null default '',
  message text,
  field text,
  primary key (import_id, line),
  constraint import_rows_refused_for_a_reason check ((outcome is not distinct from 'refused') = (message is not null))
);
create index import_rows_by_outcome on import_rows (import_id, outcome, line);

alter table imports enable row level security;
alter table import_rows enable row level security;
create policy imports_own_programme on imports for all to alongside_app
  using (
    case (select alongside.actor_role())
      when 'system' then true
      when 'programme-team' then programme_id = (select alongside.actor_programme())
      else false
    end)
  with check (
    case (select alongside.actor_role())
      when 'system' then true
      when 'programme-team' then programme_id = (select alongside.actor_programme())
      else false
    end);
-- The condition above holds for the row's import, too: what cannot be seen there is not here either.
create policy import_rows_of_own_imports on import_rows for all to alongside_app
  using (import_id in (select id from imports))
  with check (import_id in (select id from imports));
grant select, insert, update, delete on imports, import_rows to alongside_app;
