import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { WaveKind } from '../waves/domain.ts'
import type { InventedGroup } from './people.ts'

/** A survey that somebody of the demonstration says was run. */
export interface RunSurvey {
  readonly partnershipId: number
  readonly urn: number
  readonly kind: WaveKind
  /** 'YYYY-MM-DD' */
  readonly closedOn: string
  readonly leader: string
}

/** Of running partnerships, the surveys that are said to be done, once for pupils and staff together. */
export async function listRunSurveys(db: Db): Promise<RunSurvey[]> {
  const { rows } = await sql<RunSurvey>`
    select p.id as "partnershipId", p.school_urn as urn, x.wave_kind as kind, max(e.happened_on)::text as "closedOn",
      coalesce((select min(r.name) from held_roles r where r.role = 'named-leader' and r.school_urn = p.school_urn
        and r.programme_id = p.programme_id), 'A named leader') as leader
    from partnership_cards p
    join survey_expectations x on x.programme_version_id = p.programme_version_id and x.pathway_key = p.pathway_key
    join expectation_evidence e on e.partnership_id = p.id and e.expectation_key = x.key and e.state = 'done'
    where p.status in ('active', 'completed') and x.wave_kind is not null
    group by p.id, p.school_urn, p.programme_id, x.wave_kind
    order by p.id, x.wave_kind`.execute(db)
  return rows
}

/** Of one school, where a survey could be running. */
export async function findRunning(
  db: Db,
  urn: number,
): Promise<Omit<RunSurvey, 'kind' | 'closedOn'> | undefined> {
  const { rows } = await sql<Omit<RunSurvey, 'kind' | 'closedOn'>>`
    select p.id as "partnershipId", p.school_urn as urn,
      coalesce((select min(r.name) from held_roles r where r.role = 'named-leader' and r.school_urn = p.school_urn
        and r.programme_id = p.programme_id), 'A named leader') as leader
    from partnership_cards p where p.school_urn = ${urn} and p.status = 'active' order by p.id limit 1`.execute(
    db,
  )
  return rows[0]
}

export async function readVersionIds(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; id: number }>`
    select key, max(id) as id from survey_versions group by key`.execute(db)
  return new Map(rows.map(({ key, id }) => [key, id]))
}

export async function insertInventedWave(
  db: Db,
  wave: {
    readonly partnershipId: number
    readonly kind: WaveKind
    readonly pupilsVersionId: number
    readonly staffVersionId: number
    readonly opensAt: string
    readonly closesAt: string
    readonly isClosed: boolean
    readonly leader: string
    readonly layout: string
    readonly languages: readonly string[]
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into survey_waves (key, partnership_id, kind, pupils_version_id, staff_version_id, opens_at, closes_at,
      languages, layout, created_by_name, created_at, closed_at, closed_by_name)
    values (gen_random_uuid(), ${wave.partnershipId}, ${wave.kind}, ${wave.pupilsVersionId}, ${wave.staffVersionId},
      ${wave.opensAt}, ${wave.closesAt},
      array(select jsonb_array_elements_text(${JSON.stringify(wave.languages)}::text::jsonb)), ${wave.layout},
      ${wave.leader}, ${wave.opensAt}::timestamptz - interval '6 days',
      ${wave.isClosed ? wave.closesAt : null}::timestamptz, ${wave.isClosed ? wave.leader : null})
    returning id`.execute(db)
  return rows[0]?.id ?? 0
}

export async function insertInventedGroup(
  db: Db,
  waveId: number,
  { audience, label, roll }: InventedGroup,
  position: number,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into survey_groups (wave_id, audience, position, label, roll)
    values (${waveId}, ${audience}, ${position}, ${label}, ${roll}) returning id`.execute(db)
  return rows[0]?.id ?? 0
}

/** One code a group, and what it brought: for waves that are over the code alone, for one that is open its answers too. */
export async function insertInventedCode(
  db: Db,
  waveId: number,
  groupId: number,
  code: {
    readonly code: string
    readonly label: string
    readonly expected: number
    readonly answered: number
  },
): Promise<void> {
  await sql`
    insert into survey_codes (wave_id, group_id, code, label, expected, answered)
    values (${waveId}, ${groupId}, ${code.code}, ${code.label}, ${code.expected}, ${code.answered})`.execute(
    db,
  )
}

export async function insertInventedAnswers(
  db: Db,
  waveId: number,
  groupId: number,
  answers: readonly Uint8Array[],
): Promise<void> {
  const inHex = answers.map((each) => Buffer.from(each).toString('hex'))
  await sql`
    insert into survey_answers (wave_id, group_id, answers)
    select ${waveId}, ${groupId}, decode(a, 'hex')
    from jsonb_array_elements_text(${JSON.stringify(inHex)}::text::jsonb) a`.execute(db)
}

/** As though the answers had been deleted when their time came: they were never there. */
export async function markInvented(db: Db, waveId: number, floor: number, resultsAt: string): Promise<void> {
  await sql`
    update survey_waves set results_at = ${resultsAt}, floor = ${floor}, raw_deleted_at = ${resultsAt}
    where id = ${waveId}`.execute(db)
}

export async function insertInventedShare(db: Db, waveId: number, by: string, at: string): Promise<void> {
  await sql`
    insert into survey_shares (key, wave_id, shared_by_name, shared_at)
    values (gen_random_uuid(), ${waveId}, ${by}, ${at})`.execute(db)
}

export async function insertInventedReply(
  db: Db,
  waveId: number,
  { said, did }: { readonly said: readonly string[]; readonly did: readonly string[] },
  by: string,
  at: string,
): Promise<void> {
  const texts = (lines: readonly string[]) =>
    sql`array(select jsonb_array_elements_text(${JSON.stringify(lines)}::text::jsonb))`
  await sql`
    insert into survey_replies (wave_id, said, did, changed_by_name, changed_at)
    values (${waveId}, ${texts(said)}, ${texts(did)}, ${by}, ${at})`.execute(db)
}

/** Whoever of the school's named leaders has held the role longest, so that a visitor can look at their page. */
export async function insertInventedSafeguardingLead(db: Db, waveId: number): Promise<void> {
  await sql`
    insert into survey_safeguarding_leads (wave_id, name, role, email)
    select w.id, r.name, 'Deputy head and designated safeguarding lead', r.email
    from survey_waves w join partnership_cards p on p.id = w.partnership_id
    join held_roles r on r.role = 'named-leader' and r.school_urn = p.school_urn and r.programme_id = p.programme_id
    where w.id = ${waveId} order by r.assignment_id limit 1`.execute(db)
}

/** What somebody of a school did about a survey, as the tables have it. */
export interface InventedDeed {
  readonly deed: 'set-up' | 'closed' | 'shared' | 'reply'
  readonly partnershipId: number
  readonly waveId: number
  readonly kind: WaveKind
  readonly pupilsVersionId: number | null
  readonly staffVersionId: number | null
  readonly opensAt: string
  readonly closesAt: string
  readonly asksRemark: boolean
  readonly hubName: string
  readonly name: string
  readonly email: string
  readonly at: string
}

/** By those who still hold a role of their school, whose account a history can name. */
export async function listInventedDeeds(db: Db): Promise<InventedDeed[]> {
  const { rows } = await sql<InventedDeed>`
    select d.deed, w.partnership_id as "partnershipId", w.id as "waveId", w.kind, w.pupils_version_id as "pupilsVersionId",
      w.staff_version_id as "staffVersionId", w.opens_at as "opensAt", w.closes_at as "closesAt",
      exists (select from survey_safeguarding_leads l where l.wave_id = w.id) as "asksRemark",
      p.hub_name as "hubName", d.name, r.email, d.at
    from survey_waves w
    join partnership_cards p on p.id = w.partnership_id
    cross join lateral (
      select 'set-up' as deed, w.created_by_name as name, w.created_at as at
      union all select 'closed', w.closed_by_name, w.closed_at where w.closed_at is not null
      union all select 'shared', s.shared_by_name, s.shared_at from survey_shares s where s.wave_id = w.id
      union all select 'reply', y.changed_by_name, y.changed_at from survey_replies y where y.wave_id = w.id) d
    cross join lateral (
      select min(h.email) as email from held_roles h
      where h.role = 'named-leader' and h.school_urn = p.school_urn and h.programme_id = p.programme_id and h.name = d.name) r
    where r.email is not null
    order by d.at, w.id`.execute(db)
  return rows
}
