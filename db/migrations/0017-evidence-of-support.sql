-- What support, documents and conversations have seen counts as evidence too: the one definition of see_evidence, anew.
-- owner: partnerships

-- A feature says what kind of expectation it saw met; where several expectations are of one kind (documents), it also says
-- which. Otherwise as in 0012.
create or replace function alongside.see_evidence(partnership integer) returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from seen_evidence where partnership_id = partnership;
  insert into seen_evidence (partnership_id, expectation_key, occurrence, state, happened_on, source, reference)
  select p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference
  from (
    select partnership_id, expectation_kind, null::text as expectation_key, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference
    from self_assessment_evidence where partnership_id = partnership
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'action-plans', reference
    from action_plan_evidence where partnership_id = partnership
    union all
    select partnership_id, expectation_kind, expectation_key, occurrence, state, happened_on, 'documents', reference
    from document_evidence where partnership_id = partnership
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'support', reference
    from support_evidence where partnership_id = partnership
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'conversations', reference
    from conversation_evidence where partnership_id = partnership
  ) s
  join partnerships p on p.id = s.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.expectation_kind and (s.expectation_key is null or x.key = s.expectation_key)
  where s.happened_on is not null;
$$;
