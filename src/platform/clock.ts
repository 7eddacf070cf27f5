/** Where every "now" of the service comes from, so that the demonstration world and tests can move it. */
export interface Clock {
  now(): Temporal.Instant
  /** The date in England. */
  today(): Temporal.PlainDate
}

const ENGLAND = 'Europe/London'

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  today: () => Temporal.Now.plainDateISO(ENGLAND),
}

export interface MovableClock extends Clock {
  /** Moves to a date; `null` returns to the true one. */
  moveTo(date: Temporal.PlainDate | null): void
  readonly moved: boolean
}

/**
 * A clock whose time of day is the true one and whose date stands where it was put until it is moved again. So every
 * process agrees, and a demonstration opened again in a month shows what it showed.
 */
export function movableClock(): MovableClock {
  let date: Temporal.PlainDate | null = null
  return {
    now() {
      const plainTime = Temporal.Now.plainTimeISO(ENGLAND)
      return date
        ? date.toZonedDateTime({ timeZone: ENGLAND, plainTime }).toInstant()
        : Temporal.Now.instant()
    },
    today: () => date ?? Temporal.Now.plainDateISO(ENGLAND),
    moveTo(to) {
      date = to
    },
    get moved() {
      return date !== null
    },
  }
}

export function isMovable(clock: Clock): clock is MovableClock {
  return 'moveTo' in clock
}

/** A clock that stands still, for tests. */
export function clockAt(date: string): Clock {
  const plain = Temporal.PlainDate.from(date)
  const instant = plain.toZonedDateTime({ timeZone: ENGLAND, plainTime: '12:00' }).toInstant()
  return { now: () => instant, today: () => plain }
}
