import type { FastifyReply, FastifyRequest } from 'fastify'

/** Ties a code to the browser that asked for it: the code alone, read over a shoulder, signs nobody in elsewhere. */
export interface Attempt {
  readonly id: string
  readonly email: string
  readonly next: string
}

const NAME = 'alongside-code'
const options = (secure: boolean) => ({
  path: '/sign-in',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure,
  signed: true,
})

export function setAttempt(reply: FastifyReply, attempt: Attempt): void {
  const value = Buffer.from(JSON.stringify(attempt)).toString('base64url')
  reply.setCookie(NAME, value, { ...options(reply.server.secureCookies), maxAge: 15 * 60 })
}

export function clearAttempt(reply: FastifyReply): void {
  reply.clearCookie(NAME, options(reply.server.secureCookies))
}

export function attemptOf(request: FastifyRequest): Attempt | undefined {
  const cookie = request.cookies[NAME]
  const signed = cookie ? request.unsignCookie(cookie) : undefined
  if (!signed?.valid || !signed.value) return undefined
  // Signed by us, so it holds what setAttempt wrote.
  return JSON.parse(Buffer.from(signed.value, 'base64url').toString()) as Attempt
}
