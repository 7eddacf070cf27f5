/** A process of its own: the same bytes from a Fastify server that does nothing else. Prints its address. */
import Fastify from 'fastify'
import { question } from './processes.ts'

const { pages } = await question<{ pages: Readonly<Record<string, string>> }>()
const app = Fastify()
const bodies = new Map(Object.entries(pages))
app.get('/*', (request, reply) => {
  reply.type('text/html; charset=utf-8').send(bodies.get(request.url))
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.once('SIGTERM', () => process.exit(0))
