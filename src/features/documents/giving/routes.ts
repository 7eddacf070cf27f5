import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden, notFound } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { readPartnership } from '../../partnerships/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { ownsDocument } from '../policy.ts'
import type { DocumentServices } from '../services.ts'
import { isFormKnown, isVersionKnown, readDocument } from '../store.ts'
import { othersThan, readPartnershipInView, readSubject } from '../subject.ts'
import { documentHref, documentsHref } from '../words.ts'
import { accept, giveFiles, giveLink, keep, mustBeAllowed, replaceFile } from './actions.ts'
import { parseGiven, parseLink } from './forms.ts'
import { withSentFiles } from './upload.ts'
import { givePage, linkPage, replacePage } from './views.ts'

interface Params {
  id: string
}
interface Query {
  for?: unknown
  request?: unknown
}

const namedIn = (query: Query) => ({
  for: typeof query.for === 'string' ? query.for : '',
  request: typeof query.request === 'string' ? query.request : '',
})

export function givingRoutes(app: App, services: DocumentServices): void {
  const isScanned = services.scanner !== undefined

  /** The partnership and what the document answers, for somebody who may give one. */
  const reading = (request: Parameters<typeof actorOf>[0] & { params: Params; query: Query }) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return inActorScope(request, async (db) => {
      const view = await readPartnershipInView(db, actor, id)
      mustBeAllowed(actor, view.partnership)
      const subject = await readSubject(db, view, namedIn(request.query))
      return { view, subject, colleagues: await listColleagues(db, view.partnership) }
    })
  }

  app.get<{ Params: Params; Querystring: Query }>(
    '/partnerships/:id/documents/new',
    async (request, reply) => {
      const { view, subject } = await reading(request)
      return reply.page(givePage({ view, subject, key: randomUUID(), isScanned }))
    },
  )

  app.post<{ Params: Params; Querystring: Query }>('/partnerships/:id/documents', async (request, reply) => {
    // Whether somebody may give at all is asked before their files are read.
    const { view, subject, colleagues } = await reading(request)
    // What is sent back waits until the files are dealt with.
    const answer = await withSentFiles(request, services, async (sent) => {
      const form = parseGiven(sent.answers, othersThan(view.side))
      const { accepted, errors: inFiles } = await accept(sent)
      const inWords = form.ok ? pupilWarnings(form.answers, ['title'], { colleagues }) : form.errors
      if (!form.ok || inFiles.length > 0 || inWords.length > 0) {
        const errors = [...inFiles, ...inWords]
        const key = form.answers.key || randomUUID()
        return givePage({ view, subject, key, errors, answers: form.answers, isScanned })
      }
      const back = `${documentsHref(view.partnership.id)}?saved=given`
      if (await inActorScope(request, (db) => isFormKnown(db, form.value.key))) return back
      const kept = await keep(app.database, services, accepted)
      await inActorScope(request, (db) =>
        giveFiles(db, { view, subject, form: form.value, today: app.clock.today() }, kept, isScanned),
      )
      return back
    })
    return typeof answer === 'string' ? reply.redirect(answer, 303) : reply.page(answer)
  })

  app.get<{ Params: Params; Querystring: Query }>(
    '/partnerships/:id/documents/link',
    async (request, reply) => {
      const { view, subject } = await reading(request)
      return reply.page(linkPage({ view, subject, key: randomUUID() }))
    },
  )

  app.post<{ Params: Params; Querystring: Query }>(
    '/partnerships/:id/documents/links',
    async (request, reply) => {
      const { view, subject } = await reading(request)
      const today = app.clock.today()
      const form = parseLink(request.body, othersThan(view.side), today)
      if (!form.ok) {
        const { errors, answers } = form
        return reply.page(linkPage({ view, subject, key: answers.key || randomUUID(), errors, answers }))
      }
      await inActorScope(request, (db) => giveLink(db, { view, subject, form: form.value, today }))
      return reply.redirect(`${documentsHref(view.partnership.id)}?saved=linked`, 303)
    },
  )

  const readOwn = (request: Parameters<typeof actorOf>[0], documentId: string) => {
    const actor = actorOf(request)
    return inActorScope(request, async (db) => {
      const document = await readDocument(db, parseId(documentId))
      if (document.kind !== 'file' || document.deletedAt !== null) throw notFound()
      if (!ownsDocument(actor, document)) throw forbidden('Only those who gave a document replace it.')
      return { document, partnership: await readPartnership(db, document.partnershipId) }
    })
  }

  app.get<{ Params: { documentId: string } }>(
    '/documents/:documentId/versions/new',
    async (request, reply) => {
      const own = await readOwn(request, request.params.documentId)
      return reply.page(replacePage({ ...own, key: randomUUID() }))
    },
  )

  app.post<{ Params: { documentId: string } }>('/documents/:documentId/versions', async (request, reply) => {
    const actor = actorOf(request)
    const { document, partnership } = await readOwn(request, request.params.documentId)
    // What is sent back waits until the files are dealt with.
    const answer = await withSentFiles(request, services, async (sent) => {
      const { accepted, errors } = await accept(sent)
      const { key } = sent.answers
      const isKey = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key ?? '')
      const [first, ...more] = accepted
      if (!isKey) errors.unshift({ field: 'file', message: 'This form has expired: choose the file again' })
      if (more.length > 0) errors.unshift({ field: 'file', message: 'Choose one file' })
      if (!first || key === undefined || errors.length > 0) {
        return replacePage({ document, partnership, key: randomUUID(), errors })
      }
      const back = `${documentHref(document.id)}?saved=replaced`
      if (await inActorScope(request, (db) => isVersionKnown(db, document.id, key))) return back
      const [file] = await keep(app.database, services, [first])
      if (file) {
        await inActorScope(request, (db) => replaceFile(db, actor, document, { key, file, isScanned }))
      }
      return back
    })
    return typeof answer === 'string' ? reply.redirect(answer, 303) : reply.page(answer)
  })
}
