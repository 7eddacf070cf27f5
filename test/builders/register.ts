/** A register of schools with its councils and nothing else, and files to import into it. */
import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { REGISTER_FOLDER } from '../../src/features/schools/load-shipped.ts'
import type { ImportOutcome } from '../../src/features/schools/register/import.ts'
import { importCouncils } from '../../src/features/schools/register/import-councils.ts'
import { importRegister } from '../../src/features/schools/register/import-schools.ts'
import { findSchool, type School } from '../../src/features/schools/store.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'

export interface TestRegister {
  readonly database: Database
  /** Imports a file of schools, as at the first day of 2024 unless told. */
  schools(content: string | Uint8Array, asAt?: string): Promise<ImportOutcome>
  find(urn: number): Promise<School | undefined>
  /** Takes away everything but the councils. */
  clear(): Promise<void>
}

export async function openRegister(): Promise<TestRegister> {
  const database = await openTestDatabase()
  const councils = await importCouncils(database, {
    stream: createReadStream(join(REGISTER_FOLDER, 'councils.csv')),
    source: 'councils',
    asAt: Temporal.PlainDate.from('2026-04-13'),
  })
  assert.equal(counts(councils).added, 160)
  return {
    database,
    schools: (content, asAt) => importRegister(database, asked(content, asAt)),
    find: (urn) => database.asOwner((db) => findSchool(db, urn)),
    clear: () =>
      database.asOwner(async (db) => {
        await sql`delete from schools`.execute(db)
        await sql`delete from school_dates`.execute(db)
        await sql`delete from school_links`.execute(db)
        await sql`delete from trusts`.execute(db)
        await sql`delete from register_imports`.execute(db)
      }),
  }
}

/** What an import is asked to do with a file. */
export const asked = (content: string | Uint8Array, asAt = '2024-01-01') => ({
  stream: bytes(content),
  source: 'a test',
  asAt: Temporal.PlainDate.from(asAt),
})

async function* bytes(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? Buffer.from(content) : content
}

export const HEADER = 'URN,EstablishmentName,EstablishmentStatus (name),Postcode'
/** A file of schools with these rows. */
export const file = (...rows: string[]) => `${HEADER}\n${rows.join('\n')}\n`

export function counts(outcome: ImportOutcome) {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.message)
  return outcome.counts
}

export function messageOf(outcome: ImportOutcome): string {
  return outcome.ok ? '' : outcome.message
}

export async function found(school: Promise<School | undefined>): Promise<School> {
  const result = await school
  assert.ok(result, 'the school is not there')
  return result
}

/** Some facts of many, to compare. */
export function pick<T, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>
}
