/**
 * Events: open days, CPD sessions and networking meetings, from the first date to what came of them.
 *
 * Rules: places belong to schools (at a meeting of leads, to hubs), who name people for them and may swap a name up to the
 * day. The counters of an event are kept by triggers and checked by constraints, so that it is never overbooked and no
 * place is offered twice. Whoever waits is offered places in an order that can be explained, and no one passes them;
 * offers end in working hours only. Invited, booked, took part and watched later are four counts, of schools, never added.
 * Taking part is evidence of what is expected. Sessions of a series come from the programme's definition.
 *
 * Read first: domain.ts (what an event is), seating.ts (who gets a place), policy.ts (who may), then by noun: list/ (the
 * calendar), page/ (an event's page, for guests and for its host), bookings/, waiting/, offers/, details/, date/,
 * cancellation/, places/, invitations/. What comes on the day and after it (afterwards.ts): check-in/, reports/, catch-up/,
 * feedback/, certificates/, practice/. For leaders of trusts: trust/.
 * Tables: events, event_moves, event_invitations, event_waits, event_offers, event_bookings, event_guests,
 * event_presences, event_catch_ups, event_reports, event_report_people, event_feedback_given, event_feedback_answers,
 * event_messages, event_reminders, calendar_feeds, shared_practices. Views for others: event_cards, event_evidence.
 */
import type { App } from '../../platform/http/index.ts'
import type { WorkPlace } from '../partnerships/index.ts'
import type { Calendar } from '../programmes/index.ts'
import { afterwardsRoutes } from './afterwards.ts'
import { aroundRoutes } from './around.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { cancellationRoutes } from './cancellation/routes.ts'
import { dateRoutes } from './date/routes.ts'
import { detailsRoutes } from './details/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { listRoutes } from './list/routes.ts'
import { offerRoutes } from './offers/routes.ts'
import { pageRoutes } from './page/routes.ts'
import { placesRoutes } from './places/routes.ts'
import { trustEventRoutes } from './trust/routes.ts'
import { waitingRoutes } from './waiting/routes.ts'

export { derivedPlaceholders, emailJobs } from './around.ts'
export { reportJobs } from './reports/jobs.ts'
export { waitingJobs } from './waiting/jobs.ts'

/** Where events are booked and caught up; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'open-day', text: 'See the events', href: () => '/events' },
  { kind: 'cpd', text: 'See the events', href: () => '/events' },
  { kind: 'networking', text: 'See the events', href: () => '/events' },
  { kind: 'induction', text: 'See the events', href: () => '/events' },
  { kind: 'open-day-hosting', text: 'See the events', href: () => '/events' },
  { kind: 'networking-hosting', text: 'See the events', href: () => '/events' },
  { kind: 'lead-networking', text: 'See the events', href: () => '/events' },
  { kind: 'cpd-joining-details', text: 'See the events', href: () => '/events' },
]

export interface EventOptions {
  /** Codes in links are derived from it. */
  readonly secret: string
  /** Where the service is reached from outside: addresses in calendars and emails begin with it. */
  readonly publicUrl: string
  readonly calendar: Calendar
  /** People of a meeting's report who belong to no school are deleted after so many days. */
  readonly reportDays?: number | undefined
}

export function routes(app: App, options: EventOptions): void {
  listRoutes(app)
  pageRoutes(app, options)
  detailsRoutes(app)
  dateRoutes(app)
  cancellationRoutes(app)
  placesRoutes(app)
  invitationRoutes(app)
  bookingRoutes(app)
  waitingRoutes(app, options)
  offerRoutes(app, options)
  aroundRoutes(app, options)
  afterwardsRoutes(app, options)
  trustEventRoutes(app)
}
