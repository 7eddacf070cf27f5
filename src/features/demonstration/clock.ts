import type { MovableClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { findSetting, writeSetting } from '../../platform/settings.ts'
import { SYSTEM } from '../people/index.ts'

export const CLOCK_SETTING = 'demonstration-clock'
const ENGLAND = 'Europe/London'

/** As it is kept in `settings`: no date means the true one. */
interface ClockSetting {
  readonly date: string | null
}

/**
 * The clock of the demonstration: the time of day is true, the date stands still where it was put until someone moves
 * it. So a demonstration opened again in a month shows what it showed, in every process.
 */
export function standingClock(): MovableClock {
  let held: Temporal.PlainDate | null = null
  const trueTime = () => Temporal.Now.zonedDateTimeISO(ENGLAND)
  return {
    now: () => (held ? trueTime().withPlainDate(held) : trueTime()).toInstant(),
    today: () => held ?? trueTime().toPlainDate(),
    moveTo(date) {
      held = date
    },
    get moved() {
      return held !== null
    },
  }
}

export interface DemonstrationClock {
  readonly clock: MovableClock
  /** Puts the clock to where it is kept, unless that was done less than a second ago. */
  follow(): Promise<void>
  /** Moves it here and keeps it, so that other processes follow. */
  moveTo(date: Temporal.PlainDate): Promise<void>
  /** After something else has changed what is kept. */
  reread(): Promise<void>
}

const FOLLOW_EVERY_MS = 1_000

/** The clock as this installation keeps it. Every process follows within a second of its next request. */
export async function openDemonstrationClock(database: Database): Promise<DemonstrationClock> {
  const clock = standingClock()
  let readAt = Number.NEGATIVE_INFINITY
  async function reread() {
    readAt = performance.now()
    const setting = await database.inScope(SYSTEM, (db) => findSetting<ClockSetting>(db, CLOCK_SETTING))
    clock.moveTo(setting?.date ? Temporal.PlainDate.from(setting.date) : null)
  }
  await reread()
  return {
    clock,
    reread,
    async follow() {
      if (performance.now() - readAt >= FOLLOW_EVERY_MS) await reread()
    },
    async moveTo(date) {
      await database.inScope(SYSTEM, (db) => writeSetting(db, CLOCK_SETTING, { date: date.toString() }))
      clock.moveTo(date)
      readAt = performance.now()
    },
  }
}
