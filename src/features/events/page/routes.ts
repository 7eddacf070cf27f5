import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { guestLinksAfter, hostLinksAfter, hostLinksOnTheDay } from '../afterwards-links.ts'
import { isOver } from '../domain.ts'
import { offerPath } from '../links.ts'
import { canSeeEvents } from '../policy.ts'
import { eventHref } from '../words.ts'
import { type EventInView, readEventInView } from './actions.ts'
import { type GuestLinks, guestPage } from './guest-views.ts'
import { type HostLinks, hostPage } from './host-views.ts'
import { themeNames } from './themes.ts'

/** One address for an event: its host finds the host's page there, everyone else the guest's. */
export function pageRoutes(app: App, options: { readonly secret: string }): void {
  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/events/:id',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      if (!canSeeEvents(actor)) throw notFound()
      const now = app.clock.now()
      const [view, themes] = await inActorScope(request, async (db) => {
        const seen = await readEventInView(db, actor, id, now)
        return [seen, await themeNames(db, seen.event.programmeId, seen.event.themes)]
      })
      const [saved] = Object.keys(request.query)
      if (view.runs) return reply.page(hostPage(view, { ...hostLinks(view), themes }, saved))
      const { offer } = view
      return reply.page(
        guestPage(
          view,
          {
            offerHref: offer && offerPath(options.secret, offer.id),
            after: guestLinks(view),
            themes,
          },
          saved,
        ),
      )
    },
  )
}

/** What a host does, in the order in which it is done. Addresses of parts that are not mounted stand nowhere else. */
function hostLinks(view: EventInView): Omit<HostLinks, 'themes'> {
  const { event, counts } = view
  const running = !event.cancelledAt
  return {
    before: running
      ? [
          { href: eventHref(event, 'details'), text: 'Change what guests see' },
          { href: eventHref(event, 'places'), text: 'Places: how many, hold, book a school in' },
          {
            href: eventHref(event, 'invitations'),
            text: `Invite${counts.invited > 0 ? ' more' : ''} schools`,
          },
          ...(event.waiting + event.schoolsOffered > 0
            ? [{ href: eventHref(event, 'waiting'), text: 'Waiting list' }]
            : []),
          { href: eventHref(event, 'messages'), text: 'Write to those booked; emails so far' },
          { href: eventHref(event, 'calendar.ics'), text: 'Put it in your calendar' },
        ]
      : [],
    onTheDay: hostLinksOnTheDay(view),
    after: hostLinksAfter(view),
  }
}

function guestLinks(view: EventInView): GuestLinks['after'] {
  const { event, now } = view
  const diary = [{ href: eventHref(event, 'calendar.ics'), text: 'Put it in your calendar' }]
  return [...(isOver(event, now) ? [] : diary), ...guestLinksAfter(view)]
}
