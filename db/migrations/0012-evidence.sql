-- What the service itself has seen stands before what a person confirmed by hand, and erases none of it.
-- owner: partnerships

-- Each feature says what kind of expectation it saw met; the version that a partnership was promised says which
-- expectations of it are of that kind.
create view seen_evidence with (security_invoker = true) as
  select p.id as partnership_id, x.key as expectation_key, s.occurrence, s.state, s.happened_on, s.source, s.reference
  from (
    select partnership_id, expectation_kind, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference
    from self_assessment_evidence
    union all
    select partnership_id, expectation_kind, occurrence, state, happened_on, 'action-plans', reference
    from action_plan_evidence
  ) s
  join partnerships p on p.id = s.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.expectation_kind;

create or replace view expectation_evidence with (security_invoker = true) as
  select c.partnership_id, c.expectation_key, c.occurrence, c.state, c.happened_on, c.leadership_minutes,
    'confirmed by hand' as source, c.id as reference
  from expectation_confirmations c
  where c.replaced_at is null and c.state <> 'reopened'
    -- What was only seen to begin does not undo a person's word that it is done, or not needed.
    and not exists (
      select from seen_evidence s
      where s.partnership_id = c.partnership_id and s.expectation_key = c.expectation_key
        and s.occurrence = c.occurrence and (s.state = 'done' or c.state = 'started'))
  union all
  select s.partnership_id, s.expectation_key, s.occurrence, s.state, s.happened_on, c.leadership_minutes, s.source, s.reference
  from seen_evidence s
  left join expectation_confirmations c
    on c.partnership_id = s.partnership_id and c.expectation_key = s.expectation_key and c.occurrence = s.occurrence
    and c.replaced_at is null and c.state <> 'reopened'
  where s.state = 'done' or c.state is null or c.state = 'started'
  union all
  select p.id, s.expectation_key, s.occurrence, s.state, s.happened_on, null, 'confirmed once for all', s.id
  from shared_confirmations s
  join partnerships p on p.cohort_id = s.cohort_id and p.programme_id = s.programme_id and p.hub_id = s.hub_id
  where s.replaced_at is null and s.state <> 'reopened'
  union all
  select p.id, s.expectation_key, s.occurrence, s.state, s.happened_on, null, 'confirmed once for all', s.id
  from shared_confirmations s
  join partnerships p on p.cohort_id = s.cohort_id and p.programme_id = s.programme_id
  where s.hub_id is null and s.replaced_at is null and s.state <> 'reopened';
grant select on seen_evidence to alongside_app;

-- Pages about the whole programme are drawn again when any of these change.
do $$
declare
  name text;
begin
  foreach name in array array['self_assessments', 'plan_facts', 'plan_term_facts']
  loop
    execute format('create trigger oversight_change after insert or update or delete on %I
      for each statement execute function alongside.note_oversight_change()', name);
  end loop;
end $$;
