-- Emails on their way, and the one door through which a request puts work in the background.

-- owner: platform/mail
create table messages (
  id uuid primary key,
  to_email text not null,
  to_account integer references accounts,
  template text not null,
  -- What fills the template, erased once sent but for the number of an invitation. One-time codes and links are derived
  -- when the email is written, so they are never here.
  personalisation jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts smallint not null default 0,
  last_fault text,
  provider_reference text,
  queued_at timestamptz not null default now(),
  -- Not worth sending later than this.
  send_before timestamptz,
  finished_at timestamptz,
  -- What the mail service said later of an email that it had taken, where it says so.
  receipt text check (receipt in ('delivered', 'permanent-failure', 'temporary-failure', 'technical-failure')),
  receipt_at timestamptz
);
create index messages_by_age on messages (queued_at);
create index messages_queued on messages (queued_at) where status = 'queued';

-- Where no mail service is set, letters can be read on a page of the demonstration world.
create table outbox (
  id integer generated always as identity primary key,
  to_email text not null,
  subject text not null,
  body text not null,
  written_at timestamptz not null default now()
);

alter table messages enable row level security;
alter table outbox enable row level security;
create policy messages_queue on messages for insert to alongside_app
  with check ((select alongside.actor_role()) in ('system', 'programme-team', 'hub-lead', 'named-leader'));
create policy messages_system on messages to alongside_app using ((select alongside.actor_role()) = 'system');
create policy outbox_system on outbox to alongside_app using ((select alongside.actor_role()) = 'system');
-- The programme team sees what never reached the people of its own programme, and can put an address right: what was
-- given up, has waited for a day, or came back. An invitation is of the programme that it invites to, whoever is invited.
create policy messages_unsent on messages for select to alongside_app using (
  (select alongside.actor_role()) = 'programme-team'
  and (status = 'failed' or status = 'queued' and queued_at < now() - interval '1 day' or receipt <> 'delivered')
  and case when template = 'invitation'
    then (personalisation ->> 'invitation')::integer in (
      select i.id from invitations i where i.programme_id = (select alongside.actor_programme()))
    else to_account in (
      select g.account_id from assignments g where g.programme_id = (select alongside.actor_programme())) end);
grant select, insert, update, delete on messages, outbox to alongside_app;

-- What never reached somebody, without what it says.
create view unsent_messages with (security_invoker = true) as
  select id, to_email, to_account, template, (personalisation ->> 'invitation')::integer as invitation_id, attempts,
    coalesce(receipt, last_fault) as fault, queued_at, status <> 'sent' and coalesce(send_before > now(), true) as can_be_sent
  from messages
  where status = 'failed' or status = 'queued' and queued_at < now() - interval '1 day' or receipt <> 'delivered';
grant select on unsent_messages to alongside_app;

-- owner: platform/jobs
-- The job library keeps its tables in a schema of its own, which requests cannot touch: they may only add a job,
-- inside their own transaction. Its documentation allows a row that names its queue and takes the defaults.
create function alongside.enqueue(payloads jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
    deletion_seconds, keep_until, policy)
  select q.name, p.payload, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
    q.deletion_seconds, now() + make_interval(secs => q.retention_seconds), q.policy
  from pgboss.queue q, jsonb_array_elements(payloads) as p (payload)
  where q.name = 'jobs';
  if not found and jsonb_array_length(payloads) > 0 then
    raise exception 'The job queue has not been prepared';
  end if;
end $$;
revoke all on function alongside.enqueue(jsonb) from public;
grant execute on function alongside.enqueue(jsonb) to alongside_app;

-- owner: people
-- A hub lead works with the people of the hub's partner schools, and they with the hub's leads.
drop policy assignments_read on assignments;
create policy assignments_read on assignments for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then programme_id = (select alongside.actor_programme()) and (
      hub_id = (select alongside.actor_hub())
      or school_urn in (select unnest(alongside.own_schools())))
    when 'named-leader' then programme_id = (select alongside.actor_programme()) and (
      school_urn = (select alongside.actor_school())
      or hub_id in (select unnest(alongside.own_hubs())))
    else account_id = (select alongside.actor_account())
  end
);
-- Ending somebody's time: the programme team anyone's, a hub lead that of partner schools' leaders, a named leader
-- that of their own school's.
drop policy assignments_end on assignments;
create policy assignments_end on assignments for update to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then role = 'named-leader' and programme_id = (select alongside.actor_programme())
      and school_urn in (select unnest(alongside.own_schools()))
    when 'named-leader' then school_urn = (select alongside.actor_school())
      and programme_id = (select alongside.actor_programme())
    else false
  end
);
drop policy invitations_all on invitations;
create policy invitations_all on invitations to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then programme_id = (select alongside.actor_programme())
    when 'hub-lead' then role = 'named-leader' and programme_id = (select alongside.actor_programme())
      and school_urn in (select unnest(alongside.own_schools()))
    when 'named-leader' then role = 'named-leader' and school_urn = (select alongside.actor_school())
      and programme_id = (select alongside.actor_programme())
    else false
  end
);
alter table invitations add constraint invitations_hub foreign key (hub_id) references hubs (id);

-- Where someone may act, by name, and the organisation whose people act there. Each reader sees what they may see.
create view places with (security_invoker = true) as
  select 'hub' as kind, id, name, lead_school_urn as school_urn, lead_trust_uid as trust_uid from hubs
  union all
  select 'school', urn, name, urn, trust_uid from schools
  union all
  select 'trust', uid, name, null, uid from trusts;
grant select on places to alongside_app;

-- Which hub a partner school's people work with.
create view partner_schools with (security_invoker = true) as
  select p.id as partnership_id, p.programme_id, p.hub_id, p.school_urn, s.name as school_name,
    p.status in ('invited', 'confirmed', 'active', 'paused') as open
  from partnerships p join schools s on s.urn = p.school_urn;
grant select on partner_schools to alongside_app;
