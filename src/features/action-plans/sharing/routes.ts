import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import { canEdit } from '../policy.ts'
import { planHref } from '../words.ts'
import { insertShare, withdrawShare } from './store.ts'

/** A school shows its plan to its hub's lead, or takes that back, at any time. Each press ends in the same state. */
export function sharingRoutes(app: App): void {
  for (const share of [true, false]) {
    const url = share ? '/plans/:id/shares' : '/plans/:id/shares/withdrawal'
    app.post<{ Params: { id: string } }>(url, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const partnershipId = await inActorScope(request, async (db) => {
        const { partnership, plan } = await readPlanInView(db, actor, id)
        if (actor.role !== 'named-leader') throw forbidden('Only the school decides who reads its plan.')
        if (plan.joint) throw forbidden('Both schools write this plan, so your lead school reads it anyway.')
        // What was shared can be taken back even after the partnership has ended.
        if (share) mustBeAllowed(partnership, canEdit(actor, partnership))
        const changed = share ? await insertShare(db, actor, plan) : await withdrawShare(db, actor, id)
        if (changed) {
          await recordHistory(db, actor, {
            about: { partnershipId: partnership.id },
            kind: share ? 'plan.shared' : 'plan.share-withdrawn',
            sentence: share
              ? `Shared the action plan with ${partnership.hubName}`
              : `Took back the sharing of the action plan with ${partnership.hubName}`,
          })
        }
        return partnership.id
      })
      return reply.redirect(`${planHref(partnershipId)}#sharing`, 303)
    })
  }
}
