/** The thread in which a workbook is made: gets the rows in batches, sends the bytes. */
import { parentPort, workerData } from 'node:worker_threads'
import { makeWorkbook } from './workbook-writer.ts'

/** What the thread is sent; without rows, they are complete. */
export interface WriteMessage {
  readonly rows?: readonly (readonly string[])[]
}

const { sheet } = workerData as { sheet: string } // what write.ts put there
const rows: (readonly string[])[] = []

parentPort?.on('message', async (message: WriteMessage) => {
  if (message.rows === undefined) parentPort?.postMessage(await makeWorkbook(rows, sheet))
  else for (const row of message.rows) rows.push(row)
})
