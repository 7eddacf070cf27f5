/** Reads a table from bytes in this thread. `read.ts` does the same in a thread of its own. */
import { readCsv } from './csv.ts'
import { sniff } from './sniff.ts'
import { megabytes, type TableLimits, type TableResult, UnreadableTable } from './table.ts'
import { readWorkbook } from './workbook.ts'

/** The table in the bytes, or why there is none. Never throws for what the bytes hold. */
export async function parseTable(bytes: Uint8Array, limits: TableLimits): Promise<TableResult> {
  try {
    if (bytes.length > limits.bytes) throw fileTooBig(limits)
    const file = sniff(bytes)
    const table =
      file.kind === 'zip' ? await readWorkbook(bytes, limits) : readCsv(file.text, file.encoding, limits)
    return { ok: true, table }
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal }
    throw error
  }
}

export function fileTooBig(limits: TableLimits): UnreadableTable {
  return new UnreadableTable(
    'file-too-big',
    `The file is bigger than ${megabytes(limits.bytes)}, the most that can be read. Save only the sheet that you want to ` +
      'import, or split it into smaller files.',
  )
}
