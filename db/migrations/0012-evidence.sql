-- What the service itself has seen stands before what a person confirmed by hand, and erases none of it.
-- owner: partnerships

-- Each feature says in a view of its own what kind of expectation it saw met; the version that a partnership was promised
-- says which expectations are of that kind. What was seen is kept in seen_evidence (0005).

-- Each feature's triggers ask for it to be put together again, by functions that stand in the last migration of the views
-- (0024), because they name them all.

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
