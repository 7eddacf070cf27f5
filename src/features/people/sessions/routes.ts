import { parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { signedOut } from '../../../platform/refusal.ts'
import { safeNext } from '../next.ts'
import { clearSessionCookie } from './cookie.ts'
import { placeForm } from './forms.ts'
import { SYSTEM } from './hook.ts'
import { changeAssignment, deleteSession, deleteSessionsOf, listOffered } from './store.ts'
import { noPlacePage, placePage, signedOutPage, signOutPage } from './views.ts'

/** Where somebody works, and leaving. */
export function sessionRoutes(app: App): void {
  const { database } = app

  app.get<{ Querystring: { next?: unknown } }>('/sign-in/place', async (request, reply) => {
    const person = request.signedIn
    if (!person) throw signedOut()
    const next = safeNext(request.query.next)
    const offered = await database.inScope(SYSTEM, (db) => listOffered(db, person.tokenHash))
    return reply.page(offered.length === 0 ? noPlacePage(person) : placePage(offered, { next }))
  })

  app.post('/sign-in/place', async (request, reply) => {
    const person = request.signedIn
    if (!person) throw signedOut()
    const form = parseForm(placeForm, request.body)
    const next = safeNext(form.answers.next)
    // The answer leaves once the transaction has committed, so that the next page sees what this one wrote.
    const refused = await database.inScope(SYSTEM, async (db) => {
      const offered = await listOffered(db, person.tokenHash)
      const chosen = form.ok && offered.find(({ id }) => id === form.value.assignment)
      if (chosen) {
        await changeAssignment(db, person.tokenHash, chosen.id)
        return undefined
      }
      const errors = [{ field: 'assignment', message: 'Select where you want to work' }]
      return offered.length === 0 ? noPlacePage(person) : placePage(offered, { next, errors })
    })
    return refused ? reply.page(refused) : reply.redirect(next, 303)
  })

  app.get('/sign-out', async (request, reply) =>
    reply.page(request.signedIn ? signOutPage(request.signedIn) : signedOutPage()),
  )

  app.post('/sign-out', async (request, reply) => {
    const person = request.signedIn
    if (person) await database.inScope(SYSTEM, (db) => deleteSession(db, person.tokenHash))
    clearSessionCookie(reply)
    return reply.redirect('/sign-out', 303)
  })

  app.post('/sign-out/everywhere', async (request, reply) => {
    const person = request.signedIn
    if (person) await database.inScope(SYSTEM, (db) => deleteSessionsOf(db, person.accountId))
    clearSessionCookie(reply)
    return reply.redirect('/sign-out', 303)
  })
}
