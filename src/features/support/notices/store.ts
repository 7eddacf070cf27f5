import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { DayState } from '../days/domain.ts'
import type { CalendarChange } from './domain.ts'

/** Leaves a notice for each of these people, where none about this day waits for them already. */
export async function insertDayNotices(
  db: Db,
  notice: {
    readonly dayId: number
    readonly partnershipId: number
    readonly change: CalendarChange
    readonly accountIds: readonly number[]
    readonly sendAt: Temporal.Instant
  },
): Promise<void> {
  if (notice.accountIds.length === 0) return
  await sql`
    insert into support_day_notices (account_id, item_id, partnership_id, change, send_at)
    select distinct unnest(${[...notice.accountIds]}::int[]), ${notice.dayId}::int, ${notice.partnershipId}::int,
      ${notice.change}, ${notice.sendAt.toString()}::timestamptz
    on conflict do nothing`.execute(db)
}

export interface DueDayNotice {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly dayId: number
  readonly change: CalendarChange
  readonly state: DayState
}

/** Takes every notice whose hour has come; nothing for somebody who has left meanwhile. In the system's scope. */
export async function takeDueDayNotices(db: Db, now: Temporal.Instant): Promise<DueDayNotice[]> {
  const { rows } = await sql<DueDayNotice>`
    with due as (
      delete from support_day_notices where send_at <= ${now.toString()}::timestamptz
      returning account_id, item_id, partnership_id, change
    )
    select distinct d.account_id as "accountId", w.email, w.name, d.item_id as "dayId", d.change, i.state
    from due d
    join support_items i on i.id = d.item_id
    join partnership_cards p on p.id = d.partnership_id
    join people_at_work w on w.account_id = d.account_id and w.programme_id = p.programme_id
      and (w.school_urn = p.school_urn or w.hub_id = p.hub_id)
    order by "accountId", "dayId"`.execute(db)
  return rows
}
