-- What the service has seen of a partnership, put together from every feature that can see something.
-- owner: partnerships

-- A feature says in a view of its own what kind of expectation it saw met; where several expectations are of one kind
-- (documents, surveys), it also says which. Whoever comes second waits, and then sees what the first wrote. Runs as the
-- owner: what has happened does not depend on who asks. A feature that can see more puts this function anew. The views are
-- materialized: else they are asked again for each of the thousands of things that are expected of all schools. Where two
-- features saw the same (results shared on the page of a survey, or given as a document), what is done stands before what is
-- begun, and what came first before what came later. Only what differs is written: most of what a school does changes nothing
-- of this, and pages about the whole programme are then not drawn again.
-- Nearly every write asks for this of one partnership, so a connection keeps the plan for few, which takes longer to make than
-- to run, and looks up in the indexes what lies in memory. For many a plan of their own is made: in the one for few, some steps
-- go through all that was seen for each thing seen.
create function alongside.see_evidence_of(changed integer[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan set random_page_cost = 1.1 as $$
#variable_conflict use_column
begin
  if cardinality(changed) = 0 then
    return;
  elsif cardinality(changed) > 40 then
    set local plan_cache_mode = force_custom_plan;
  end if;
  perform from partnerships where id = any (changed) order by id for no key update;
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
  ),
  seen as materialized (
    select distinct on (p.id, x.key, s.occurrence) p.id as partnership_id, x.key as expectation_key, s.occurrence, s.state,
      s.happened_on, s.source, s.reference, s.leadership_minutes
    from s
    join partnerships p on p.id = s.partnership_id
    join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
      and x.kind = s.expectation_kind and (s.expectation_key is null or x.key = s.expectation_key)
    where s.happened_on is not null
    order by p.id, x.key, s.occurrence, s.state, s.happened_on, s.source, s.reference
  ),
  gone as (
    delete from seen_evidence e
    where partnership_id = any (changed) and not exists (
      select from seen n where n.partnership_id = e.partnership_id and n.expectation_key = e.expectation_key
        and n.occurrence = e.occurrence)
  )
  insert into seen_evidence as e (partnership_id, expectation_key, occurrence, state, happened_on, source, reference,
    leadership_minutes)
  select * from seen
  except
  select partnership_id, expectation_key, occurrence, state, happened_on, source, reference, leadership_minutes
  from seen_evidence where partnership_id = any (changed)
  on conflict (partnership_id, expectation_key, occurrence) do update set state = excluded.state,
    happened_on = excluded.happened_on, source = excluded.source, reference = excluded.reference,
    leadership_minutes = excluded.leadership_minutes;
end $$;
revoke execute on function alongside.see_evidence_of(integer[]) from public;

-- A hub has held open days, and the programme team has told how to join, before a school came.
create function alongside.partnership_begun() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(select c.id from changed c));
  return null;
end $$;
create trigger evidence_seen after insert on partnerships
  referencing new table as changed for each statement execute function alongside.partnership_begun();

-- A call before the first message is the first contact, once somebody confirms it.
create function alongside.call_confirmed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(
    select p.id from changed c
    join partnerships p on p.id = c.partnership_id
    join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
      and x.key = c.expectation_key and x.kind = 'first-contact'
    where exists (select from partnership_messages m where m.partnership_id = p.id)));
  return null;
end $$;
create trigger evidence_seen after insert on expectation_confirmations
  referencing new table as changed for each statement execute function alongside.call_confirmed();
create trigger evidence_seen_again after update on expectation_confirmations
  referencing new table as changed for each statement execute function alongside.call_confirmed();
