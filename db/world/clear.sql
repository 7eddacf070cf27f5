-- Takes the demonstration world out again, with everything that visitors added to it: hubs, partnerships, people,
-- invitations, imports, emails, history, cohorts. The register of schools and the programmes stay. Run only where the
-- world was loaded.

-- A version that a visitor brought in names the account, so everything that accounts hold up would go with them: what came
-- from files is put back, under its own ids. Numbers that were given away are not given twice, because the service
-- remembers versions by them.
create temporary table kept_versions as select * from questionnaire_versions where source = 'file';
create temporary table kept_statements as
  select * from statements where questionnaire_version_id in (select id from kept_versions);
create temporary table kept_number as select coalesce(max(id), 0) + 1 as next from questionnaire_versions;

-- History is append-only for everyone; its owner lifts that for this one statement.
alter table history disable trigger user;
truncate table hubs, cohorts, accounts, assignments, partnerships, history, history_chains, outbox, survey_arrivals
  restart identity cascade;
alter table history enable trigger user;
insert into questionnaire_versions overriding system value select * from kept_versions;
insert into statements select * from kept_statements;
select setval(pg_get_serial_sequence('questionnaire_versions', 'id'), next, false) from kept_number;
drop table kept_versions, kept_statements, kept_number;
-- The sessions that the programmes themselves plan went with the hubs.
select alongside.plan_series_events();
delete from school_links where invented;
delete from school_dates where urn >= 990000;
delete from schools where invented;
delete from trusts where invented;
