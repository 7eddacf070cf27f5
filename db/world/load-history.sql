-- What everybody did, once all of it is there: in the order of time; the trigger gives each entry its place in its chain.
insert into history (chain, sequence, hub_id, partnership_id, kind, sentence, details, account_id, by_name, happened_at,
  previous_hash, hash)
select chain, 0, hub_id, partnership_id, kind, sentence, coalesce(details, '{}'), account_id, by_name, "at", '', ''
from (
  select case when q.id is not null then 'partnership:' || q.id else 'hub:' || h.id end as chain, h.id as hub_id,
    q.id as partnership_id, r.kind, r.sentence, r.details, a.id as account_id, r.name as by_name, r."at", 1 as part, w.position
  from world_rows w
  cross join jsonb_to_record(w.row) as r (programme text, partnership text, hub text, kind text, sentence text,
    details jsonb, email text, name text, "at" timestamptz)
  join programme_cards p on p.key = r.programme
  left join partnerships q on q.programme_id = p.id and q.reference = r.partnership
  left join hubs h on h.programme_id = p.id and h.reference = r.hub
  left join accounts a on a.email = r.email
  where w.kind = 'history'
  union all
  -- Of surveys, which are made of what the tables say by then.
  select 'partnership:' || r."partnershipId", null, r."partnershipId", r.kind, r.sentence, r.details, a.id, r.name, r."at", 2,
    w.position
  from world_rows w
  cross join jsonb_to_record(w.row) as r ("partnershipId" int, kind text, sentence text, details jsonb, email text,
    name text, "at" timestamptz)
  join accounts a on a.email = r.email
  where w.kind = 'survey history'
) entries
order by "at", part, position;
analyze history;
