import { z } from 'zod'
import { type FormResult, formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import { findPlace, type Noun } from '../domain.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { isVersionKey } from '../store.ts'
import { planHref, pluralOf } from '../words.ts'
import { closeLine, mayChange, removeLine } from './actions.ts'
import { readGone, readPlaceOfForm, saidOfGone } from './gone.ts'
import { changePage, contextOf } from './places.ts'

interface Params {
  id: string
}

/** Of a line that is gone only its plan can still be found: a removal pressed twice leads back to it. */
const removal = z.object({ key: formKey, plan: z.coerce.number().int().min(1).max(2_147_483_647) })
const closure = z.object({
  key: formKey,
  reason: text({ max: 500, missing: 'Say in a few words why it is closed', name: 'The reason' }),
})
const reopening = z.object({
  key: formKey,
  reason: z
    .unknown()
    .optional()
    .transform(() => null),
})

function parseClosure(body: unknown, colleagues: readonly string[]): FormResult<z.output<typeof closure>> {
  const form = parseForm(closure, body)
  const errors = form.ok ? pupilWarnings(form.answers, ['reason'], { colleagues }) : []
  return errors.length > 0 ? { ok: false, errors, answers: form.answers } : form
}

/** Taken out, closed with a reason, opened again. */
export function endRoutes(app: App, noun: Noun, calendar: Calendar): void {
  app.post<{ Params: Params }>(`/${pluralOf(noun)}/:id/removal`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(removal, request.body)
    if (!form.ok) throw unreadable('This form has expired: open the page again.')
    const { key, plan } = form.value
    const partnershipId = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, plan)
      const place = findPlace(view.plan, noun, id)
      if (place) await removeLine(db, view, place, key)
      // A colleague was faster: what was asked for is done. Not found where the plan never had such a line.
      else if (!(await isVersionKey(db, plan, key))) await readGone(db, view, noun, id)
      return view.partnership.id
    })
    return reply.redirect(planHref(partnershipId), 303)
  })
  if (noun === 'measure' || noun === 'action') return

  for (const end of ['closure', 'reopening'] as const) {
    app.post<{ Params: Params }>(`/${pluralOf(noun)}/:id/${end}`, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const result = await inActorScope(request, async (db) => {
        const { view, place, gone } = await readPlaceOfForm(db, actor, noun, id, request.body)
        const context = contextOf(app, view, calendar)
        const form =
          end === 'closure'
            ? parseClosure(request.body, await listColleagues(db, view.partnership))
            : parseForm(reopening, request.body)
        const closing = form.answers.reason ?? ''
        const said = closing ? [{ key: 'Why it was to be closed', value: closing }] : []
        if (gone) return saidOfGone(view, gone, context, said)
        if (!form.ok) {
          mustBeAllowed(view.partnership, mayChange(view, noun, place.line))
          return changePage(view, place, context, { errors: form.errors, closing })
        }
        if (await closeLine(db, view, place, { ...form.value, on: app.clock.today() }))
          return `${planHref(view.partnership.id)}#${noun}-${id}`
        return saidOfGone(view, await readGone(db, view, noun, id), context, said)
      })
      return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
    })
  }
}
