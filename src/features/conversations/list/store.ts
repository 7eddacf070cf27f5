import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Conversation, ConversationSide } from '../domain.ts'

/** Every partnership that this actor may write to or has written to, in one query. */
export async function listConversations(db: Db, side: ConversationSide): Promise<Conversation[]> {
  const { rows } = await sql<Conversation>`
    select p.id as "partnershipId", p.school_name as "schoolName", p.hub_name as "hubName",
      p.status in ('withdrawn', 'completed', 'moved') as ended,
      coalesce(q.mine, 0) as "toAnswer", q.mine_since as "toAnswerSince", q.mine_by as "toAnswerBy",
      coalesce(q.theirs, 0) as "waitingFor", q.theirs_since as "waitingSince",
      coalesce(u.unseen, 0) as unseen, m.written_at as "lastAt", m.by_name as "lastByName"
    from partnership_cards p
    left join (
      select partnership_id,
        count(*) filter (where asked_of = ${side})::int as mine,
        min(asked_on) filter (where asked_of = ${side}) as mine_since,
        min(reply_by) filter (where asked_of = ${side}) as mine_by,
        count(*) filter (where asked_of <> ${side})::int as theirs,
        min(asked_on) filter (where asked_of <> ${side}) as theirs_since
      from partnership_questions where settled_at is null group by partnership_id
    ) q on q.partnership_id = p.id and p.status not in ('withdrawn', 'completed', 'moved')
    left join alongside.unseen_messages() u on u.partnership_id = p.id
    left join (
      select distinct on (partnership_id) partnership_id, written_at, by_name
      from partnership_messages order by partnership_id, id desc
    ) m on m.partnership_id = p.id
    where m.partnership_id is not null or p.status not in ('withdrawn', 'completed', 'moved')
    order by p.school_name, p.id`.execute(db)
  return rows
}

/** How many messages whoever holds a session `s` (a row of `session_of`) has not seen, in all of their partnerships. */
export const COUNT_UNSEEN: RawBuilder<number> = sql`
  alongside.count_unseen_messages(s.role, s.account_id, s.programme_id, s.hub_id, s.school_urn)`

export interface FoundMessage {
  readonly id: number
  readonly partnershipId: number
  readonly schoolName: string
  readonly byName: string
  readonly text: string
  readonly writtenAt: string
}

/** Messages that hold these words as they were typed, the newest first. */
export async function searchMessages(db: Db, words: string, limit: number): Promise<FoundMessage[]> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const { rows } = await sql<FoundMessage>`
    select m.id, m.partnership_id as "partnershipId", p.school_name as "schoolName", m.by_name as "byName", m.text,
      m.written_at as "writtenAt"
    from partnership_messages m join partnership_cards p on p.id = m.partnership_id
    where m.text ilike ${pattern} order by m.id desc limit ${limit}`.execute(db)
  return rows
}
