-- Support: lists in the place of lookups, so that the room of both schools and a hub’s diary cost the database little.

-- owner: history
-- A leader's history is that of their own partnerships: a policy that selects from partnerships is planned with that table's
-- policies, and asked once a line. It took a third of the room's time in the database.
alter policy history_read on history using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then hub_id = (select alongside.actor_hub())
    when 'named-leader' then partnership_id in (select unnest(alongside.own_partnerships()))
    when 'trust-leader' then partnership_id in (select unnest(alongside.own_partnerships()))
    else false
  end);

-- owner: support
-- That the two schools looked again together, as they had agreed in their final review: recorded once, by either of them.
create table final_review_follow_ups (
  partnership_id integer primary key references final_reviews on delete cascade,
  key uuid not null unique,
  held_on date not null,
  words text not null check (length(words) between 1 and 500),
  side text not null check (side in ('partner', 'lead')),
  account_id integer references accounts,
  by_name text not null,
  at timestamptz not null default alongside.now()
);
create function alongside.is_signed_review(partnership integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) = 2 from final_review_signatures s join final_reviews r using (partnership_id, revision)
  where s.partnership_id = partnership
$$;
revoke execute on function alongside.is_signed_review(integer) from public;
grant execute on function alongside.is_signed_review(integer) to alongside_app;
alter table final_review_follow_ups enable row level security;
create policy final_review_follow_ups_read on final_review_follow_ups for select to alongside_app using (
  case when (select alongside.support_side()) is not null
    then partnership_id in (select unnest(alongside.own_partnerships()))
    else (select alongside.actor_role()) = 'system' end);
create policy final_review_follow_ups_add on final_review_follow_ups for insert to alongside_app with check (
  side = (select alongside.support_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())) and alongside.is_signed_review(partnership_id));
grant select, insert on final_review_follow_ups to alongside_app;
