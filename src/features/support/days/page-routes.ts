/** The page of one support day, and what is answered on it. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { leadersFor } from '../leaders/actions.ts'
import { leadersFrom } from '../leaders/domain.ts'
import { listRecordsNow } from '../records/store.ts'
import { listEntries } from '../store.ts'
import { supportDayHref } from '../words.ts'
import { circumstancesOf, type DayInView, mustAnswer, readDayInView, refuse, takeStep } from './actions.ts'
import { answerSchema, keepSchema } from './forms.ts'
import { dayPage } from './views.ts'
import { warnings } from './warnings.ts'

interface Params {
  id: string
}

export function dayPageRoutes(app: App, calendar: Calendar): void {
  const today = () => app.clock.today()
  const telling = () => ({ now: app.clock.now(), calendar })
  const viewOf = (db: Db, actor: Actor, id: number) => readDayInView(db, actor, id, today())

  app.get<{ Params: Params }>('/support-days/:id', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      return dayPage({ ...(await pageOf(db, view, calendar)), key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/support-days/:id/answers', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(answerSchema, request.body)
    const result = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      if (!form.ok) throw conflict('This form has expired: open the page again.')
      const { key, seen, on } = form.value
      if (on === '') {
        // Nothing was chosen: the page says so at the choice, unless something else stands in the way.
        mustAnswer(view, seen)
        const errors = [{ field: 'on', message: 'Select a date' }]
        return dayPage({ ...(await pageOf(db, view, calendar)), key, answers: form.answers, errors })
      }
      const leadPeople = leadersFrom(form.answers, await leadersFor(db, view))
      const outcome = await takeStep(
        db,
        view,
        { key, seen, note: '', step: { kind: 'accept', on, leadPeople } },
        telling(),
      )
      return 'why' in outcome ? refuse(outcome.why) : supportDayHref(outcome.id)
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
  })

  app.post<{ Params: Params }>('/support-days/:id/keepings', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(keepSchema, request.body)
    const result = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      circumstancesOf(view)
      const again = async (errors: readonly FormError[]) =>
        dayPage({
          ...(await pageOf(db, view, calendar)),
          key: form.answers.key || randomUUID(),
          answers: form.answers,
          errors,
        })
      // Where there is nothing to answer any more, there is no field to say so at.
      if (!form.ok) return view.day.offer ? again(form.errors) : refuse('gone-on')
      const warned = await warnings(db, view, form.answers, ['why'])
      if (warned.length > 0) return again(warned)
      const { key, seen, why: note } = form.value
      const outcome = await takeStep(db, view, { key, seen, note, step: { kind: 'keep' } }, telling())
      return 'why' in outcome ? refuse(outcome.why) : supportDayHref(outcome.id)
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
  })
}

async function pageOf(db: Db, view: DayInView, calendar: Calendar) {
  const { id, partnershipId } = view.day
  const [records, entries, leaders] = await Promise.all([
    listRecordsNow(db, partnershipId),
    listEntries(db, id),
    leadersFor(db, view),
  ])
  return { view, entries, leaders, record: records.find(({ dayId }) => dayId === id), calendar }
}
