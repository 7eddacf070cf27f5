import type { Partnership } from '../partnerships/index.ts'
import type { ConversationSide } from './domain.ts'

export const conversationHref = (partnershipId: number): string =>
  `/partnerships/${partnershipId}/conversation`

/** Straight to one message, wherever in the conversation it stands. */
export const messageHref = (partnershipId: number, messageId: number): string =>
  `${conversationHref(partnershipId)}?before=${messageId + 1}#message-${messageId}`

/** A side by the name of its school or hub. */
export const nameOf = (
  side: ConversationSide,
  partnership: Pick<Partnership, 'hubName' | 'schoolName'>,
): string => (side === 'lead' ? partnership.hubName : partnership.schoolName)
