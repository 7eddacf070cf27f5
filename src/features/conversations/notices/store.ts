import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

/** Leaves a notice for each of these people, where none waits for them already. */
export async function insertNotices(
  db: Db,
  notice: {
    readonly partnershipId: number
    readonly accountIds: readonly number[]
    readonly sendAt: Temporal.Instant
  },
): Promise<void> {
  if (notice.accountIds.length === 0) return
  await sql`
    insert into message_notices (account_id, partnership_id, send_at)
    select unnest(${[...notice.accountIds]}::int[]), ${notice.partnershipId}::int, ${notice.sendAt.toString()}::timestamptz
    on conflict do nothing`.execute(db)
}

export interface DueNotice {
  readonly accountId: number
  readonly email: string
  readonly name: string
  /** Where there is only one, the email leads straight there. */
  readonly partnershipIds: readonly number[]
  readonly messages: number
  readonly questions: number
}

/**
 * Takes every notice whose hour has come, and says what each person has not seen. Nothing for somebody who has seen it
 * meanwhile, who has left, or who wants no email. In the system's scope.
 */
export async function takeDueNotices(db: Db, now: Temporal.Instant): Promise<DueNotice[]> {
  const { rows } = await sql<DueNotice>`
    with due as (
      delete from message_notices where send_at <= ${now.toString()}::timestamptz
      returning account_id, partnership_id
    ), news as (
      select d.account_id, d.partnership_id, w.email, w.name, count(*)::int as messages,
        count(q.message_id) filter (where q.settled_at is null)::int as questions
      from due d
      join partnership_cards p on p.id = d.partnership_id
      join people_at_work w on w.account_id = d.account_id and w.programme_id = p.programme_id
        and (w.school_urn = p.school_urn or w.hub_id = p.hub_id)
      join partnership_messages m on m.partnership_id = d.partnership_id and m.taken_back_at is null
        and m.side = case when w.hub_id is null then 'lead' else 'partner' end
        and m.id > coalesce(
          (select max(s.up_to) from message_sightings s
            where s.partnership_id = d.partnership_id and s.account_id = d.account_id),
          (select max(s.up_to) from message_sightings s
            where s.partnership_id = d.partnership_id and s.side <> m.side), 0)
      left join partnership_questions q on q.message_id = m.id
      where not exists (select from message_email_preferences f where f.account_id = d.account_id and not f.wanted)
      group by d.account_id, d.partnership_id, w.email, w.name
    )
    select account_id as "accountId", email, name, array_agg(partnership_id order by partnership_id) as "partnershipIds",
      sum(messages)::int as messages, sum(questions)::int as questions
    from news group by account_id, email, name order by account_id`.execute(db)
  return rows
}

export interface DueReminder {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly partnershipIds: readonly number[]
  readonly questions: number
}

/**
 * Takes every question whose reply day has passed and of which nobody was reminded, and says whom it waits for. Somebody who
 * wants no email is not reminded; of a partnership that has ended nobody is. In the system's scope.
 */
export async function takeDueReminders(db: Db, today: Temporal.PlainDate): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    with due as (
      update partnership_questions q set reminded_on = ${today.toString()}
      from partnership_cards p
      where p.id = q.partnership_id and p.status not in ('withdrawn', 'completed', 'moved')
        and q.settled_at is null and q.reminded_on is null and q.reply_by < ${today.toString()}
      returning q.partnership_id, q.asked_of, p.programme_id, p.school_urn, p.hub_id
    )
    select w.account_id as "accountId", w.email, w.name,
      array_agg(distinct d.partnership_id order by d.partnership_id) as "partnershipIds", count(*)::int as questions
    from due d
    join people_at_work w on w.programme_id = d.programme_id
      and case d.asked_of when 'partner' then w.school_urn = d.school_urn else w.hub_id = d.hub_id end
    where not exists (select from message_email_preferences f where f.account_id = w.account_id and not f.wanted)
    group by w.account_id, w.email, w.name order by w.account_id`.execute(db)
  return rows
}

/** Wanted unless somebody said otherwise: a message that nobody knows of is of no use. */
export async function wantsEmails(db: Db, actor: Actor): Promise<boolean> {
  const { rows } = await sql<{ wanted: boolean }>`
    select wanted from message_email_preferences where account_id = ${actor.accountId}`.execute(db)
  return rows[0]?.wanted ?? true
}

export async function setWantsEmails(db: Db, actor: Actor, wanted: boolean): Promise<void> {
  await sql`
    insert into message_email_preferences (account_id, wanted) values (${actor.accountId}, ${wanted})
    on conflict (account_id) do update set wanted = excluded.wanted, changed_at = alongside.now()`.execute(db)
}
