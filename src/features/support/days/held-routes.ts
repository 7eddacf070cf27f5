/** How a support day was: said of one that was arranged, of one that was not, or corrected. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { supportDayHref, WHY } from '../words.ts'
import { circumstancesOf, mustArrange, proposeDay, readDayInView, readSupport, takeStep } from './actions.ts'
import type { Step, Why } from './domain.ts'
import { parsePast, parseRecord } from './forms.ts'
import { pastPage, recordPage } from './held-views.ts'
import { asSeenNow, GIVEN, isOvertaken, mustBe, orAgain } from './outcomes.ts'
import { warnings } from './warnings.ts'

interface Params {
  id: string
}

export function heldRoutes(app: App, calendar: Calendar): void {
  const today = () => app.clock.today()
  const telling = () => ({ now: app.clock.now(), calendar })
  const viewOf = (db: Db, actor: Actor, id: number) => readDayInView(db, actor, id, today())

  app.get<{ Params: Params }>('/partnerships/:id/support-days/taken-place', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, today())
      mustArrange(support)
      return pastPage({ support, key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/partnerships/:id/support-days/taken-place', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, today())
      mustArrange(support)
      const form = parsePast(request.body, today())
      const again = (errors: readonly FormError[]) =>
        pastPage({ support, key: form.answers.key || randomUUID(), answers: form.answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, support, form.answers, ['note'])
      if (warned.length > 0) return again(warned)
      const { key, type, note, seen: _none, heldOn, ...how } = form.value
      const offer = {
        ...how,
        kind: 'delivered',
        dates: [heldOn],
        startsAt: '',
        endsAt: '',
        place: '',
      } as const
      const outcome = await proposeDay(db, support, { key, type, note, offer })
      return 'why' in outcome ? again([{ field: 'heldOn', message: WHY[outcome.why] }]) : outcome.id
    })
    return typeof result === 'number' ? reply.redirect(supportDayHref(result), 303) : reply.page(result)
  })

  app.get<{ Params: Params }>('/support-days/:id/record', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      circumstancesOf(view)
      mustBe(view, GIVEN)
      return recordPage({ view, key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/support-days/:id/record', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      circumstancesOf(view)
      const form = parseRecord(request.body, today(), view.day.state === 'delivered')
      const again = (errors: readonly FormError[], answers: Answers = form.answers) =>
        recordPage({ view, key: form.answers.key || randomUUID(), answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, view, form.answers, ['note'])
      if (warned.length > 0) return again(warned)
      const { key, seen, note, heldOn, ...how } = form.value
      const { startsAt, endsAt, place } = view.day
      const step: Step = {
        kind: 'offer',
        offer: {
          kind: view.day.state === 'delivered' ? 'corrected' : 'delivered',
          dates: [heldOn],
          startsAt,
          endsAt,
          place,
          ...how,
        },
      }
      const outcome = await takeStep(db, view, { key, seen, note, step }, telling())
      const atDay = (why: Why) => [{ field: 'heldOn', message: WHY[why] }]
      if (isOvertaken(outcome, view, GIVEN)) return again(atDay(outcome.why), asSeenNow(form.answers, view))
      return orAgain(outcome, again, atDay)
    })
    return typeof result === 'number' ? reply.redirect(supportDayHref(result), 303) : reply.page(result)
  })
}
