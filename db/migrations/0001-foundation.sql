-- The two locks of the house: an application role that owns nothing, and the words a row-level policy may ask of a request.
-- owner: platform

create extension if not exists pg_trgm;

do $$
begin
  if not exists (select from pg_roles where rolname = 'alongside_app') then
    create role alongside_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception
  -- Roles belong to the whole server: two databases migrating at once may both try.
  when duplicate_object or unique_violation then null;
end $$;

grant alongside_app to current_user;

create schema alongside;
grant usage on schema alongside, public to alongside_app;

-- Each request's transaction states its actor with set_config(…, true). An unset setting reads as nobody.
create function alongside.actor_role() returns text language sql stable parallel safe
  return coalesce(current_setting('alongside.role', true), '');
create function alongside.actor_account() returns integer language sql stable parallel safe
  return nullif(current_setting('alongside.account', true), '')::integer;
create function alongside.actor_programme() returns integer language sql stable parallel safe
  return nullif(current_setting('alongside.programme', true), '')::integer;
create function alongside.actor_hub() returns integer language sql stable parallel safe
  return nullif(current_setting('alongside.hub', true), '')::integer;
create function alongside.actor_school() returns integer language sql stable parallel safe
  return nullif(current_setting('alongside.school', true), '')::integer;
create function alongside.actor_trust() returns integer language sql stable parallel safe
  return nullif(current_setting('alongside.trust', true), '')::integer;
-- The clock can be moved in the demonstration world, so no query asks the server for the date.
create function alongside.today() returns date language sql stable parallel safe
  return nullif(current_setting('alongside.today', true), '')::date;
-- What is written down carries the same clock. Without one (migrations, first load) it is the server's.
create function alongside.now() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('alongside.now', true), '')::timestamptz, now());

-- Settings of this installation that must survive a restart (the demonstration clock, what has been loaded).
create table settings (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
alter table settings enable row level security;
create policy settings_read on settings for select to alongside_app using (true);
create policy settings_write on settings for all to alongside_app
  using ((select alongside.actor_role()) = 'system')
  with check ((select alongside.actor_role()) = 'system');
grant select, insert, update, delete on settings to alongside_app;
