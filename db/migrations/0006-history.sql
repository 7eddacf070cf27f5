-- Who did what and when, in plain sentences: append-only, each entry chained to the one before it by hash.
-- owner: history

-- The end of each chain. Locking this row puts two writers of one chain in turn, and an entry cut off the end is missed.
create table history_chains (
  chain text primary key,
  sequence integer not null,
  hash bytea not null
);

create table history (
  id integer generated always as identity primary key,
  -- What the entry is about, e.g. 'partnership:12', 'hub:3', 'programme:1'.
  chain text not null,
  sequence integer not null,
  programme_id integer,
  hub_id integer,
  partnership_id integer,
  kind text not null,
  sentence text not null,
  details jsonb not null default '{}',
  account_id integer,
  by_name text not null,
  happened_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  unique (chain, sequence)
);
create index history_by_partnership on history (partnership_id, id desc) where partnership_id is not null;
create index history_by_hub on history (hub_id, id desc);

create function alongside.history_hash(entry history) returns bytea language sql immutable as $$
  select sha256(convert_to(jsonb_build_array(
    encode(entry.previous_hash, 'hex'), entry.chain, entry.sequence, entry.programme_id, entry.hub_id,
    entry.partnership_id, entry.kind, entry.sentence, entry.details, entry.account_id, entry.by_name,
    (extract(epoch from entry.happened_at) * 1000000)::bigint)::text, 'UTF8'))
$$;

create function alongside.chain_history() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head history_chains;
begin
  -- Who may read an entry follows from what it is about.
  if new.partnership_id is not null then
    select p.programme_id, p.hub_id into new.programme_id, new.hub_id from partnerships p where p.id = new.partnership_id;
  elsif new.hub_id is not null then
    select h.programme_id into new.programme_id from hubs h where h.id = new.hub_id;
  end if;
  insert into history_chains as c (chain, sequence, hash) values (new.chain, 0, sha256(convert_to(new.chain, 'UTF8')))
    on conflict (chain) do update set chain = c.chain
    returning * into head;
  new.sequence := head.sequence + 1;
  new.previous_hash := head.hash;
  new.hash := alongside.history_hash(new);
  update history_chains set sequence = new.sequence, hash = new.hash where chain = new.chain;
  return new;
end $$;
create trigger history_chained before insert on history for each row execute function alongside.chain_history();

create function alongside.refuse_rewriting_history() returns trigger language plpgsql as $$
begin
  raise exception 'History is append-only';
end $$;
create trigger history_append_only before update or delete on history
  for each row execute function alongside.refuse_rewriting_history();
create trigger history_not_truncated before truncate on history
  for each statement execute function alongside.refuse_rewriting_history();

-- Every entry whose hash, order or end does not fit. No row: the history is whole.
create function alongside.broken_history() returns table (chain text, sequence integer, fault text)
  language sql stable as $$
  select h.chain, h.sequence, 'the entry was changed' from history h where h.hash <> alongside.history_hash(h)
  union all
  select f.chain, f.sequence, 'the entry before it is missing or was changed' from (
    select h.chain, h.sequence, h.previous_hash,
      lag(h.hash) over w as before, lag(h.sequence) over w as sequence_before
    from history h window w as (partition by h.chain order by h.sequence)
  ) f
  where f.previous_hash <> coalesce(f.before, sha256(convert_to(f.chain, 'UTF8')))
    or f.sequence <> coalesce(f.sequence_before, 0) + 1
  union all
  select c.chain, c.sequence, 'entries are missing at the end' from history_chains c
  left join history h on h.chain = c.chain and h.sequence = c.sequence
  where h.id is null or h.hash <> c.hash
$$;

alter table history enable row level security;
alter table history_chains enable row level security;
create policy history_read on history for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then partnership_id is not null and exists (select from partnerships p where p.id = partnership_id)
    when 'trust-leader' then partnership_id is not null and exists (select from partnerships p where p.id = partnership_id)
    else false
  end);
create policy history_insert on history for insert to alongside_app
  with check ((select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader')
    and (partnership_id is null or exists (select from partnerships p where p.id = partnership_id)));
grant select, insert on history to alongside_app;
