/** What every request about imports begins with: who asks, for what kind, for which import. */
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../platform/database/index.ts'
import { parseId } from '../../platform/http/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../people/index.ts'
import type { Import, ImportKind } from './domain.ts'
import { canImport } from './policy.ts'
import { readImport } from './store.ts'

/** Whoever may not import does not see that there is such a thing. */
export function importer(request: FastifyRequest): Actor {
  const actor = actorOf(request)
  if (!canImport(actor)) throw notFound()
  return actor
}

export function kindOf(kinds: readonly ImportKind[], key: unknown): ImportKind {
  const kind = kinds.find((each) => each.key === key)
  if (kind === undefined) throw notFound()
  return kind
}

export interface ImportScope {
  readonly db: Db
  readonly actor: Actor
  readonly entry: Import
  readonly kind: ImportKind
}

/** Does some work on the import that the address names, in one transaction. */
export function inImport<T>(
  request: FastifyRequest,
  kinds: readonly ImportKind[],
  work: (scope: ImportScope) => Promise<T>,
): Promise<T> {
  const actor = importer(request)
  const id = parseId((request.params as { importId?: string }).importId) // the route's own pattern names it
  return inActorScope(request, async (db) => {
    const entry = await readImport(db, id)
    return work({ db, actor, entry, kind: kindOf(kinds, entry.kind) })
  })
}
