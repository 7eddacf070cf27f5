/** Where the page of an event leads on the day and afterwards. */
import { hasBegun } from './domain.ts'
import type { EventInView } from './page/actions.ts'
import { eventHref } from './words.ts'

export interface Link {
  readonly href: string
  readonly text: string
}

/** For those who run it. */
export function hostLinksOnTheDay({ event }: EventInView): Link[] {
  if (event.cancelledAt) return []
  return [
    { href: eventHref(event, 'check-in'), text: 'Check people in' },
    { href: eventHref(event, 'list'), text: 'List to print' },
  ]
}

export function hostLinksAfter({ event, now }: EventInView): Link[] {
  if (event.cancelledAt || !hasBegun(event, now)) return []
  return [
    { href: eventHref(event, 'reports'), text: 'Put in a meeting report' },
    ...(event.kind === 'cpd' ? [{ href: eventHref(event, 'catch-up'), text: 'Who watched later' }] : []),
    { href: eventHref(event, 'feedback'), text: 'Feedback' },
    ...(event.kind === 'open-day'
      ? [{ href: eventHref(event, 'practice'), text: 'What schools will try' }]
      : []),
    { href: eventHref(event, 'certificates'), text: 'Certificates' },
  ]
}

/** For those who come to it, and for hubs whose schools do. */
export function guestLinksAfter({ event, now, party, booking, counts }: EventInView): Link[] {
  if (event.cancelledAt || !hasBegun(event, now)) return []
  if (!party)
    return event.kind === 'cpd' ? [{ href: eventHref(event, 'catch-up'), text: 'Who watched later' }] : []
  const tookPart = counts.tookPart > 0
  const came = tookPart || counts.watchedLater > 0 || booking !== undefined
  return [
    ...(event.kind === 'cpd' && !tookPart
      ? [
          {
            href: eventHref(event, 'catch-up'),
            text: counts.watchedLater > 0 ? 'What you wrote after watching' : 'Watch later, and say so',
          },
        ]
      : []),
    ...(came ? [{ href: eventHref(event, 'feedback'), text: 'Give feedback' }] : []),
    ...(came && event.kind === 'open-day'
      ? [{ href: eventHref(event, 'practice'), text: 'What we will try' }]
      : []),
    ...(tookPart ? [{ href: eventHref(event, 'certificates'), text: 'Certificates' }] : []),
  ]
}
