import { pdf, pdfType } from '../../../platform/documents/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope, SYSTEM } from '../../people/index.ts'
import { findCertificate, readHolders } from './actions.ts'
import { certificateCode, presenceOfCode } from './code.ts'
import { certificateSheet } from './document.ts'
import { checkPage, holdersPage } from './views.ts'

export interface CertificateOptions {
  readonly secret: string
  readonly publicUrl: string
}

export function certificateRoutes(app: App, { secret, publicUrl }: CertificateOptions): void {
  const codeOf = (presenceId: number) => certificateCode(secret, presenceId)

  /** Whoever holds the code holds the certificate: the service’s own scope reads what is printed on it, and no more. */
  const find = async (typed: string) => {
    const presenceId = presenceOfCode(secret, typed)
    return presenceId === undefined
      ? undefined
      : app.database.inScope(SYSTEM, (db) => findCertificate(db, presenceId))
  }

  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/events/:id/certificates',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const page = /^[1-9]\d{0,3}$/.test(String(request.query.page ?? '')) ? Number(request.query.page) : 1
      const view = await inActorScope(request, (db) => readHolders(db, actor, id, app.clock.now(), page))
      return reply.page(holdersPage(view, codeOf, page))
    },
  )

  app.get<{ Querystring: Record<string, unknown> }>(
    '/certificates/check',
    { config: { open: true } },
    async (request, reply) => {
      const typed = String(request.query.code ?? '')
        .trim()
        .slice(0, 60)
      const certificate = await find(typed)
      const code = certificate ? codeOf(certificate.presenceId) : typed
      return reply.page(checkPage(code, certificate))
    },
  )

  app.get<{ Params: { code: string } }>(
    '/certificates/:code',
    { config: { open: true } },
    async (request, reply) => {
      const certificate = await find(request.params.code)
      if (!certificate) throw notFound()
      const code = codeOf(certificate.presenceId)
      const sheet = certificateSheet(certificate, code, `${publicUrl}/certificates/check`)
      return reply
        .header('content-disposition', `inline; filename="certificate-${code}.pdf"`)
        .type(pdfType)
        .send(await pdf(sheet))
    },
  )
}
