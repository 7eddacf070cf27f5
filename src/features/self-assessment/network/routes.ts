import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { readHub } from '../../hubs/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canSeeNetwork, canSeeProgramme } from '../policy.ts'
import { listQuestionnaires, readQuestionnaire } from '../questionnaires/store.ts'
import { countsByStatement } from './domain.ts'
import { listNetworkLevels } from './store.ts'
import { networkPage } from './views.ts'

export function networkRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/hubs/:id/strengths', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeNetwork(actor, id)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const hub = await readHub(db, id)
      const found = await readNetwork(db, actor.programmeId, id)
      return networkPage({
        ...found,
        name: hub.name,
        back: { href: `/hubs/${id}`, text: 'Back to all partner schools' },
        isHub: true,
      })
    })
    return reply.page(page)
  })

  app.get('/programme/strengths', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSeeProgramme(actor)) throw notFound()
    const page = await inActorScope(request, async (db) =>
      networkPage({
        ...(await readNetwork(db, actor.programmeId, null)),
        name: 'Your programme',
        back: { href: '/programme', text: 'Back to the programme' },
        isHub: false,
      }),
    )
    return reply.page(page)
  })
}

/** Of the programme's questionnaires, the one that most schools answered. */
async function readNetwork(db: Db, programmeId: number, hubId: number | null) {
  let best: Awaited<ReturnType<typeof readOne>> | undefined
  for (const each of await listQuestionnaires(db, programmeId)) {
    const one = await readOne(db, each.id, each.currentVersionId, hubId)
    if (!best || one.schools > best.schools) best = one
  }
  return best ?? { questionnaire: undefined, counts: [], schools: 0 }
}

async function readOne(db: Db, questionnaireId: number, versionId: number, hubId: number | null) {
  const questionnaire = await readQuestionnaire(db, versionId)
  const levels = await listNetworkLevels(db, questionnaireId, hubId)
  return {
    questionnaire,
    counts: countsByStatement(questionnaire, levels),
    schools: levels[0]?.schoolsInAll ?? 0,
  }
}
