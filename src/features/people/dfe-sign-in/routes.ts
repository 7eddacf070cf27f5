import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../../platform/http/index.ts'
import { safeNext } from '../next.ts'
import { enter, SYSTEM } from '../sessions/hook.ts'
import { recognise } from './actions.ts'
import { type DfeSignInSettings, dfeSignIn, type Question } from './client.ts'
import {
  noOrganisationPage,
  notAnsweringPage,
  notCompletedPage,
  unknownPage,
  wrongOrganisationPage,
} from './views.ts'

const CALLBACK = '/sign-in/dfe/callback'
const COOKIE = 'alongside-dfe'

type Kept = Question & { readonly next: string }

export function dfeSignInRoutes(app: App, settings: DfeSignInSettings, publicUrl: string): void {
  const service = dfeSignIn(settings, `${publicUrl}${CALLBACK}`)
  // Lax, not strict: the browser comes back from another site. One answer, within ten minutes.
  const cookie = {
    path: '/sign-in/dfe',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.secureCookies,
    signed: true,
  } as const

  app.get<{ Querystring: { next?: unknown } }>('/sign-in/dfe', async (request, reply) => {
    const next = safeNext(request.query.next)
    try {
      const { url, question } = await service.ask()
      const kept: Kept = { ...question, next }
      const value = Buffer.from(JSON.stringify(kept)).toString('base64url')
      reply.setCookie(COOKIE, value, { ...cookie, maxAge: 10 * 60 })
      return reply.redirect(url, 303)
    } catch (error) {
      note(request, error)
      return reply.page(notAnsweringPage(next))
    }
  })

  app.get(CALLBACK, async (request, reply) => {
    const kept = keptBy(request)
    clear(reply)
    if (!kept) return reply.page(notCompletedPage('/'))
    const { next } = kept
    try {
      const identity = await service.readAnswer(new URL(request.url, publicUrl), kept)
      const answer = await app.database.inScope(SYSTEM, async (db) => {
        const person = await recognise(db, identity)
        switch (person.kind) {
          case 'known': {
            const { accountId, offered } = person
            return enter(db, request, reply, { accountId, offered, by: 'dfe-sign-in', next })
          }
          case 'unknown':
            return unknownPage(person.email)
          case 'no organisation':
            return noOrganisationPage(person.places, next)
          case 'wrong organisation':
            return wrongOrganisationPage(person.organisation, person.places, next)
        }
      })
      return typeof answer === 'string' ? reply.redirect(answer, 303) : reply.page(answer)
    } catch (error) {
      note(request, error)
      return reply.page(notCompletedPage(next))
    }
  })

  function keptBy(request: FastifyRequest): Kept | undefined {
    const value = request.cookies[COOKIE]
    const signed = value ? request.unsignCookie(value) : undefined
    if (!signed?.valid || !signed.value) return undefined
    // Signed by us, so it holds what was written above.
    return JSON.parse(Buffer.from(signed.value, 'base64url').toString()) as Kept
  }

  function clear(reply: FastifyReply): void {
    reply.clearCookie(COOKIE, cookie)
  }

  /** Only the kind of a fault: the rest may quote what the other service said about a person. */
  function note(request: FastifyRequest, error: unknown): void {
    const { name, code } = error as { name?: unknown; code?: unknown }
    request.log.warn({ fault: String(code ?? name) }, 'DfE Sign-in was not completed')
  }
}
