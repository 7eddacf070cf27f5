/** The files that people take away: templates, what is held now, rows that were refused. */
import type { FastifyReply } from 'fastify'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { csvType, writeCsv, writeXlsx, xlsxType } from '../../platform/spreadsheets/index.ts'
import type { Actor } from '../people/index.ts'
import type { Import, ImportKind, PreviewRow } from './domain.ts'

export type FileFormat = 'csv' | 'xlsx'

/** 'hubs.csv' → hubs, csv. Anything else is not found. */
export function parseFileName(value: unknown): { name: string; format: FileFormat } {
  const parts = typeof value === 'string' ? /^([a-z][a-z-]{0,39})\.(csv|xlsx)$/.exec(value) : null
  if (parts === null) throw notFound()
  return { name: parts[1] ?? '', format: parts[2] === 'csv' ? 'csv' : 'xlsx' }
}

/** Sends rows, the first of them the headings, as a file to keep. */
export async function sendFile(
  reply: FastifyReply,
  file: { name: string; format: FileFormat; rows: readonly (readonly string[])[] },
): Promise<FastifyReply> {
  const { name, format, rows } = file
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`)
  if (format === 'csv') return reply.type(csvType).send(writeCsv(rows))
  return reply.type(xlsxType).send(await writeXlsx(rows, { sheet: name }))
}

const labels = (kind: ImportKind) => kind.fields.map((field) => field.label)

/** The headings alone. */
export function templateRows(kind: ImportKind): readonly (readonly string[])[] {
  return [labels(kind)]
}

/**
 * What is held now, in the form in which it would be imported. Gathered before the first byte is sent: a slow connection
 * must not keep the transaction open.
 */
export async function exportRows(
  db: Db,
  actor: Actor,
  kind: ImportKind,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [labels(kind)]
  for await (const values of kind.export(db, actor))
    rows.push(kind.fields.map(({ key }) => values[key] ?? ''))
  return rows
}

/** The refused rows as they stand in the file, with corrections made so far and the reason beside each. */
export function refusedRows(
  kind: ImportKind,
  entry: Import,
  rows: readonly PreviewRow[],
): readonly (readonly string[])[] {
  const unmapped = kind.fields.filter(
    ({ key }) => entry.mapping?.[key] === undefined && rows.some((row) => row.corrections[key] !== undefined),
  )
  const header = [
    'Row in the file',
    'Why it was refused',
    ...entry.header,
    ...unmapped.map(({ label }) => label),
  ]
  const lines = rows.map((row) => {
    const cells = [...row.cells]
    for (const { key } of kind.fields) {
      const column = entry.mapping?.[key]
      const corrected = row.corrections[key]
      if (column !== undefined && corrected !== undefined) cells[column] = corrected
    }
    const added = unmapped.map(({ key }) => row.corrections[key] ?? '')
    return [String(row.line), row.message ?? '', ...cells, ...added]
  })
  return [header, ...lines]
}
