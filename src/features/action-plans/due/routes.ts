import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { sortDue } from './domain.ts'
import { listDue, listOwnerless, setDigest, wantsDigest } from './store.ts'
import { duePage, preferencesPage } from './views.ts'

const preference = z.object({ weekly: z.string().optional() })

export function dueRoutes(app: App): void {
  app.get('/due', async (request, reply) => {
    const actor = ownerOf(actorOf(request))
    const [due, ownerless, wants] = await inActorScope(request, async (db) => [
      await listDue(db, actor.accountId),
      await listOwnerless(db),
      await wantsDigest(db, actor),
    ])
    return reply.page(
      duePage(sortDue(due, app.clock.today()), {
        ownerless,
        wantsEmail: wants,
        isLead: actor.role === 'hub-lead',
      }),
    )
  })

  app.get<{ Querystring: { saved?: string } }>('/due/preferences', async (request, reply) => {
    const actor = ownerOf(actorOf(request))
    const wants = await inActorScope(request, (db) => wantsDigest(db, actor))
    return reply.page(preferencesPage(wants, { saved: request.query.saved !== undefined }))
  })

  app.post('/due/preferences', async (request, reply) => {
    const actor = ownerOf(actorOf(request))
    const form = parseForm(preference, request.body)
    await inActorScope(request, (db) => setDigest(db, actor, form.ok && form.value.weekly === 'yes'))
    return reply.redirect('/due/preferences?saved', 303)
  })
}

/** Only the people of the two schools own actions. */
function ownerOf(actor: Actor): Actor {
  if (actor.role !== 'named-leader' && actor.role !== 'hub-lead') throw notFound()
  return actor
}
