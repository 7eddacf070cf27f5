import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/database/index.ts'
import { cleanText } from '../../platform/forms.ts'
import { conflict } from '../../platform/refusal.ts'
import type { Table } from '../../platform/spreadsheets/index.ts'
import { recordHistory } from '../history/index.ts'
import type { Actor } from '../people/index.ts'
import {
  type CheckedRow,
  countsInWords,
  type Import,
  type ImportKind,
  type ImportRow,
  type Mapping,
  type PreviewRow,
  refuseIncomplete,
  stateOf,
  summaryOf,
  toImportRow,
} from './domain.ts'
import {
  deleteUnapplied,
  insertImport,
  listRows,
  lockImport,
  readImport,
  readRow,
  saveApplied,
  saveCorrections,
  saveMapping,
  saveOutcomes,
  saveReplacedBy,
} from './store.ts'

export interface Upload {
  readonly key: string
  readonly filename: string
  readonly table: Table
  /** The import whose file this one is to take the place of. */
  readonly replaces: number | undefined
}

/** Keeps a file. A corrected file with the same headings keeps the columns that were chosen and is checked at once. */
export async function startImport(
  db: Db,
  actor: Actor,
  clock: Clock,
  kind: ImportKind,
  upload: Upload,
): Promise<Import> {
  const { id, isNew } = await insertImport(db, actor, {
    key: upload.key,
    kind: kind.key,
    filename: cleanText(upload.filename).slice(-200) || 'file without a name',
    contentHash: hashOf(upload.table),
    table: upload.table,
    uploadedAt: clock.now().toString(),
  })
  if (isNew && upload.replaces !== undefined) {
    const before = await lockImport(db, upload.replaces)
    if (before.applied === null && before.kind === kind.key) {
      await saveReplacedBy(db, before.id, id)
      const sameHeader = JSON.stringify(before.header) === JSON.stringify(upload.table.header)
      if (sameHeader && before.mapping !== null)
        await chooseColumns(db, actor, clock, kind, id, before.mapping)
    }
  }
  return readImport(db, id)
}

/** Of what the file says, whatever its format: the same rows saved as CSV and as a workbook are the same file. */
function hashOf(table: Table): string {
  const hash = createHash('sha256').update(JSON.stringify(table.header))
  for (const row of table.rows) hash.update(JSON.stringify(row.cells))
  return hash.digest('hex')
}

/** The import, open for changes. @throws Refusal when it is already applied or replaced. */
export async function lockOpenImport(db: Db, id: number): Promise<Import> {
  const entry = await lockImport(db, id)
  const state = stateOf(entry)
  if (state === 'applied') throw conflict('This import has already been applied. Nothing was changed.')
  if (state === 'replaced')
    throw conflict('Another file has taken the place of this one. Nothing was changed.')
  return entry
}

/** Keeps which column holds what, and checks every row. */
export async function chooseColumns(
  db: Db,
  actor: Actor,
  clock: Clock,
  kind: ImportKind,
  id: number,
  mapping: Mapping,
): Promise<void> {
  await lockOpenImport(db, id)
  await saveMapping(db, id, mapping)
  await checkImport(db, actor, clock, kind, id)
}

/** Checks every row against what is held now, and writes down what came of it. */
export async function checkImport(
  db: Db,
  actor: Actor,
  clock: Clock,
  kind: ImportKind,
  id: number,
): Promise<{ readonly rows: readonly ImportRow[]; readonly refused: ReadonlySet<number> }> {
  const { mapping } = await lockOpenImport(db, id)
  if (mapping === null) throw conflict('The columns of this file have not been chosen yet.')
  const rows = (await listRows(db, id)).map((row) => toImportRow(kind, mapping, row))
  const checked = await checkRows(db, actor, kind, rows)
  await saveOutcomes(db, id, checked, clock.now().toString())
  return {
    rows,
    refused: new Set(checked.filter((row) => row.outcome === 'refused').map((row) => row.line)),
  }
}

async function checkRows(
  db: Db,
  actor: Actor,
  kind: ImportKind,
  rows: readonly ImportRow[],
): Promise<readonly CheckedRow[]> {
  const { refused, complete } = refuseIncomplete(kind, rows)
  const checked = complete.length === 0 ? [] : await kind.check(db, actor, complete)
  const byLine = new Map(checked.map((row) => [row.line, row]))
  const answers = complete.map((row) => {
    const answer = byLine.get(row.line)
    if (answer === undefined) throw new Error(`The import of ${kind.key} gave no answer for row ${row.line}`)
    const isRefused = answer.outcome === 'refused'
    const summary = answer.summary || summaryOf(kind, row)
    return isRefused
      ? { ...answer, summary, message: answer.message ?? 'This row cannot be imported' }
      : { line: answer.line, outcome: answer.outcome, summary }
  })
  return [...refused, ...answers]
}

/** Keeps what was put right in one row. What is as in the file is no correction. */
export async function correctRow(
  db: Db,
  actor: Actor,
  clock: Clock,
  kind: ImportKind,
  change: { readonly id: number; readonly line: number; readonly answers: Readonly<Record<string, string>> },
): Promise<PreviewRow> {
  const { id, line, answers } = change
  const { mapping } = await lockOpenImport(db, id)
  const row = await readRow(db, id, line)
  const inFile = toImportRow(kind, mapping ?? {}, { ...row, corrections: {} })
  const corrections: Record<string, string> = {}
  for (const { key } of kind.fields) {
    const answer = cleanText((answers[key] ?? '').slice(0, 2_000))
    if (answer !== inFile.values[key]) corrections[key] = answer
  }
  await saveCorrections(db, id, line, corrections)
  await checkImport(db, actor, clock, kind, id)
  return readRow(db, id, line)
}

export type Application =
  | { readonly done: true; readonly entry: Import }
  /** The rows refused now are not those that the person agreed to leave out. */
  | { readonly done: false; readonly entry: Import; readonly refused: number }

/**
 * Writes every row, or none. `leaveOut` is the number of refused rows that the person agreed to leave out: another
 * number now means that something has changed since they looked, and nothing is written.
 */
export async function applyImport(
  db: Db,
  actor: Actor,
  clock: Clock,
  kind: ImportKind,
  request: { readonly id: number; readonly leaveOut: number },
): Promise<Application> {
  const entry = await lockImport(db, request.id)
  // Pressed twice: the second finds it done.
  if (entry.applied !== null) return { done: true, entry }
  const { rows, refused } = await checkImport(db, actor, clock, kind, entry.id)
  if (refused.size !== request.leaveOut) return { done: false, entry, refused: refused.size }
  const accepted = rows.filter((row) => !refused.has(row.line))
  if (accepted.length === 0) return { done: false, entry, refused: refused.size }
  const counts = { ...(await kind.apply(db, actor, accepted)), leftOut: refused.size }
  await saveApplied(db, actor, entry.id, counts, clock.now().toString())
  await recordHistory(db, actor, {
    about: { programmeId: actor.programmeId },
    kind: 'import.applied',
    sentence: `Imported ${kind.name.toLowerCase()} from “${entry.filename}”: ${countsInWords(counts)}`,
    details: { importId: entry.id, kind: kind.key, ...counts },
  })
  return { done: true, entry: await readImport(db, entry.id) }
}

/** Deletes an import that was never applied, with its rows. */
export async function abandonImport(db: Db, id: number): Promise<void> {
  await lockOpenImport(db, id)
  await deleteUnapplied(db, id)
}
