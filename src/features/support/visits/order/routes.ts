import { randomUUID } from 'node:crypto'
import type { Db } from '../../../../platform/database/index.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../../people/index.ts'
import { mustChange, readOrder, saveOrder } from './actions.ts'
import { parseOrder } from './forms.ts'
import type { Template } from './template.ts'
import { orderFormPage, orderHref, orderPage } from './views.ts'

interface Params {
  id: string
}

export function orderRoutes(app: App, template: () => Promise<Template>): void {
  const url = '/support-days/:id/running-order'
  const viewOf = async (db: Db, actor: Actor, id: number) =>
    readOrder(db, actor, id, { today: app.clock.today(), template: await template() })

  app.get<{ Params: Params }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(orderPage(await inActorScope(request, (db) => viewOf(db, actor, id))))
  })

  app.get<{ Params: Params }>(`${url}/edit`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => viewOf(db, actor, id))
    mustChange(view)
    return reply.page(orderFormPage({ view, key: randomUUID() }))
  })

  app.post<{ Params: Params }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustChange(view)
      const form = parseOrder(request.body, await listColleagues(db, view.partnership))
      const { answers } = form
      if (!form.ok)
        return orderFormPage({ view, key: answers.key || randomUUID(), answers, errors: form.errors })
      if (await saveOrder(db, view, form.value)) return undefined
      // What somebody else wrote stands below the form; saving again puts these words in its place.
      const now = await viewOf(db, actor, id)
      const message =
        'Somebody else saved this running order while you were writing. Theirs is below; put together what should stand.'
      return orderFormPage({
        view: now,
        key: randomUUID(),
        answers: { ...answers, seen: String(now.kept?.revision ?? 0) },
        errors: [{ field: 'title-1', message }],
        overtaken: true,
      })
    })
    return page ? reply.page(page) : reply.redirect(orderHref(id), 303)
  })
}
