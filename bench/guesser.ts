/** A process of its own: someone who tries codes as fast as they are answered. */
import { PlainConnection } from './plain-connection.ts'
import { question } from './processes.ts'

export interface GuesserQuestion {
  readonly port: number
  readonly connections: number
  readonly seconds: number
}

export interface GuesserAnswer {
  readonly guesses: number
  readonly slowed: number
  readonly found: number
}

const ALPHABET = 'BCDFGHJKMNPQRSTVWXYZ23456789'
const { port, connections, seconds } = await question<GuesserQuestion>()
const until = performance.now() + seconds * 1_000
const answer = { guesses: 0, slowed: 0, found: 0 }
await Promise.all(
  Array.from({ length: connections }, async () => {
    const connection = new PlainConnection(port)
    while (performance.now() < until) {
      const code = Array.from({ length: 6 }, () => ALPHABET[Math.floor(Math.random() * 28)]).join('')
      const said = await connection.ask('GET', `/survey/${code}/`, '')
      answer.guesses += 1
      if (said?.body.includes('Too many codes')) answer.slowed += 1
      if (said && said.status !== 404) answer.found += 1
    }
    connection.close()
  }),
)
process.stdout.write(JSON.stringify(answer satisfies GuesserAnswer))
process.exit(0)
