/** Where an event is, for emails and calendars, which somebody reads far from its page. Pure. */
import type { Event } from './domain.ts'

type Placed = Pick<Event, 'place' | 'placeText' | 'leadName' | 'leadClosed'>

/** "Owlerbridge School, Mill Lane, Owlerbridge" */
export function placeInFull(event: Placed): string {
  const { place, placeText, leadName } = event
  if (place === 'online') return 'Online'
  const written = placeText.replaceAll(/\s*\n\s*/g, ', ')
  if (place === 'elsewhere') return written || 'To be said by the host'
  const said = [leadName ?? 'At the lead school', written].filter(Boolean).join(', ')
  return hasLostItsPlace(event)
    ? `${said} (the register says that it has closed: the host will say where)`
    : said
}

/** The school that was to be the place has closed, so the host must say where the event will be. */
export const hasLostItsPlace = ({ place, leadClosed }: Pick<Placed, 'place' | 'leadClosed'>): boolean =>
  place === 'lead-school' && leadClosed
