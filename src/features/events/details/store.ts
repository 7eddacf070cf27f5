import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Details, NewEvent } from './domain.ts'

/** Undefined where this very form was kept before. A hub lead's event is the hub's; the programme team's nobody's hub. */
export async function insertEvent(db: Db, actor: Actor, event: NewEvent): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into events (form_key, programme_id, kind, audience, hub_id, title, description, starts_at, ends_at, place,
      place_text, capacity, school_capacity, places_per_school, created_by, created_by_name)
    values (${event.key}, ${actor.programmeId}, ${event.kind}, ${event.audience},
      ${actor.role === 'hub-lead' ? actor.hubId : null}, ${event.title}, ${event.description},
      ${event.startsAt.toString()}, ${event.endsAt.toString()}, ${event.place}, ${event.placeText}, ${event.capacity},
      ${event.schoolCapacity}, ${event.placesPerSchool}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export async function findEventByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from events where form_key = ${key}`.execute(db)
  return rows[0]?.id
}

/** @returns false when somebody else changed it in the meantime: nothing is written */
export async function updateDetails(db: Db, id: number, seen: number, details: Details): Promise<boolean> {
  const result = await sql`
    update events set title = ${details.title}, description = ${details.description}, agenda = ${details.agenda},
      preparation = ${details.preparation}, materials = ${JSON.stringify(details.materials)}::text::jsonb,
      themes = ${details.themes}::text[], place = ${details.place}, place_text = ${details.placeText},
      getting_there = ${details.gettingThere}, safety_notes = ${details.safetyNotes},
      joining_link = ${details.joiningLink}, recording_link = ${details.recordingLink},
      joining_link_set_at = case when ${details.joiningLink} = '' then null
        when joining_link = ${details.joiningLink} then joining_link_set_at else alongside.now() end,
      recording_link_set_at = case when ${details.recordingLink} = '' then null
        when recording_link = ${details.recordingLink} then recording_link_set_at else alongside.now() end,
      revision = revision + 1
    where id = ${id} and revision = ${seen}`.execute(db)
  return result.numAffectedRows === 1n
}
