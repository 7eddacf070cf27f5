import { isMovable } from '../../platform/clock.ts'
import type { App } from '../../platform/http/index.ts'
import { conflict } from '../../platform/refusal.ts'
import { findSetting, writeSetting } from '../../platform/settings.ts'
import { SYSTEM } from '../people/index.ts'

export const CLOCK_SETTING = 'demonstration-clock'

/** As it is kept in `settings`. */
export interface ClockSetting {
  readonly date: string
}

export interface KeptClock {
  /** Moves the clock of this process, and keeps the date so that the others follow. */
  moveTo(date: Temporal.PlainDate): Promise<void>
  /** Puts the clock to the date that is kept. */
  reread(): Promise<void>
}

const FOLLOW_EVERY_MS = 1_000

/**
 * Ties the clock of this process to the date kept in the database: at the start, and where there may be several
 * processes, at most a second before each request.
 */
export function keepClock(app: App): KeptClock {
  const { clock, database } = app
  let readAt = Number.NEGATIVE_INFINITY

  async function reread(): Promise<void> {
    if (!isMovable(clock)) return
    readAt = performance.now()
    const kept = await database.inScope(SYSTEM, (db) => findSetting<ClockSetting>(db, CLOCK_SETTING))
    clock.moveTo(kept ? Temporal.PlainDate.from(kept.date) : null)
  }

  app.addHook('onReady', reread)
  app.addHook('onRequest', async (request) => {
    if (database.kind === 'pglite' || performance.now() - readAt < FOLLOW_EVERY_MS) return
    if (request.url.startsWith('/assets/') || request.url.startsWith('/health/')) return
    await reread()
  })

  return {
    reread,
    async moveTo(date) {
      if (!isMovable(clock)) throw conflict('The date of this installation cannot be moved.')
      const setting: ClockSetting = { date: date.toString() }
      await database.inScope(SYSTEM, (db) => writeSetting(db, CLOCK_SETTING, setting))
      clock.moveTo(date)
      readAt = performance.now()
    },
  }
}
