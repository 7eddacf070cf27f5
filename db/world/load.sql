-- Puts the demonstration world into the tables of every feature, from the temporary table world_rows (kind, position, row)
-- that src/features/demonstration fills. Rows name one another by natural keys; ids are given here. Like a migration this
-- stands beside the features, runs as the owner of the tables, and is held to their constraints.

create temporary view world_programmes as
  select p.id, p.key, p.current_version_id as version_id from programme_cards p;

-- ------------------------------------------------------------------------------------------------------------ hubs
insert into hubs (programme_id, reference, name, lead_school_urn, lead_trust_uid, region_code, opened_on, created_at)
select p.id, r.reference, r.name, r."leadSchool", r."leadTrust", r.region, r."openedOn", r."openedOn" + time '09:12'
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, reference text, name text, "leadSchool" int, "leadTrust" int,
  region text, "openedOn" date)
join world_programmes p on p.key = r.programme
where w.kind = 'hub'
order by w.position;

insert into hub_capacities (hub_id, pathway_key, maximum)
select h.id, c.key, c.value::int
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, reference text, capacity jsonb)
join world_programmes p on p.key = r.programme
join hubs h on h.programme_id = p.id and h.reference = r.reference
cross join jsonb_each_text(r.capacity) as c
where w.kind = 'hub';

-- ---------------------------------------------------------------------------------------------------------- people
insert into accounts (email, name, created_at, last_signed_in_at)
select r.email, r.name, r."createdAt", r."lastSignedInAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (email text, name text, "createdAt" timestamptz, "lastSignedInAt" timestamptz)
where w.kind = 'account'
order by w.position;

insert into assignments (account_id, role, programme_id, hub_id, school_urn, trust_uid, title, started_at, ended_at,
  ended_reason)
select a.id, r.role, p.id, h.id, r.school, r.trust, r.title, r."startedAt", r."endedAt", r."endedReason"
from world_rows w
cross join jsonb_to_record(w.row) as r (email text, role text, programme text, hub text, school int, trust int, title text,
  "startedAt" timestamptz, "endedAt" timestamptz, "endedReason" text)
join world_programmes p on p.key = r.programme
join accounts a on a.email = r.email
left join hubs h on h.programme_id = p.id and h.reference = r.hub
where w.kind = 'assignment'
order by w.position;

update assignments g set replaced_by = s.id
from world_rows w
cross join jsonb_to_record(w.row) as r (email text, programme text, school int, "replacedBy" text)
join world_programmes p on p.key = r.programme
join accounts a on a.email = r.email
join accounts sa on sa.email = r."replacedBy"
join assignments s on s.account_id = sa.id and s.school_urn = r.school and s.programme_id = p.id
where w.kind = 'assignment' and g.account_id = a.id and g.school_urn = r.school and g.programme_id = p.id;

insert into invitations (key, role, programme_id, school_urn, title, email, name, invited_by, invited_at, expires_at,
  sent_count, last_sent_at, accepted_at, assignment_id, replaces)
select md5('invitation ' || r.email)::uuid, 'named-leader', p.id, r.school, r.title, r.email, r.name, a.id,
  r."invitedAt", r."expiresAt", r."sentCount", r."lastSentAt", r."acceptedAt", own.id, before.id
from world_rows w
cross join jsonb_to_record(w.row) as r (email text, name text, title text, programme text, school int, "invitedBy" text,
  "invitedAt" timestamptz, "expiresAt" timestamptz, "sentCount" int, "lastSentAt" timestamptz, "acceptedAt" timestamptz,
  replaces text)
join world_programmes p on p.key = r.programme
join accounts a on a.email = r."invitedBy"
left join (assignments own join accounts oa on oa.id = own.account_id)
  on oa.email = r.email and own.school_urn = r.school and own.programme_id = p.id
left join (assignments before join accounts ba on ba.id = before.account_id)
  on ba.email = r.replaces and before.school_urn = r.school and before.programme_id = p.id
where w.kind = 'invitation'
order by w.position;

-- ---------------------------------------------------------------------------------------------------- partnerships
insert into partnerships (reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id, school_urn,
  status, status_since, created_at)
select r.reference, p.id, p.version_id, r.pathway, c.id, h.id, r.school, r.status, r."statusSince", r."createdAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (reference text, programme text, pathway text, cohort text, hub text, school int,
  status text, "statusSince" date, "createdAt" timestamptz)
join world_programmes p on p.key = r.programme
join cohorts c on c.programme_id = p.id and c.key = r.cohort
join hubs h on h.programme_id = p.id and h.reference = r.hub
where w.kind = 'partnership'
order by w.position;

update partnerships n set previous_id = b.id
from world_rows w
cross join jsonb_to_record(w.row) as r (reference text, programme text, previous text)
join world_programmes p on p.key = r.programme
join partnerships b on b.programme_id = p.id and b.reference = r.previous
where w.kind = 'partnership' and n.programme_id = p.id and n.reference = r.reference;

create temporary view world_partnerships as
  select q.*, p.key as programme from partnerships q join world_programmes p on p.id = q.programme_id;

insert into partnership_status_changes (partnership_id, from_status, to_status, happened_on, reason, account_id, by_name,
  recorded_at)
select q.id, r."from", r."to", r."on", r.reason, a.id, r.name, r."recordedAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, partnership text, "from" text, "to" text, "on" date, reason text,
  email text, name text, "recordedAt" timestamptz)
join world_partnerships q on q.programme = r.programme and q.reference = r.partnership
left join accounts a on a.email = r.email
where w.kind = 'status change'
order by w.position;

insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by, agreed_by_name,
  agreed_at, withdrawn_by_name, withdrawn_at)
select q.id, s.trust_uid, q.programme_id, q.hub_id, q.school_urn, a.id, r.name, r."agreedAt",
  case when r."withdrawnAt" is not null then r.name end, r."withdrawnAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, partnership text, email text, name text, "agreedAt" timestamptz,
  "withdrawnAt" timestamptz)
join world_partnerships q on q.programme = r.programme and q.reference = r.partnership
join schools s on s.urn = q.school_urn
left join accounts a on a.email = r.email
where w.kind = 'agreement'
order by w.position;

insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state, happened_on, note,
  leadership_minutes, account_id, by_name, recorded_at, replaced_at)
select q.id, r.key, r.occurrence, r.state, r."on", r.note, r.minutes, a.id, r.name, r."recordedAt", r."replacedAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, partnership text, key text, occurrence int, state text, "on" date,
  note text, minutes int, email text, name text, "recordedAt" timestamptz, "replacedAt" timestamptz)
join world_partnerships q on q.programme = r.programme and q.reference = r.partnership
left join accounts a on a.email = r.email
where w.kind = 'confirmation' and r.partnership is not null
order by r."recordedAt", w.position;

insert into shared_confirmations (programme_id, hub_id, cohort_id, expectation_key, occurrence, state, happened_on, note,
  account_id, by_name, recorded_at)
select p.id, h.id, c.id, r.key, r.occurrence, r.state, r."on", r.note, a.id, r.name, r."recordedAt"
from world_rows w
cross join jsonb_to_record(w.row) as r (programme text, partnership text, hub text, cohort text, key text, occurrence int,
  state text, "on" date, note text, email text, name text, "recordedAt" timestamptz)
join world_programmes p on p.key = r.programme
join cohorts c on c.programme_id = p.id and c.key = r.cohort
left join hubs h on h.programme_id = p.id and h.reference = r.hub
left join accounts a on a.email = r.email
where w.kind = 'confirmation' and r.partnership is null
order by r."recordedAt", w.position;

-- ------------------------------------------------------------------------------------------------ self-assessments
-- Ids come with the rows: history names them. Answered first and submitted then, as the tables insist.
do $$
begin
  -- A school has one open at a time, so the first ones are submitted before the later ones begin.
  for round in 1..2 loop
    insert into self_assessments (id, key, partnership_id, questionnaire_version_id, number, starts_from_id, started_at,
      started_by, started_by_name)
    overriding system value
    select r.id, md5('self-assessment ' || r.id)::uuid, q.id, r."questionnaireVersion", r.number, r."startsFrom",
      (r.started ->> 'at')::timestamptz, a.id, r.started ->> 'name'
    from world_rows w
    cross join jsonb_to_record(w.row) as r (id int, programme text, partnership text, "questionnaireVersion" int, number int,
      "startsFrom" int, started jsonb)
    join world_partnerships q on q.programme = r.programme and q.reference = r.partnership
    left join accounts a on a.email = r.started ->> 'email'
    where w.kind = 'self-assessment' and r.number = round
    order by w.position;

    insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, consulted, is_priority,
      changed_at, changed_by, changed_by_name)
    select r.assessment, r.statement, r.level, r.note, array(select jsonb_array_elements_text(r.consulted)), r."isPriority",
      r."at", a.id, r.name
    from world_rows w
    cross join jsonb_to_record(w.row) as r (assessment int, statement text, level text, note text, consulted jsonb,
      "isPriority" boolean, email text, name text, "at" timestamptz)
    join self_assessments s on s.id = r.assessment and s.number = round
    left join accounts a on a.email = r.email
    where w.kind = 'answer'
    order by r.assessment, r."at", w.position;

    update self_assessments s set submitted_at = (w.row -> 'submitted' ->> 'at')::timestamptz, submitted_by = a.id,
      submitted_by_name = w.row -> 'submitted' ->> 'name'
    from world_rows w
    left join accounts a on a.email = w.row -> 'submitted' ->> 'email'
    where w.kind = 'self-assessment' and w.row -> 'submitted' <> 'null' and s.id = (w.row ->> 'id')::int
      and s.number = round;
  end loop;
end $$;
select setval(pg_get_serial_sequence('self_assessments', 'id'), (select coalesce(max(id), 1) from self_assessments));

insert into self_assessment_shares (self_assessment_id, with_notes, shared_by, shared_by_name, shared_at)
select (w.row ->> 'id')::int, (w.row -> 'share' ->> 'withNotes')::boolean, a.id, w.row -> 'share' ->> 'name',
  (w.row -> 'share' ->> 'at')::timestamptz
from world_rows w
left join accounts a on a.email = w.row -> 'share' ->> 'email'
where w.kind = 'self-assessment' and w.row -> 'share' <> 'null'
order by w.position;

-- Who a visitor may be is looked up by address; the first assignment where somebody holds several.
create temporary table world_personas on commit drop as
  select distinct on (a.email) a.email, a.name, g.id from accounts a join assignments g on g.account_id = a.id
  order by a.email, g.id;

-- What a version of a plan says, it says with the ids of accounts: the demonstration asks for them here.
create temporary table world_accounts on commit drop as select email, id from accounts;
create temporary table world_terms on commit drop as
  select q.id, q.programme, q.reference, t.number, t.starts_on, lead(t.starts_on) over (
    partition by q.id order by t.number) as ends_on
  from world_partnerships q join partnership_support_terms t on t.partnership_id = q.id;

drop view world_partnerships, world_programmes;

-- So many rows at once: without this, plans go by the empty tables of a moment ago until the server finds the time.
analyze hubs, accounts, assignments, partnerships, partnership_status_changes, expectation_confirmations,
  shared_confirmations, expectation_occurrences, cohorts, self_assessments, self_assessment_answers,
  self_assessment_shares;
