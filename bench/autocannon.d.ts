/** What of autocannon is used here; the package brings no types. */
declare module 'autocannon' {
  export interface Request {
    readonly method: 'GET'
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
  }
  export interface Client {
    setRequests(requests: readonly Request[]): void
  }
  export interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    /** Seconds. */
    readonly timeout: number
    readonly setupClient: (client: Client) => void
  }
  export interface Result {
    readonly errors: number
    readonly timeouts: number
    readonly non2xx: number
    /** Seconds. */
    readonly duration: number
  }
  export interface Run extends PromiseLike<Result> {
    on(
      event: 'response',
      heard: (client: Client, statusCode: number, bytes: number, milliseconds: number) => void,
    ): void
  }
  // biome-ignore lint/style/noDefaultExport: as the package has it
  export default function autocannon(options: Options): Run
}
