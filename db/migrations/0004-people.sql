-- People of the service: accounts, what each may act as, how they sign in, and who was invited.
-- owner: people

create table accounts (
  id integer generated always as identity primary key,
  email text not null check (email = btrim(email) and email like '%_@_%' and length(email) <= 254),
  name text not null check (name <> '' and length(name) <= 200),
  created_at timestamptz not null default now(),
  last_signed_in_at timestamptz
);
create unique index accounts_by_email on accounts (lower(email));

-- One row is one person in one role at one place. Leaving is a date and a reason, never a deletion.
create table assignments (
  id integer generated always as identity primary key,
  account_id integer not null references accounts,
  role text not null check (role in ('programme-team', 'hub-lead', 'named-leader', 'trust-leader', 'evaluator')),
  programme_id integer not null references programmes,
  hub_id integer, -- its foreign key comes with the hubs
  school_urn integer references schools,
  trust_uid integer references trusts,
  title text not null default '' check (length(title) <= 200),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_reason text check (length(ended_reason) <= 500),
  replaced_by integer references assignments,
  constraint assignments_place_fits_role check (
    (hub_id is not null) = (role = 'hub-lead')
    and (school_urn is not null) = (role = 'named-leader')
    and (trust_uid is not null) = (role = 'trust-leader')
  ),
  constraint assignments_end_is_explained check ((ended_at is null) = (ended_reason is null))
);
-- The same person holds the same role at the same place once at a time.
create unique index assignments_held_once on assignments
  (account_id, role, programme_id, coalesce(hub_id, school_urn, trust_uid, 0)) where ended_at is null;
-- Whoever reads an account is asked for its assignments, ended ones too.
create index assignments_by_account on assignments (account_id);
create index assignments_by_hub on assignments (hub_id) where hub_id is not null;
create index assignments_by_school on assignments (school_urn) where school_urn is not null;
create index assignments_by_trust on assignments (trust_uid) where trust_uid is not null;
create index assignments_by_programme on assignments (programme_id, role);

-- Who a sign-in service says someone is, once matched to an account here.
create table identities (
  issuer text not null,
  subject text not null,
  account_id integer not null references accounts,
  first_seen_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_by_account on identities (account_id);

-- One request for a one-time code. An address that nobody holds gets a row too, so that nothing tells the two apart.
-- The code itself is not here: it is derived from the id with the installation's secret, so this table signs nobody in.
create table sign_in_codes (
  id uuid primary key,
  email_hash text not null,
  account_id integer references accounts,
  next text not null default '/',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  tries_left smallint not null default 5 check (tries_left >= 0),
  used_at timestamptz
);
create index sign_in_codes_by_email on sign_in_codes (email_hash, created_at);
create index sign_in_codes_by_expiry on sign_in_codes (expires_at);

-- Only the hash of the cookie is kept: a copy of this table signs nobody in.
create table sessions (
  token_hash text primary key,
  account_id integer not null references accounts,
  assignment_id integer references assignments,
  -- What this sign-in may act as: DfE Sign-in says at which organisation someone is. Empty: all that the account holds.
  offered integer[],
  -- As they were at sign-in, so that reading the session needs no other table.
  place_name text,
  has_other_places boolean not null default false,
  signed_in_by text not null check (signed_in_by in ('code', 'dfe-sign-in', 'invitation', 'demonstration')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_expiry on sessions (expires_at);

-- An invitation's link is derived from its id with the installation's secret: no table holds it.
create table invitations (
  id integer generated always as identity primary key,
  key uuid not null unique,
  role text not null check (role in ('programme-team', 'hub-lead', 'named-leader', 'trust-leader', 'evaluator')),
  programme_id integer not null references programmes,
  hub_id integer,
  school_urn integer references schools,
  trust_uid integer references trusts,
  title text not null default '' check (length(title) <= 200),
  email text not null check (email = btrim(email) and email like '%_@_%' and length(email) <= 254),
  name text not null default '' check (length(name) <= 200),
  invited_by integer references accounts, -- null: by an import
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  sent_count integer not null default 0,
  last_sent_at timestamptz,
  replaces integer references assignments,
  accepted_at timestamptz,
  assignment_id integer references assignments,
  cancelled_at timestamptz,
  cancelled_by integer references accounts,
  constraint invitations_place_fits_role check (
    (hub_id is not null) = (role = 'hub-lead')
    and (school_urn is not null) = (role = 'named-leader')
    and (trust_uid is not null) = (role = 'trust-leader')
  ),
  constraint invitations_accepted_gives_assignment check ((accepted_at is null) = (assignment_id is null)),
  constraint invitations_end_once check (accepted_at is null or cancelled_at is null)
);
-- One open invitation for one person to one place: inviting again sends the same one again.
create unique index invitations_open_once on invitations
  (lower(email), role, programme_id, coalesce(hub_id, school_urn, trust_uid, 0))
  where accepted_at is null and cancelled_at is null;
create index invitations_by_hub on invitations (hub_id) where hub_id is not null;
create index invitations_by_school on invitations (school_urn) where school_urn is not null;
create index invitations_by_programme on invitations (programme_id, role);

alter table accounts enable row level security;
alter table assignments enable row level security;
alter table identities enable row level security;
alter table sign_in_codes enable row level security;
alter table sessions enable row level security;
alter table invitations enable row level security;

-- Signing in happens before there is an actor, in the scope of the system; nobody else sees these three.
create policy identities_system on identities to alongside_app using ((select alongside.actor_role()) = 'system');
create policy sign_in_codes_system on sign_in_codes to alongside_app using ((select alongside.actor_role()) = 'system');
create policy sessions_system on sessions to alongside_app using ((select alongside.actor_role()) = 'system');

-- Who holds the session of this hash, asked before every page and before there is an actor: a function of the owner's, so
-- that it is one statement. Whoever knows the hash holds the session. An assignment that has ended gives no role.
create function alongside.session_of(hash text, idle_minutes integer, seen_every_minutes integer)
  returns table (account_id integer, name text, email text, role text, programme_id integer, hub_id integer,
    school_urn integer, trust_uid integer, place_name text, has_other_places boolean, unseen boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select s.account_id, a.name, a.email, g.role, g.programme_id, g.hub_id, g.school_urn, g.trust_uid, s.place_name,
      s.has_other_places, s.last_seen_at < now() - make_interval(mins => seen_every_minutes)
    from sessions s
    join accounts a on a.id = s.account_id
    left join assignments g on g.id = s.assignment_id and g.ended_at is null
    where s.token_hash = hash and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => idle_minutes);
end $$;
revoke execute on function alongside.session_of(text, integer, integer) from public;
grant execute on function alongside.session_of(text, integer, integer) to alongside_app;

-- Whom a hub and its partner schools see of each other is added with the partnerships (0008).
create policy assignments_read on assignments for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then school_urn = (select alongside.actor_school())
      and programme_id = (select alongside.actor_programme())
    else account_id = (select alongside.actor_account())
  end
);
create policy assignments_write on assignments for insert to alongside_app with check (
  (select alongside.actor_role()) = 'system'
  or (select alongside.actor_role()) = 'programme-team' and programme_id = (select alongside.actor_programme())
);
-- Rows that may be read may be ended; which of them is for the policy functions and, at a place, for 0008.
create policy assignments_end on assignments for update to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'named-leader' then school_urn = (select alongside.actor_school())
      and programme_id = (select alongside.actor_programme())
    else false
  end
);

-- An account is seen where one of its assignments is.
create policy accounts_read on accounts for select to alongside_app using (
  (select alongside.actor_role()) = 'system'
  or id = (select alongside.actor_account())
  or exists (select from assignments where assignments.account_id = accounts.id)
);
create policy accounts_add on accounts for insert to alongside_app with check ((select alongside.actor_role()) = 'system');
create policy accounts_change on accounts for update to alongside_app using (
  (select alongside.actor_role()) = 'system' or id = (select alongside.actor_account())
);

create policy invitations_all on invitations to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'named-leader' then role = 'named-leader' and school_urn = (select alongside.actor_school())
      and programme_id = (select alongside.actor_programme())
    else false
  end
);

-- Finds or makes the account of each address, whatever the caller may see of accounts: an address may already
-- belong to someone in another programme. The name of an account that exists is left alone.
create function alongside.ensure_accounts(emails text[], names text[])
returns table (email text, account_id integer)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if alongside.actor_role() not in ('', 'system', 'programme-team') then
    raise exception 'accounts are made by the system or the programme team' using errcode = '42501';
  end if;
  insert into accounts (email, name)
    select distinct on (lower(given.email)) given.email, given.name
    from unnest(emails, names) as given (email, name)
    on conflict (lower(email)) do nothing;
  return query
    select given.email, accounts.id
    from (select distinct unnest(emails) as email) as given
    join accounts on lower(accounts.email) = lower(given.email);
end $$;
revoke all on function alongside.ensure_accounts(text[], text[]) from public;
grant execute on function alongside.ensure_accounts(text[], text[]) to alongside_app;

grant select, insert, update on accounts, assignments, invitations to alongside_app;
grant select, insert, update, delete on identities, sign_in_codes, sessions to alongside_app;
