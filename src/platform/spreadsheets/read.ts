/** Reads a file that a person chose, in a thread of its own: a hostile file can end that thread, and nothing else. */
import { fileTooBig } from './parse.ts'
import type { ReadMessage } from './read-thread.ts'
import { defaultLimits, type TableLimits, type TableResult, type TableRow } from './table.ts'
import { inThread } from './thread.ts'

/**
 * The table in a CSV file or Excel workbook (.xlsx), recognised by its content. A file that cannot be read, or that goes
 * over a limit, is a value with a sentence for the person, never a throw.
 */
export async function readTable(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  options: { readonly limits?: Partial<TableLimits> } = {},
): Promise<TableResult> {
  const limits = { ...defaultLimits, ...options.limits }
  const bytes = await collect(source, limits)
  if (bytes === undefined) return { ok: false, refusal: fileTooBig(limits).refusal }
  const rows: TableRow[] = []
  const result = await inThread<ReadMessage, TableResult>({
    script: new URL('./read-thread.ts', import.meta.url),
    data: { bytes, limits },
    milliseconds: limits.milliseconds,
    receive(message) {
      if (!('rows' in message)) return message.result
      for (const row of message.rows) rows.push(row)
      return undefined
    },
  })
  if (result === undefined) return { ok: false, refusal: { reason: 'too-much-text', message: tooMuch } }
  return result.ok ? { ok: true, table: { ...result.table, rows } } : result
}

const tooMuch = 'The file takes too long to read. Split it into smaller files.'

/** The whole source, or `undefined` as soon as it is over the limit. */
async function collect(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  limits: TableLimits,
): Promise<Uint8Array | undefined> {
  if (source instanceof Uint8Array) return source.length > limits.bytes ? undefined : source
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of source) {
    size += part.length
    if (size > limits.bytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
