/** All documents of one partnership that one side may open, to be taken away together; of the others, why not. */
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { canLeave, type Document } from '../domain.ts'
import { sideOf } from '../policy.ts'
import { insertOpening, listDocumentsEver, readVersion } from '../store.ts'
import { nameOf } from '../words.ts'

interface Told {
  readonly title: string
  /** Who gave it, by name of the school, the hub or the programme team. */
  readonly from: string
  readonly givenAt: string
}

export interface DocumentToTake extends Told {
  readonly fileId: string
  readonly fileName: string
  readonly bytes: number
}

export interface DocumentsTogether {
  readonly files: readonly DocumentToTake[]
  readonly links: readonly (Told & { readonly url: string; readonly source: string })[]
  /** What this side may know of and not open, each with the reason in plain words. */
  readonly left: readonly (Told & { readonly why: string })[]
}

/** What there is to take, without opening anything. */
export async function listDocumentsTogether(
  db: Db,
  actor: Actor,
  partnership: Partnership,
): Promise<DocumentsTogether> {
  return gather(db, actor, partnership, false)
}

/** The same, and it is written down that all of them were opened: as with one document, before the first byte leaves. */
export async function openDocumentsTogether(
  db: Db,
  actor: Actor,
  partnership: Partnership,
): Promise<DocumentsTogether> {
  return gather(db, actor, partnership, true)
}

async function gather(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  opening: boolean,
): Promise<DocumentsTogether> {
  const side = sideOf(actor)
  if (!side) throw notFound()
  const files: DocumentToTake[] = []
  const links: (Told & { url: string; source: string })[] = []
  const left: (Told & { why: string })[] = []
  for (const document of await listDocumentsEver(db, partnership.id)) {
    const told: Told = {
      title: document.title,
      from: nameOf(document.fromSide, partnership),
      givenAt: document.givenAt,
    }
    const why = whyNot(document)
    if (why) {
      left.push({ ...told, why })
    } else if (document.kind === 'link') {
      links.push({ ...told, url: document.linkUrl ?? '', source: document.linkSource ?? '' })
    } else {
      const version = await readVersion(db, document.id, document.newest)
      if (!canLeave(version)) {
        left.push({ ...told, why: 'The file has been erased.' })
        continue
      }
      if (opening) {
        await insertOpening(db, actor, {
          documentId: document.id,
          number: version.number,
          side,
          how: 'downloaded',
        })
      }
      files.push({ ...told, fileId: version.fileId, fileName: version.fileName, bytes: version.bytes })
    }
  }
  return { files, links, left }
}

function whyNot({
  deletedAt,
  deletedBecause,
  deletedByName,
  kind,
  checkState,
}: Document): string | undefined {
  if (deletedAt !== null) {
    return deletedBecause === 'kept long enough'
      ? 'It was deleted because it had been kept long enough.'
      : `It was deleted by ${deletedByName}.`
  }
  if (kind === 'link') return undefined
  if (checkState === 'waiting') return 'It is still being checked for viruses.'
  return checkState === 'infected' ? 'It did not pass the check for viruses.' : undefined
}
