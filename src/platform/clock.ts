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
  /** Moves to noon of a date and goes on from there; `null` returns to the true time. */
  moveTo(date: Temporal.PlainDate | null): void
  readonly moved: boolean
}

/** A clock that runs at the usual speed from wherever it was put. */
export function movableClock(): MovableClock {
  let offset: Temporal.Duration | null = null
  const now = () => (offset ? Temporal.Now.instant().add(offset) : Temporal.Now.instant())
  return {
    now,
    today: () => now().toZonedDateTimeISO(ENGLAND).toPlainDate(),
    moveTo(date) {
      if (date === null) {
        offset = null
        return
      }
      const noon = date.toZonedDateTime({ timeZone: ENGLAND, plainTime: '12:00' }).toInstant()
      offset = Temporal.Now.instant().until(noon)
    },
    get moved() {
      return offset !== null
    },
  }
}

/** A clock that stands still, for tests. */
export function clockAt(date: string): Clock {
  const plain = Temporal.PlainDate.from(date)
  const instant = plain.toZonedDateTime({ timeZone: ENGLAND, plainTime: '12:00' }).toInstant()
  return { now: () => instant, today: () => plain }
}
