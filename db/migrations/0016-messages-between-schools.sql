-- What the two schools of a partnership write to each other, who has seen it, and what is asked and not answered yet.

-- owner: conversations
-- Words are only ever added. One that is taken back within ten minutes leaves its line, and nothing of what it said.
create table partnership_messages (
  id integer generated always as identity primary key,
  key uuid not null unique,
  partnership_id integer not null references partnerships on delete cascade,
  -- What it is about, where it is about one thing: the words are those by which the thing was called on the day.
  about_kind text not null default 'partnership' check (about_kind in ('partnership', 'action', 'visit', 'document')),
  about_id integer,
  about_words text not null default '' check (length(about_words) <= 200),
  side text not null check (side in ('partner', 'lead')),
  account_id integer references accounts,
  by_name text not null,
  text text not null check (length(text) <= 4000),
  written_at timestamptz not null default alongside.now(),
  taken_back_at timestamptz,
  check ((about_id is null) = (about_kind = 'partnership')),
  check ((text = '') = (taken_back_at is not null))
);
create index partnership_messages_by_partnership on partnership_messages (partnership_id, id);

-- A message that asks for an answer. Without its words, so that others can know that somebody is waited on, and since when.
create table partnership_questions (
  message_id integer primary key references partnership_messages on delete cascade,
  partnership_id integer not null references partnerships on delete cascade,
  asked_of text not null check (asked_of in ('partner', 'lead')),
  asked_on date not null,
  reply_by date not null check (reply_by > asked_on),
  settled_at timestamptz,
  settled_how text check (settled_how in ('answered', 'not-needed', 'taken-back')),
  settled_by_name text,
  answer_id integer references partnership_messages,
  check ((settled_at is null) = (settled_how is null))
);
create index partnership_questions_open on partnership_questions (partnership_id) where settled_at is null;

-- How far somebody had read, each time that there was something new. By whom a message was seen first follows from it.
create table message_sightings (
  partnership_id integer not null references partnerships on delete cascade,
  account_id integer not null references accounts,
  up_to integer not null references partnership_messages on delete cascade,
  side text not null check (side in ('partner', 'lead')),
  by_name text not null,
  seen_at timestamptz not null default alongside.now(),
  primary key (partnership_id, account_id, up_to)
);

-- An email that waits for its hour: one a person and partnership, however much is written until then.
create table message_notices (
  account_id integer not null references accounts,
  partnership_id integer not null references partnerships on delete cascade,
  send_at timestamptz not null,
  primary key (account_id, partnership_id)
);
create index message_notices_by_hour on message_notices (send_at);
create table message_email_preferences (
  account_id integer primary key references accounts,
  wanted boolean not null,
  changed_at timestamptz not null default alongside.now()
);

alter table partnership_messages enable row level security;
alter table partnership_questions enable row level security;
alter table message_sightings enable row level security;
alter table message_notices enable row level security;
alter table message_email_preferences enable row level security;

-- The side on which somebody writes; nobody else reads what the two write to each other.
create function alongside.conversation_side() returns text language sql stable parallel safe
  return case alongside.actor_role() when 'hub-lead' then 'lead' when 'named-leader' then 'partner' end;
-- A partnership that has ended can be read and not written to, whatever the page says.
create function alongside.may_write_to(partnership integer) returns boolean language sql stable as $$
  select exists (select from partnerships p
    where p.id = partnership and p.status not in ('withdrawn', 'completed', 'moved'))
$$;

create policy partnership_messages_read on partnership_messages for select to alongside_app using (
  case when (select alongside.conversation_side()) is not null
    then partnership_id in (select unnest(alongside.own_partnerships()))
    else (select alongside.actor_role()) = 'system' end);
create policy partnership_messages_add on partnership_messages for insert to alongside_app with check (
  side = (select alongside.conversation_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())) and alongside.may_write_to(partnership_id));
create policy partnership_messages_take_back on partnership_messages for update to alongside_app using (
  side = (select alongside.conversation_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships()))
  and written_at > alongside.now() - interval '10 minutes');

-- That somebody waits is known to the programme team too.
create policy partnership_questions_read on partnership_questions for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'trust-leader' then false
    else partnership_id in (select unnest(alongside.seen_partnerships()))
  end);
create policy partnership_questions_ask on partnership_questions for insert to alongside_app with check (
  asked_of <> (select alongside.conversation_side())
  and partnership_id in (select unnest(alongside.own_partnerships())) and alongside.may_write_to(partnership_id));
create policy partnership_questions_settle on partnership_questions for update to alongside_app using (
  (select alongside.conversation_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));

create policy message_sightings_read on message_sightings for select to alongside_app using (
  case when (select alongside.conversation_side()) is not null
    then partnership_id in (select unnest(alongside.own_partnerships()))
    else (select alongside.actor_role()) = 'system' end);
create policy message_sightings_add on message_sightings for insert to alongside_app with check (
  side = (select alongside.conversation_side()) and account_id = (select alongside.actor_account())
  and partnership_id in (select unnest(alongside.own_partnerships())));

-- Whoever writes leaves a notice for the others; only the job that sends them reads and removes them.
create policy message_notices_add on message_notices for insert to alongside_app with check (
  (select alongside.conversation_side()) is not null
  and partnership_id in (select unnest(alongside.own_partnerships())));
create policy message_notices_read on message_notices for select to alongside_app
  using ((select alongside.actor_role()) = 'system');
create policy message_notices_send on message_notices for delete to alongside_app
  using ((select alongside.actor_role()) = 'system');

create policy message_email_preferences_read on message_email_preferences for select to alongside_app
  using ((select alongside.actor_role()) = 'system' or account_id = (select alongside.actor_account()));
create policy message_email_preferences_add on message_email_preferences for insert to alongside_app
  with check (account_id = (select alongside.actor_account()));
create policy message_email_preferences_change on message_email_preferences for update to alongside_app
  using (account_id = (select alongside.actor_account()));

grant select, insert on partnership_messages, partnership_questions, message_sightings to alongside_app;
grant update (text, taken_back_at) on partnership_messages to alongside_app;
grant update (settled_at, settled_how, settled_by_name, answer_id) on partnership_questions to alongside_app;
grant select, insert, delete on message_notices to alongside_app;
grant select, insert, update on message_email_preferences to alongside_app;

-- How much in each of these partnerships somebody has not seen. What a colleague has seen is not new to somebody who has
-- opened nothing there yet: who takes over is not met by a year of messages. Functions of the owner's, in plpgsql: planned
-- once a connection and without policies, because the second is asked with every page.
create function alongside.unseen_messages_of(among integer[], account integer, own_side text)
  returns table (partnership_id integer, unseen integer)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select o.id, m.unseen
    from unnest(among) as o (id)
    cross join lateral (
      select coalesce(max(g.up_to) filter (where g.account_id = account), max(g.up_to), 0) as up_to
      from message_sightings g where g.partnership_id = o.id and g.side = own_side) s
    -- Counted school by school, from the index: what has been seen, a year of it, is not read again.
    cross join lateral (
      select count(*)::integer as unseen from partnership_messages m
      where m.partnership_id = o.id and m.id > s.up_to and m.taken_back_at is null and m.side <> own_side) m
    where m.unseen > 0;
end $$;
create function alongside.unseen_messages() returns table (partnership_id integer, unseen integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select * from alongside.unseen_messages_of(
    alongside.own_partnerships(), alongside.actor_account(), alongside.conversation_side())
$$;
-- The same before an actor has been stated, of whoever holds a session: how much, and nothing of what it says.
create function alongside.count_unseen_messages(role text, account integer, programme integer, hub integer, school integer)
  returns integer
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if role = 'hub-lead' then
    return (select coalesce(sum(u.unseen), 0) from alongside.unseen_messages_of(
      array(select p.id from partnerships p where p.hub_id = hub), account, 'lead') u);
  elsif role = 'named-leader' then
    return (select coalesce(sum(u.unseen), 0) from alongside.unseen_messages_of(
      array(select p.id from partnerships p where p.school_urn = school and p.programme_id = programme), account, 'partner') u);
  end if;
  return 0;
end $$;
revoke execute on function alongside.unseen_messages_of(integer[], integer, text), alongside.unseen_messages(),
  alongside.count_unseen_messages(text, integer, integer, integer, integer) from public;
grant execute on function alongside.unseen_messages(),
  alongside.count_unseen_messages(text, integer, integer, integer, integer) to alongside_app;

-- For other features. What waits for an answer: `words` only for those who may read them. Once the partnership has ended
-- nobody can answer.
create view question_promises with (security_invoker = true) as
  select q.partnership_id, q.asked_of as promised_by, 'question' as kind, q.message_id as reference, m.text as words,
    q.asked_on as since, q.reply_by as due_on
  from partnership_questions q left join partnership_messages m on m.id = q.message_id
  where q.settled_at is null
    and exists (select from partnerships p
      where p.id = q.partnership_id and p.status not in ('withdrawn', 'completed', 'moved'));

-- The lead's first words are its first contact, unless somebody has confirmed an earlier one: a call that nobody here saw.
create view conversation_evidence with (security_invoker = true) as
  select f.partnership_id, 'first-contact' as expectation_kind, 1 as occurrence, 'done' as state, f.happened_on, f.reference
  from (
    select partnership_id, (min(written_at) at time zone 'Europe/London')::date as happened_on, min(id) as reference
    from partnership_messages
    where side = 'lead' and taken_back_at is null
    group by partnership_id
  ) f
  where not exists (
    select from expectation_confirmations c
    join partnerships p on p.id = c.partnership_id
    join expectation_cards x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
      and x.key = c.expectation_key and x.kind = 'first-contact'
    where c.partnership_id = f.partnership_id and c.replaced_at is null and c.state = 'done'
      and c.happened_on < f.happened_on);
grant select on question_promises, conversation_evidence to alongside_app;

create trigger evidence_seen after insert or update of taken_back_at on partnership_messages
  for each row when (new.side = 'lead') execute function alongside.evidence_changed();

-- A document that is deleted leaves its name nowhere: what was written about it stays, and is about a deleted document.
create function alongside.document_forgotten() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update partnership_messages set about_words = 'a deleted document'
    where partnership_id = new.partnership_id and about_kind = 'document' and about_id = new.id;
  return null;
end $$;
create trigger name_forgotten after update of deleted_at on documents
  for each row when (new.deleted_at is not null) execute function alongside.document_forgotten();
