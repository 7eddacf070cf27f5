import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type Answers, type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { leadersFor } from '../leaders/actions.ts'
import { supportDayHref, WHY } from '../words.ts'
import {
  circumstancesOf,
  mustArrange,
  proposeDay,
  readDayInView,
  readSupport,
  refuse,
  takeStep,
} from './actions.ts'
import type { Why } from './domain.ts'
import { cancellationPage, datesPage, proposalPage } from './form-views.ts'
import { cancellationSchema, parseOtherDates, parseProposal } from './forms.ts'
import { heldRoutes } from './held-routes.ts'
import { ARRANGED, asSeenNow, isOvertaken, mustBe, orAgain } from './outcomes.ts'
import { dayPageRoutes } from './page-routes.ts'
import { warnings } from './warnings.ts'

interface Params {
  id: string
}

export function dayRoutes(app: App, calendar: Calendar): void {
  const today = () => app.clock.today()
  const telling = () => ({ now: app.clock.now(), calendar })
  const viewOf = (db: Db, actor: Actor, id: number) => readDayInView(db, actor, id, today())

  app.get<{ Params: Params }>('/partnerships/:id/support-days/new', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, today())
      mustArrange(support)
      return proposalPage({ support, leaders: await leadersFor(db, support), key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/partnerships/:id/support-days', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, today())
      mustArrange(support)
      const leaders = await leadersFor(db, support)
      const form = parseProposal(request.body, { today: today(), leaders })
      const again = (errors: readonly FormError[]) =>
        proposalPage({
          support,
          leaders,
          key: form.answers.key || randomUUID(),
          answers: form.answers,
          errors,
        })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, support, form.answers, ['place', 'note'])
      if (warned.length > 0) return again(warned)
      const outcome = await proposeDay(db, support, form.value)
      return 'why' in outcome ? again(atDate(outcome.why)) : outcome.id
    })
    return typeof result === 'number' ? reply.redirect(supportDayHref(result), 303) : reply.page(result)
  })

  heldRoutes(app, calendar)
  dayPageRoutes(app, calendar)

  app.get<{ Params: Params }>('/support-days/:id/dates', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustArrange(view)
      mustBe(view, ARRANGED)
      return datesPage({ view, leaders: await leadersFor(db, view), key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/support-days/:id/dates', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustArrange(view)
      const leaders = await leadersFor(db, view)
      const isBooked = view.day.state === 'booked'
      const form = parseOtherDates(request.body, { today: today(), isBooked, leaders })
      const again = (errors: readonly FormError[], answers: Answers = form.answers) =>
        datesPage({ view, leaders, key: form.answers.key || randomUUID(), answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, view, form.answers, ['place', 'note'])
      if (warned.length > 0) return again(warned)
      const { key, seen, note, offer } = form.value
      const outcome = await takeStep(db, view, { key, seen, note, step: { kind: 'offer', offer } }, telling())
      if (isOvertaken(outcome, view, ARRANGED))
        return again(atDate(outcome.why), asSeenNow(form.answers, view))
      return orAgain(outcome, again, atDate)
    })
    return typeof result === 'number' ? reply.redirect(supportDayHref(result), 303) : reply.page(result)
  })

  app.get<{ Params: Params }>('/support-days/:id/cancellation', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      circumstancesOf(view)
      mustBe(view, ARRANGED)
      return cancellationPage({ view, key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/support-days/:id/cancellation', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(cancellationSchema, request.body)
    const result = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      circumstancesOf(view)
      const again = (errors: readonly FormError[], answers: Answers = form.answers) =>
        cancellationPage({ view, key: form.answers.key || randomUUID(), answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, view, form.answers, ['note'])
      if (warned.length > 0) return again(warned)
      const outcome = await takeStep(db, view, { ...form.value, step: { kind: 'cancel' } }, telling())
      if (isOvertaken(outcome, view, ARRANGED)) {
        return again([{ field: 'note', message: WHY[outcome.why] }], asSeenNow(form.answers, view))
      }
      if ('why' in outcome) refuse(outcome.why)
      return outcome.id
    })
    return typeof result === 'number' ? reply.redirect(supportDayHref(result), 303) : reply.page(result)
  })
}

const atDate = (why: Why): FormError[] => [{ field: 'date1', message: WHY[why] }]
