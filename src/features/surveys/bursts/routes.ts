import { z } from 'zod'
import { choice, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readOwnWave } from '../waves/wave.ts'
import { waveHref } from '../waves/words.ts'
import { decideBurst, readBurst } from './store.ts'
import { burstPage, nameOfBurst } from './views.ts'

interface Params {
  id: string
  burst: string
}

const decisionForm = z.object({
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  decision: choice(['kept', 'set-aside'], 'Select whether to keep these answers or to set them aside'),
  reason: text({ max: 500, missing: 'Say in a few words why', name: 'Reason' }),
})

/** Answers that look as if one person gave many: the school decides, before its results are made. */
export function burstRoutes(app: App): void {
  app.get<{ Params: Params }>('/surveys/:id/bursts/:burst', async (request, reply) => {
    const actor = actorOf(request)
    const [id, number] = [parseId(request.params.id), parseId(request.params.burst)]
    const page = await inActorScope(request, async (db) => {
      const view = await readOwnWave(db, actor, id, app.clock.now())
      return burstPage({ view, burst: await readBurst(db, id, number) })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/surveys/:id/bursts/:burst/decision', async (request, reply) => {
    const actor = actorOf(request)
    const [id, number] = [parseId(request.params.id), parseId(request.params.burst)]
    const wrong = await inActorScope(request, async (db) => {
      const view = await readOwnWave(db, actor, id, app.clock.now())
      const burst = await readBurst(db, id, number)
      const form = parseForm(decisionForm, request.body)
      const errors = [...(form.ok ? [] : form.errors), ...pupilWarnings(form.answers, ['reason'])]
      if (!form.ok || errors.length > 0) return burstPage({ view, burst, errors, answers: form.answers })
      const { seen, decision, reason } = form.value
      // Pressed twice: what is decided already is as it should be.
      if (burst.decision === decision && burst.reason === reason) return undefined
      if (!(await decideBurst(db, actor, { id: number, seen, decision, reason }))) {
        throw conflict(
          'Somebody else decided about these answers, or the results were made, while you had the page open. Nothing was saved. Open it again.',
        )
      }
      await recordHistory(db, actor, {
        about: { partnershipId: view.partnership.id },
        kind: decision === 'kept' ? 'survey.burst-kept' : 'survey.burst-set-aside',
        sentence: `${decision === 'kept' ? 'Kept' : 'Set aside'} ${nameOfBurst(burst)} that looked odd in a survey: ${reason}`,
        details: { surveyWaveId: id, count: burst.count },
      })
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(waveHref({ id }, 'results'), 303)
  })
}
