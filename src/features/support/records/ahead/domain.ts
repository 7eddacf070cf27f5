/** The page on which a record is written, kept on a device before the visit: the building may have no signal. */
import type { SupportDay } from '../../days/domain.ts'

/** A copy on a device lasts a week: a visit further away is kept later. */
const DAYS_AHEAD = 6

/** A visit that is booked for today or one of the next days. */
export function isKeptAhead(
  { state, heldOn }: Pick<SupportDay, 'state' | 'heldOn'>,
  today: Temporal.PlainDate,
): boolean {
  if (state !== 'booked' || heldOn === null) return false
  const away = today.until(heldOn).days
  return away >= 0 && away <= DAYS_AHEAD
}
