import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import type { SupportSide } from '../../days/domain.ts'
import type { FollowUp } from './domain.ts'

/** Follow-ups that both schools of a hub's partnerships have agreed and not yet held, the earliest first. */
export function listFollowUps(db: Db, hubId: number): Promise<FollowUp[]> {
  return list(db, sql`p.hub_id = ${hubId} and f.partnership_id is null`)
}

/** Nothing before both have signed. */
export async function findFollowUp(db: Db, partnershipId: number): Promise<FollowUp | undefined> {
  const [found] = await list(db, sql`p.id = ${partnershipId}`)
  return found
}

async function list(db: Db, which: RawBuilder<unknown>): Promise<FollowUp[]> {
  const { rows } = await sql<FollowUp>`
    select t.partnership_id as "partnershipId", p.school_name as "schoolName", t.on_day as "onDay",
      case when f.partnership_id is not null then
        jsonb_build_object('on', f.held_on, 'words', f.words, 'side', f.side, 'byName', f.by_name) end as held
    from final_review_topics t
    join final_reviews r on r.partnership_id = t.partnership_id
    join partnership_cards p on p.id = t.partnership_id
    left join final_review_follow_ups f on f.partnership_id = t.partnership_id
    where ${which} and t.topic = 'follow-up' and p.status = 'completed'
      and 2 = (select count(*) from final_review_signatures s
        where s.partnership_id = r.partnership_id and s.revision = r.revision)
    order by t.on_day, p.school_name`.execute(db)
  return rows
}

export interface Held {
  readonly key: string
  readonly heldOn: string
  readonly words: string
}

/** @returns false when somebody has recorded it already */
export async function insertHeld(
  db: Db,
  actor: Actor,
  partnershipId: number,
  { side, key, heldOn, words }: Held & { readonly side: SupportSide },
): Promise<boolean> {
  const added = await sql`
    insert into final_review_follow_ups (partnership_id, key, held_on, words, side, account_id, by_name)
    values (${partnershipId}, ${key}, ${heldOn}, ${words}, ${side}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** Whether this very form has been recorded. */
export async function isHeldKey(db: Db, partnershipId: number, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from final_review_follow_ups where partnership_id = ${partnershipId} and key = ${key}`.execute(db)
  return rows.length > 0
}
