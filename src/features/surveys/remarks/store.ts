/** Remarks go in and out through functions of the database alone: nobody may read or write them themselves. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Outcome } from '../answering/store.ts'

/** Whom a school tells of harm; staff of a wave that has one may add a remark. */
export interface SafeguardingLead {
  readonly name: string
  readonly role: string
  readonly email: string
}

export async function insertSafeguardingLead(db: Db, waveId: number, lead: SafeguardingLead): Promise<void> {
  await sql`
    insert into survey_safeguarding_leads (wave_id, name, role, email)
    values (${waveId}, ${lead.name}, ${lead.role}, ${lead.email})`.execute(db)
}

export interface NamedLead extends SafeguardingLead {
  readonly revision: number
  /** A named leader of the school has this address. */
  readonly canSignIn: boolean
}

/** For the school itself. */
export async function findSafeguardingLead(db: Db, waveId: number): Promise<NamedLead | undefined> {
  const { rows } = await sql<NamedLead>`
    select l.name, l.role, l.email, l.revision, exists (
      select from held_roles r join partnership_cards p on p.school_urn = r.school_urn and p.programme_id = r.programme_id
      join survey_waves w on w.partnership_id = p.id
      where w.id = l.wave_id and r.role = 'named-leader' and lower(r.email) = lower(l.email)) as "canSignIn"
    from survey_safeguarding_leads l where l.wave_id = ${waveId}`.execute(db)
  return rows[0]
}

/**
 * Somebody else has been told of nothing yet: what is there counts as new for them.
 * @returns false when it was changed in the meantime: nothing is written
 */
export async function updateSafeguardingLead(
  db: Db,
  waveId: number,
  seen: number,
  { name, role, email }: SafeguardingLead,
): Promise<boolean> {
  const result = await sql`
    update survey_safeguarding_leads set name = ${name}, role = ${role}, email = ${email}, revision = revision + 1,
      told = case when lower(email) = lower(${email}) then told else 0 end
    where wave_id = ${waveId} and revision = ${seen}`.execute(db)
  return result.numAffectedRows === 1n
}

export async function isSafeguardingLead(db: Db, waveId: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select alongside.is_safeguarding_lead(${waveId}::integer) as is`.execute(db)
  return rows[0]?.is ?? false
}

/** In the system's scope, and in a transaction of its own. */
export async function receiveRemark(
  db: Db,
  remark: {
    readonly key: string
    readonly codeId: number
    readonly harm: boolean
    readonly sealed: Buffer
  },
  now: Temporal.Instant,
): Promise<Outcome> {
  const { rows } = await sql<{ outcome: Outcome }>`
    select alongside.receive_remark(${remark.key}::uuid, ${remark.codeId}::integer, ${remark.harm}::boolean,
      ${`\\x${remark.sealed.toString('hex')}`}::text::bytea, ${now.toString()}::timestamptz) as outcome`.execute(
    db,
  )
  return rows[0]?.outcome ?? 'closed'
}

/** As far as this actor may read them, sealed. */
export async function listSealedRemarks(db: Db, waveId: number, ofHarm: boolean): Promise<Uint8Array[]> {
  const { rows } = await sql<{ sealed: Uint8Array }>`
    select sealed from alongside.read_remarks(${waveId}::integer, ${ofHarm}::boolean) as sealed`.execute(db)
  return rows.map(({ sealed }) => sealed)
}

export interface TakenRemark {
  readonly harm: boolean
  readonly sealed: Uint8Array
}

/** Takes all of a wave out, to be put back in the same transaction. In the system's scope. */
export async function takeRemarks(db: Db, waveId: number): Promise<TakenRemark[]> {
  const { rows } = await sql<TakenRemark>`
    select harm, sealed from alongside.take_remarks(${waveId}::integer)`.execute(db)
  return rows
}

export async function putRemarks(db: Db, waveId: number, remarks: readonly TakenRemark[]): Promise<void> {
  await sql`select alongside.put_remarks(${waveId}::integer, ${remarks.map(({ harm }) => harm)}::boolean[],
    ${remarks.map(({ sealed }) => `\\x${Buffer.from(sealed).toString('hex')}`)}::text[]::bytea[])`.execute(db)
}

/** Who has more to read than they were told of; they count as told. In the system's scope. */
export async function takeUntoldHarm(
  db: Db,
): Promise<{ readonly waveId: number; readonly name: string; readonly email: string }[]> {
  const { rows } = await sql<{ waveId: number; name: string; email: string }>`
    select wave_id as "waveId", name, email from alongside.take_untold_harm()`.execute(db)
  return rows
}
