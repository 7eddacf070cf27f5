/**
 * The bytes of documents, under an address of their own and never as part of a page: always saved, never shown; of a type
 * that no browser guesses at; in a sandbox should a browser show them all the same.
 */

import type { Db } from '../../../platform/database/index.ts'
import { isTextReadable, kindCalled, readText } from '../../../platform/files/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { readDocumentInView } from '../document/actions.ts'
import { textPage } from '../document/views.ts'
import { canLeave, type Opening, type Version } from '../domain.ts'
import { sideOf } from '../policy.ts'
import type { DocumentServices } from '../services.ts'
import { insertOpening, readDocument, readVersion } from '../store.ts'

export function downloadRoutes(app: App, { store }: DocumentServices): void {
  app.get<{ Params: { documentId: string } }>('/documents/:documentId/text', async (request, reply) => {
    const actor = actorOf(request)
    const documentId = parseId(request.params.documentId)
    const { view, version } = await inActorScope(request, async (db) => {
      const view = await readDocumentInView(db, actor, documentId)
      const newest = view.versions[0]
      if (newest && !isTextReadable(newest.fileKind, newest.bytes)) throw notFound()
      return { view, version: await openVersion(db, actor, { documentId, how: 'read as text' }) }
    })
    return reply.page(textPage(view, await readText(version.fileKind, await store.read(version.fileId))))
  })

  app.get<{ Params: { documentId: string; number: string } }>(
    '/files/:documentId/:number',
    // Its length is stated, and most of these files are packed already.
    { compress: false },
    async (request, reply) => {
      const actor = actorOf(request)
      const documentId = parseId(request.params.documentId)
      const number = parseId(request.params.number)
      const version = await inActorScope(request, (db) =>
        openVersion(db, actor, { documentId, number, how: 'downloaded' }),
      )
      // After the transaction: a slow connection must not hold it open, and the opening is written down whatever follows.
      const stream = await store.read(version.fileId)
      request.raw.once('close', () => stream.destroy())
      return reply
        .header('content-type', kindCalled(version.fileKind).mediaType)
        .header('content-length', version.bytes)
        .header('content-disposition', attachment(version.fileName))
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('x-content-type-options', 'nosniff')
        .header('cross-origin-resource-policy', 'same-origin')
        .send(stream)
    },
  )
}

/** The version, once it is written down who opens it. Not found, or not checked yet, otherwise. */
export async function openVersion(
  db: Db,
  actor: Actor,
  opening: { readonly documentId: number; readonly number?: number; readonly how: Opening['how'] },
): Promise<Version> {
  const side = sideOf(actor)
  if (!side) throw notFound()
  const document = await readDocument(db, opening.documentId)
  if (document.kind !== 'file' || document.deletedAt !== null) throw notFound()
  const version = await readVersion(db, document.id, opening.number ?? document.newest)
  if (version.checkState === 'waiting') {
    throw conflict(
      'This file is still being checked for viruses. Nobody can open it before. Try again in a minute.',
    )
  }
  if (!canLeave(version)) throw notFound()
  const { how } = opening
  await insertOpening(db, actor, { documentId: document.id, number: version.number, side, how })
  return version
}

/** A name for every browser: in plain letters, and as it is. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
