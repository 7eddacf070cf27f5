-- The final review of one-to-one support, which both schools write and sign; and who is told that a support day changed.

-- owner: support
-- One review a partnership. Its revision goes up with every change of what stands in it; a signature is for one revision.
create table final_reviews (
  partnership_id integer primary key references partnerships on delete cascade,
  revision integer not null default 0,
  started_at timestamptz not null default alongside.now(),
  started_by_name text not null
);

-- What the two say, one row a topic, so that two people write about two topics at once.
create table final_review_topics (
  partnership_id integer not null references final_reviews on delete cascade,
  topic text not null check (topic in ('progress', 'support', 'changes', 'sustaining', 'follow-up')),
  revision integer not null default 1,
  words text not null default '' check (length(words) <= 4000),
  -- The day of the follow-up.
  on_day date,
  last_key uuid not null unique,
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now(),
  primary key (partnership_id, topic),
  check ((topic = 'follow-up') = (on_day is not null))
);

create table final_review_steps (
  id integer generated always as identity primary key,
  key uuid not null unique,
  partnership_id integer not null references final_reviews on delete cascade,
  revision integer not null default 1,
  text text not null check (length(text) between 1 and 500),
  owner_side text not null check (owner_side in ('partner', 'lead')),
  owner_role text not null check (length(owner_role) between 1 and 100),
  owner_name text not null default '' check (length(owner_name) <= 100),
  due_on date,
  last_key uuid not null unique,
  account_id integer references accounts,
  by_name text not null,
  written_at timestamptz not null default alongside.now()
);
create index final_review_steps_by_partnership on final_review_steps (partnership_id);

create table final_review_signatures (
  partnership_id integer not null references final_reviews on delete cascade,
  side text not null check (side in ('partner', 'lead')),
  revision integer not null,
  -- Plan, self-assessments and support days as this side read them when it signed: they may go on, the review does not.
  facts jsonb not null,
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  primary key (partnership_id, side, revision)
);

-- Opens the review of a partnership where it is not open yet, and holds it until the transaction ends: whoever writes or
-- signs takes turns. Nothing happens for somebody whose partnership it is not.
create function alongside.hold_final_review(partnership integer, by_name text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if alongside.support_side() is null or not partnership = any (alongside.own_partnerships()) then
    return;
  end if;
  insert into final_reviews (partnership_id, started_by_name) values (partnership, by_name) on conflict do nothing;
  perform from final_reviews r where r.partnership_id = partnership for update;
end $$;
revoke execute on function alongside.hold_final_review(integer, text) from public;
grant execute on function alongside.hold_final_review(integer, text) to alongside_app;

-- Each change makes a new revision, under which nobody has signed; what both have signed does not change.
create function alongside.final_review_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed integer := case when tg_op = 'DELETE' then old.partnership_id else new.partnership_id end;
  signed integer;
begin
  perform from final_reviews r where r.partnership_id = changed for update;
  select count(*) into signed from final_review_signatures s join final_reviews r using (partnership_id, revision)
    where s.partnership_id = changed;
  if signed = 2 then
    raise exception 'a final review that both schools have signed does not change: it is append-only' using errcode = 'check_violation';
  end if;
  update final_reviews set revision = revision + 1 where partnership_id = changed;
  return null;
end $$;
create trigger final_review_changed after insert or update or delete on final_review_topics
  for each row execute function alongside.final_review_changed();
create trigger final_review_changed after insert or update or delete on final_review_steps
  for each row execute function alongside.final_review_changed();

create function alongside.sign_final_review_as_it_is() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from final_reviews r where r.partnership_id = new.partnership_id and r.revision = new.revision for update;
  if not found then
    raise exception 'the final review has changed since it was read' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger final_review_signed before insert on final_review_signatures
  for each row execute function alongside.sign_final_review_as_it_is();

-- Between the two schools alone.
do $$
declare
  name text;
begin
  foreach name in array array['final_reviews', 'final_review_topics', 'final_review_steps', 'final_review_signatures'] loop
    execute format('alter table %I enable row level security', name);
    execute format($policy$create policy %1$s_read on %1$I for select to alongside_app using (
      case when (select alongside.support_side()) is not null
        then partnership_id in (select unnest(alongside.own_partnerships()))
        else (select alongside.actor_role()) = 'system' end)$policy$, name);
  end loop;
  foreach name in array array['final_review_topics', 'final_review_steps'] loop
    execute format($policy$create policy %1$s_add on %1$I for insert to alongside_app with check (
      (select alongside.support_side()) is not null and account_id = (select alongside.actor_account())
      and partnership_id in (select unnest(alongside.own_partnerships())))$policy$, name);
    execute format($policy$create policy %1$s_change on %1$I for update to alongside_app using (
      (select alongside.support_side()) is not null
      and partnership_id in (select unnest(alongside.own_partnerships())))$policy$, name);
  end loop;
end $$;
create policy final_review_steps_remove on final_review_steps for delete to alongside_app using (
  (select alongside.support_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy final_review_signatures_add on final_review_signatures for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));
grant select on final_reviews to alongside_app;
grant select, insert on final_review_topics, final_review_steps, final_review_signatures to alongside_app;
grant update (revision, words, on_day, last_key, account_id, by_name, written_at) on final_review_topics to alongside_app;
grant update (revision, text, owner_side, owner_role, owner_name, due_on, last_key, account_id, by_name, written_at)
  on final_review_steps to alongside_app;
grant delete on final_review_steps to alongside_app;

-- Done when both have signed the review as it stands.
create view final_review_evidence with (security_invoker = true) as
  select r.partnership_id, 'final-review' as expectation_kind, 1 as occurrence,
    case when count(s.side) = 2 then 'done' else 'started' end as state,
    (case when count(s.side) = 2 then max(s.at) else min(r.started_at) end at time zone 'Europe/London')::date
      as happened_on,
    r.partnership_id as reference
  from final_reviews r
  left join final_review_signatures s on s.partnership_id = r.partnership_id and s.revision = r.revision
  group by r.partnership_id;
grant select on final_review_evidence to alongside_app;

-- A review that one side has signed as it stands waits for the other's signature. A function of the owner's, as the other
-- promises are: the two schools and the programme team learn that it waits, and nothing of what it says.
create function alongside.promised_reviews(among integer[])
  returns table (partnership_id integer, promised_by text, since date)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select r.partnership_id, case s.side when 'lead' then 'partner' else 'lead' end,
      (s.at at time zone 'Europe/London')::date
    from final_reviews r
    join partnerships n on n.id = r.partnership_id and n.status not in ('withdrawn', 'completed', 'moved')
    join final_review_signatures s on s.partnership_id = r.partnership_id and s.revision = r.revision
    where (among is null or r.partnership_id = any (among))
      and alongside.actor_role() in ('hub-lead', 'named-leader', 'programme-team')
      and r.partnership_id in (select unnest(alongside.seen_partnerships()))
      and not exists (select from final_review_signatures o
        where o.partnership_id = r.partnership_id and o.revision = r.revision and o.side <> s.side);
end $$;
revoke execute on function alongside.promised_reviews(integer[]) from public;
grant execute on function alongside.promised_reviews(integer[]) to alongside_app;

create trigger evidence_seen after insert or delete on final_reviews
  for each row execute function alongside.evidence_changed();
create trigger evidence_seen after insert or delete on final_review_signatures
  for each row execute function alongside.evidence_changed();

-- owner: support
-- An email about a support day that waits for its hour: one a person and day, however often it is changed until then.
create table support_day_notices (
  account_id integer not null references accounts,
  item_id integer not null references support_items on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  -- What the first change was: somebody who was never told of a day is not told that it was cancelled.
  change text not null check (change in ('agreed', 'moved', 'cancelled')),
  send_at timestamptz not null,
  primary key (account_id, item_id)
);
create index support_day_notices_by_hour on support_day_notices (send_at);
create index support_day_notices_by_item on support_day_notices (item_id);
create index support_day_notices_by_partnership on support_day_notices (partnership_id);
alter table support_day_notices enable row level security;
-- Whoever changes a day leaves notices for both schools; only the job that sends them reads and removes them.
create policy support_day_notices_add on support_day_notices for insert to alongside_app with check (
  (select alongside.support_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy support_day_notices_read on support_day_notices for select to alongside_app
  using ((select alongside.actor_role()) = 'system');
create policy support_day_notices_send on support_day_notices for delete to alongside_app
  using ((select alongside.actor_role()) = 'system');
grant select, insert, delete on support_day_notices to alongside_app;
