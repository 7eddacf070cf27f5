/** How an answering page leaves: rendered now, or put together from what was rendered once. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AnsweringPage, documentOf, voiceOf } from './document.ts'
import type { FixedPage } from './fixed-page.ts'
import type { Manner } from './forms.ts'

const HTML = 'text/html; charset=utf-8'

export function sendPage(reply: FastifyReply, manner: Manner, page: AnsweringPage): FastifyReply {
  return reply
    .code(page.status ?? 200)
    .type(HTML)
    .send(documentOf(voiceOf(manner), page))
}

export function sendFixed(
  request: FastifyRequest,
  reply: FastifyReply,
  page: FixedPage,
  key: string,
): FastifyReply {
  reply.type(HTML).header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(page.plain(key))
  return reply.header('content-encoding', 'gzip').send(page.gzip(key))
}

/** A form as browsers send it; the service reads others too, which no answering page makes. */
export const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
