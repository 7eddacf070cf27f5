/**
 * Documents: what each side of a partnership gives another in confidence, for what, until when, and who opened it.
 *
 * Rules: whoever gives a document decides who opens it, sees every opening, and takes it back or deletes it at any time; the
 * next request does not find it. Nobody opens a file before it has been checked for viruses, where a scanner is set up: a
 * scanner that is down means wait. Others open the newest version only. What is published is linked, never uploaded. Bytes
 * leave under /files, and pictures to be seen under /previews, alone. A file's name in the storage is written down before its bytes go there, and its document after,
 * so that nothing acknowledged is lost and nothing half-stored stays. Names of files and documents are not in the history.
 *
 * Read first: domain.ts, policy.ts, then by noun: room/ (a partnership's documents), giving/ (files, links, new versions),
 * document/ (one document: openings, sharing, deletion), downloads/ (the bytes, and previews of them), requests/ (asked for beyond
 * what the programme expects), published/ (what is linked and never uploaded), outstanding/ (a hub's and the programme team's lists), rules/ (how long things are kept),
 * keeping/ (checks, deletion, clean-up, files that were refused or lost).
 * Tables: document_files, documents, document_versions, document_openings, document_requests, document_rules.
 * Views for others: document_evidence, document_promises, document_request_promises.
 */
import type { App } from '../../platform/http/index.ts'
import type { WorkPlace } from '../partnerships/index.ts'
import { documentRoutes } from './document/routes.ts'
import { downloadRoutes } from './downloads/routes.ts'
import { givingRoutes } from './giving/routes.ts'
import { outstandingRoutes } from './outstanding/routes.ts'
import { requestRoutes } from './requests/routes.ts'
import { roomRoutes } from './room/routes.ts'
import { rulesRoutes } from './rules/routes.ts'
import type { DocumentServices } from './services.ts'
import { documentsHref } from './words.ts'

export { conversationSubject } from './document/subject.ts'
export { documentJobs, tidy } from './keeping/jobs.ts'
export type { DocumentServices } from './services.ts'
export {
  type DocumentsTogether,
  type DocumentToTake,
  listDocumentsTogether,
  openDocumentsTogether,
} from './together/actions.ts'

/** Where expected documents are given; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'document', text: 'Open the documents', href: documentsHref },
]

export function routes(app: App, services: DocumentServices): void {
  roomRoutes(app)
  givingRoutes(app, services)
  documentRoutes(app)
  downloadRoutes(app, services)
  requestRoutes(app)
  outstandingRoutes(app)
  rulesRoutes(app)
}
