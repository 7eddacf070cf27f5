import { randomUUID } from 'node:crypto'
import type { FormError } from '../../../../platform/forms.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { pupilWarnings } from '../../../action-plans/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../../people/index.ts'
import { readReviewInView } from '../actions.ts'
import { finalReviewHref } from '../words.ts'
import { recordHeld } from './actions.ts'
import { parseHeld } from './forms.ts'
import { followUpPage } from './views.ts'

export function followUpRoutes(app: App): void {
  const url = '/partnerships/:id/follow-up'

  app.get<{ Params: { id: string } }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await readReviewInView(db, actor, id, app.clock.today())
      return followUpPage({ view, key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: { id: string } }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await readReviewInView(db, actor, id, app.clock.today())
      const form = parseHeld(request.body, app.clock.today())
      const { answers } = form
      const again = async (errors: readonly FormError[]) => {
        // Somebody may have recorded it meanwhile.
        const now = await readReviewInView(db, actor, id, app.clock.today())
        return followUpPage({ view: now, key: answers.key || randomUUID(), answers, errors })
      }
      if (!form.ok) return again(form.errors)
      const colleagues = await listColleagues(db, view.partnership)
      const warned = pupilWarnings(answers, ['words'], { colleagues })
      if (warned.length > 0) return again(warned)
      const why = await recordHeld(db, view, form.value)
      return why === undefined ? undefined : again([{ field: 'words', message: why }])
    })
    return page ? reply.page(page) : reply.redirect(finalReviewHref(id), 303)
  })
}
