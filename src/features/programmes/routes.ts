import type { App } from '../../platform/http/index.ts'
import { parseId } from '../../platform/http/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { actorOf, inActorScope } from '../people/index.ts'
import { cohortRoutes } from './cohorts/routes.ts'
import { canManageCohorts } from './policy.ts'
import { listVersions, readProgramme } from './store.ts'
import { programmePage } from './views.ts'

/** Definitions are public to everyone signed in; cohorts belong to the programme's own team. */
export function routes(app: App): void {
  app.get<{ Params: { programmeKey: string } }>('/programmes/:programmeKey', async (request, reply) => {
    const actor = actorOf(request)
    const page = await inActorScope(request, async (db) => {
      const programme = await readProgramme(db, request.params.programmeKey)
      const [version, ...earlier] = (await listVersions(db, programme.id)).toReversed()
      if (!version) throw notFound()
      return programmePage({
        version,
        isCurrent: true,
        canManageCohorts: canManageCohorts(actor, programme.id),
        earlier: earlier.map(({ number }) => number),
      })
    })
    return reply.page(page)
  })

  app.get<{ Params: { programmeKey: string; number: string } }>(
    '/programmes/:programmeKey/versions/:number',
    async (request, reply) => {
      const actor = actorOf(request)
      const number = parseId(request.params.number)
      const page = await inActorScope(request, async (db) => {
        const programme = await readProgramme(db, request.params.programmeKey)
        const versions = await listVersions(db, programme.id)
        const version = versions.find((each) => each.number === number)
        if (!version) throw notFound()
        const isCurrent = version === versions.at(-1)
        return programmePage({ version, isCurrent, canManageCohorts: canManageCohorts(actor, programme.id) })
      })
      return reply.page(page)
    },
  )

  cohortRoutes(app)
}
