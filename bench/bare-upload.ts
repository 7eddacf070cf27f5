/** A process of its own: writes every request's body to a file of the folder that it is given, and does nothing else. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { question } from './processes.ts'

const { folder } = await question<{ folder: string }>()
const server = createServer(async (request, response) => {
  const path = join(folder, randomUUID())
  await pipeline(request, createWriteStream(path))
  // As the service does: whoever is told that it was received can rely on it.
  const file = await open(path)
  await file.sync()
  await file.close()
  response.writeHead(204).end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
