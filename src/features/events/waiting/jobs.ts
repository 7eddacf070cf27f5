import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import { forgetNeeds } from '../bookings/store.ts'
import { offerPlaces, tidyOffers } from './actions.ts'

/** Named by the trigger that queues it, in db/migrations. */
const OFFER = 'events.offer-places'
const TIDY = 'events.tidy-offers'
const FORGET = 'events.forget-needs'

export interface WaitingOptions {
  readonly database: Database
  readonly clock: Clock
  readonly calendar?: Calendar
}

/** Offers places as they come free, ends offers in time, and forgets what guests needed. */
export function waitingJobs(options: WaitingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const { database, clock } = options
  const calendar = async () => options.calendar ?? (await loadCalendar())
  const scope = () => ({
    ...SYSTEM,
    'alongside.today': clock.today().toString(),
    'alongside.now': clock.now().toString(),
  })
  return {
    handlers: {
      [OFFER]: async (job) => {
        const days = await calendar()
        await database.inScope(scope(), (db) => offerPlaces(db, Number(job.eventId), clock.now(), days))
      },
      [TIDY]: async () => {
        const days = await calendar()
        await database.inScope(scope(), (db) => tidyOffers(db, clock.now(), days))
      },
      // As the owner, who may change every row: no person does this.
      [FORGET]: () => database.asOwner((db) => forgetNeeds(db, clock.now())),
    },
    schedules: [
      { kind: TIDY, cron: '*/5 * * * *' },
      { kind: FORGET, cron: '30 2 * * *' },
    ],
  }
}
