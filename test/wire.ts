import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to the service that can be cut, or lose its answers: a browser told to be offline still lets its service workers through. */
export class Wire {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #losesAnswers = false

  constructor(port: number) {
    this.#server = createServer((socket) => {
      if (this.#isCut) {
        socket.destroy()
        return
      }
      const service = connect(port, '127.0.0.1')
      for (const end of [socket, service]) {
        this.#sockets.add(end)
        end.on('error', () => end.destroy())
        end.on('close', () => this.#sockets.delete(end))
      }
      socket.pipe(service)
      service.on('data', (part) => {
        if (this.#losesAnswers) socket.destroy()
        else if (!socket.write(part)) {
          service.pause()
          socket.once('drain', () => service.resume())
        }
      })
      service.on('end', () => socket.end())
    })
  }

  listen(): Promise<string> {
    return new Promise((done) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address()
        done(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
      })
    })
  }

  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** From now on what is sent arrives, and its answer does not. */
  loseAnswers(): void {
    this.#losesAnswers = true
  }

  mend(): void {
    this.#isCut = false
    this.#losesAnswers = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}
