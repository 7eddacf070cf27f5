/** What surrounds the events: calendars, the emails about them, and the programme team's view of a series. */
import type { App } from '../../platform/http/index.ts'
import type { Calendar } from '../programmes/index.ts'
import { type CalendarOptions, calendarRoutes } from './calendar/routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { seriesRoutes } from './series/routes.ts'

export { derivedPlaceholders, emailJobs } from './emails/jobs.ts'

export type AroundOptions = CalendarOptions & { readonly calendar: Calendar }

export function aroundRoutes(app: App, options: AroundOptions): void {
  calendarRoutes(app, options)
  messageRoutes(app, options.calendar)
  seriesRoutes(app)
}
