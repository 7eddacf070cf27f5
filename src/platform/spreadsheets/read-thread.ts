/** The thread in which a file is read: started by `read.ts` with the bytes, sends the rows in batches, then the rest. */
import { parentPort, workerData } from 'node:worker_threads'
import { parseTable } from './parse.ts'
import type { TableLimits, TableResult, TableRow } from './table.ts'

/** What the thread sends. */
export type ReadMessage = { readonly rows: readonly TableRow[] } | { readonly result: TableResult }

// What read.ts put there.
const { bytes, limits } = workerData as { bytes: Uint8Array; limits: TableLimits }

/** Small enough that taking in a batch never holds up the requests of other people. */
const batch = 500

const send = (message: ReadMessage) => parentPort?.postMessage(message)
const result = await parseTable(bytes, limits)
if (result.ok) {
  const { rows } = result.table
  for (let at = 0; at < rows.length; at += batch) send({ rows: rows.slice(at, at + batch) })
  send({ result: { ok: true, table: { ...result.table, rows: [] } } })
} else send({ result })
