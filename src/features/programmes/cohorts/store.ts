import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { SupportTerm } from '../calendar/domain.ts'
import type { Cohort } from '../domain.ts'
import type { Occurrence } from '../occurrences.ts'

interface CohortRow extends Omit<Cohort, 'startsOn' | 'supportTerms'> {
  readonly startsOn: string
  readonly terms: readonly { number: number; name: string; startsOn: string; endsOn: string }[]
}

function cohortOf({ terms, ...row }: CohortRow): Cohort {
  const day = Temporal.PlainDate.from
  return {
    ...row,
    startsOn: day(row.startsOn),
    supportTerms: terms.map((term) => ({ ...term, startsOn: day(term.startsOn), endsOn: day(term.endsOn) })),
  }
}

const cohortColumns = sql`
  select c.id, c.programme_id as "programmeId", c.key, c.name, c.starts_on as "startsOn",
    coalesce((select jsonb_agg(jsonb_build_object('number', t.number, 'name', t.name, 'startsOn', t.starts_on,
      'endsOn', t.ends_on) order by t.number) from support_terms t where t.cohort_id = c.id), '[]') as terms
  from cohorts c`

/** In order of start. */
export async function listCohorts(db: Db, programmeId: number): Promise<Cohort[]> {
  const { rows } = await sql<CohortRow>`
    ${cohortColumns} where c.programme_id = ${programmeId} order by c.starts_on, c.id`.execute(db)
  return rows.map(cohortOf)
}

export async function readCohort(db: Db, cohortId: number): Promise<Cohort> {
  const { rows } = await sql<CohortRow>`${cohortColumns} where c.id = ${cohortId}`.execute(db)
  const [row] = rows
  if (!row) throw notFound()
  return cohortOf(row)
}

/** By key or by name, whatever the case: files and forms name a cohort either way. */
export async function findCohort(
  db: Db,
  programmeId: number,
  keyOrName: string,
): Promise<Cohort | undefined> {
  const { rows } = await sql<CohortRow>`
    ${cohortColumns} where c.programme_id = ${programmeId}
      and (c.key = lower(${keyOrName}) or lower(c.name) = lower(${keyOrName}))
    order by c.key = lower(${keyOrName}) desc limit 1`.execute(db)
  return rows[0] && cohortOf(rows[0])
}

export async function findCohortByFormKey(db: Db, formKey: string): Promise<Cohort | undefined> {
  const { rows } = await sql<CohortRow>`${cohortColumns} where c.form_key = ${formKey}`.execute(db)
  return rows[0] && cohortOf(rows[0])
}

/** The id of the new cohort; nothing when its key, its name or its form has been used. */
export async function insertCohort(
  db: Db,
  cohort: {
    programmeId: number
    key: string
    name: string
    startsOn: Temporal.PlainDate
    formKey: string | null
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into cohorts (programme_id, key, name, starts_on, form_key)
    values (${cohort.programmeId}, ${cohort.key}, ${cohort.name}, ${cohort.startsOn.toString()}, ${cohort.formKey})
    on conflict do nothing
    returning id`.execute(db)
  return rows[0]?.id
}

/** Terms already there stay as they were promised; a version with a longer pathway may add some. */
export async function insertSupportTerms(
  db: Db,
  cohortId: number,
  terms: readonly SupportTerm[],
): Promise<void> {
  const rows = terms.map(({ number, name, startsOn, endsOn }) => ({
    number,
    name,
    starts_on: startsOn.toString(),
    ends_on: endsOn.toString(),
  }))
  await sql`
    insert into support_terms select ${cohortId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(number int, name text, starts_on date, ends_on date)
    on conflict do nothing`.execute(db)
}

export async function insertOccurrences(
  db: Db,
  versionId: number,
  pathwayKey: string,
  cohortId: number,
  occurrences: readonly Occurrence[],
): Promise<void> {
  const rows = occurrences.map((each) => ({
    expectation_key: each.expectationKey,
    occurrence: each.occurrence,
    position: each.position,
    label: each.label,
    part: each.part,
    opens_on: each.opensOn.toString(),
    due_on: each.dueOn.toString(),
    held_on: each.heldOn?.toString() ?? null,
    acted_on_by: each.actedOnBy,
    per: each.per,
    minutes: each.minutes,
    within_support_days: each.withinSupportDays,
  }))
  await sql`
    insert into expectation_occurrences
    select ${versionId}, ${pathwayKey}, ${cohortId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(expectation_key text, occurrence int, position int, label text, part text, opens_on date, due_on date,
      held_on date, acted_on_by text, per text, minutes int, within_support_days boolean)`.execute(db)
}
