-- What the service itself has seen stands before what a person confirmed by hand, and erases none of it.
-- owner: partnerships

-- Each feature says in a view of its own what kind of expectation it saw met; the version that a partnership was promised
-- says which expectations are of that kind. What was seen is kept in seen_evidence (0005).

-- Puts together again what was seen of these partnerships. Whoever comes second waits, and then sees what the first wrote.
-- Runs as the owner: what has happened does not depend on who asks. A feature that can see more puts this function anew.
create function alongside.see_evidence_of(changed integer[]) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select from partnerships where id = any (changed) order by id for no key update;
  delete from seen_evidence where partnership_id = any (changed);
  insert into seen_evidence (partnership_id, expectation_key, occurrence, state, happened_on, source, reference)
  -- Materialized: else the views are asked again for each of the thousands of things that are expected of all schools.
  with s as materialized (
    select partnership_id, expectation_kind, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference
    from self_assessment_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, occurrence, state, happened_on, 'action-plans', reference
    from action_plan_evidence where partnership_id = any (changed)
  )
  select p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference
  from s
  join partnerships p on p.id = s.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.expectation_kind
  where s.happened_on is not null;
$$;
create function alongside.see_evidence(partnership integer) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select alongside.see_evidence_of(array[partnership])
$$;
revoke execute on function alongside.see_evidence_of(integer[]), alongside.see_evidence(integer) from public;

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
