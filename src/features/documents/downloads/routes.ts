/**
 * The bytes of documents, under addresses of their own and never as part of a page: saved from /files, and pictures shown
 * from /previews; of a type that no browser guesses at; in a sandbox should a browser show them by themselves.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../../platform/database/index.ts'
import { kindCalled, readText } from '../../../platform/files/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { readDocumentInView } from '../document/actions.ts'
import { canLeave, type Opening, type Version } from '../domain.ts'
import { readOrLose } from '../keeping/problems.ts'
import { sideOf } from '../policy.ts'
import { previewOf } from '../preview.ts'
import type { DocumentServices } from '../services.ts'
import { insertOpening, readDocument, readVersion } from '../store.ts'
import { noPreviewPage, picturePage, TOO_LARGE, textPage } from './views.ts'

interface Numbered {
  documentId: string
  number: string
}

export function downloadRoutes(app: App, { store }: DocumentServices): void {
  app.get<{ Params: { documentId: string } }>('/documents/:documentId/preview', async (request, reply) => {
    const actor = actorOf(request)
    const documentId = parseId(request.params.documentId)
    const { view, version, preview } = await inActorScope(request, async (db) => {
      const view = await readDocumentInView(db, actor, documentId)
      const [newest] = view.versions
      const preview = newest && previewOf(newest)
      // A picture is opened by its own address, and a page that shows nothing opens nothing.
      const version =
        preview === 'text'
          ? await openVersion(db, actor, { documentId, how: 'read as text' })
          : await findVersion(db, { documentId })
      return { view, version, preview }
    })
    if (preview === 'picture') return reply.page(picturePage(view, version))
    if (preview !== 'text') return reply.page(noPreviewPage(view, TOO_LARGE))
    const stream = await readOrLose(app.database, store, version)
    if (!stream) throw lost()
    return reply.page(textPage(view, await readText(version.fileKind, stream)))
  })

  const send = async (request: FastifyRequest, reply: FastifyReply, version: Version, shown: string) => {
    // After the transaction: a slow connection must not hold it open, and the opening is written down whatever follows.
    const stream = await readOrLose(app.database, store, version)
    if (!stream) throw lost()
    request.raw.once('close', () => stream.destroy())
    return reply
      .header('content-type', kindCalled(version.fileKind).mediaType)
      .header('content-length', version.bytes)
      .header('content-disposition', shown)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', 'same-origin')
      .send(stream)
  }
  // Their length is stated, and most of these files are packed already.
  const asTheyAre = { compress: false } as const

  app.get<{ Params: Numbered }>('/files/:documentId/:number', asTheyAre, async (request, reply) => {
    const actor = actorOf(request)
    const opening = { ...numbersIn(request.params), how: 'downloaded' } as const
    const version = await inActorScope(request, (db) => openVersion(db, actor, opening))
    return send(request, reply, version, attachment(version.fileName))
  })

  app.get<{ Params: Numbered }>('/previews/:documentId/:number', asTheyAre, async (request, reply) => {
    const actor = actorOf(request)
    const opening = { ...numbersIn(request.params), how: 'seen as a picture' } as const
    const version = await inActorScope(request, async (db) => {
      if (previewOf(await findVersion(db, opening)) !== 'picture') throw notFound()
      return openVersion(db, actor, opening)
    })
    return send(request, reply, version, 'inline')
  })
}

const numbersIn = ({ documentId, number }: Numbered) => ({
  documentId: parseId(documentId),
  number: parseId(number),
})

const lost = () =>
  conflict(
    'The service can no longer find the content of this file. This is not your doing. Whoever gave it is asked to send it again.',
  )

interface Wanted {
  readonly documentId: number
  /** The newest where none is named. */
  readonly number?: number
}

/** Not found, not checked yet, or not in the storage: nobody opens such a version. */
async function findVersion(db: Db, { documentId, number }: Wanted): Promise<Version> {
  const document = await readDocument(db, documentId)
  if (document.kind !== 'file' || document.deletedAt !== null) throw notFound()
  const version = await readVersion(db, document.id, number ?? document.newest)
  if (version.isLost) throw lost()
  if (version.checkState === 'waiting') {
    throw conflict(
      'This file is still being checked for viruses. Nobody can open it before. Try again in a minute.',
    )
  }
  if (!canLeave(version)) throw notFound()
  return version
}

/** The version, once it is written down who opens it. */
export async function openVersion(
  db: Db,
  actor: Actor,
  opening: Wanted & { readonly how: Opening['how'] },
): Promise<Version> {
  const side = sideOf(actor)
  if (!side) throw notFound()
  const version = await findVersion(db, opening)
  const { documentId, number } = version
  await insertOpening(db, actor, { documentId, number, side, how: opening.how })
  return version
}

/** A name for every browser: in plain letters, and as it is. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
