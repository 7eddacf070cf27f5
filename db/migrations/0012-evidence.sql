-- What the service itself has seen stands before what a person confirmed by hand, and erases none of it.
-- owner: partnerships

-- Each feature says in a view of its own what kind of expectation it saw met; the version that a partnership was promised
-- says which expectations are of that kind. What was seen is kept in seen_evidence (0005).

-- Each feature's triggers ask for it to be put together again, by functions that stand in the last migration of the views
-- (0024), because they name them all.

-- Once a statement where it may be about many partnerships: then its rows are called `changed`.
create function alongside.evidence_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_level = 'STATEMENT' then
    perform alongside.see_evidence_of(array(select c.partnership_id from changed c));
  elsif tg_op = 'DELETE' then
    perform alongside.see_evidence_of(array[old.partnership_id]);
  else
    perform alongside.see_evidence_of(array[new.partnership_id]);
  end if;
  return null;
end $$;

create function alongside.share_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform alongside.see_evidence_of(array(
    select s.partnership_id from changed c join self_assessments s on s.id = c.self_assessment_id));
  return null;
end $$;

-- Only what is loaded is submitted from the start.
create trigger evidence_seen after insert on self_assessments
  for each row when (new.submitted_at is not null) execute function alongside.evidence_changed();
create trigger evidence_seen_again after update on self_assessments
  referencing new table as changed for each statement execute function alongside.evidence_changed();
create trigger evidence_seen after insert on self_assessment_shares
  referencing new table as changed for each statement execute function alongside.share_changed();
create trigger evidence_seen_again after update on self_assessment_shares
  referencing new table as changed for each statement execute function alongside.share_changed();
do $$
declare
  name text;
begin
  foreach name in array array['plan_facts', 'plan_term_facts'] loop
    execute format('create trigger evidence_seen after insert on %I referencing new table as changed
      for each statement execute function alongside.evidence_changed()', name);
    execute format('create trigger evidence_seen_again after update on %I referencing new table as changed
      for each statement execute function alongside.evidence_changed()', name);
    execute format('create trigger evidence_gone after delete on %I referencing old table as changed
      for each statement execute function alongside.evidence_changed()', name);
  end loop;
end $$;

-- Pages about the whole programme are drawn again when it changes; mostly it is looked for and stays as it was.
create trigger oversight_change after insert on seen_evidence
  referencing new table as changed for each statement execute function alongside.note_oversight_change('changed');
create trigger oversight_change_again after update on seen_evidence
  referencing new table as changed for each statement execute function alongside.note_oversight_change('changed');
create trigger oversight_change_gone after delete on seen_evidence
  referencing old table as changed for each statement execute function alongside.note_oversight_change('changed');
