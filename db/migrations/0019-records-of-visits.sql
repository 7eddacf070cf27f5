-- What both schools write down of a support day and sign: between the two of them alone.

-- owner: support
create table visit_records (
  item_id integer primary key references support_items on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  -- Goes up with each change; a signature stands under one revision.
  revision integer not null default 1,
  saw text not null default '' check (length(saw) <= 4000),
  working text not null default '' check (length(working) <= 4000),
  obstacles text not null default '' check (length(obstacles) <= 4000),
  lead_next text not null default '' check (length(lead_next) <= 2000),
  partner_next text not null default '' check (length(partner_next) <= 2000),
  last_key uuid not null unique,
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now()
);
create index visit_records_by_partnership on visit_records (partnership_id);

create table visit_signatures (
  item_id integer not null references visit_records on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  side text not null check (side in ('partner', 'lead')),
  revision integer not null,
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  primary key (item_id, side, revision)
);
create index visit_signatures_by_partnership on visit_signatures (partnership_id);

-- A school's own view, beside the record and never instead of it.
create table visit_views (
  id integer generated always as identity primary key,
  key uuid not null unique,
  item_id integer not null references visit_records on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  side text not null check (side in ('partner', 'lead')),
  text text not null check (length(text) between 1 and 4000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now()
);
create index visit_views_by_item on visit_views (item_id);
create index visit_views_by_partnership on visit_views (partnership_id);

-- A record under which both schools have put their names does not change; a signature is for the record as it is now.
create function alongside.keep_signed_record() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from visit_signatures s where s.item_id = old.item_id and s.revision = old.revision) = 2 then
    raise exception 'a record that both schools have signed does not change' using errcode = 'check_violation';
  end if;
  if new.revision <> old.revision + 1 or new.item_id <> old.item_id or new.partnership_id <> old.partnership_id then
    raise exception 'a record is append-only: it goes on from its last revision' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signed_record_kept before update on visit_records
  for each row execute function alongside.keep_signed_record();
create function alongside.sign_record_as_it_is() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from visit_records r
    where r.item_id = new.item_id and r.partnership_id = new.partnership_id and r.revision = new.revision for update;
  if not found then
    raise exception 'the record has changed since it was read' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger record_signed before insert on visit_signatures
  for each row execute function alongside.sign_record_as_it_is();

do $$
declare
  name text;
begin
  foreach name in array array['visit_records', 'visit_signatures', 'visit_views'] loop
    execute format('alter table %I enable row level security', name);
    execute format($policy$create policy %1$s_read on %1$I for select to alongside_app using (
      case when (select alongside.support_side()) is not null
        then partnership_id in (select unnest(alongside.own_partnerships()))
        else (select alongside.actor_role()) = 'system' end)$policy$, name);
  end loop;
end $$;
create policy visit_records_add on visit_records for insert to alongside_app with check (
  (select alongside.support_side()) is not null and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy visit_records_change on visit_records for update to alongside_app using (
  (select alongside.support_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy visit_signatures_add on visit_signatures for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy visit_views_add on visit_views for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
grant select, insert on visit_records, visit_signatures, visit_views to alongside_app;
grant update (revision, saw, working, obstacles, lead_next, partner_next, last_key, account_id, by_name, written_at)
  on visit_records to alongside_app;
