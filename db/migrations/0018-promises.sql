-- What each school has promised the other, and since when: actions of a plan that both write, and days that wait for an answer.

-- owner: action-plans
-- The day on which somebody took an action on. Kept by a trigger, whoever writes.
alter table actions add column promised_on date;
update actions a set promised_on = coalesce(
  (select min((v.at at time zone 'Europe/London')::date) from plan_versions v
    where v.plan_id = a.plan_id and jsonb_path_exists(v.snapshot,
      '$[*].objectives[*].actions[*] ? (@.id == $id && @.state != "proposed")', jsonb_build_object('id', a.id))),
  (select (p.started_at at time zone 'Europe/London')::date from action_plans p where p.id = a.plan_id))
where a.state <> 'proposed';

create function alongside.action_promised() returns trigger language plpgsql as $$
begin
  if new.state in ('to-do', 'in-progress')
    and (tg_op = 'INSERT' or old.state not in ('to-do', 'in-progress') or old.owner_side <> new.owner_side) then
    new.promised_on := coalesce(alongside.today(), current_date);
  end if;
  return new;
end $$;
create trigger action_promised before insert or update of state, owner_side on actions
  for each row execute function alongside.action_promised();

-- What is under way in plans that both schools write, of these partnerships or of all that the actor may know of. As a
-- function of the owner's, because a list over a hub asks it of forty plans at once. The two schools read the words; the
-- programme team learns that there is something, and since when; nobody else learns of it.
create function alongside.promised_actions(among integer[])
  returns table (partnership_id integer, promised_by text, reference integer, words text, since date, due_on date)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select l.partnership_id, a.owner_side, a.id,
      case when alongside.actor_role() in ('hub-lead', 'named-leader') then a.text end,
      coalesce(a.promised_on, (l.started_at at time zone 'Europe/London')::date), a.due_on
    from action_plans l
    join actions a on a.plan_id = l.id and a.state in ('to-do', 'in-progress')
    join objectives o on o.id = a.objective_id and o.closed_on is null
    join priorities r on r.id = o.priority_id and r.closed_on is null
    where l.joint and (among is null or l.partnership_id = any (among))
      and alongside.actor_role() in ('hub-lead', 'named-leader', 'programme-team')
      and l.partnership_id in (select unnest(alongside.seen_partnerships()));
end $$;
revoke execute on function alongside.promised_actions(integer[]) from public;
grant execute on function alongside.promised_actions(integer[]) to alongside_app;

-- owner: support
-- What one school has put forward waits for the other's answer.
create view support_promises with (security_invoker = true) as
  select i.partnership_id, case i.offer ->> 'side' when 'partner' then 'lead' else 'partner' end as promised_by,
    i.id as reference, i.offer ->> 'kind' as offered,
    (select (max(e.at) at time zone 'Europe/London')::date from support_entries e where e.item_id = i.id) as since
  from support_items i
  where i.offer is not null and i.state <> 'cancelled';
grant select on support_promises to alongside_app;
