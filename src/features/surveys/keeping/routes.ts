import { z } from 'zod'
import { type FormError, parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { writeSetting } from '../../../platform/settings.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope, SYSTEM } from '../../people/index.ts'
import { LOWEST_FLOOR } from '../disclosure/index.ts'
import { canSetKeeping } from '../policy.ts'
import { FLOOR_SETTING, readFloor } from '../results/making.ts'
import { dueBy, FEWEST_DAYS, MOST_DAYS } from './domain.ts'
import { DAYS_SETTING, listKept, readDays } from './store.ts'
import { keepingPage } from './views.ts'

const DAYS_AHEAD = 30
const HIGHEST_FLOOR = 50

/** How long answers are kept, and the floor: the programme team's, with a look before anything goes. */
export function keepingRoutes(app: App): void {
  const { database, clock } = app
  /** Whose answers would go is asked as the system, and named by school alone. */
  const dueIn = async (programmeId: number, days: number) => {
    const kept = await database.inScope(SYSTEM, (db) => listKept(db, programmeId))
    return dueBy(kept, days, clock.today().add({ days: DAYS_AHEAD }))
  }
  const rules = () =>
    database.inScope(SYSTEM, async (db) => ({ days: await readDays(db), floor: await readFloor(db) }))

  app.get<{ Querystring: { saved?: unknown } }>('/programme/surveys/rules', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSetKeeping(actor)) throw notFound()
    const { days, floor } = await rules()
    const due = await dueIn(actor.programmeId, days)
    const saved = request.query.saved !== undefined
    return reply.page(keepingPage({ days, floor, due, today: clock.today(), saved }))
  })

  app.post('/programme/surveys/rules', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSetKeeping(actor)) throw notFound()
    const before = await rules()
    // Whatever was sent, the answers are texts.
    const { answers } = parseForm(z.object({}), request.body)
    const errors: FormError[] = []
    const days = whole(answers.days, FEWEST_DAYS, MOST_DAYS)
    const floor = whole(answers.floor, LOWEST_FLOOR, HIGHEST_FLOOR)
    const today = clock.today()
    if (days === undefined)
      errors.push({
        field: 'days',
        message: `Enter a whole number of days from ${FEWEST_DAYS} to ${MOST_DAYS}`,
      })
    if (floor === undefined)
      errors.push({
        field: 'floor',
        message: `Enter a whole number of answers from ${LOWEST_FLOOR} to ${HIGHEST_FLOOR}`,
      })
    if (days === undefined || floor === undefined) {
      const due = await dueIn(actor.programmeId, before.days)
      return reply.page(keepingPage({ ...before, due, today, errors, answers }))
    }
    if (answers.try === 'yes') {
      const due = await dueIn(actor.programmeId, days)
      return reply.page(keepingPage({ ...before, due, today, answers, tried: true }))
    }
    if (days !== before.days || floor !== before.floor) {
      await database.inScope(SYSTEM, async (db) => {
        await writeSetting(db, DAYS_SETTING, days)
        await writeSetting(db, FLOOR_SETTING, floor)
      })
      await inActorScope(request, (db) =>
        recordHistory(db, actor, {
          about: { programmeId: actor.programmeId },
          kind: 'survey.rules',
          sentence: `Changed the rules for surveys: answers are kept for ${days} days after the results, and fewer than ${floor} answers are not shown`,
          details: { days, floor },
        }),
      )
    }
    return reply.redirect('/programme/surveys/rules?saved', 303)
  })
}

function whole(typed: string | undefined, least: number, most: number): number | undefined {
  const text = (typed ?? '').trim()
  const count = /^\d{1,4}$/.test(text) ? Number(text) : -1
  return count < least || count > most ? undefined : count
}
