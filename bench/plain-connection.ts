/** One kept connection and as little of HTTP as our own answers need: a load generator must not be slower than the server. */
import { connect, type Socket } from 'node:net'

export interface PlainAnswer {
  readonly status: number
  readonly location: string
  readonly body: Buffer
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LONGEST_WAIT_MILLISECONDS = 30_000

export class PlainConnection {
  readonly #port: number
  #socket: Socket | undefined
  #chunks: Buffer[] = []
  #size = 0
  /** The size at which the answer is whole, once its head is known. */
  #wanted = 0
  #headSize = 0
  #head = ''
  #resolve: ((answer: PlainAnswer | undefined) => void) | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** Nothing where the connection broke or nobody answered. One at a time. */
  ask(method: 'GET' | 'POST', path: string, headers: string, body = ''): Promise<PlainAnswer | undefined> {
    return new Promise((resolve) => {
      this.#chunks = []
      this.#size = 0
      this.#wanted = 0
      this.#resolve = resolve
      const length = method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : ''
      const socket = this.#socket ?? this.#open()
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.#port}\r\n${headers}${length}\r\n${body}`,
      )
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.setTimeout(LONGEST_WAIT_MILLISECONDS, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#answer(undefined)
    })
    socket.on('data', (chunk) => this.#take(chunk))
    this.#socket = socket
    return socket
  }

  #take(received: string | Buffer): void {
    const chunk = typeof received === 'string' ? Buffer.from(received) : received
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#wanted === 0) {
      const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
      const end = all.indexOf(END_OF_HEAD)
      if (end < 0) return
      this.#headSize = end + END_OF_HEAD.length
      this.#head = all.toString('latin1', 0, end)
      this.#wanted = this.#headSize + Number(/content-length: (\d+)/i.exec(this.#head)?.[1] ?? 0)
    }
    if (this.#size < this.#wanted) return
    const body = Buffer.concat(this.#chunks).subarray(this.#headSize)
    if (/^connection: close/im.test(this.#head)) {
      this.#socket?.destroy()
      this.#socket = undefined
    }
    this.#answer({
      status: Number(this.#head.slice(9, 12)),
      location: /^location: (.*)$/im.exec(this.#head)?.[1]?.trim() ?? '',
      body,
    })
  }

  #answer(answer: PlainAnswer | undefined): void {
    const resolve = this.#resolve
    this.#resolve = undefined
    resolve?.(answer)
  }
}
