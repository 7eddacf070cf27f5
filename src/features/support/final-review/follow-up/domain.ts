/** The day on which two schools look again together, half a year after their final review: coming, then due, then held. */
import type { SupportSide } from '../../days/domain.ts'

export interface FollowUp {
  readonly partnershipId: number
  readonly schoolName: string
  /** As both agreed it. */
  readonly onDay: string
  readonly held: {
    readonly on: string
    readonly words: string
    readonly side: SupportSide
    readonly byName: string
  } | null
}

/** From its day on it is waited for that somebody says that it was held. */
export const isDue = ({ onDay }: Pick<FollowUp, 'onDay'>, today: Temporal.PlainDate): boolean =>
  onDay <= today.toString()
