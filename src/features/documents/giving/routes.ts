import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { NotWritten } from '../../../platform/files/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden, notFound } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { readPartnership } from '../../partnerships/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { ownsDocument } from '../policy.ts'
import type { DocumentServices } from '../services.ts'
import { isFormKnown, isVersionKnown, readDocument } from '../store.ts'
import {
  othersThan,
  type PartnershipInView,
  readPartnershipInView,
  readSubject,
  type Subject,
} from '../subject.ts'
import { documentHref, documentsHref, nameOf } from '../words.ts'
import {
  type Accepted,
  accept,
  giveFiles,
  giveLink,
  keep,
  mustBeAllowed,
  NOT_KEPT,
  replaceFile,
} from './actions.ts'
import { parseGiven, parseLink, type Receivers } from './forms.ts'
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

const CHOOSE_AGAIN = {
  field: 'file',
  message: 'Choose the files again when the rest is right: nothing was kept',
}

const receiversOf = ({ side, partnership }: PartnershipInView, { waiting }: Subject): Receivers => ({
  offered: othersThan(side),
  waiting: waiting && { side: waiting, name: nameOf(waiting, partnership) },
})

export function givingRoutes(app: App, services: DocumentServices): void {
  const isScanned = services.scanner !== undefined

  /** Nothing where the storage does not take them, which is for the log and no reason to lose what was typed. */
  const keepOrNote = async (request: FastifyRequest, accepted: readonly Accepted[]) => {
    try {
      return await keep(app.database, services, accepted)
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error
      request.log.error({ err: error }, 'problem')
      return undefined
    }
  }

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
      const form = parseGiven(sent.answers, receiversOf(view, subject))
      const { accepted, errors: inFiles } = await accept(sent)
      const inWords = form.ok ? pupilWarnings(form.answers, ['title'], { colleagues }) : form.errors
      if (!form.ok || inFiles.length > 0 || inWords.length > 0) {
        // A browser keeps what was typed, and no file.
        const again = inFiles.length > 0 ? [] : [CHOOSE_AGAIN]
        const errors = [...inFiles, ...again, ...inWords]
        const key = form.answers.key || randomUUID()
        return givePage({ view, subject, key, errors, answers: form.answers, isScanned })
      }
      const back = `${documentsHref(view.partnership.id)}?saved=given`
      if (await inActorScope(request, (db) => isFormKnown(db, form.value.key))) return back
      const kept = await keepOrNote(request, accepted)
      if (!kept) {
        const { answers } = form
        return givePage({ view, subject, key: form.value.key, errors: [NOT_KEPT], answers, isScanned })
      }
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
      const form = parseLink(request.body, receiversOf(view, subject), today)
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
      const [file] = (await keepOrNote(request, [first])) ?? []
      if (!file) return replacePage({ document, partnership, key, errors: [NOT_KEPT] })
      await inActorScope(request, (db) => replaceFile(db, actor, document, { key, file, isScanned }))
      return back
    })
    return typeof answer === 'string' ? reply.redirect(answer, 303) : reply.page(answer)
  })
}
