import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

// The __Host- prefix makes the browser refuse the cookie from any other host or path, and over plain HTTP.
const cookieName = (secure: boolean) => (secure ? '__Host-alongside' : 'alongside')

/** A new secret for one browser: 32 random bytes. Only its hash is stored. */
export const newToken = () => randomBytes(32).toString('base64url')

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The hash of the session cookie of this request, where there is one of the right shape. */
export function tokenHashOf(request: FastifyRequest): string | undefined {
  const token = request.cookies[cookieName(request.server.secureCookies)]
  return token && /^[\w-]{43}$/.test(token) ? hashOfToken(token) : undefined
}

export function setSessionCookie(reply: FastifyReply, token: string): void {
  const secure = reply.server.secureCookies
  reply.setCookie(cookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

export function clearSessionCookie(reply: FastifyReply): void {
  const secure = reply.server.secureCookies
  reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure })
}
