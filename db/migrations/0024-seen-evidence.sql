-- What the service has seen of a partnership, put together from every feature that can see something.
-- owner: partnerships

-- A feature says in a view of its own what kind of expectation it saw met; where several expectations are of one kind
-- (documents, surveys), it also says which. Whoever comes second waits, and then sees what the first wrote. Runs as the
-- owner: what has happened does not depend on who asks. A feature that can see more puts this function anew. The views are
-- materialized: else they are asked again for each of the thousands of things that are expected of all schools. Where two
-- features saw the same (results shared on the page of a survey, or given as a document), what is done stands before what is
-- begun, and what came first before what came later.
create function alongside.see_evidence_of(changed integer[]) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select from partnerships where id = any (changed) order by id for no key update;
  delete from seen_evidence where partnership_id = any (changed);
  insert into seen_evidence (partnership_id, expectation_key, occurrence, state, happened_on, source, reference,
    leadership_minutes)
  with s as materialized (
    select partnership_id, expectation_kind, null::text as expectation_key, 1 as occurrence, 'done' as state, happened_on,
      'self-assessment' as source, reference, null::int as leadership_minutes
    from self_assessment_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'action-plans', reference, null
    from action_plan_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'events', reference, leadership_minutes
    from event_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, expectation_key, occurrence, state, happened_on, 'documents', reference, null
    from document_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'support', reference, null
    from support_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'conversations', reference, null
    from conversation_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, null, occurrence, state, happened_on, 'support', reference, null
    from final_review_evidence where partnership_id = any (changed)
    union all
    select partnership_id, expectation_kind, expectation_key, occurrence, state, happened_on, 'surveys', reference, null
    from survey_evidence where partnership_id = any (changed)
  )
  select distinct on (p.id, x.key, s.occurrence) p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference,
    s.leadership_minutes
  from s
  join partnerships p on p.id = s.partnership_id
  join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    and x.kind = s.expectation_kind and (s.expectation_key is null or x.key = s.expectation_key)
  where s.happened_on is not null
  order by p.id, x.key, s.occurrence, s.state, s.happened_on;
$$;
create function alongside.see_evidence(partnership integer) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select alongside.see_evidence_of(array[partnership])
$$;
revoke execute on function alongside.see_evidence_of(integer[]), alongside.see_evidence(integer) from public;
