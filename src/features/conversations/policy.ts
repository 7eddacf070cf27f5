/** Who may write and read: the people of the two schools, and nobody else. */
import { hasEnded, type Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { ConversationSide } from './domain.ts'

export function conversationSideOf(actor: Pick<Actor, 'role'>): ConversationSide | undefined {
  if (actor.role === 'named-leader') return 'partner'
  return actor.role === 'hub-lead' ? 'lead' : undefined
}

/** Before it starts and while it is paused they still need to talk; once it has ended, all of it can be read. */
export const canWrite = (actor: Pick<Actor, 'role'>, { status }: Pick<Partnership, 'status'>): boolean =>
  conversationSideOf(actor) !== undefined && !hasEnded(status)
