import type { FastifyRequest } from 'fastify'
import { parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { tooMany } from '../../../platform/refusal.ts'
import { readPersonas } from '../demonstration/personas.ts'
import { safeNext, withNext } from '../next.ts'
import type { PeopleOptions } from '../options.ts'
import { enter, SYSTEM } from '../sessions/hook.ts'
import { requestCode, tryCode } from './actions.ts'
import { attemptOf, clearAttempt, setAttempt } from './attempt-cookie.ts'
import { codeForm, signInForm } from './forms.ts'
import { codeOverPage, codePage, type SignInChoices, signInPage } from './views.ts'

export function signInRoutes(app: App, options: PeopleOptions): void {
  const choices = async (next: string): Promise<SignInChoices> => ({
    dfeSignIn: options.dfeSignIn !== undefined,
    outbox: options.outbox,
    personas: options.demonstration ? await app.database.inScope(SYSTEM, readPersonas) : new Map(),
    next,
  })
  const nextOf = (request: FastifyRequest) => safeNext((request.query as { next?: unknown }).next)

  app.get('/sign-in', async (request, reply) => {
    const next = nextOf(request)
    if (request.signedIn)
      return reply.redirect(request.signedIn.actor ? next : withNext('/sign-in/place', next), 303)
    return reply.page(signInPage(await choices(next)))
  })

  app.post('/sign-in', async (request, reply) => {
    const form = parseForm(signInForm, request.body)
    const next = safeNext(form.answers.next)
    if (!form.ok) return reply.page(signInPage(await choices(next), form))
    const { email } = form.value
    const id = await app.database.inScope(SYSTEM, (db) => requestCode(db, options.secret, { email, next }))
    if (!id) throw tooMany('Too many codes have been asked for. Wait 15 minutes, then try again.')
    setAttempt(reply, { id, email, next })
    return reply.redirect('/sign-in/code', 303)
  })

  app.get('/sign-in/code', async (request, reply) => {
    const attempt = attemptOf(request)
    if (!attempt) return reply.redirect('/sign-in', 303)
    return reply.page(codePage({ ...attempt, outbox: options.outbox }))
  })

  app.post('/sign-in/code', async (request, reply) => {
    const attempt = attemptOf(request)
    if (!attempt) return reply.page(codeOverPage('/'))
    const page = { ...attempt, outbox: options.outbox }
    const form = parseForm(codeForm, request.body)
    if (!form.ok) return reply.page(codePage({ ...page, ...form }))
    const outcome = await app.database.inScope(SYSTEM, (db) =>
      tryCode(db, options.secret, attempt.id, form.value.code),
    )
    if (outcome.kind === 'wrong') {
      const left = outcome.triesLeft === 1 ? '1 try' : `${outcome.triesLeft} tries`
      const message = `That is not the code in the newest email. You have ${left} left`
      return reply.page(codePage({ ...page, answers: form.answers, errors: [{ field: 'code', message }] }))
    }
    clearAttempt(reply)
    if (outcome.kind === 'over') return reply.page(codeOverPage(attempt.next))
    const to = await app.database.inScope(SYSTEM, (db) =>
      enter(db, request, reply, { accountId: outcome.accountId, by: 'code', next: outcome.next }),
    )
    return reply.redirect(to, 303)
  })
}
