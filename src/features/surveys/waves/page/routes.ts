import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { listBursts } from '../../bursts/store.ts'
import { findSafeguardingLead, isSafeguardingLead } from '../../remarks/store.ts'
import { readOwnWave } from '../wave.ts'
import { readyBanner, wavePage } from './views.ts'

export function pageRoutes(app: App): void {
  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/surveys/:id',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const now = app.clock.now()
      const view = await inActorScope(request, async (db) => ({
        ...(await readOwnWave(db, actor, id, now)),
        lead: await findSafeguardingLead(db, id),
        isLead: await isSafeguardingLead(db, id),
        odd: (await listBursts(db, id)).filter(({ decision }) => decision === null).length,
      }))
      const said =
        'ready' in request.query ? readyBanner(view.codes.length) : SAID[String(request.query.said)]
      return reply.page(wavePage({ ...view, now, said }))
    },
  )
}

/** What was just done, by the word in the address. */
const SAID: Readonly<Record<string, string>> = {
  window: 'The time of the survey was changed.',
  stopped: 'The survey takes no more answers.',
  codes: 'The codes were changed.',
  lead: 'The safeguarding lead was changed.',
}
