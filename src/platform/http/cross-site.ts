import type { FastifyRequest } from 'fastify'
import { unreadable } from '../refusal.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a form that another site posts with our person's cookie. Browsers say where a request comes from
 * (`Sec-Fetch-Site`, and `Origin` before that); a client that says neither is no browser and holds no one's cookie
 * by accident. See docs/decisions/0003.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw unreadable('This form was sent from another site')
  }
  const origin = request.headers.origin
  if (origin === undefined) return
  if (origin !== 'null' && URL.canParse(origin) && new URL(origin).host === request.host) return
  throw unreadable('This form was sent from another site')
}
