import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { canReply } from '../policy.ts'
import { type ResultsInView, readReadyResults } from '../results/results.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import { parseReply } from './forms.ts'
import { findReply, saveReply } from './store.ts'
import { replyPage, replyPoster } from './views.ts'

interface Params {
  id: string
}

/** The school's own: for everyone else there is no such page. */
async function readOwn(db: Db, actor: Actor, id: number): Promise<ResultsInView> {
  if (!canReply(actor)) throw notFound()
  return readReadyResults(db, actor, id)
}

/** "You said, we did." */
export function replyRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { saved?: unknown } }>(
    '/surveys/:id/you-said',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const page = await inActorScope(request, async (db) =>
        replyPage({
          view: await readOwn(db, actor, id),
          reply: await findReply(db, id),
          saved: request.query.saved !== undefined,
        }),
      )
      return reply.page(page)
    },
  )

  app.post<{ Params: Params }>('/surveys/:id/you-said', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readOwn(db, actor, id)
      const before = await findReply(db, id)
      const form = parseReply(request.body)
      if (!form.ok) return replyPage({ view, reply: before, errors: form.errors, answers: form.answers })
      // Pressed twice: what is saved already is as it should be.
      if (before.said.join('\n') === form.said.join('\n') && before.did.join('\n') === form.did.join('\n')) {
        return undefined
      }
      if (!(await saveReply(db, actor, id, form))) {
        throw conflict(
          'Somebody else changed this page while you had it open. Nothing was saved. Open it again to see what they wrote.',
        )
      }
      await recordHistory(db, actor, {
        about: { partnershipId: view.partnership.id },
        kind: 'survey.reply',
        sentence: `Wrote “You said, we did” for the ${nameOfWave(view.wave).toLowerCase()}`,
        details: { surveyWaveId: id },
      })
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${waveHref({ id }, 'you-said')}?saved`, 303)
  })

  app.get<{ Params: Params }>('/surveys/:id/you-said/poster', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      replyPoster(await readOwn(db, actor, id), await findReply(db, id)),
    )
    return reply.page(page)
  })
}
