import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Document } from '../domain.ts'
import { listDocuments } from '../store.ts'
import { documentHref } from '../words.ts'

/** Both schools may open it: its title is no news to either. */
export function isBetweenSchools({
  fromSide,
  sharedWith,
  deletedAt,
}: Pick<Document, 'fromSide' | 'sharedWith' | 'deletedAt'>): boolean {
  const sides = [fromSide, ...sharedWith]
  return deletedAt === null && sides.includes('partner') && sides.includes('lead')
}

/** A document as something that the two schools write to each other about. */
export const conversationSubject = {
  kind: 'document',
  async find(db: Db, partnership: Pick<Partnership, 'id'>, id: number) {
    const document = (await listDocuments(db, partnership.id)).find((each) => each.id === id)
    return document && isBetweenSchools(document)
      ? { words: document.title, href: documentHref(id) }
      : undefined
  },
} as const
