-- Puts documents, links and requests into their tables, from world_rows as load.sql does. Who gave or asked is whoever acts
-- for that side first.
create temporary table world_sides on commit drop as
select distinct on (p.id, side.name) p.id as partnership_id, p.school_urn, side.name as side, a.id as account_id, a.name
from partnerships p
cross join (values ('partner', 'named-leader'), ('lead', 'hub-lead'), ('programme-team', 'programme-team'))
  as side (name, role)
join assignments g on g.role = side.role and g.programme_id = p.programme_id and g.ended_at is null
  and (g.school_urn is null or g.school_urn = p.school_urn) and (g.hub_id is null or g.hub_id = p.hub_id)
join accounts a on a.id = g.account_id
where p.status in ('confirmed', 'active')
  and p.school_urn in (select (row ->> 'school')::int from world_rows where kind in ('document', 'link', 'request'))
order by p.id, side.name, g.id;

insert into document_files (id)
select (row ->> 'id')::uuid from world_rows where kind = 'document'
on conflict do nothing;

insert into documents (key, position, partnership_id, expectation_key, occurrence, given_to, kind, title, purpose, from_side,
  shared_with, expires_on, given_at, given_by, given_by_name)
select r.id, 1, s.partnership_id, r.expects, case when r.expects is not null then 1 end,
  case when r.expects is not null then r."with"[1] end, 'file', r.title, r.purpose, r."from",
  r."with", r.until, r."on" + time '15:40', s.account_id, s.name
from world_rows w
cross join jsonb_to_record(w.row) as r (id uuid, school int, "from" text, "with" text[], "on" date, until date, expects text,
  purpose text, title text)
join world_sides s on s.school_urn = r.school and s.side = r."from"
where w.kind = 'document'
order by w.position;

insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state, account_id,
  by_name, at)
select d.id, 1, r.id, r.id, r.file, split_part(r.file, '.', 2), octet_length(r.text),
  encode(sha256(convert_to(r.text, 'UTF8')), 'hex'), 'unchecked', d.given_by, d.given_by_name, d.given_at
from world_rows w
cross join jsonb_to_record(w.row) as r (id uuid, file text, text text)
join documents d on d.key = r.id
where w.kind = 'document'
order by w.position;

insert into document_openings (document_id, number, account_id, by_name, side, how, at)
select d.id, 1, s.account_id, s.name, s.side, 'downloaded', r.opened + time '08:05'
from world_rows w
cross join jsonb_to_record(w.row) as r (id uuid, opened date)
join documents d on d.key = r.id
join world_sides s on s.partnership_id = d.partnership_id and s.side = d.shared_with[1]
where w.kind = 'document' and r.opened is not null
order by w.position;

insert into documents (key, position, partnership_id, expectation_key, occurrence, given_to, kind, title, purpose, from_side,
  shared_with, link_url, link_source, link_as_at, given_at, given_by, given_by_name)
select md5('link ' || w.position)::uuid, 1, s.partnership_id, r.expects, 1, 'lead', 'link', r.title, 'support', s.side, '{lead}', r.url,
  r.by, r."asAt", r."on" + time '11:15', s.account_id, s.name
from world_rows w
cross join jsonb_to_record(w.row) as r (school int, "on" date, expects text, title text, by text, "asAt" date, url text)
join world_sides s on s.school_urn = r.school and s.side = 'programme-team'
where w.kind = 'link'
order by w.position;

insert into document_requests (key, partnership_id, asking_side, asked_side, title, why, purpose, due_on, asked_at, asked_by,
  asked_by_name)
select md5('request ' || w.position)::uuid, s.partnership_id, r.asking, r.asked, r.title, r.why, r.purpose, r.due,
  r."on" + time '16:20', s.account_id, s.name
from world_rows w
cross join jsonb_to_record(w.row) as r (school int, asking text, asked text, "on" date, due date, purpose text, title text,
  why text)
join world_sides s on s.school_urn = r.school and s.side = r.asking
where w.kind = 'request'
order by w.position;
