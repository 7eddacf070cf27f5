import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Partnership } from '../domain.ts'

export type ConfirmationState = 'started' | 'done' | 'not-needed' | 'reopened'

export interface Confirmation {
  readonly id: number
  readonly state: ConfirmationState
  readonly happenedOn: string
  readonly note: string
  readonly leadershipMinutes: number | null
  readonly byName: string
  readonly recordedAt: string
  readonly current: boolean
}

/** What a confirmation is of. Shared: done once by a hub (or the programme) for every partnership of a cohort. */
export interface Subject {
  readonly partnership: Pick<Partnership, 'id' | 'programmeId' | 'hubId' | 'cohortId'>
  readonly expectationKey: string
  readonly occurrence: number
  readonly shared: 'no' | 'by the hub' | 'by the programme'
}

/** Everything that was confirmed of one expected thing, newest first. */
export async function listConfirmations(db: Db, subject: Subject): Promise<Confirmation[]> {
  const { rows } = await sql<Confirmation>`
    select id, state, happened_on as "happenedOn", note, ${minutes(subject)} as "leadershipMinutes", by_name as "byName",
      recorded_at as "recordedAt", replaced_at is null as current
    from ${table(subject)} where ${where(subject)} order by id desc`.execute(db)
  return rows
}

export interface NewConfirmation {
  readonly key: string
  readonly state: ConfirmationState
  readonly happenedOn: string
  readonly note: string
  readonly leadershipMinutes: number | null
}

export async function findConfirmationByKey(
  db: Db,
  subject: Subject,
  key: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from ${table(subject)} where key = ${key}`.execute(db)
  return rows[0]?.id
}

/**
 * Puts a confirmation in the place of the one the person saw.
 * @param seen the id of the current confirmation on the person's page, or 0 where there was none
 * @returns false when someone else confirmed in the meantime: nothing is written
 */
export async function replaceConfirmation(
  db: Db,
  subject: Subject,
  seen: number,
  actor: Actor,
  entry: NewConfirmation,
): Promise<boolean> {
  if (seen > 0) {
    const replaced = await sql`
      update ${table(subject)} set replaced_at = alongside.now()
      where id = ${seen} and replaced_at is null and ${where(subject)}`.execute(db)
    if (replaced.numAffectedRows !== 1n) return false
  }
  const { partnership, expectationKey, occurrence } = subject
  const common = [
    entry.key,
    expectationKey,
    occurrence,
    entry.state,
    entry.happenedOn,
    entry.note,
    actor.accountId,
    actor.name,
  ]
  const values = sql.join(common)
  // Where nothing was current on the person's page, the unique index refuses a second current confirmation.
  const added =
    subject.shared === 'no'
      ? await sql`
          insert into expectation_confirmations (key, expectation_key, occurrence, state, happened_on, note, account_id,
            by_name, partnership_id, leadership_minutes)
          values (${values}, ${partnership.id}, ${entry.leadershipMinutes}) on conflict do nothing`.execute(
          db,
        )
      : await sql`
          insert into shared_confirmations (key, expectation_key, occurrence, state, happened_on, note, account_id,
            by_name, programme_id, hub_id, cohort_id)
          values (${values}, ${partnership.programmeId}, ${hubOf(subject)}, ${partnership.cohortId})
          on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

const table = (subject: Subject) =>
  subject.shared === 'no' ? sql`expectation_confirmations` : sql`shared_confirmations`
const minutes = (subject: Subject) => (subject.shared === 'no' ? sql`leadership_minutes` : sql`null::int`)
const hubOf = (subject: Subject) => (subject.shared === 'by the hub' ? subject.partnership.hubId : null)

function where({ partnership, expectationKey, occurrence, shared }: Subject) {
  const thing = sql`expectation_key = ${expectationKey} and occurrence = ${occurrence}`
  if (shared === 'no') return sql`partnership_id = ${partnership.id} and ${thing}`
  const cohort = sql`cohort_id = ${partnership.cohortId} and ${thing}`
  return shared === 'by the hub'
    ? sql`${cohort} and hub_id = ${partnership.hubId}`
    : sql`${cohort} and hub_id is null`
}
