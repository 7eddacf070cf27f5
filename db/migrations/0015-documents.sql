-- Documents: what each side of a partnership gives another in confidence, for what, until when, and who opened it.
-- owner: documents

-- Which side of a partnership the actor stands on; null for everyone who stands on none.
create function alongside.actor_side() returns text language sql stable parallel safe as $$
  select case alongside.actor_role()
    when 'named-leader' then 'partner' when 'hub-lead' then 'lead' when 'programme-team' then 'programme-team' end
$$;
grant execute on function alongside.actor_side() to alongside_app;

-- Every object in the storage has a row here before its bytes go there, so that what a process left half done is found and
-- removed. By the true clock, which a demonstration does not move. It hangs off nothing: bytes outlive the rows about them.
create table document_files (
  id uuid primary key,
  started_at timestamptz not null default now()
);

-- Something that one side asks of another beyond what the programme expects.
create table document_requests (
  id integer generated always as identity primary key,
  key uuid not null unique,
  partnership_id integer not null references partnerships,
  asking_side text not null check (asking_side in ('partner', 'lead', 'programme-team')),
  asked_side text not null check (asked_side in ('partner', 'lead', 'programme-team')),
  title text not null check (length(title) between 1 and 200),
  why text not null default '' check (length(why) <= 2000),
  purpose text not null check (purpose in ('support', 'visit', 'review')),
  due_on date,
  asked_at timestamptz not null default alongside.now(),
  asked_by integer references accounts,
  asked_by_name text not null,
  -- When a document that answers it was given; kept by a trigger.
  answered_at timestamptz,
  closed_as text check (closed_as in ('not-needed', 'taken-back')),
  closed_reason text check (length(closed_reason) <= 500),
  closed_at timestamptz,
  closed_by_name text,
  check (asking_side <> asked_side),
  check ((closed_as is null) = (closed_at is null)),
  check (closed_as <> 'not-needed' or closed_reason <> '')
);
create index document_requests_by_partnership on document_requests (partnership_id);

create table documents (
  id integer generated always as identity primary key,
  -- The form's, and which of its files: pressed twice, given once.
  key uuid not null,
  position integer not null,
  partnership_id integer not null references partnerships,
  -- What it answers: an expectation of the programme, a request, or neither.
  expectation_key text,
  occurrence integer,
  request_id integer references document_requests,
  -- Whoever waits for that. While they cannot open it, it is not given.
  given_to text check (given_to in ('partner', 'lead', 'programme-team') and given_to <> from_side),
  kind text not null check (kind in ('file', 'link')),
  title text not null check (length(title) between 1 and 200),
  purpose text not null check (purpose in ('support', 'visit', 'review')),
  from_side text not null check (from_side in ('partner', 'lead', 'programme-team')),
  shared_with text[] not null check (shared_with <@ array['partner', 'lead', 'programme-team']
    and not from_side = any (shared_with)),
  -- The last day on which those it is shared with may open it.
  expires_on date,
  -- Of a link: never an upload of what is published.
  link_url text check (length(link_url) <= 500),
  link_source text check (length(link_source) <= 200),
  link_as_at date,
  given_at timestamptz not null default alongside.now(),
  given_by integer references accounts,
  given_by_name text not null,
  -- The number of the newest version of a file; the only one that others open.
  newest integer not null default 1,
  revision integer not null default 1,
  deleted_at timestamptz,
  deleted_by_name text,
  deleted_because text check (deleted_because in ('by hand', 'kept long enough')),
  unique (key, position),
  check ((expectation_key is null) = (occurrence is null)),
  check (expectation_key is null or request_id is null),
  check ((given_to is null) = (expectation_key is null and request_id is null)),
  check ((kind = 'link') = (link_url is not null)),
  check ((deleted_at is null) = (deleted_because is null))
);
create index documents_by_partnership on documents (partnership_id);
create index documents_by_request on documents (request_id) where request_id is not null;

create table document_versions (
  document_id integer not null references documents,
  number integer not null,
  key uuid not null,
  file_id uuid not null unique,
  -- As it was sent; emptied when the bytes are deleted.
  file_name text not null check (length(file_name) <= 255),
  file_kind text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  -- Nobody opens a version before it is clean, or unchecked where the service has no scanner.
  check_state text not null default 'waiting' check (check_state in ('waiting', 'clean', 'unchecked', 'infected')),
  checked_at timestamptz,
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  erased_at timestamptz,
  -- Since when the bytes have not been where they should be, by the true clock; empty again when they are found.
  lost_at timestamptz,
  -- When whoever gave it was told by email that it was refused or lost.
  told_at timestamptz,
  primary key (document_id, number),
  unique (document_id, key)
);
create index document_versions_waiting on document_versions (at) where check_state = 'waiting' and erased_at is null;
create index document_versions_by_account on document_versions (account_id);
create index document_versions_lost on document_versions (lost_at) where lost_at is not null;
create index document_versions_untold on document_versions (document_id)
  where told_at is null and (check_state = 'infected' or lost_at is not null);

-- Every opening, by whom and when. Only ever added.
create table document_openings (
  id integer generated always as identity primary key,
  document_id integer not null,
  number integer not null,
  account_id integer references accounts,
  by_name text not null,
  side text not null check (side in ('partner', 'lead', 'programme-team')),
  how text not null check (how in ('downloaded', 'read as text', 'seen as a picture')),
  at timestamptz not null default alongside.now(),
  foreign key (document_id, number) references document_versions
);
create index document_openings_by_document on document_openings (document_id);

-- How long documents for a purpose are open to others, and kept at all: the programme team's settings. Where there is no
-- row, the service's own defaults hold.
create table document_rules (
  programme_id integer not null references programmes,
  purpose text not null check (purpose in ('support', 'visit', 'review')),
  open_days integer not null check (open_days between 7 and 3650),
  kept_days integer not null check (kept_days between 0 and 3650),
  revision integer not null default 1,
  changed_by integer references accounts,
  changed_by_name text not null,
  changed_at timestamptz not null default alongside.now(),
  primary key (programme_id, purpose)
);

-- Who sees what: the side that gave a document; those it is shared with, until it expires or is deleted.
alter table document_files enable row level security;
alter table document_requests enable row level security;
alter table documents enable row level security;
alter table document_versions enable row level security;
alter table document_openings enable row level security;
alter table document_rules enable row level security;

create policy document_files_read on document_files for select to alongside_app
  using ((select alongside.actor_role()) = 'system');
create policy document_files_add on document_files for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system');
create policy document_files_remove on document_files for delete to alongside_app
  using ((select alongside.actor_role()) = 'system');

create policy document_requests_read on document_requests for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'trust-leader' then false
    else partnership_id in (select unnest(alongside.seen_partnerships()))
  end);
create policy document_requests_add on document_requests for insert to alongside_app
  with check (asking_side = (select alongside.actor_side()) and partnership_id in (select p.id from partnerships p));
create policy document_requests_close on document_requests for update to alongside_app
  using ((select alongside.actor_side()) in (asking_side, asked_side)
    and partnership_id in (select p.id from partnerships p));

create policy documents_read on documents for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'trust-leader' then false
    else partnership_id in (select unnest(alongside.seen_partnerships()))
  end
  and ((select alongside.actor_role()) = 'system' or from_side = (select alongside.actor_side())
    or ((select alongside.actor_side()) = any (shared_with) and deleted_at is null
      and (expires_on is null or expires_on >= (select alongside.today())))));
create policy documents_add on documents for insert to alongside_app
  with check (from_side = (select alongside.actor_side()) and partnership_id in (select p.id from partnerships p));
create policy documents_change on documents for update to alongside_app
  using ((select alongside.actor_role()) = 'system'
    or (from_side = (select alongside.actor_side()) and partnership_id in (select p.id from partnerships p)));

-- Of what was replaced, its owner alone sees more than the newest.
create policy document_versions_read on document_versions for select to alongside_app using (
  (select alongside.actor_role()) = 'system'
  or exists (select from documents d where d.id = document_id
    and (d.from_side = (select alongside.actor_side()) or d.newest = number)));
create policy document_versions_add on document_versions for insert to alongside_app
  with check (exists (select from documents d where d.id = document_id and d.from_side = (select alongside.actor_side())));
create policy document_versions_check on document_versions for update to alongside_app
  using ((select alongside.actor_role()) = 'system');

-- Whoever gave a document sees who opened it.
create policy document_openings_read on document_openings for select to alongside_app using (
  (select alongside.actor_role()) = 'system'
  or exists (select from documents d where d.id = document_id and d.from_side = (select alongside.actor_side())));
create policy document_openings_add on document_openings for insert to alongside_app
  with check (account_id = (select alongside.actor_account()) and side = (select alongside.actor_side())
    and exists (select from documents d where d.id = document_id));

create policy document_rules_read on document_rules for select to alongside_app using (
  (select alongside.actor_role()) = 'system' or programme_id = (select alongside.actor_programme()));
create policy document_rules_add on document_rules for insert to alongside_app
  with check ((select alongside.actor_role()) = 'programme-team' and programme_id = (select alongside.actor_programme()));
create policy document_rules_change on document_rules for update to alongside_app
  using ((select alongside.actor_role()) = 'programme-team' and programme_id = (select alongside.actor_programme()));

grant select, insert, delete on document_files to alongside_app;
grant select, insert on document_requests, documents, document_versions, document_openings, document_rules to alongside_app;
grant update (closed_as, closed_reason, closed_at, closed_by_name) on document_requests to alongside_app;
grant update (title, shared_with, expires_on, newest, revision, deleted_at, deleted_by_name, deleted_because)
  on documents to alongside_app;
grant update (check_state, checked_at, file_name, erased_at, lost_at, told_at) on document_versions to alongside_app;
grant update (open_days, kept_days, revision, changed_by, changed_by_name, changed_at) on document_rules to alongside_app;

-- A request is answered while a document given for it is shared with whoever asked, and its file neither refused nor lost.
create function alongside.answer_request(request integer) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update document_requests r set answered_at = (
    select min(d.given_at) from documents d
    left join document_versions v on v.document_id = d.id and v.number = d.newest
    where d.request_id = r.id and d.given_to = any (d.shared_with)
      and (d.deleted_because is null or d.deleted_because = 'kept long enough')
      and (d.kind = 'link' or (v.check_state <> 'infected' and v.lost_at is null)))
  where r.id = request
$$;
create function alongside.document_answers() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.request_id is not null then
    perform alongside.answer_request(new.request_id);
  end if;
  return null;
end $$;
create trigger request_answered after insert or update on documents
  for each row execute function alongside.document_answers();

-- What counts as given: shared with whoever waits for it, found clean, and not lost. While it waits for the scanner it is under way. Deleted because it was
-- kept long enough, it was given all the same.
create view document_evidence with (security_invoker = true) as
  select d.partnership_id, 'document'::text as expectation_kind, d.expectation_key, d.occurrence,
    case when bool_or(d.kind = 'link' or v.check_state in ('clean', 'unchecked')) then 'done' else 'started' end as state,
    min((d.given_at at time zone 'Europe/London')::date) as happened_on,
    min(d.id) as reference
  from documents d
  left join document_versions v on v.document_id = d.id and v.number = d.newest
  where d.expectation_key is not null and d.given_to = any (d.shared_with)
    and (d.deleted_because is null or d.deleted_because = 'kept long enough')
    and (d.kind = 'link' or (v.check_state <> 'infected' and v.lost_at is null))
  group by d.partnership_id, d.expectation_key, d.occurrence;

create trigger evidence_seen after insert on documents
  referencing new table as changed for each statement execute function alongside.evidence_changed();
create trigger evidence_seen_again after update on documents
  referencing new table as changed for each statement execute function alongside.evidence_changed();
create function alongside.document_checked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(select d.partnership_id from documents d where d.id = new.document_id));
  perform alongside.answer_request(d.request_id) from documents d
    where d.id = new.document_id and d.request_id is not null;
  return null;
end $$;
create trigger evidence_seen after insert or update of check_state, lost_at on document_versions
  for each row execute function alongside.document_checked();

-- What somebody asked for beyond what the programme expects, and has not been given; when the partnership has ended it
-- cannot be any more. By itself, because a page that knows what is expected already would have the other half of what follows
-- planned for nothing, which takes longer than to run it.
create view document_request_promises with (security_invoker = true) as
  select r.partnership_id, r.asked_side as owed_by, r.asking_side as owed_to, r.title as what,
    (r.asked_at at time zone 'Europe/London')::date as since, r.due_on, r.id as reference
  from document_requests r
  where r.closed_at is null and r.answered_at is null
    and exists (select from partnerships p
      where p.id = r.partnership_id and p.status not in ('withdrawn', 'completed', 'moved'));

-- What is still owed, each thing once: what the programme expects, and what somebody asked for. For lists of promises.
create view document_promises with (security_invoker = true) as
  select q.partnership_id, q.acted_on_by as owed_by, x.given_to as owed_to, x.title as what, q.opens_on as since, q.due_on,
    'expectation'::text as asked_as, q.expectation_key as reference
  from expectation_progress q
  join partnership_cards p on p.id = q.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = q.pathway_key
    and x.key = q.expectation_key
  where x.kind = 'document' and q.partnership_status in ('confirmed', 'active')
    and q.progress in ('to do', 'in progress', 'overdue')
  union all
  select partnership_id, owed_by, owed_to, what, since, due_on, 'request', reference::text
  from document_request_promises;

grant select on document_evidence, document_request_promises, document_promises to alongside_app;
