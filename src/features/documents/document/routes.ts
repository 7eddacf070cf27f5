import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden, notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { sideOf } from '../policy.ts'
import { othersThan } from '../subject.ts'
import { documentHref, documentsHref } from '../words.ts'
import { changeSharing, deleteDocument, readDocumentInView } from './actions.ts'
import { parseSharing } from './forms.ts'
import { deletionPage, documentPage } from './views.ts'

interface Params {
  documentId: string
}

const pageIn = (page: unknown): number => (/^[1-9]\d{0,4}$/.test(String(page)) ? Number(page) : 1)

export function documentRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { saved?: unknown; page?: unknown } }>(
    '/documents/:documentId',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.documentId)
      const page = await inActorScope(request, async (db) => {
        const view = await readDocumentInView(db, actor, id, pageIn(request.query.page))
        return { view, colleagues: view.isOwn ? await listColleagues(db, view.partnership) : [] }
      })
      const { saved } = request.query
      const said = typeof saved === 'string' ? saved : undefined
      return reply.page(documentPage({ ...page, today: app.clock.today(), saved: said }))
    },
  )

  app.post<{ Params: Params }>('/documents/:documentId/sharing', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.documentId)
    const today = app.clock.today()
    const side = sideOf(actor)
    if (!side) throw notFound()
    const wrong = await inActorScope(request, async (db) => {
      const view = await readDocumentInView(db, actor, id)
      if (!view.isOwn) throw forbidden('Only those who gave a document decide who opens it.')
      const form = parseSharing(request.body, othersThan(side), today)
      if (!form.ok) {
        const { errors, answers } = form
        return documentPage({
          view,
          today,
          errors,
          answers,
          colleagues: await listColleagues(db, view.partnership),
        })
      }
      await changeSharing(db, actor, id, form.value)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${documentHref(id)}?saved=shared`, 303)
  })

  app.get<{ Params: Params }>('/documents/:documentId/deletion', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.documentId)
    const view = await inActorScope(request, (db) => readDocumentInView(db, actor, id))
    if (!view.isOwn) throw forbidden('Only those who gave a document delete it.')
    if (view.document.deletedAt !== null) return reply.redirect(documentHref(id), 303)
    return reply.page(deletionPage(view))
  })

  app.post<{ Params: Params }>('/documents/:documentId/deletion', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.documentId)
    const partnershipId = await inActorScope(request, (db) => deleteDocument(db, actor, id))
    return reply.redirect(`${documentsHref(partnershipId)}?saved=deleted`, 303)
  })
}
