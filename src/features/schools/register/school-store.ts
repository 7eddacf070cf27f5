import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from '../../../platform/database/index.ts'
import type { SchoolFacts } from '../domain.ts'
import type { ColumnName, Columns } from './columns.ts'
import { carriesFacts, carriesTrusts } from './columns.ts'
import { csvCell } from './csv-cell.ts'
import type { Known, NamedTrust } from './school-row.ts'

interface StagedColumn {
  readonly name: string
  readonly type: string
  readonly fact: keyof SchoolFacts
  /** The columns of the file that say it. Without any of them, what is held already stays. */
  readonly from: readonly ColumnName[]
  /** How the new value follows from the staged row `t` and the school `s`, where it is not simply `t.name`. */
  readonly becomes?: (columns: Columns) => string
}

/** Without codes in the file, a name is matched where it can be; where not, what was known before stays. */
const keptWithoutCodes = (name: string) => (columns: Columns) =>
  columns.at.laCode === undefined ? `coalesce(t.${name}, s.${name})` : `t.${name}`

const COLUMNS: readonly StagedColumn[] = [
  { name: 'urn', type: 'integer', fact: 'urn', from: ['urn'] },
  { name: 'name', type: 'text', fact: 'name', from: ['name'] },
  { name: 'status', type: 'text', fact: 'status', from: ['statusName', 'statusCode'] },
  { name: 'phase', type: 'text', fact: 'phase', from: ['phase'] },
  {
    name: 'type_code',
    type: 'integer',
    fact: 'typeCode',
    from: ['typeCode', 'typeName'],
    // The code of a type that has changed by name only is not known any more.
    becomes: (columns) =>
      columns.at.typeCode !== undefined
        ? 't.type_code'
        : 'case when lower(t.type_name) = lower(s.type_name) then s.type_code end',
  },
  { name: 'type_name', type: 'text', fact: 'typeName', from: ['typeName'] },
  {
    name: 'la_code',
    type: 'integer',
    fact: 'laCode',
    from: ['laCode', 'laName'],
    becomes: keptWithoutCodes('la_code'),
  },
  { name: 'published_la_code', type: 'text', fact: 'publishedLaCode', from: ['laCode'] },
  { name: 'published_la_name', type: 'text', fact: 'publishedLaName', from: ['laName'] },
  {
    name: 'in_england',
    type: 'boolean',
    fact: 'inEngland',
    from: ['urn'],
    becomes: (columns) => (columns.at.laCode === undefined ? 't.in_england or s.in_england' : 't.in_england'),
  },
  {
    name: 'establishment_number',
    type: 'integer',
    fact: 'establishmentNumber',
    from: ['establishmentNumber'],
  },
  {
    name: 'trust_uid',
    type: 'integer',
    fact: 'trustUid',
    from: ['trustUid', 'trustName'],
  },
  { name: 'address_1', type: 'text', fact: 'address1', from: ['address1'] },
  { name: 'address_2', type: 'text', fact: 'address2', from: ['address2'] },
  { name: 'address_3', type: 'text', fact: 'address3', from: ['address3'] },
  { name: 'town', type: 'text', fact: 'town', from: ['town'] },
  { name: 'county', type: 'text', fact: 'county', from: ['county'] },
  { name: 'postcode', type: 'text', fact: 'postcode', from: ['postcode'] },
  { name: 'easting', type: 'integer', fact: 'easting', from: ['easting'] },
  { name: 'northing', type: 'integer', fact: 'northing', from: ['northing'] },
  { name: 'pupils', type: 'integer', fact: 'pupils', from: ['pupils'] },
  { name: 'age_low', type: 'integer', fact: 'ageLow', from: ['ageLow'] },
  { name: 'age_high', type: 'integer', fact: 'ageHigh', from: ['ageHigh'] },
  { name: 'gender', type: 'text', fact: 'gender', from: ['gender'] },
  { name: 'religious_character', type: 'text', fact: 'religiousCharacter', from: ['religiousCharacter'] },
  {
    name: 'fsm_percentage',
    type: 'numeric(5, 2)',
    fact: 'fsmPercentage',
    // A yearly figure: a file with this year's pupils and without it makes it unknown, not last year's.
    from: ['fsmPercentage', 'pupils'],
  },
  { name: 'website', type: 'text', fact: 'website', from: ['website'] },
  { name: 'ukprn', type: 'integer', fact: 'ukprn', from: ['ukprn'] },
  { name: 'opened_on', type: 'date', fact: 'openedOn', from: ['openedOn'] },
  { name: 'closed_on', type: 'date', fact: 'closedOn', from: ['closedOn'] },
  { name: 'source_changed_on', type: 'date', fact: 'sourceChangedOn', from: ['sourceChangedOn'] },
]

/** The columns that a file with these headings fills. */
function filledBy(columns: Columns): readonly StagedColumn[] {
  return COLUMNS.filter(({ from }) => from.some((column) => columns.at[column] !== undefined))
}

/** The councils and trusts that rows may point at. */
export async function readKnown(db: Db): Promise<Known> {
  const councils = await sql<{ code: number; name: string; live: boolean }>`
    select code, upper(name) as name, ended_on is null as live from local_authorities order by code`.execute(
    db,
  )
  // A name shared by two trusts identifies neither.
  const trusts = await sql<{ name: string; uid: number }>`
    select upper(name) as name, min(uid)::int as uid from trusts
    where not invented and status <> 'closed' group by upper(name) having count(*) = 1 order by 1`.execute(db)
  return {
    laCodes: new Set(councils.rows.map(({ code }) => code)),
    laCodesByName: new Map(councils.rows.filter(({ live }) => live).map(({ name, code }) => [name, code])),
    trustUidsByName: new Map(trusts.rows.map(({ name, uid }) => [name, uid])),
  }
}

/** A trust newer than the last file of trusts: known by what the school's row says, until that file comes. */
export async function addMissingTrusts(db: Db, trusts: readonly NamedTrust[], asAt: string): Promise<void> {
  if (trusts.length === 0) return
  await sql`
    insert into trusts (uid, name, kind, status, register_as_at)
    select uid, name, kind, 'not known', ${asAt}::date
    from jsonb_to_recordset(${JSON.stringify(trusts)}::jsonb) as t(uid integer, name text, kind text)
    on conflict (uid) do nothing`.execute(db)
}

/** A school, and the hash of the row that says it. */
export interface StagedSchool {
  readonly school: SchoolFacts
  readonly hash: number
}

/** The URN that each row written last was about, by the row's hash. */
export async function readRowHashes(db: Db): Promise<Map<number, number>> {
  // One long text: fifty thousand rows of two numbers cost several times as much to receive.
  const { rows } = await sql<{ hashes: string | null }>`
    select string_agg(row_hash || ' ' || urn, ' ') as hashes from school_dates where row_hash is not null`.execute(
    db,
  )
  const numbers = (rows[0]?.hashes ?? '').split(' ').map(Number)
  const urns = new Map<number, number>()
  for (let at = 0; at + 1 < numbers.length; at += 2) urns.set(numbers[at] ?? 0, numbers[at + 1] ?? 0)
  return urns
}

/** Notes the schools whose rows are the same as before, in a table that ends with the transaction. */
export async function stageKnown(database: Database, db: Db, urns: readonly number[]): Promise<void> {
  await sql`create temporary table staged_known (urn integer primary key) on commit drop`.execute(db)
  async function* lines() {
    if (urns.length > 0) yield `${urns.join('\n')}\n`
  }
  await database.copyIn(db, 'staged_known', ['urn'], lines())
  await sql`analyze staged_known`.execute(db)
}

/** Copies the schools into a table that ends with the transaction. */
export async function stageSchools(
  database: Database,
  db: Db,
  columns: Columns,
  schools: AsyncIterable<StagedSchool>,
): Promise<void> {
  const filled = filledBy(columns)
  const definitions = filled.map(({ name, type }) => `${name} ${type}`).join(', ')
  await sql
    .raw(`create temporary table staged_schools (${definitions}, row_hash bigint) on commit drop`)
    .execute(db)
  await database.copyIn(
    db,
    'staged_schools',
    [...filled.map(({ name }) => name), 'row_hash'],
    csvOf(schools, filled),
  )
  await sql`create unique index on staged_schools (urn)`.execute(db)
  await sql`analyze staged_schools`.execute(db)
}

async function* csvOf(
  schools: AsyncIterable<StagedSchool>,
  filled: readonly StagedColumn[],
): AsyncGenerator<string> {
  const facts = filled.map(({ fact }) => fact)
  let lines = ''
  for await (const { school, hash } of schools) {
    for (const fact of facts) lines += `${csvCell(school[fact])},`
    lines += `${hash}\n`
    if (lines.length > 60_000) {
      yield lines
      lines = ''
    }
  }
  yield lines
}

export interface MergeCounts {
  readonly added: number
  readonly changed: number
  readonly closed: number
  readonly unchanged: number
  readonly older: number
  readonly absent: number
}

/** Brings `schools` up to the staged rows: only rows that differ are written. Invented schools cannot be staged. */
export async function mergeSchools(db: Db, columns: Columns, asAt: string): Promise<MergeCounts> {
  const date = sql`${asAt}::date`
  const { absent } = await one(
    sql<{ absent: number }>`select count(*)::int as absent from schools s
      where not s.invented and s.status in ('open', 'closing')
        and not exists (select from staged_schools t where t.urn = s.urn)
        and not exists (select from staged_known k where k.urn = s.urn)`,
    db,
  )
  const older = await affected(
    sql`delete from staged_schools t using school_dates d where d.urn = t.urn and d.status_as_at > ${date}`,
    db,
  )
  const before = await one(
    sql<{ staged: number; known: number; held: number; closing: number; empty: boolean }>`select
      (select count(*)::int from staged_schools) as staged,
      (select count(*)::int from staged_known) as known,
      (select count(*)::int from staged_schools t join schools s using (urn)) as held,
      (select count(*)::int from staged_schools t join schools s using (urn)
        where t.status = 'closed' and s.status <> 'closed') as closing,
      not exists (select from schools where not invented) as empty`,
    db,
  )

  const filled = filledBy(columns).filter(({ name }) => name !== 'urn')
  const names = filled.map(({ name }) => name).join(', ')
  const became = filled.map(({ name, becomes }) => becomes?.(columns) ?? `t.${name}`)
  const held = filled.map(({ name }) => `s.${name}`).join(', ')
  const updated =
    before.held === 0
      ? 0
      : await affected(
          sql.raw(`update schools s set (${names}) = row(${became.join(', ')}) from staged_schools t
            where s.urn = t.urn and (${held}) is distinct from (${became.join(', ')})`),
          db,
        )
  // Filling an empty register, it is quicker to build the search index once than to add to it row by row.
  if (before.empty) await sql`drop index schools_search`.execute(db)
  const added = await affected(
    sql.raw(`insert into schools (urn, ${names}) select urn, ${names} from staged_schools t
      where not exists (select from schools s where s.urn = t.urn) order by urn`),
    db,
  )
  if (before.empty) {
    await sql`create index schools_search on schools using gin (search gin_trgm_ops)`.execute(db)
  }
  const facts = carriesFacts(columns) ? date : sql`null::date`
  const trusts = carriesTrusts(columns) ? date : sql`null::date`
  await sql`
    insert into school_dates as d (urn, row_hash, status_as_at, facts_as_at, trust_as_at)
    select urn, row_hash, ${date}, ${facts}, ${trusts} from staged_schools
    on conflict (urn) do update set row_hash = excluded.row_hash, status_as_at = excluded.status_as_at,
      facts_as_at = coalesce(excluded.facts_as_at, d.facts_as_at),
      trust_as_at = coalesce(excluded.trust_as_at, d.trust_as_at)`.execute(db)
  await sql`
    update school_dates d set status_as_at = ${date}, facts_as_at = coalesce(${facts}, d.facts_as_at),
      trust_as_at = coalesce(${trusts}, d.trust_as_at)
    from staged_known k where k.urn = d.urn and d.status_as_at < ${date}`.execute(db)
  if (added > 1000) await sql`analyze schools (urn, status, la_code, trust_uid, postcode, search)`.execute(db)
  // A row that closes a school is one of the updated ones; it is counted apart because people act on it.
  return {
    added,
    closed: before.closing,
    changed: updated - before.closing,
    unchanged: before.staged + before.known - added - updated,
    older,
    absent,
  }
}

async function affected(statement: RawBuilder<unknown>, db: Db): Promise<number> {
  return Number((await statement.execute(db)).numAffectedRows ?? 0)
}

async function one<T>(statement: RawBuilder<T>, db: Db): Promise<T> {
  const { rows } = await statement.execute(db)
  const row = rows[0]
  if (!row) throw new Error('The query gave no row')
  return row
}
