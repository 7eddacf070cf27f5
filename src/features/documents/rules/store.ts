import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import { DEFAULT_RULES, PURPOSES, type Purpose, type Rule } from '../domain.ts'

export interface KeptRule extends Rule {
  readonly purpose: Purpose
  /** 0 where nobody has changed it. */
  readonly revision: number
  readonly changedByName: string | null
  readonly changedAt: string | null
}

/** One for each purpose: what the programme team set, or the service's own. */
export async function listRules(db: Db, programmeId: number): Promise<KeptRule[]> {
  const { rows } = await sql<KeptRule>`
    select purpose, open_days as "openDays", kept_days as "keptDays", revision, changed_by_name as "changedByName",
      changed_at as "changedAt"
    from document_rules where programme_id = ${programmeId}`.execute(db)
  return PURPOSES.map(
    (purpose) =>
      rows.find((row) => row.purpose === purpose) ?? {
        purpose,
        ...DEFAULT_RULES[purpose],
        revision: 0,
        changedByName: null,
        changedAt: null,
      },
  )
}

export async function ruleFor(db: Db, programmeId: number, purpose: Purpose): Promise<Rule> {
  const rules = await listRules(db, programmeId)
  return rules.find((rule) => rule.purpose === purpose) ?? DEFAULT_RULES[purpose]
}

/** @returns false when somebody else changed it since `seen` was read */
export async function setRule(
  db: Db,
  actor: Actor,
  rule: Rule & { readonly purpose: Purpose; readonly seen: number },
): Promise<boolean> {
  const { purpose, openDays, keptDays, seen } = rule
  if (seen > 0) {
    const changed = await sql`
      update document_rules set open_days = ${openDays}, kept_days = ${keptDays}, revision = revision + 1,
        changed_by = ${actor.accountId}, changed_by_name = ${actor.name}, changed_at = alongside.now()
      where programme_id = ${actor.programmeId} and purpose = ${purpose} and revision = ${seen}`.execute(db)
    return changed.numAffectedRows === 1n
  }
  const added = await sql`
    insert into document_rules (programme_id, purpose, open_days, kept_days, changed_by, changed_by_name)
    values (${actor.programmeId}, ${purpose}, ${openDays}, ${keptDays}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** Something that may be deleted: enough to decide, and to say which. */
export interface Keepable {
  readonly id: number
  readonly programmeId: number
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubName: string
  readonly purpose: Purpose
  readonly givenAt: string
  readonly expiresOn: string | null
  /** The day on which the partnership ended. */
  readonly endedOn: string | null
}

/** Everything that is kept and has an end, of one programme or of all. In the system's scope: nobody sees them all. */
export async function listKeepable(db: Db, programmeId?: number): Promise<Keepable[]> {
  const { rows } = await sql<Keepable>`
    select d.id, p.programme_id as "programmeId", p.id as "partnershipId", p.school_name as "schoolName",
      p.hub_name as "hubName", d.purpose, d.given_at as "givenAt", d.expires_on as "expiresOn",
      case when p.status in ('withdrawn', 'completed', 'moved') then p.status_since end as "endedOn"
    from documents d join partnership_cards p on p.id = d.partnership_id
    where d.deleted_at is null and d.kind = 'file'
      ${programmeId === undefined ? sql`` : sql`and p.programme_id = ${programmeId}`}
    order by d.id`.execute(db)
  return rows
}
