/**
 * Reads a file that a person chose. The work happens in a thread of its own with a limit on memory and time: a hostile
 * file can end that thread, and nothing else.
 */
import { Worker } from 'node:worker_threads'
import { fileTooBig } from './parse.ts'
import { defaultLimits, type TableLimits, type TableResult, type TableRow, UnreadableTable } from './table.ts'
import type { WorkerMessage } from './worker.ts'

/** Files read at the same time. Others wait: each may take a few hundred megabytes for a moment. */
const mostAtOnce = 2
const heapMegabytes = 512

let reading = 0
const waiting: (() => void)[] = []

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
  if (reading >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  reading += 1
  try {
    return await readInWorker(bytes, limits)
  } finally {
    reading -= 1
    waiting.shift()?.()
  }
}

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

function readInWorker(bytes: Uint8Array, limits: TableLimits): Promise<TableResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { bytes, limits },
      env: {},
      // The thread needs none of the flags that this process was started with (a debugger, a test runner).
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    })
    const rows: TableRow[] = []
    const tooMuch = new UnreadableTable(
      'too-much-text',
      'The file takes too long to read. Split it into smaller files.',
    )
    const finish = (result: TableResult) => {
      clearTimeout(timer)
      resolve(result)
      void worker.terminate()
    }
    const timer = setTimeout(() => finish({ ok: false, refusal: tooMuch.refusal }), limits.milliseconds)
    worker.on('message', (message: WorkerMessage) => {
      if ('rows' in message) {
        for (const row of message.rows) rows.push(row)
        return
      }
      const { result } = message
      finish(result.ok ? { ok: true, table: { ...result.table, rows } } : result)
    })
    worker.on('error', (error) => {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return finish({ ok: false, refusal: tooMuch.refusal })
      }
      clearTimeout(timer)
      reject(error)
    })
  })
}
