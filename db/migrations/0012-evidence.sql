-- What the service itself has seen stands before what a person confirmed by hand, and erases none of it.
-- owner: partnerships

-- Each feature says in a view of its own what kind of expectation it saw met; the version that a partnership was promised
-- says which expectations are of that kind. Kept here, one row a thing seen, because every page reads it and few change
-- it: asked of the features' own tables each time, with their policies, a page of forty schools took half a minute.
create table seen_evidence (
  partnership_id integer not null references partnerships on delete cascade,
  expectation_key text not null,
  occurrence integer not null,
  state text not null check (state in ('started', 'done')),
  happened_on date not null,
  source text not null,
  reference integer not null,
  primary key (partnership_id, expectation_key, occurrence)
);
alter table seen_evidence enable row level security;
create policy seen_evidence_read on seen_evidence for select to alongside_app using (
  case (select alongside.actor_role())
    when 'hub-lead' then partnership_id in (select p.id from partnerships p where p.hub_id = (select alongside.actor_hub()))
    when 'named-leader' then partnership_id in (
      select p.id from partnerships p where p.school_urn = (select alongside.actor_school()))
    else partnership_id in (select p.id from partnerships p)
  end);
grant select on seen_evidence to alongside_app;

-- Puts together again what was seen of one partnership. Runs as the owner: what has happened does not depend on who asks.
create function alongside.see_evidence(partnership integer) returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from seen_evidence where partnership_id = partnership;
  insert into seen_evidence (partnership_id, expectation_key, occurrence, state, happened_on, source, reference)
  select p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference
  from (
    select partnership_id, expectation_kind, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference
    from self_assessment_evidence where partnership_id = partnership
    union all
    select partnership_id, expectation_kind, occurrence, state, happened_on, 'action-plans', reference
    from action_plan_evidence where partnership_id = partnership
  ) s
  join partnerships p on p.id = s.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.expectation_kind
  where s.happened_on is not null;
$$;
revoke execute on function alongside.see_evidence(integer) from public;

create function alongside.evidence_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform alongside.see_evidence(old.partnership_id);
  else
    perform alongside.see_evidence(new.partnership_id);
  end if;
  return null;
end $$;

create function alongside.share_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence(s.partnership_id) from self_assessments s where s.id = new.self_assessment_id;
  return null;
end $$;

create trigger evidence_seen after insert or update of submitted_at on self_assessments
  for each row when (new.submitted_at is not null) execute function alongside.evidence_changed();
create trigger evidence_seen after insert or update on self_assessment_shares
  for each row execute function alongside.share_changed();
create trigger evidence_seen after insert or update or delete on plan_facts
  for each row execute function alongside.evidence_changed();
create trigger evidence_seen after insert or update or delete on plan_term_facts
  for each row execute function alongside.evidence_changed();
-- Pages about the whole programme are drawn again when it changes.
create trigger oversight_change after insert or update or delete on seen_evidence
  for each statement execute function alongside.note_oversight_change();

create or replace view expectation_evidence with (security_invoker = true) as
  -- What was only seen to begin does not undo a person's word that it is done, or not needed.
  select c.partnership_id, c.expectation_key, c.occurrence,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.state, c.state) else c.state end as state,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.happened_on, c.happened_on) else c.happened_on end
      as happened_on,
    c.leadership_minutes,
    case when s.state = 'done' or c.state = 'started' then coalesce(s.source, 'confirmed by hand')
      else 'confirmed by hand' end as source,
    c.id as reference
  from expectation_confirmations c
  left join seen_evidence s
    on s.partnership_id = c.partnership_id and s.expectation_key = c.expectation_key and s.occurrence = c.occurrence
  where c.replaced_at is null and c.state <> 'reopened'
  union all
  select s.partnership_id, s.expectation_key, s.occurrence, s.state, s.happened_on, null, s.source, s.reference
  from seen_evidence s
  where not exists (
    select from expectation_confirmations c
    where c.partnership_id = s.partnership_id and c.expectation_key = s.expectation_key and c.occurrence = s.occurrence
      and c.replaced_at is null and c.state <> 'reopened')
  union all
  select partnership_id, expectation_key, occurrence, state, happened_on, leadership_minutes, source, reference
  from shared_evidence;
