import type { App } from '../../platform/http/index.ts'
import { forbidden } from '../../platform/refusal.ts'
import { listPartnershipsOfSchool } from '../partnerships/index.ts'
import { actorOf, inActorScope } from '../people/index.ts'
import { homeOf } from './frame.ts'
import { accessibilityPage, helpPage, noPartnershipPage, privacyPage } from './statements.ts'

export function routes(app: App): void {
  app.get('/', async (request, reply) => {
    if (!request.signedIn) return reply.redirect('/sign-in', 303)
    if (!request.signedIn.actor) return reply.redirect('/sign-in/place', 303)
    return reply.redirect(homeOf(request.signedIn.actor), 303)
  })

  // A school's own page has an address that anyone at the school can remember.
  app.get('/partnership', async (request, reply) => {
    const { schoolUrn } = actorOf(request)
    if (schoolUrn === null) throw forbidden('This page is for partner schools.')
    const [partnership] = await inActorScope(request, (db) => listPartnershipsOfSchool(db, schoolUrn))
    return partnership
      ? reply.redirect(`/partnerships/${partnership.id}`, 303)
      : reply.page(noPartnershipPage())
  })

  app.get('/accessibility', { config: { open: true } }, async (_request, reply) =>
    reply.page(accessibilityPage()),
  )
  app.get('/help', { config: { open: true } }, async (_request, reply) => reply.page(helpPage()))
  app.get('/privacy', { config: { open: true } }, async (_request, reply) => reply.page(privacyPage()))
}
