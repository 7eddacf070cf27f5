import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** One school of a trust at one event. Who the people are is between the school and its host. */
export interface TrustLine {
  readonly schoolName: string
  readonly title: string
  readonly number: number | null
  readonly kind: string
  readonly hubName: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly timeZone: string
  readonly timeConfirmed: boolean
  readonly cancelled: boolean
  readonly places: number
  readonly people: number
  readonly watchedLater: boolean
}

type Row = Omit<TrustLine, 'startsAt' | 'endsAt'> & { readonly startsAt: string; readonly endsAt: string }

/** Of the schools that have agreed to share with this trust: what they have booked and taken part in, by date. */
export async function listTrustLines(db: Db): Promise<TrustLine[]> {
  const { rows } = await sql<Row>`
    select school_name as "schoolName", title, number, kind, hub_name as "hubName", starts_at as "startsAt",
      ends_at as "endsAt", time_zone as "timeZone", time_confirmed as "timeConfirmed", cancelled, places, people,
      watched_later as "watchedLater"
    from alongside.trust_events() order by starts_at, school_name`.execute(db)
  return rows.map((row) => ({
    ...row,
    startsAt: Temporal.Instant.from(row.startsAt),
    endsAt: Temporal.Instant.from(row.endsAt),
  }))
}
