import { type FileStore, zipOf } from '../../../platform/files/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readEverything } from './contents.ts'
import { filesOf, zipName } from './files.ts'
import { everythingPage } from './views.ts'

export function everythingRoutes(app: App, store: FileStore): void {
  app.get<{ Params: { id: string } }>('/partnerships/:id/everything', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const everything = await inActorScope(request, (db) =>
      readEverything(db, actor, id, { today, opening: false }),
    )
    return reply.page(everythingPage(everything))
  })

  app.get<{ Params: { id: string } }>(
    '/partnerships/:id/everything.zip',
    // Packed already.
    { compress: false },
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const today = app.clock.today()
      const everything = await inActorScope(request, (db) =>
        readEverything(db, actor, id, { today, opening: true }),
      )
      // After the transaction: a slow connection must not hold it open, and the openings are written down whatever follows.
      const zip = zipOf(filesOf(everything, { store, today, now: app.clock.now() }))
      reply.raw.once('close', () => zip.destroy())
      const name = zipName(everything)
      return reply
        .type('application/zip')
        .header(
          'content-disposition',
          `attachment; filename="${name.replaceAll(/[^\w .()-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
        )
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('x-content-type-options', 'nosniff')
        .header('cross-origin-resource-policy', 'same-origin')
        .send(zip)
    },
  )
}
