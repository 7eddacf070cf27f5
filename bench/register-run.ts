/** A process of its own, so that its memory is the import's alone: one import of the register, or one bare COPY. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importRegister } from '../src/features/schools/index.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { ROOT } from '../test/sources.ts'
import { question, residentMegabytes } from './processes.ts'

export type RegisterQuestion = { readonly url: string } & (
  | { readonly work: 'import' }
  | {
      readonly work: 'copy'
      /** CSV of every row that the import left in the table. */
      readonly file: string
      readonly columns: readonly string[]
      readonly indexed: boolean
    }
)

export interface RegisterAnswer {
  readonly seconds: number
  /** Memory at its highest above what the process held just before. */
  readonly extraMegabytes: number
  readonly rows: number
  /** Of an import: rows added, and rows left as they were. */
  readonly added: number
  readonly unchanged: number
}

const FILE = join(ROOT, 'db/register/schools-2023-11.csv.gz')

const asked = await question<RegisterQuestion>()
const database = await openDatabase({ url: asked.url })
// Connected before anything is measured.
await database.asOwner((db) => sql`select 1`.execute(db))
const csv = asked.work === 'copy' ? await readFile(asked.file, 'utf8') : ''
const before = residentMegabytes('self')
const started = performance.now()
let counts = { rows: 0, added: 0, unchanged: 0 }
if (asked.work === 'import') {
  const outcome = await importRegister(database, {
    stream: createReadStream(FILE),
    source: 'All establishments, November 2023',
    asAt: Temporal.PlainDate.from('2023-11-16'),
  })
  if (!outcome.ok) throw new Error(outcome.message)
  counts = outcome.counts
} else {
  const { indexed, columns } = asked
  const rows = await database.asOwner((db) =>
    database.copyIn(db, indexed ? 'copy_indexed' : 'copy_plain', columns, chunksOf(csv)),
  )
  counts = { rows, added: rows, unchanged: 0 }
}
const answer: RegisterAnswer = {
  seconds: (performance.now() - started) / 1000,
  extraMegabytes: residentMegabytes('self', 'VmHWM') - before,
  rows: counts.rows,
  added: counts.added,
  unchanged: counts.unchanged,
}
await database.close()
process.stdout.write(JSON.stringify(answer))

async function* chunksOf(text: string): AsyncGenerator<string> {
  const size = 1 << 16
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
