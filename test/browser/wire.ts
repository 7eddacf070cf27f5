import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to the service that can be cut: a browser told to be offline still lets its service workers through. */
export class Wire {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false

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
      socket.pipe(service).pipe(socket)
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

  mend(): void {
    this.#isCut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}
