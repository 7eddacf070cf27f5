import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readDayInView } from '../days/actions.ts'
import { listEntries } from '../store.ts'
import { calendarFile } from './calendar.ts'
import { orderRoutes } from './order/routes.ts'
import { readTemplate } from './order/template.ts'
import { readPack } from './pack.ts'
import { packPage } from './views.ts'

export function visitRoutes(app: App, { publicUrl }: { readonly publicUrl: string }): void {
  // Read once; a fault in the file is said with its line when the page is first asked for.
  let read: ReturnType<typeof readTemplate> | undefined
  const template = () => {
    read ??= readTemplate()
    return read
  }

  app.get<{ Params: { id: string } }>('/support-days/:id/pack', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const at = { today: app.clock.today(), template: await template() }
    return reply.page(packPage(await inActorScope(request, (db) => readPack(db, actor, id, at))))
  })

  orderRoutes(app, template)

  // For the calendars of both schools; opened again after a change, it changes the same entry.
  app.get<{ Params: { id: string } }>('/support-days/:id/visit.ics', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const text = await inActorScope(request, async (db) => {
      const { day, partnership } = await readDayInView(db, actor, id, app.clock.today())
      const { heldOn } = day
      if (heldOn === null) throw notFound()
      const [last] = await listEntries(db, id)
      return calendarFile({ ...day, heldOn }, partnership, {
        publicUrl,
        at: last?.at ?? app.clock.now().toString(),
      })
    })
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', `attachment; filename="support-day-${id}.ics"`)
      .send(text)
  })
}
