-- Support days: what one school gives another, one to one, agreed by both. Nothing is ever edited: each step is an entry.

-- owner: programmes
-- What each pathway says of support days: 'by term', 'none' or 'not published', and how many half days may be carried
-- from one support term into the next.
create view pathway_support_days with (security_invoker = true) as
  select v.id as programme_version_id, p ->> 'key' as pathway_key,
    case when jsonb_typeof(p -> 'supportDays' -> 'byTerm') = 'array' then 'by term'
      else p -> 'supportDays' ->> 'byTerm' end as days,
    case p -> 'supportDays' ->> 'carryOver'
      when 'none' then 0
      when 'all' then 1000
      else coalesce(((p -> 'supportDays' ->> 'carryOver')::numeric * 2)::integer, 0)
    end as carry_half_days
  from programme_versions v
  cross join lateral jsonb_array_elements(v.definition -> 'pathways') p;
grant select on pathway_support_days to alongside_app;

-- owner: support
-- One support day, whole or half, as its entries have left it. Only the trigger of support_entries writes here.
create table support_items (
  id integer generated always as identity primary key,
  partnership_id integer not null references partnerships on delete cascade,
  type text not null check (type in ('deep-dive', 'visit', 'remote', 'training', 'review')),
  -- How many entries it has: what a form has seen.
  entries integer not null default 0,
  state text not null default 'proposed' check (state in ('proposed', 'booked', 'delivered', 'cancelled')),
  half_days integer not null default 0 check (half_days between 0 and 2),
  -- Whose entitlement it takes from; known once there is a day.
  support_term integer,
  held_on date,
  starts_at text not null default '' check (starts_at ~ '^([0-2]\d:[0-5]\d)?$'),
  ends_at text not null default '' check (ends_at ~ '^([0-2]\d:[0-5]\d)?$'),
  place text not null default '' check (length(place) <= 200),
  lead_people text not null default '' check (length(lead_people) <= 300),
  partner_people text not null default '' check (length(partner_people) <= 300),
  travel_minutes integer check (travel_minutes between 0 and 1440),
  -- What one school has put forward and the other has not answered: {side, kind, dates, halfDays, …}.
  offer jsonb,
  -- When a day was first agreed.
  agreed_on date,
  check ((state in ('booked', 'delivered')) <= (held_on is not null and support_term is not null)),
  check (offer is null or (offer ->> 'side' in ('partner', 'lead')
    and offer ->> 'kind' in ('dates', 'delivered', 'corrected')))
);
create index support_items_by_partnership on support_items (partnership_id);

create table support_entries (
  item_id integer not null references support_items on delete cascade,
  number integer not null check (number > 0),
  partnership_id integer not null references partnerships on delete cascade,
  key uuid not null unique,
  kind text not null
    check (kind in ('proposed', 'agreed', 'booked', 'delivered', 'kept', 'cancelled', 'corrected')),
  side text not null check (side in ('partner', 'lead')),
  -- The day as this entry leaves it.
  state text not null check (state in ('proposed', 'booked', 'delivered', 'cancelled')),
  half_days integer not null check (half_days between 0 and 2),
  support_term integer,
  held_on date,
  starts_at text not null default '',
  ends_at text not null default '',
  place text not null default '',
  lead_people text not null default '',
  partner_people text not null default '',
  travel_minutes integer,
  offer jsonb,
  note text not null default '' check (length(note) <= 1000),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now(),
  primary key (item_id, number)
);
create index support_entries_by_partnership on support_entries (partnership_id);

-- The sums, kept by the trigger, so that the database has the last word: never more than was promised, never below nought.
create table support_day_counts (
  partnership_id integer not null references partnerships on delete cascade,
  support_term integer not null,
  -- Empty where the programme publishes no number: then there is no limit.
  entitled integer check (entitled >= 0),
  carry_limit integer not null default 0 check (carry_limit >= 0),
  carried_in integer not null default 0 check (carried_in between 0 and carry_limit),
  booked integer not null default 0 check (booked >= 0),
  delivered integer not null default 0 check (delivered >= 0),
  primary key (partnership_id, support_term),
  check (entitled is null or booked + delivered <= entitled + carried_in)
);

-- Opens the ledger of a partnership where it is not open yet, and holds it until the transaction ends: steps of one
-- partnership take turns. Nothing happens for somebody whose partnership it is not.
create function alongside.hold_support_days(partnership integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (alongside.actor_role() = 'system' or partnership = any (alongside.own_partnerships())) then
    return;
  end if;
  insert into support_day_counts (partnership_id, support_term, entitled, carry_limit)
  select p.id, t.number, e.half_days, d.carry_half_days
  from partnerships p
  join pathway_support_days d on d.programme_version_id = p.programme_version_id and d.pathway_key = p.pathway_key
    and d.days <> 'none'
  join support_terms t on t.cohort_id = p.cohort_id
  join pathways w on w.programme_version_id = p.programme_version_id and w.key = p.pathway_key
    and t.number <= w.support_terms
  left join support_day_entitlements e on e.programme_version_id = p.programme_version_id
    and e.pathway_key = p.pathway_key and e.support_term = t.number
  where p.id = partnership
  order by t.number
  on conflict do nothing;
  perform from support_day_counts c where c.partnership_id = partnership order by c.support_term for update;
end $$;
revoke execute on function alongside.hold_support_days(integer) from public;
grant execute on function alongside.hold_support_days(integer) to alongside_app;

-- Counts an entry and leaves its day as the entry says. The terms are gone through once, each to where it ends up.
create function alongside.count_support_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item support_items;
  term support_day_counts;
  now_booked integer;
  now_delivered integer;
  carried integer := 0;
begin
  select * into item from support_items where id = new.item_id for update;
  if item.partnership_id <> new.partnership_id or new.number <> item.entries + 1 then
    raise exception 'a support day goes on from its last entry' using errcode = 'check_violation';
  end if;
  for term in
    select * from support_day_counts where partnership_id = new.partnership_id order by support_term for update
  loop
    now_booked := term.booked
      - case when item.state = 'booked' and item.support_term = term.support_term then item.half_days else 0 end
      + case when new.state = 'booked' and new.support_term = term.support_term then new.half_days else 0 end;
    now_delivered := term.delivered
      - case when item.state = 'delivered' and item.support_term = term.support_term then item.half_days else 0 end
      + case when new.state = 'delivered' and new.support_term = term.support_term then new.half_days else 0 end;
    if (now_booked, now_delivered, least(term.carry_limit, carried))
      is distinct from (term.booked, term.delivered, term.carried_in)
    then
      update support_day_counts
      set booked = now_booked, delivered = now_delivered, carried_in = least(carry_limit, carried)
      where partnership_id = term.partnership_id and support_term = term.support_term;
    end if;
    carried := greatest(0, coalesce(term.entitled, 0) + least(term.carry_limit, carried) - now_booked - now_delivered);
  end loop;
  if new.state in ('booked', 'delivered') and not exists (
    select from support_day_counts
    where partnership_id = new.partnership_id and support_term = new.support_term) then
    raise exception 'there is no such support term' using errcode = 'check_violation';
  end if;
  update support_items
  set entries = new.number, state = new.state, half_days = new.half_days, support_term = new.support_term,
    held_on = new.held_on, starts_at = new.starts_at, ends_at = new.ends_at, place = new.place,
    lead_people = new.lead_people, partner_people = new.partner_people, travel_minutes = new.travel_minutes,
    offer = new.offer,
    agreed_on = coalesce(agreed_on, case when new.kind in ('booked', 'delivered') then (new.at at time zone 'Europe/London')::date end)
  where id = new.item_id;
  return new;
end $$;
create trigger support_entry_counted before insert on support_entries
  for each row execute function alongside.count_support_entry();

alter table support_items enable row level security;
alter table support_entries enable row level security;
alter table support_day_counts enable row level security;

-- The two schools, and the programme team that promised the days.
do $$
declare
  name text;
begin
  foreach name in array array['support_items', 'support_entries', 'support_day_counts'] loop
    execute format($policy$create policy %1$s_read on %1$I for select to alongside_app using (
      case (select alongside.actor_role())
        when 'system' then true
        when 'trust-leader' then false
        else partnership_id in (select unnest(alongside.seen_partnerships()))
      end)$policy$, name);
  end loop;
end $$;
-- The side on which somebody acts in one-to-one support.
create function alongside.support_side() returns text language sql stable parallel safe
  return case alongside.actor_role() when 'hub-lead' then 'lead' when 'named-leader' then 'partner' end;
create policy support_items_add on support_items for insert to alongside_app with check (
  (select alongside.support_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy support_entries_add on support_entries for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));

grant select, insert (partnership_id, type) on support_items to alongside_app;
grant select, insert on support_entries to alongside_app;
grant select on support_day_counts to alongside_app;

create trigger oversight_change after insert or update or delete on support_day_counts
  for each statement execute function alongside.note_oversight_change();

-- For the rest of the service: what of the programme's expectations has been met here.
create view support_evidence with (security_invoker = true) as
  select partnership_id, 'visit-date' as expectation_kind, 1 as occurrence, 'done' as state,
    min(agreed_on) as happened_on, min(id) as reference
  from support_items where type = 'deep-dive' and state in ('booked', 'delivered') and agreed_on is not null
  group by partnership_id
  union all
  select partnership_id, 'visit', 1, case when bool_or(state = 'delivered') then 'done' else 'started' end,
    coalesce(min(held_on) filter (where state = 'delivered'), min(agreed_on)), min(id)
  from support_items where type = 'deep-dive' and state in ('booked', 'delivered') and agreed_on is not null
  group by partnership_id
  union all
  select i.partnership_id, 'support-days', i.support_term,
    case when sum(i.half_days) filter (where i.state = 'delivered') >= min(c.entitled) then 'done' else 'started' end,
    case when sum(i.half_days) filter (where i.state = 'delivered') >= min(c.entitled)
      then max(i.held_on) filter (where i.state = 'delivered') else min(i.agreed_on) end,
    min(i.id)
  from support_items i
  join support_day_counts c on c.partnership_id = i.partnership_id and c.support_term = i.support_term
  where i.state in ('booked', 'delivered')
  group by i.partnership_id, i.support_term;
grant select on support_evidence to alongside_app;
create trigger evidence_seen after insert or delete on support_items
  for each row execute function alongside.evidence_changed();
-- What is put forward and not yet agreed is evidence of nothing.
create trigger evidence_seen_again after update on support_items
  for each row when ((old.type, old.state, old.half_days, old.support_term, old.held_on, old.agreed_on)
    is distinct from (new.type, new.state, new.half_days, new.support_term, new.held_on, new.agreed_on))
  execute function alongside.evidence_changed();
