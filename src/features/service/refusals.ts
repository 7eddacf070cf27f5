import type { FastifyRequest } from 'fastify'
import type { Page } from '../../design/layout.ts'
import type { RefusalReason } from '../../platform/refusal.ts'
import { safeNext, withNext } from '../people/index.ts'
import { refusalPage as pageOf, sessionEndedPage } from './refusal-views.ts'
import { formOf, typedIn } from './typed.ts'

/** The page of a request that was turned away; whoever sent a form after their session ended gets it back to read. */
export function refusalPage(request: FastifyRequest, reason: RefusalReason, message: string): Page {
  if (reason === 'signed-out' && request.method === 'POST') {
    return sessionEndedPage(typedIn(request), withNext('/sign-in', safeNext(formOf(request))))
  }
  return pageOf(reason, message)
}
