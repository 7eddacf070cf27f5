import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readDayInView } from '../days/actions.ts'
import { listEntries } from '../store.ts'
import { calendarFile } from './calendar.ts'

export function visitRoutes(app: App, { publicUrl }: { readonly publicUrl: string }): void {
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
