/** Work in a thread of its own, with a limit on memory and time, so that it can hold up or break nothing but itself. */
import { Worker } from 'node:worker_threads'

/** Threads at the same time. Other work waits: each thread may take a few hundred megabytes for a moment. */
const mostAtOnce = 2
const heapMegabytes = 512

let running = 0
const waiting: (() => void)[] = []

export interface ThreadWork<Message, Result> {
  readonly script: URL
  /** What the script finds as `workerData`. */
  readonly data: unknown
  readonly milliseconds: number
  /**
   * What the process may grow by meanwhile. A thread's own limit holds its objects; the buffers that it unpacks into stand
   * outside them.
   */
  readonly megabytes?: number
  /** Sends the thread what is too long for one message. */
  readonly send?: (post: (message: unknown) => void) => Promise<void>
  /** Takes a message of the thread; the first result it gives ends the thread. */
  readonly receive: (message: Message) => Result | undefined
}

/** The result, or `undefined` when the thread came to the end of its memory or time. Throws what the thread throws. */
export async function inThread<Message, Result>(
  work: ThreadWork<Message, Result>,
): Promise<Result | undefined> {
  // Who ends hands its place to who waits longest, so that nobody slips in between.
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await run(work)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function run<Message, Result>(work: ThreadWork<Message, Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(work.script, {
      workerData: work.data,
      env: {},
      // The thread needs none of the flags that this process was started with (a debugger, a test runner).
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    })
    const timer = setTimeout(() => finish(undefined), work.milliseconds)
    const most = process.memoryUsage.rss() + (work.megabytes ?? Number.POSITIVE_INFINITY) * 1_048_576
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) finish(undefined)
    }, 20)
    const end = () => {
      clearTimeout(timer)
      clearInterval(watch)
      void worker.terminate()
    }
    const finish = (result: Result | undefined) => {
      end()
      resolve(result)
    }
    const fail = (error: unknown) => {
      end()
      reject(error)
    }
    worker.on('message', (message: Message) => {
      const result = work.receive(message)
      if (result !== undefined) finish(result)
    })
    worker.on('error', (error) => {
      const outOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (outOfMemory) finish(undefined)
      else fail(error)
    })
    worker.on('exit', () => finish(undefined))
    work.send?.((message) => worker.postMessage(message)).catch(fail)
  })
}
