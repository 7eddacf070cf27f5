import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { Crowd, Db, ScopeSettings } from '../../../platform/database/index.ts'
import type { App } from '../../../platform/http/index.ts'
import { signedOut } from '../../../platform/refusal.ts'
import type { Actor, SignedIn } from '../domain.ts'
import { withNext } from '../next.ts'
import { listOpenAssignments } from '../store.ts'
import { hashOfToken, newToken, setSessionCookie, tokenHashOf } from './cookie.ts'
import {
  type CountOfNews,
  deleteSession,
  findSession,
  insertSession,
  type NewSession,
  type SessionLimits,
  type SignedInBy,
} from './store.ts'

export { SYSTEM } from './store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Filled once a request, before any route. */
    signedIn: SignedIn | null
  }
  interface FastifyInstance {
    readonly sessionLimits: SessionLimits
  }
}

/**
 * Finds out who sends each request, and for a page how much is new to them. Files and health checks belong to nobody, and
 * ask nothing of the database.
 */
export function recogniseSessions(app: App, limits: SessionLimits, news?: CountOfNews): void {
  app.decorate('sessionLimits', limits)
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/assets/') || request.url.startsWith('/health/')) return
    if (request.routeOptions.config.anonymous) return
    const tokenHash = tokenHashOf(request)
    if (!tokenHash) return
    const isPage = request.method === 'GET' && !/\.\w+$/.test(request.routeOptions.url ?? '') // a file has no navigation
    const { database } = request.server
    request.signedIn = (await findSession(database, tokenHash, limits, isPage ? news : undefined)) ?? null
  })
}

/** The actor of this request, or a refusal that leads to the sign-in page and back. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = maybeActor(request)
  if (!actor) throw signedOut()
  return actor
}

export function maybeActor(request: FastifyRequest): Actor | undefined {
  return request.signedIn?.actor ?? undefined
}

/** What a transaction states about its actor, for row-level security. */
export function scopeOf(actor: Actor, clock: Clock): ScopeSettings {
  const text = (id: number | null) => (id === null ? '' : String(id))
  return {
    'alongside.role': actor.role,
    'alongside.account': String(actor.accountId),
    'alongside.programme': String(actor.programmeId),
    'alongside.hub': text(actor.hubId),
    'alongside.school': text(actor.schoolUrn),
    'alongside.trust': text(actor.trustUid),
    'alongside.today': clock.today().toString(),
    'alongside.now': clock.now().toString(),
  }
}

/** One transaction in which the database shows only what this request's actor may see. */
export function inActorScope<T>(
  request: FastifyRequest,
  work: (db: Db) => Promise<T>,
  how?: Crowd,
): Promise<T> {
  const { database, clock } = request.server
  return database.inScope(scopeOf(actorOf(request), clock), work, how)
}

/**
 * Starts a new session in this browser and ends the one it had, so that a session known to someone else before
 * sign-in is worth nothing after it. Inside a transaction in the system's scope.
 */
async function startSession(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  session: NewSession,
): Promise<void> {
  const before = tokenHashOf(request)
  if (before) await deleteSession(db, before)
  const token = newToken()
  await insertSession(db, { ...session, tokenHash: hashOfToken(token) }, request.server.sessionLimits)
  setSessionCookie(reply, token)
}

/**
 * Signs an account in and says where to go: on, when they hold one role; to choose, when several; to an explanation,
 * when none. Inside a transaction in the system's scope.
 */
export async function enter(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  who: {
    accountId: number
    by: SignedInBy
    next: string
    offered?: readonly number[]
    assignmentId?: number
  },
): Promise<string> {
  const offered = who.offered ?? null
  const held = offered ?? (await listOpenAssignments(db, who.accountId)).map(({ id }) => id)
  const assignmentId = who.assignmentId ?? (held.length === 1 ? (held[0] ?? null) : null)
  await startSession(db, request, reply, { accountId: who.accountId, assignmentId, by: who.by, offered })
  return assignmentId === null ? withNext('/sign-in/place', who.next) : who.next
}
