import { randomUUID } from 'node:crypto'
import type { Db } from '../../../../platform/database/index.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { notFound } from '../../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../../people/index.ts'
import { readDayInView } from '../../days/actions.ts'
import { mustBeOneOfTheTwo } from '../../policy.ts'
import { readRecordInView } from '../actions.ts'
import { recordFormPage } from '../form-views.ts'
import { mustWrite } from '../writing.ts'
import { isKeptAhead } from './domain.ts'

/** Whether a day is still to come, and its page is kept until then; not found for everyone but the two schools. */
export async function readAhead(
  db: Db,
  actor: Actor,
  dayId: number,
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  mustBeOneOfTheTwo(actor)
  const { day } = await readDayInView(db, actor, dayId, today)
  if (day.heldOn === null || day.heldOn <= today.toString() || !isKeptAhead(day, today)) return undefined
  return Temporal.PlainDate.from(day.heldOn)
}

export function aheadRoutes(app: App): void {
  // The page as it will be on the day, for a device to keep. What is sent from it is taken from that day on.
  app.get<{ Params: { id: string } }>('/support-days/:id/visit-record/ahead', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const heldOn = await readAhead(db, actor, id, app.clock.today())
      if (!heldOn) throw notFound()
      const view = await readRecordInView(db, actor, id, heldOn)
      mustWrite(view)
      return recordFormPage({ view, keys: [randomUUID(), randomUUID()], now: app.clock.now() })
    })
    return reply.page(page)
  })
}
