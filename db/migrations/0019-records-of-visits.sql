-- What both schools write down of a support day and sign: between the two of them alone.

-- owner: support
create table visit_records (
  item_id integer primary key references support_items on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  -- Goes up with each change, of the words and of what was agreed; a signature stands under one revision.
  revision integer not null default 0,
  saw text not null default '' check (length(saw) <= 4000),
  working text not null default '' check (length(working) <= 4000),
  obstacles text not null default '' check (length(obstacles) <= 4000),
  -- Five working days after the day, as the calendar of England has it when the record is written.
  sign_by date not null,
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now()
);
create index visit_records_by_partnership on visit_records (partnership_id);

-- Every wording that was ever saved of a part of the record, under a key of its own: sent twice, it is written once. Without a
-- revision it was set aside, because the other side had written in the meantime: it stands beside the record until
-- somebody has put the two together.
create table visit_notes (
  key uuid primary key,
  -- In the order in which they were written, which a clock may not tell apart.
  number integer generated always as identity,
  item_id integer not null references visit_records on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  field text not null check (field in ('saw', 'working', 'obstacles', 'agreed')),
  text text not null check (length(text) <= 4000),
  -- The revision of the record that it made.
  revision integer,
  side text not null check (side in ('partner', 'lead')),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  settled_at timestamptz,
  settled_by_name text,
  check (settled_at is null or revision is null)
);
create index visit_notes_by_item on visit_notes (item_id, field, revision);
create index visit_notes_by_partnership on visit_notes (partnership_id);

-- What each school will do, and by when. Added and taken out, never rewritten, so that two devices cannot overwrite each other.
create table visit_actions (
  -- Made by the form or the device that wrote it.
  key uuid primary key,
  -- In the order in which they were written, which a clock may not tell apart.
  number integer generated always as identity,
  item_id integer not null references visit_records on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  -- Whoever will do it.
  doer text not null check (doer in ('partner', 'lead')),
  text text not null check (length(text) between 1 and 1000),
  owner_name text not null default '' check (length(owner_name) <= 200),
  due_on date,
  -- The objective of the plan that it serves; a new one where there is none.
  objective_id integer,
  side text not null check (side in ('partner', 'lead')),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  taken_out_at timestamptz,
  taken_out_by_name text
);
create index visit_actions_by_item on visit_actions (item_id);
create index visit_actions_by_partnership on visit_actions (partnership_id);

-- The running order of a visit as the two schools have changed it; before that it is a draft that nobody has to keep.
create table visit_running_orders (
  item_id integer primary key references support_items on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  revision integer not null default 1,
  -- [{title, minutes, who, look}]
  parts jsonb not null check (jsonb_typeof(parts) = 'array' and jsonb_array_length(parts) between 1 and 20),
  last_key uuid not null,
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now()
);
create index visit_running_orders_by_partnership on visit_running_orders (partnership_id);

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
    raise exception 'a record that both schools have signed does not change: it is append-only' using errcode = 'check_violation';
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

create function alongside.keep_signed_actions() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if alongside.is_signed_visit(new.item_id, new.partnership_id) then
    raise exception 'a record that both schools have signed does not change: it is append-only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- Both schools have put their names under the record as it is.
create function alongside.is_signed_visit(item integer, partnership integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) = 2 from visit_signatures s
  join visit_records r on r.item_id = s.item_id and r.revision = s.revision
  where s.item_id = item and s.partnership_id = partnership
$$;
create trigger signed_actions_kept before insert or update on visit_actions
  for each row execute function alongside.keep_signed_actions();

do $$
declare
  name text;
begin
  foreach name in array array['visit_records', 'visit_notes', 'visit_actions', 'visit_running_orders', 'visit_signatures',
    'visit_views'] loop
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
do $$
declare
  name text;
begin
  foreach name in array array['visit_notes', 'visit_actions'] loop
    execute format('create policy %1$s_add on %1$I for insert to alongside_app with check (
      side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
      and partnership_id in (select unnest(alongside.own_partnerships())))', name);
  end loop;
  foreach name in array array['visit_notes', 'visit_actions', 'visit_running_orders'] loop
    execute format('create policy %1$s_change on %1$I for update to alongside_app using (
      (select alongside.support_side()) is not null
      and partnership_id in (select unnest(alongside.own_partnerships())))', name);
  end loop;
end $$;
create policy visit_running_orders_add on visit_running_orders for insert to alongside_app with check (
  (select alongside.support_side()) is not null and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy visit_signatures_add on visit_signatures for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy visit_views_add on visit_views for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
grant select, insert on visit_records, visit_notes, visit_actions, visit_running_orders, visit_signatures, visit_views
  to alongside_app;
grant update (revision, saw, working, obstacles, sign_by, account_id, by_name, written_at) on visit_records to alongside_app;
grant update (settled_at, settled_by_name) on visit_notes to alongside_app;
grant update (taken_out_at, taken_out_by_name) on visit_actions to alongside_app;
grant update (revision, parts, last_key, account_id, by_name, written_at) on visit_running_orders to alongside_app;

-- A record waits for the signature of each school, from the day of its present wording. The programme team learns that it does.
create function alongside.promised_signatures(among integer[])
  returns table (partnership_id integer, promised_by text, reference integer, since date, due_on date)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select r.partnership_id, w.side, r.item_id, (r.written_at at time zone 'Europe/London')::date, r.sign_by
    from visit_records r
    join support_items i on i.id = r.item_id and i.state <> 'cancelled'
    -- Of a partnership that has ended nothing is signed any more.
    join partnerships n on n.id = r.partnership_id and n.status not in ('withdrawn', 'completed', 'moved')
    cross join (values ('lead'), ('partner')) w (side)
    where r.revision > 0 and (among is null or r.partnership_id = any (among))
      and alongside.actor_role() in ('hub-lead', 'named-leader', 'programme-team')
      and r.partnership_id in (select unnest(alongside.seen_partnerships()))
      and not exists (select from visit_signatures s
        where s.item_id = r.item_id and s.side = w.side and s.revision = r.revision);
end $$;
revoke execute on function alongside.promised_signatures(integer[]) from public;
grant execute on function alongside.promised_signatures(integer[]) to alongside_app;

create function alongside.has_signed_visit(partnership integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from visit_records r
    where r.partnership_id = partnership and alongside.is_signed_visit(r.item_id, partnership))
$$;
revoke execute on function alongside.is_signed_visit(integer, integer), alongside.has_signed_visit(integer) from public;
grant execute on function alongside.is_signed_visit(integer, integer), alongside.has_signed_visit(integer) to alongside_app;

-- owner: action-plans
-- What both schools have signed that they will do goes into the plan that both write, whoever signs last: the lead adds what
-- stands in a signed record, and nothing else. The key of what was agreed is there once.
alter table priorities add column agreed_visit integer;
alter table objectives add column agreed_visit integer;
alter table actions add column agreed_visit integer, add column agreed_key uuid unique;
create function alongside.may_take_up(plan integer, visit integer) returns boolean language sql stable as $$
  select visit is not null and alongside.may_write_plan(plan) and exists (
    select from action_plans a where a.id = plan and alongside.is_signed_visit(visit, a.partnership_id))
$$;
create policy action_plans_start_agreed on action_plans for insert to alongside_app
  with check ((select alongside.actor_role()) = 'hub-lead' and joint
    and exists (select from partnerships p where p.id = partnership_id) and alongside.has_signed_visit(partnership_id));
create policy priorities_agreed on priorities for insert to alongside_app
  with check (alongside.may_take_up(plan_id, agreed_visit));
create policy objectives_agreed on objectives for insert to alongside_app
  with check (alongside.may_take_up(plan_id, agreed_visit));
create policy actions_agreed on actions for insert to alongside_app
  with check (agreed_key is not null and alongside.may_take_up(plan_id, agreed_visit));

-- owner: conversations
-- The day on which whoever is waited on was reminded: once for a question.
alter table partnership_questions add column reminded_on date;
grant update (reminded_on) on partnership_questions to alongside_app;
create policy partnership_questions_remind on partnership_questions for update to alongside_app
  using ((select alongside.actor_role()) = 'system');
