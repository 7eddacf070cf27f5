import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { addSchoolDays, type Calendar } from '../../../programmes/index.ts'
import { waveHref } from '../words.ts'
import { openWave, readOpening, takenBy } from './actions.ts'
import { parseWave } from './forms.ts'
import { openingPage } from './views.ts'

interface Params {
  id: string
}

export function openingRoutes(app: App, { calendar }: { readonly calendar: Calendar }): void {
  /** A week of school to tell parents in, then two weeks of school. */
  const proposed = () => {
    const opens = addSchoolDays(app.clock.today(), 5, calendar)
    return { opens, closes: addSchoolDays(opens, 9, calendar) }
  }

  app.get<{ Params: Params }>('/partnerships/:id/surveys/new', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const opening = await inActorScope(request, (db) => readOpening(db, actor, id))
    return reply.page(openingPage({ ...opening, key: randomUUID(), proposed: proposed() }))
  })

  app.post<{ Params: Params }>('/partnerships/:id/surveys', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const opening = await readOpening(db, actor, id)
      const form = parseWave(request.body, opening.offered, app.clock.now())
      const taken = form.ok ? await takenBy(db, opening, form.value) : undefined
      if (form.ok && !taken) return openWave(db, actor, opening, form.value)
      const { answers } = form
      const errors = taken ? [{ field: 'kind', message: taken }] : form.ok ? [] : form.errors
      const key = answers.key || randomUUID()
      return openingPage({ ...opening, key, proposed: proposed(), answers, errors })
    })
    return typeof result === 'number'
      ? reply.redirect(`${waveHref({ id: result })}?ready`, 303)
      : reply.page(result)
  })
}
