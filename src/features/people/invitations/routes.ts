import { randomUUID } from 'node:crypto'
import { type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../domain.ts'
import type { PeopleOptions } from '../options.ts'
import { canSeePeople } from '../policy.ts'
import { invitationOfToken } from '../secret.ts'
import { actorOf, enter, inActorScope, SYSTEM } from '../sessions/hook.ts'
import { accept, cancel, inviteOne, sendAgain, stateOf } from './actions.ts'
import { acceptanceForm, invitationForm } from './forms.ts'
import { listPlaceChoices, resolvePlace } from './places.ts'
import { readInvitation } from './store.ts'
import { acceptPage, invitationPage, invitedPage, linkOverPage } from './views.ts'

export function invitationRoutes(app: App, options: PeopleOptions): void {
  const inviting = () => ({ now: app.clock.now(), days: options.invitationDays })

  app.get<{ Querystring: Record<string, unknown> }>('/invitations/new', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const choices = await inActorScope(request, (db) => listPlaceChoices(db, actor))
    // A link on the page of a hub or a school fills its place in.
    const answers: Record<string, string> = {}
    for (const name of ['role', 'hub', 'school']) {
      const value = request.query[name]
      if (typeof value === 'string') answers[name] = value
    }
    return reply.page(invitationPage(actor, choices, randomUUID(), { answers }))
  })

  app.post('/invitations/new', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const form = parseForm(invitationForm, request.body)
    // The answer leaves once the transaction has committed, so that the next page sees what this one wrote.
    const refused = await inActorScope(request, async (db) => {
      const again = async (errors: readonly FormError[]) => {
        const choices = await listPlaceChoices(db, actor)
        return invitationPage(actor, choices, randomUUID(), { errors, answers: form.answers })
      }
      if (!form.ok) return again(form.errors)
      const resolved = await resolvePlace(db, actor, form.value)
      if ('error' in resolved) return again([resolved.error])
      const { key, role, name, email, title } = form.value
      const { programmeId } = actor
      const row = { ...resolved.place, key, role, name, email, title, programmeId, replaces: null }
      const outcome = await inviteOne(db, actor, row, inviting())
      if (typeof outcome === 'number') return undefined
      const message =
        outcome === 'holds it already'
          ? 'This person is already on the programme in this role'
          : 'This person has been invited already. You can send the invitation again from the list of people'
      return again([{ field: 'email', message }])
    })
    return refused ? reply.page(refused) : reply.redirect('/people?done=invited', 303)
  })

  // Digits are an invitation that somebody manages; the link in an email has digits, a dot and a signature.
  app.get<{ Params: { invitation: string } }>('/invitations/:invitation', async (request, reply) => {
    const { invitation: given } = request.params
    if (!given.includes('.')) {
      inviterOf(actorOf(request))
      const invitation = await inActorScope(request, (db) => readInvitation(db, parseId(given)))
      return reply.page(invitedPage(invitation, stateOf(invitation, app.clock.now())))
    }
    const id = invitationOfToken(options.secret, given)
    if (id === undefined) return reply.page(linkOverPage(undefined, undefined))
    const invitation = await app.database.inScope(SYSTEM, (db) => readInvitation(db, id))
    const state = stateOf(invitation, app.clock.now())
    if (state !== 'open') return reply.page(linkOverPage(invitation, state))
    return reply.page(acceptPage(invitation, given, { signedInAs: request.signedIn }))
  })

  app.post<{ Params: { invitation: string } }>('/invitations/:invitation', async (request, reply) => {
    const { invitation: token } = request.params
    const id = invitationOfToken(options.secret, token)
    if (id === undefined) return reply.page(linkOverPage(undefined, undefined))
    const now = app.clock.now()
    const answer = await app.database.inScope(SYSTEM, async (db) => {
      const invitation = await readInvitation(db, id)
      const state = stateOf(invitation, now)
      if (state !== 'open') return linkOverPage(invitation, state)
      const form = parseForm(acceptanceForm, request.body)
      if (!form.ok) return acceptPage(invitation, token, { signedInAs: request.signedIn, ...form })
      const who = await accept(db, invitation, form.value.name, now)
      return enter(db, request, reply, { ...who, by: 'invitation', next: '/' })
    })
    return typeof answer === 'string' ? reply.redirect(answer, 303) : reply.page(answer)
  })

  app.post<{ Params: { invitation: string } }>(
    '/invitations/:invitation/sendings',
    async (request, reply) => {
      const actor = inviterOf(actorOf(request))
      const id = parseId(request.params.invitation)
      await inActorScope(request, (db) => sendAgain(db, actor, id, inviting()))
      return reply.redirect('/people?done=sent-again', 303)
    },
  )

  app.post<{ Params: { invitation: string } }>(
    '/invitations/:invitation/cancellation',
    async (request, reply) => {
      const actor = inviterOf(actorOf(request))
      const id = parseId(request.params.invitation)
      await inActorScope(request, (db) => cancel(db, actor, id, app.clock.now()))
      return reply.redirect('/people?done=cancelled', 303)
    },
  )
}

/** The pages about people exist only for those who may invite somebody. */
export function inviterOf(actor: Actor): Actor {
  if (!canSeePeople(actor)) throw notFound()
  return actor
}
