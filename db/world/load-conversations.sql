-- Puts what schools and hubs wrote to each other into its tables, from world_rows as load.sql does. Ids come with the rows.
insert into partnership_messages (id, key, partnership_id, side, account_id, by_name, text, written_at)
overriding system value
select r.id, md5('message ' || r.id)::uuid, t.id, r.side, a.id, r.name, r.text, r."at"
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, programme text, partnership text, side text, email text, name text, text text,
  "at" timestamptz)
join (select distinct programme, reference, id from world_terms) t on t.programme = r.programme and t.reference = r.partnership
join world_accounts a on a.email = r.email
where w.kind = 'message'
order by w.position;

insert into partnership_questions (message_id, partnership_id, asked_of, asked_on, reply_by, settled_at, settled_how,
  settled_by_name, answer_id)
select m.id, m.partnership_id, case m.side when 'lead' then 'partner' else 'lead' end, r."askedOn", r."replyBy",
  x.written_at, case when x.id is not null then 'answered' end, x.by_name, x.id
from world_rows w
cross join jsonb_to_record(w.row) as r (id int, "askedOn" date, "replyBy" date)
join partnership_messages m on m.id = r.id
left join world_rows aw on aw.kind = 'message' and (aw.row ->> 'answers')::int = r.id
left join partnership_messages x on x.id = (aw.row ->> 'id')::int
where w.kind = 'message' and r."askedOn" is not null
order by w.position;

insert into message_sightings (partnership_id, account_id, up_to, side, by_name, seen_at)
select m.partnership_id, a.id, m.id, case m.side when 'lead' then 'partner' else 'lead' end, s.name, s."at"
from world_rows w
cross join jsonb_to_record(w.row -> 'seen') as s (email text, name text, "at" timestamptz)
join partnership_messages m on m.id = (w.row ->> 'id')::int
join world_accounts a on a.email = s.email
where w.kind = 'message' and jsonb_typeof(w.row -> 'seen') = 'object'
order by w.position;

select setval(pg_get_serial_sequence('partnership_messages', 'id'), coalesce(max(id), 1)) from partnership_messages;
analyze partnership_messages, partnership_questions, message_sightings;
