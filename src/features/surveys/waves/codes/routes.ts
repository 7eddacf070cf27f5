import { z } from 'zod'
import { optionalText, parseForm, text } from '../../../../platform/forms.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { readOwnWave } from '../wave.ts'
import { waveHref } from '../words.ts'
import { addCode, stopCode } from './actions.ts'
import { codesPage } from './views.ts'

interface Params {
  id: string
  codeId: string
}

const MOST_EXPECTED = 2000

const newCode = z.object({
  group: z
    .string({ error: 'Choose a group' })
    .regex(/^[1-9]\d{0,8}$/, { error: 'Choose a group' })
    .transform(Number),
  label: text({ max: 20, missing: 'Enter the name of the class', name: 'The name of the class' }),
  expected: optionalText({ max: 6, name: 'The number' })
    .refine(
      (typed) =>
        typed === '' || (/^\d{1,4}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= MOST_EXPECTED),
      {
        error: `Enter a whole number from 1 to ${MOST_EXPECTED}, or leave it empty`,
      },
    )
    .transform((typed) => (typed === '' ? null : Number(typed))),
})

export function waveCodeRoutes(app: App): void {
  app.get<{ Params: Params }>('/surveys/:id/codes', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
    return reply.page(codesPage(view))
  })

  app.post<{ Params: Params }>('/surveys/:id/codes', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(newCode, request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readOwnWave(db, actor, id, app.clock.now())
      if (!form.ok) return codesPage({ ...view, errors: form.errors, answers: form.answers })
      await addCode(db, actor, view, form.value)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${waveHref({ id })}?said=codes`, 303)
  })

  app.post<{ Params: Params }>('/surveys/:id/codes/:codeId/stop', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const codeId = parseId(request.params.codeId)
    const now = app.clock.now()
    await inActorScope(request, async (db) =>
      stopCode(db, actor, await readOwnWave(db, actor, id, now), codeId, now),
    )
    return reply.redirect(waveHref({ id }, 'codes'), 303)
  })
}
