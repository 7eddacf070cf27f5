/** Who may do what with documents. Whoever gave one decides about it; row-level security holds to the same. */
import { hasEnded, type Partnership, type Side } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Document, Request } from './domain.ts'

type Standing = Pick<Partnership, 'status'>

/** The side that this person acts for; trust leaders and evaluators act for none, and see no document. */
export function sideOf(actor: Actor): Side | undefined {
  switch (actor.role) {
    case 'named-leader':
      return 'partner'
    case 'hub-lead':
      return 'lead'
    case 'programme-team':
      return 'programme-team'
    default:
      return undefined
  }
}

/** Nothing new is given or asked for before a partnership begins or after it has ended. */
export const canGive = (actor: Actor, partnership: Standing): boolean =>
  sideOf(actor) !== undefined && partnership.status !== 'invited' && !hasEnded(partnership.status)

/** Sharing, taking back, deleting: any colleague of whoever gave it, also after the partnership has ended. */
export const ownsDocument = (actor: Actor, document: Pick<Document, 'fromSide'>): boolean =>
  sideOf(actor) === document.fromSide

/** Who was asked says that it is not needed; who asked takes it back. */
export const canDecline = (actor: Actor, request: Request): boolean => sideOf(actor) === request.askedSide
export const canTakeBack = (actor: Actor, request: Request): boolean => sideOf(actor) === request.askingSide

/** The rules of a programme, and what they would delete. */
export const canSetRules = (actor: Actor): boolean => actor.role === 'programme-team'
