/** A process of its own: the same bytes from a Fastify server that does nothing else, pages and answers to forms. Prints its address. */
import Fastify from 'fastify'
import { question } from './processes.ts'

const { pages, answer = '' } = await question<{
  pages: Readonly<Record<string, string>>
  answer?: string
}>()
const app = Fastify()
const bodies = new Map(Object.entries(pages))
app.get('/*', (request, reply) => {
  reply.type('text/html; charset=utf-8').send(bodies.get(request.url))
})
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
  done(null, text),
)
app.post('/*', (_request, reply) => {
  reply.type('application/json; charset=utf-8').send(answer)
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.once('SIGTERM', () => process.exit(0))
