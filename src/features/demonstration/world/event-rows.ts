/** Rows of events for load-events.sql, by natural keys: an event by `key`, a school by its partnership. */
export interface EventRow {
  readonly key: string
  readonly programme: string
  readonly hub: string | null
  readonly kind: 'cpd' | 'open-day' | 'networking'
  readonly audience: 'partners' | 'leads'
  /** Of a session that the programme itself plans, which is there already. */
  readonly series: string | null
  readonly number: number | null
  readonly title: string
  readonly description: string
  readonly agenda: string
  readonly preparation: string
  readonly gettingThere: string
  readonly safetyNotes: string
  readonly startsAt: string
  readonly endsAt: string
  readonly timeConfirmed: boolean
  readonly place: 'lead-school' | 'elsewhere' | 'online'
  readonly placeText: string
  readonly joining: string
  readonly joiningSetAt: string | null
  readonly recording: string
  readonly recordingSetAt: string | null
  readonly capacity: number | null
  readonly placesPerSchool: number
  readonly createdAt: string
  readonly email: string
  readonly name: string
  readonly cancelledAt: string | null
  readonly cancelledReason: string | null
  readonly moved: {
    readonly startsAt: string
    readonly endsAt: string
    readonly at: string
    readonly reason: string
  } | null
}

interface Whose {
  readonly event: string
  readonly programme: string
  /** A school's partnership, or at a meeting of leads a hub. */
  readonly partnership: string | null
  readonly hub: string | null
}

export interface BookingRow extends Whose {
  readonly places: number
  readonly guests: readonly {
    readonly name: string
    readonly email: string
    readonly title: string
    readonly senior: boolean
    readonly needs: string
  }[]
  readonly email: string
  readonly name: string
  readonly at: string
}

export interface PresenceRow extends Whose {
  readonly person: string
  readonly personEmail: string
  readonly how: 'in person' | 'online'
  readonly arrivedAt: string
  readonly minutes: number
  readonly source: 'check-in' | 'report'
  readonly email: string
  readonly name: string
}

export interface CatchUpRow extends Whose {
  readonly on: string
  readonly minutes: number
  readonly willDo: string
  readonly email: string
  readonly name: string
  readonly at: string
}

export interface WaitRow extends Whose {
  readonly places: number
  readonly email: string
  readonly name: string
  readonly at: string
}

export interface PracticeRow extends Whose {
  readonly willTry: string
  readonly became: string
  readonly email: string
  readonly name: string
  readonly at: string
  readonly becameAt: string | null
}

export interface EventRows {
  readonly events: EventRow[]
  readonly bookings: BookingRow[]
  readonly presences: PresenceRow[]
  readonly catchUps: CatchUpRow[]
  readonly waits: WaitRow[]
  readonly practices: PracticeRow[]
}

export const noEvents = (): EventRows => ({
  events: [],
  bookings: [],
  presences: [],
  catchUps: [],
  waits: [],
  practices: [],
})
