import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { SchoolStatus } from './domain.ts'

export interface FoundSchool {
  readonly urn: number
  readonly name: string
  readonly town: string | null
  readonly postcode: string | null
  readonly status: SchoolStatus
  readonly phase: string | null
  readonly council: string | null
  readonly invented: boolean
}

export interface SearchOptions {
  /** 20 when not given. */
  readonly limit?: number
  /** Leaves out closed schools and schools that have not opened yet. */
  readonly openOnly?: boolean
}

const LONGEST_QUERY = 100
/** How alike words must be, 0 to 1: lets one wrong letter through in a short name, two in a long one. */
const ALIKE = 0.45
/** Words of so many names that they say nothing when letters are compared. */
const COMMON = new Set(
  'the of and school schools academy primary secondary high infant infants junior college nursery community ce catholic'.split(
    ' ',
  ),
)

/**
 * Schools by URN, DfE number, postcode or its beginning, name or town, best first. Words may be cut short and in
 * any order; when few schools fit, names with letters amiss are found too.
 */
export async function searchSchools(
  db: Db,
  query: string,
  options: SearchOptions = {},
): Promise<FoundSchool[]> {
  const limit = Math.min(Math.max(options.limit ?? 20, 1), 100)
  const typed = query.slice(0, LONGEST_QUERY).toWellFormed().replaceAll('\0', '').trim()
  const scope = { limit, openOnly: options.openOnly ?? false }

  const byNumber = await findByNumber(db, typed, scope)
  if (byNumber.length > 0) return byNumber
  const byPostcode = await findByPostcode(db, typed, scope)
  if (byPostcode.length > 0) return byPostcode

  const folded = await fold(db, typed)
  if (folded === '') return []
  const found = await findByWords(db, folded, scope)
  if (found.length >= Math.min(limit, 5) || folded.length < 4) return found
  const alike = await findAlike(db, folded, scope)
  const already = new Set(found.map(({ urn }) => urn))
  return [...found, ...alike.filter(({ urn }) => !already.has(urn))].slice(0, limit)
}

interface Scope {
  readonly limit: number
  readonly openOnly: boolean
}

// The council is looked up for the rows that are shown, not for the thousands that a short word finds.
const FOUND = sql`s.urn, s.name, s.town, s.postcode, s.status, s.phase, s.invented,
  coalesce((select la.name from local_authorities la where la.code = s.la_code), s.published_la_name) as council`
const FROM = sql`schools s`
const OPEN_FIRST = sql`(s.status in ('open', 'closing')) desc, (s.status = 'proposed') desc`

function within({ openOnly }: Scope) {
  return openOnly ? sql`s.status in ('open', 'closing')` : sql`true`
}

/** Six digits are a URN, seven (or three, a stroke and four) a DfE number, fewer the beginning of a URN. */
async function findByNumber(db: Db, typed: string, scope: Scope): Promise<FoundSchool[]> {
  const digits = typed.replace(/[\s/]/g, '')
  if (!/^\d{3,7}$/.test(digits)) return []
  const number = Number(digits)
  const width = 10 ** Math.max(6 - digits.length, 0)
  const condition =
    digits.length === 7
      ? sql`s.dfe_number = ${number}`
      : sql`s.urn >= ${number * width} and s.urn < ${(number + 1) * width}`
  const { rows } = await sql<FoundSchool>`select ${FOUND} from ${FROM}
    where ${condition} and ${digits.length < 6 ? within(scope) : sql`true`}
    order by ${OPEN_FIRST}, s.urn limit ${scope.limit}`.execute(db)
  return rows
}

async function findByPostcode(db: Db, typed: string, scope: Scope): Promise<FoundSchool[]> {
  const postcode = typed.toLowerCase().replace(/\s+/g, ' ')
  if (!/^[a-z]{1,2}\d[a-z\d]? ?(\d[a-z]{0,2})?$/.test(postcode)) return []
  const written = postcode.toUpperCase()
  const { rows } = await sql<FoundSchool>`select ${FOUND} from ${FROM}
    where replace(s.postcode, ' ', '') like ${`${written.replace(' ', '')}%`}
      -- With its space, “LS1 4” is not the beginning of LS14; without, “LS14” may be either.
      and (${!written.includes(' ')} or s.postcode like ${`${written}%`}) and ${within(scope)}
    order by ${OPEN_FIRST}, s.postcode, s.name, s.urn limit ${scope.limit}`.execute(db)
  return rows
}

async function fold(db: Db, typed: string): Promise<string> {
  const { rows } = await sql<{ folded: string }>`select alongside.fold(${typed}) as folded`.execute(db)
  return rows[0]?.folded ?? ''
}

/** Every word begins a word of the school's name, town or postcode. `folded` holds letters, digits and spaces only. */
async function findByWords(db: Db, folded: string, scope: Scope): Promise<FoundSchool[]> {
  const words = [...new Set(folded.split(' '))].slice(0, 10)
  const all = sql.join(
    words.map((word) => sql`s.search like ${`% ${word}%`}`),
    sql` and `,
  )
  const { rows } = await sql<FoundSchool>`select ${FOUND} from ${FROM} where ${all} and ${within(scope)}
    order by ${OPEN_FIRST}, (s.search like ${` ${folded} %`}) desc, (s.search like ${` ${folded}%`}) desc,
      (s.search like ${`% ${folded}%`}) desc, length(s.name), s.name, s.town, s.urn
    limit ${scope.limit}`.execute(db)
  return rows
}

async function findAlike(db: Db, folded: string, scope: Scope): Promise<FoundSchool[]> {
  const telling = folded.split(' ').filter((word) => !COMMON.has(word))
  const words = telling.length > 0 ? telling.join(' ') : folded
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(ALIKE)}, true)`.execute(db)
  const { rows } = await sql<FoundSchool>`select ${FOUND} from ${FROM}
    where ${words} <% s.search and ${within(scope)}
    order by ${OPEN_FIRST}, word_similarity(${words}, s.search) desc, similarity(${folded}, s.search) desc, s.name, s.urn
    limit ${scope.limit}`.execute(db)
  return rows
}
