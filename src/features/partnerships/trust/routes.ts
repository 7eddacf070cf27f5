import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { hasEnded } from '../domain.ts'
import { canAgreeTrust } from '../policy.ts'
import { readPartnership } from '../store.ts'
import { insertTrustAgreement, withdrawTrustAgreement } from './store.ts'

/** A school lets its trust read its partnership, or takes that back. Each press ends in the same state. */
export function trustRoutes(app: App): void {
  for (const agree of [true, false]) {
    const url = agree ? '/partnerships/:id/trust-agreement' : '/partnerships/:id/trust-agreement/withdrawal'
    app.post<{ Params: { id: string } }>(url, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      await inActorScope(request, async (db) => {
        const partnership = await readPartnership(db, id)
        if (!canAgreeTrust(actor))
          throw forbidden('Only the school itself decides whether its trust can see this.')
        if (agree && hasEnded(partnership.status)) throw conflict('This partnership has ended.')
        if (partnership.trustUid === null)
          throw conflict('The register does not show this school in a trust.')
        const changed = agree
          ? await insertTrustAgreement(db, actor, partnership, partnership.trustUid)
          : await withdrawTrustAgreement(db, actor, id)
        if (!changed) return
        await recordHistory(db, actor, {
          about: { partnershipId: id },
          kind: agree ? 'trust.agreed' : 'trust.withdrawn',
          sentence: agree
            ? `Agreed that ${partnership.trustName} can see where the school stands`
            : `Took back the agreement that ${partnership.trustName} can see where the school stands`,
        })
      })
      return reply.redirect(`/partnerships/${id}#trust`, 303)
    })
  }
}
