-- Surveys of pupils and staff: questionnaires, waves, codes, answers that belong to nobody, and what is counted of them.
-- owner: surveys

create table survey_versions (
  id integer generated always as identity primary key,
  key text not null,
  number integer not null,
  audience text not null check (audience in ('pupils', 'staff')),
  stage text check (stage in ('primary', 'secondary')),
  name text not null,
  content_hash text not null unique,
  definition jsonb not null,
  source text not null,
  loaded_at timestamptz not null default alongside.now(),
  unique (key, number),
  check ((audience = 'staff') = (stage is null))
);

create table survey_waves (
  id integer generated always as identity primary key,
  -- The form that opened it, so that pressing twice makes one wave.
  key uuid not null unique,
  partnership_id integer not null references partnerships on delete cascade,
  kind text not null check (kind in ('baseline', 'follow-up')),
  pupils_version_id integer references survey_versions,
  staff_version_id integer references survey_versions,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  languages text[] not null check (cardinality(languages) between 1 and 40),
  layout text not null check (layout in ('one-a-page', 'all-on-one-page')),
  easy_read boolean not null default true,
  revision integer not null default 1,
  created_by integer references accounts,
  created_by_name text not null,
  created_at timestamptz not null default alongside.now(),
  closed_at timestamptz,
  closed_by_name text,
  -- When its results were made: frozen from then on.
  results_at timestamptz,
  raw_deleted_at timestamptz,
  check (closes_at > opens_at),
  check (num_nonnulls(pupils_version_id, staff_version_id) > 0),
  check (results_at is null or closed_at is not null),
  check (raw_deleted_at is null or results_at is not null)
);
create index survey_waves_by_partnership on survey_waves (partnership_id);
-- One wave of a kind at a time.
create unique index survey_waves_one_open on survey_waves (partnership_id, kind) where closed_at is null;

-- The year groups of the pupils, the broad roles of the staff: whoever answers is in one of them.
create table survey_groups (
  id integer generated always as identity primary key,
  wave_id integer not null references survey_waves on delete cascade,
  audience text not null check (audience in ('pupils', 'staff')),
  position integer not null,
  label text not null check (length(label) between 1 and 60),
  roll integer check (roll between 0 and 10000),
  unique (wave_id, audience, position),
  unique (wave_id, audience, label),
  unique (wave_id, id)
);

create table survey_codes (
  id integer generated always as identity primary key,
  wave_id integer not null,
  group_id integer not null,
  -- Without vowels, so that no code is a word, and without what is misread: 0 and O, 1, I and L.
  code text not null unique check (code ~ '^[BCDFGHJKMNPQRSTVWXYZ2-9]{6}$'),
  label text not null check (length(label) between 1 and 60),
  expected integer check (expected between 0 and 10000),
  answered integer not null default 0 check (answered >= 0),
  stopped_at timestamptz,
  foreign key (wave_id, group_id) references survey_groups (wave_id, id) on delete cascade
) with (fillfactor = 50); -- The counts of a popular code change often, beside the row itself.
create index survey_codes_by_wave on survey_codes (wave_id);

-- Answers that look as if one person gave many. Counts only: what was answered is not looked at here.
create table survey_bursts (
  id integer generated always as identity primary key,
  wave_id integer not null,
  group_id integer not null,
  -- To the hour, so that no answer has a time.
  found_at timestamptz not null check (found_at = date_trunc('hour', found_at)),
  count integer not null default 0 check (count >= 0),
  why text not null check (why in ('more-than-expected', 'faster-than-a-class', 'all-the-same')),
  decision text check (decision in ('kept', 'set-aside')),
  reason text not null default '' check (length(reason) <= 500),
  revision integer not null default 1,
  decided_by integer references accounts,
  decided_by_name text,
  decided_at timestamptz,
  foreign key (wave_id, group_id) references survey_groups (wave_id, id) on delete cascade,
  check (num_nonnulls(decision, decided_by_name, decided_at) in (0, 3))
);
create index survey_bursts_by_wave on survey_bursts (wave_id);

-- Answers as they came in, each acknowledged once it stands here: sealed with a key that no database holds, so that neither
-- this table nor a log or copy of the database shows what was answered when. Without foreign keys: each would be asked for
-- every answer, and would lock the row of the wave for it.
create table survey_arrivals (
  key uuid primary key,
  wave_id integer not null,
  group_id integer not null,
  burst integer,
  answers bytea not null check (length(answers) between 29 and 256)
);
create index survey_arrivals_by_wave on survey_arrivals (wave_id);

-- Answers in no order, with nothing that says whose: a byte a question in the order of the version; 0 not answered, 255
-- prefers not to say, from 1 the options.
create table survey_answers (
  wave_id integer not null references survey_waves on delete cascade,
  group_id integer not null,
  burst integer,
  answers bytea not null check (length(answers) between 1 and 60)
);
create index survey_answers_by_wave on survey_answers (wave_id);

-- The keys of those, apart from them, so that a retry makes no second answer.
create table survey_keys (
  key uuid primary key,
  wave_id integer not null references survey_waves on delete cascade
);

-- Whom a school tells when what its staff added may be about harm. Without such a row staff are not asked for a remark.
create table survey_safeguarding_leads (
  wave_id integer primary key references survey_waves on delete cascade,
  name text not null check (length(name) between 1 and 120),
  role text not null check (length(role) between 1 and 120),
  email text not null check (length(email) between 3 and 254),
  -- Of so many remarks they have been told. No time is kept: it would say when one was written.
  told integer not null default 0 check (told >= 0),
  revision integer not null default 1
);

-- What staff added in their own words, sealed for as long as it is kept, and padded so that its length says little. Its key
-- is made of the form's, so that a retry adds no second one, and is not the form's, so that it leads to no answer. At the
-- close all are sealed and laid anew, under other keys.
create table survey_remarks (
  key uuid primary key,
  wave_id integer not null references survey_waves on delete cascade,
  harm boolean not null,
  sealed bytea not null check (length(sealed) between 29 and 8192)
);
create index survey_remarks_by_wave on survey_remarks (wave_id);

-- What was counted when the wave was closed. Nobody is shown it as it is: results go through features/surveys/disclosure, and
-- stay. The counts go with the answers, for in a group of one they are its answers.
create table survey_tallies (
  wave_id integer not null,
  group_id integer not null,
  burst integer references survey_bursts,
  answered integer not null check (answered >= 0),
  -- For each question: not answered, each option, prefers not to say.
  counts integer[] not null,
  unique nulls not distinct (wave_id, group_id, burst),
  foreign key (wave_id, group_id) references survey_groups (wave_id, id) on delete cascade
);

-- The school shares its results with the lead school and the programme team, and takes that back.
create table survey_shares (
  id integer generated always as identity primary key,
  key uuid not null unique,
  wave_id integer not null references survey_waves on delete cascade,
  shared_by integer references accounts,
  shared_by_name text not null,
  shared_at timestamptz not null default alongside.now(),
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  check ((withdrawn_at is null) = (withdrawn_by_name is null))
);
create unique index survey_shares_one_open on survey_shares (wave_id) where withdrawn_at is null;

-- An arrival has no foreign key, so this takes it along with its wave.
create function alongside.forget_arrivals() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from survey_arrivals a using gone g where a.wave_id = g.id;
  return null;
end $$;
create trigger arrivals_forgotten after delete on survey_waves
  referencing old table as gone for each statement execute function alongside.forget_arrivals();

-- The way in. Many answers at once, each with its outcome; when this commits, those stored are safe. `at` is the service's
-- clock. Whoever closes a wave holds its lock alone, so an answer is either in before or told that it is closed. Whoever
-- folds it holds up nobody: one statement sees a key among the arrivals or among the keys, never in neither.
-- Keys are looked up in the indexes: a plan made while the tables were small would read them whole for every few answers.
create function alongside.receive_answers(keys uuid[], codes integer[], answers bytea[], bursts integer[], at timestamptz)
  returns table (key uuid, outcome text)
  language plpgsql volatile security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
declare
  wave integer;
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'answers come in through the service' using errcode = 'insufficient_privilege';
  end if;
  for wave in select distinct c.wave_id from survey_codes c where c.id = any (codes) order by 1 loop
    perform pg_advisory_xact_lock_shared(hashtext('alongside.survey-wave'), wave);
  end loop;
  return query
    with known as materialized (
      select k.key from survey_keys k where k.key = any (keys)
      union select a.key from survey_arrivals a where a.key = any (keys)),
    placed as (
      select g.key, c.wave_id, c.group_id, g.burst, g.answers,
        c.stopped_at is null and w.closed_at is null and w.opens_at <= at and at < w.closes_at as is_open,
        g.key in (select k.key from known k) as is_known
      from unnest(keys, codes, answers, bursts) as g (key, code, answers, burst)
      join survey_codes c on c.id = g.code
      join survey_waves w on w.id = c.wave_id),
    added as (
      insert into survey_arrivals (key, wave_id, group_id, burst, answers)
      select p.key, p.wave_id, p.group_id, p.burst, p.answers from placed p where p.is_open and not p.is_known
      on conflict do nothing
      returning survey_arrivals.key)
    select p.key, case
        when a.key is not null then 'stored'
        -- Open and not added: another process was a moment faster with the same one.
        when p.is_known or p.is_open then 'known'
        else 'closed' end
    from placed p left join added a on a.key = p.key;
end $$;

-- The way in for a remark, in a transaction of its own. `at` is the service's clock.
create function alongside.receive_remark(remark uuid, code integer, harm boolean, sealed bytea, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_variable
declare
  wave integer;
  is_open boolean;
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'remarks come in through the service' using errcode = 'insufficient_privilege';
  end if;
  -- Of staff alone, and only where a safeguarding lead was named.
  select c.wave_id into wave from survey_codes c join survey_groups g on g.id = c.group_id
    join survey_safeguarding_leads l on l.wave_id = c.wave_id where c.id = code and g.audience = 'staff';
  if wave is null then
    return 'closed';
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('alongside.survey-wave'), wave);
  if exists (select from survey_remarks r where r.key = remark) then
    return 'known';
  end if;
  select c.stopped_at is null and w.closed_at is null and w.opens_at <= at and at < w.closes_at into is_open
    from survey_codes c join survey_waves w on w.id = c.wave_id where c.id = code;
  if not is_open then
    return 'closed';
  end if;
  insert into survey_remarks (key, wave_id, harm, sealed) values (remark, wave, harm, sealed) on conflict do nothing;
  return 'stored';
end $$;

-- At the close: all remarks of a wave are taken out, and put back sealed anew, in no order and under keys of nobody's.
create function alongside.take_remarks(wave integer) returns table (harm boolean, sealed bytea)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'remarks are laid anew by the service' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtext('alongside.survey-wave'), wave);
  return query delete from survey_remarks r where r.wave_id = wave returning r.harm, r.sealed;
end $$;
create function alongside.put_remarks(wave integer, harms boolean[], sealed bytea[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'remarks are laid anew by the service' using errcode = 'insufficient_privilege';
  end if;
  insert into survey_remarks (key, wave_id, harm, sealed)
  select gen_random_uuid(), wave, g.harm, g.sealed from unnest(harms, sealed) as g (harm, sealed) order by gen_random_uuid();
end $$;

-- Safeguarding leads who have more to read than they were told of; from then on they count as told.
create function alongside.take_untold_harm() returns table (wave_id integer, name text, email text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'safeguarding leads are told by the service' using errcode = 'insufficient_privilege';
  end if;
  return query
    update survey_safeguarding_leads l set told = n.remarks
    from (select r.wave_id, count(*)::integer as remarks from survey_remarks r where r.harm group by 1) n
    where n.wave_id = l.wave_id and n.remarks > l.told
    returning l.wave_id, l.name, l.email;
end $$;

-- Counts of classes go up apart from the answers, some seconds later, so that no transaction holds both.
create function alongside.count_answers(codes integer[], counts integer[], bursts integer[], burst_counts integer[])
  returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'answers are counted by the service' using errcode = 'insufficient_privilege';
  end if;
  -- In one order always, so that two processes wait for each other and not for ever.
  perform from survey_codes c where c.id = any (codes) order by c.id for no key update;
  update survey_codes c set answered = c.answered + g.more from unnest(codes, counts) as g (id, more) where c.id = g.id;
  perform from survey_bursts b where b.id = any (bursts) order by b.id for no key update;
  update survey_bursts b set count = b.count + g.more from unnest(bursts, burst_counts) as g (id, more) where b.id = g.id;
end $$;

-- Takes what has arrived out of a wave, sealed as it is: groups of which at least `floor` are waiting, or all at the close.
-- What is taken is put back in the same transaction by put_answers. One at a time folds a wave; answers go on coming in,
-- but at the close (`closing`) nobody's does until the transaction ends.
create function alongside.take_arrivals(wave integer, floor integer, closing boolean)
  returns table (key uuid, group_id integer, burst integer, answers bytea)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'answers are folded by the service' using errcode = 'insufficient_privilege';
  end if;
  if closing then
    perform pg_advisory_xact_lock(hashtext('alongside.survey-wave'), wave);
  end if;
  perform pg_advisory_xact_lock(hashtext('alongside.survey-fold'), wave);
  return query
    delete from survey_arrivals a
    where a.wave_id = wave and a.group_id in (
      select b.group_id from survey_arrivals b where b.wave_id = wave group by b.group_id having count(*) >= floor)
    returning a.key, a.group_id, a.burst, a.answers;
end $$;

-- Puts answers in, in no order, and their keys apart from them. An answer whose key is there already has been put in before.
-- At the close everything of the wave is laid afresh among what came last, so that not even the place of a row in the table
-- says when it came.
create function alongside.put_answers(wave integer, groups integer[], bursts integer[], answers bytea[], keys uuid[],
    afresh boolean) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'answers are folded by the service' using errcode = 'insufficient_privilege';
  end if;
  with added as (
      insert into survey_keys (key, wave_id)
      select k.key, wave from unnest(keys) as k (key) order by gen_random_uuid() on conflict do nothing
      returning key),
    taken as (
      delete from survey_answers a where afresh and a.wave_id = wave returning a.group_id, a.burst, a.answers),
    everything as (
      select t.group_id, t.burst, t.answers from taken t
      union all
      select g.group_id, g.burst, g.answers
      from unnest(groups, bursts, answers, keys) as g (group_id, burst, answers, key) join added using (key))
  insert into survey_answers (wave_id, group_id, burst, answers)
  select wave, e.group_id, e.burst, e.answers from everything e order by gen_random_uuid();
end $$;

-- Waves of which some group has so many waiting.
create function alongside.foldable_waves(floor integer) returns setof integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.wave_id from survey_arrivals a
  where (select alongside.actor_role()) = 'system' group by a.wave_id, a.group_id having count(*) >= floor
$$;

-- Keys are of no use once no retry can come.
create function alongside.forget_survey_keys(waves integer[]) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'keys are forgotten by the service' using errcode = 'insufficient_privilege';
  end if;
  delete from survey_keys k where k.wave_id = any (waves);
  get diagnostics gone = row_count;
  return gone;
end $$;

-- The only way out: counted, when the wave is closed. Counting again gives the same.
create function alongside.tally_wave(wave integer) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'waves are counted by the service' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtext('alongside.survey-wave'), wave);
  if not exists (select from survey_waves w where w.id = wave and w.closed_at is not null and w.raw_deleted_at is null) then
    raise exception 'a wave is counted once it is closed, while its answers are there' using errcode = 'check_violation';
  end if;
  delete from survey_tallies t where t.wave_id = wave;
  insert into survey_tallies (wave_id, group_id, burst, answered, counts)
  with shape as (
      select g.id as group_id, (q.place - 1)::int as question, jsonb_array_length(s.scale -> 'options') as options
      from survey_groups g
      join survey_waves w on w.id = g.wave_id
      join survey_versions v on v.id = case g.audience when 'pupils' then w.pupils_version_id else w.staff_version_id end
      cross join lateral jsonb_array_elements(v.definition -> 'questions') with ordinality as q (question, place)
      join lateral jsonb_array_elements(v.definition -> 'scales') as s (scale) on s.scale ->> 'key' = q.question ->> 'scale'
      where g.wave_id = wave),
    slots as (
      select h.group_id, h.question, slot, case when slot = h.options + 1 then 255 else slot end as byte
      from shape h cross join lateral generate_series(0, h.options + 1) as slot),
    sizes as (select a.group_id, a.burst, count(*)::int as answered from survey_answers a where a.wave_id = wave group by 1, 2),
    found as (
      select a.group_id, a.burst, h.question, get_byte(a.answers, h.question) as byte, count(*)::int as n
      from survey_answers a join shape h on h.group_id = a.group_id
      where a.wave_id = wave group by 1, 2, 3, 4)
  select wave, z.group_id, z.burst, z.answered,
    array(select coalesce(f.n, 0) from slots s
      left join found f on f.group_id = s.group_id and f.burst is not distinct from z.burst
        and f.question = s.question and f.byte = s.byte
      where s.group_id = z.group_id order by s.question, s.slot)
  from sizes z;
end $$;

-- Raw answers go when they have been kept long enough, and the counts of them, small groups and all: what is published of
-- them stays. Returns how many answers went.
create function alongside.delete_raw_answers(wave integer) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  if alongside.actor_role() <> 'system' then
    raise exception 'answers are deleted by the service' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from survey_waves w where w.id = wave and w.results_at is not null) then
    raise exception 'answers are deleted once they have been counted' using errcode = 'check_violation';
  end if;
  delete from survey_answers a where a.wave_id = wave;
  get diagnostics gone = row_count;
  delete from survey_keys k where k.wave_id = wave;
  delete from survey_remarks r where r.wave_id = wave;
  delete from survey_tallies t where t.wave_id = wave;
  return gone;
end $$;

-- How many have answered, by group: for whoever may see that there is a wave. Codes are the school's alone.
create function alongside.survey_answered(waves integer[]) returns table (wave_id integer, group_id integer, answered integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.wave_id, c.group_id, sum(c.answered)::int
  from survey_codes c join survey_waves w on w.id = c.wave_id join partnerships p on p.id = w.partnership_id
  where c.wave_id = any (waves) and case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then p.programme_id = (select alongside.actor_programme())
    when 'hub-lead' then p.id in (select unnest(alongside.own_partnerships()))
    when 'named-leader' then p.id in (select unnest(alongside.own_partnerships()))
    else false end
  group by 1, 2
$$;

revoke execute on function alongside.receive_answers(uuid[], integer[], bytea[], integer[], timestamptz),
  alongside.count_answers(integer[], integer[], integer[], integer[]), alongside.take_arrivals(integer, integer, boolean),
  alongside.put_answers(integer, integer[], integer[], bytea[], uuid[], boolean), alongside.tally_wave(integer),
  alongside.delete_raw_answers(integer), alongside.survey_answered(integer[]), alongside.foldable_waves(integer),
  alongside.forget_survey_keys(integer[]), alongside.receive_remark(uuid, integer, boolean, bytea, timestamptz),
  alongside.take_remarks(integer), alongside.put_remarks(integer, boolean[], bytea[]), alongside.take_untold_harm()
  from public;
grant execute on function alongside.receive_answers(uuid[], integer[], bytea[], integer[], timestamptz),
  alongside.count_answers(integer[], integer[], integer[], integer[]), alongside.take_arrivals(integer, integer, boolean),
  alongside.put_answers(integer, integer[], integer[], bytea[], uuid[], boolean), alongside.tally_wave(integer),
  alongside.delete_raw_answers(integer), alongside.survey_answered(integer[]), alongside.foldable_waves(integer),
  alongside.forget_survey_keys(integer[]), alongside.receive_remark(uuid, integer, boolean, bytea, timestamptz),
  alongside.take_remarks(integer), alongside.put_remarks(integer, boolean[], bytea[]), alongside.take_untold_harm()
  to alongside_app;

-- Who sees what. Arrivals, answers, keys and remarks: nobody, so they have no grants either.
do $$
declare
  name text;
begin
  foreach name in array array['survey_versions', 'survey_waves', 'survey_groups', 'survey_codes', 'survey_bursts',
    'survey_arrivals', 'survey_answers', 'survey_keys', 'survey_tallies', 'survey_shares', 'survey_safeguarding_leads',
    'survey_remarks']
  loop
    execute format('alter table %I enable row level security', name);
  end loop;
end $$;

create policy survey_versions_read on survey_versions for select to alongside_app using (true);
create policy survey_versions_add on survey_versions for insert to alongside_app
  with check ((select alongside.actor_role()) = 'programme-team' and source <> 'file');

create policy survey_waves_read on survey_waves for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'programme-team' then partnership_id in (select p.id from partnerships p)
    when 'hub-lead' then partnership_id in (select unnest(alongside.own_partnerships()))
    when 'named-leader' then partnership_id in (select unnest(alongside.own_partnerships()))
    else false
  end);
create policy survey_waves_add on survey_waves for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and closed_at is null
  and exists (select from partnerships p where p.id = partnership_id and p.status in ('confirmed', 'active', 'paused')));
create policy survey_waves_change on survey_waves for update to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'named-leader' then partnership_id in (select unnest(alongside.own_partnerships()))
    else false
  end);

create policy survey_groups_read on survey_groups for select to alongside_app
  using (wave_id in (select w.id from survey_waves w));
create policy survey_groups_add on survey_groups for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w where w.closed_at is null));
create policy survey_groups_change on survey_groups for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w));

create policy survey_codes_read on survey_codes for select to alongside_app using (
  (select alongside.actor_role()) in ('named-leader', 'system') and wave_id in (select w.id from survey_waves w));
create policy survey_codes_add on survey_codes for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w where w.closed_at is null));
create policy survey_codes_change on survey_codes for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w));

create policy survey_bursts_read on survey_bursts for select to alongside_app using (
  (select alongside.actor_role()) in ('named-leader', 'system') and wave_id in (select w.id from survey_waves w));
create policy survey_bursts_add on survey_bursts for insert to alongside_app
  with check ((select alongside.actor_role()) = 'system' and decision is null);
create policy survey_bursts_decide on survey_bursts for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w));

create policy survey_safeguarding_leads_read on survey_safeguarding_leads for select to alongside_app using (
  (select alongside.actor_role()) in ('named-leader', 'system') and wave_id in (select w.id from survey_waves w));
create policy survey_safeguarding_leads_add on survey_safeguarding_leads for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w where w.closed_at is null));

-- Somebody else takes it on: as long as there is something to read.
create policy survey_safeguarding_leads_change on survey_safeguarding_leads for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader'
  and wave_id in (select w.id from survey_waves w where w.raw_deleted_at is null));

create policy survey_shares_read on survey_shares for select to alongside_app
  using (wave_id in (select w.id from survey_waves w));
create policy survey_shares_add on survey_shares for insert to alongside_app with check (
  (select alongside.actor_role()) = 'named-leader'
  and wave_id in (select w.id from survey_waves w where w.results_at is not null));
create policy survey_shares_take_back on survey_shares for update to alongside_app using (
  (select alongside.actor_role()) = 'named-leader' and wave_id in (select w.id from survey_waves w));

-- The school's own, and of those that it shares its lead school's and the programme team's.
create policy survey_tallies_read on survey_tallies for select to alongside_app using (
  case (select alongside.actor_role())
    when 'system' then true
    when 'named-leader' then wave_id in (select w.id from survey_waves w)
    when 'hub-lead' then wave_id in (select s.wave_id from survey_shares s where s.withdrawn_at is null)
    when 'programme-team' then wave_id in (select s.wave_id from survey_shares s where s.withdrawn_at is null)
    else false
  end);

grant select, insert on survey_versions, survey_waves, survey_groups, survey_codes, survey_bursts, survey_shares
  to alongside_app;
grant select on survey_tallies to alongside_app;
grant select, insert, update (name, role, email, told, revision) on survey_safeguarding_leads to alongside_app;
grant update (opens_at, closes_at, languages, layout, easy_read, revision, closed_at,
  closed_by_name, results_at, raw_deleted_at) on survey_waves to alongside_app;
grant update (label, roll) on survey_groups to alongside_app;
grant update (label, expected, stopped_at) on survey_codes to alongside_app;
grant update (decision, reason, revision, decided_by, decided_by_name, decided_at) on survey_bursts to alongside_app;
grant update (withdrawn_at, withdrawn_by_name) on survey_shares to alongside_app;
