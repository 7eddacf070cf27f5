import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { Actor } from '../people/index.ts'
import type { ConversationSide, Message, OpenQuestion, Sighting, Subject } from './domain.ts'

type Which = Pick<Subject, 'kind' | 'id'>

const MESSAGE = sql`
  m.id, m.side, m.account_id as "accountId", m.by_name as "byName", m.text, m.about_kind as "aboutKind",
  m.about_id as "aboutId", m.about_words as "aboutWords", m.written_at as "writtenAt", m.taken_back_at as "takenBackAt",
  case when q.message_id is not null then jsonb_build_object('askedOf', q.asked_of, 'askedOn', q.asked_on,
    'replyBy', q.reply_by, 'settledAt', q.settled_at, 'settledHow', q.settled_how, 'settledByName', q.settled_by_name,
    'answerId', q.answer_id) end as question`

const isAbout = (about: Which | undefined) =>
  about === undefined ? sql`true` : sql`m.about_kind = ${about.kind} and m.about_id = ${about.id}`

/** The newest first. */
export async function listMessages(
  db: Db,
  partnershipId: number,
  page: { readonly about?: Which | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${MESSAGE}
    from partnership_messages m left join partnership_questions q on q.message_id = m.id
    where m.partnership_id = ${partnershipId} and ${isAbout(page.about)}
      and ${page.before === undefined ? sql`true` : sql`m.id < ${page.before}`}
    order by m.id desc limit ${page.limit}`.execute(db)
  return rows
}

export async function findMessage(db: Db, partnershipId: number, id: number): Promise<Message | undefined> {
  const { rows } = await sql<Message>`
    select ${MESSAGE}
    from partnership_messages m left join partnership_questions q on q.message_id = m.id
    where m.partnership_id = ${partnershipId} and m.id = ${id}`.execute(db)
  return rows[0]
}

/** What waits for an answer, the longest waiting first. */
export async function listOpenQuestions(
  db: Db,
  partnershipId: number,
  about?: Which,
): Promise<OpenQuestion[]> {
  const { rows } = await sql<OpenQuestion>`
    select q.message_id as "messageId", q.asked_of as "askedOf", q.asked_on as "askedOn", q.reply_by as "replyBy",
      m.text, m.by_name as "byName", m.account_id as "accountId"
    from partnership_questions q join partnership_messages m on m.id = q.message_id
    where q.partnership_id = ${partnershipId} and q.settled_at is null and ${isAbout(about)}
    order by q.message_id`.execute(db)
  return rows
}

/** What was last written about one thing said of it. */
export async function findSubjectWords(
  db: Db,
  partnershipId: number,
  about: Which,
): Promise<string | undefined> {
  const { rows } = await sql<{ words: string }>`
    select m.about_words as words from partnership_messages m
    where m.partnership_id = ${partnershipId} and ${isAbout(about)}
    order by m.id desc limit 1`.execute(db)
  return rows[0]?.words
}

/** Any number, the same in every process. */
const CONVERSATION_LOCK = 7_201_616

export interface NewMessage {
  readonly key: string
  readonly partnershipId: number
  readonly about: Subject | undefined
  readonly side: ConversationSide
  readonly text: string
}

/** @returns nothing when this very form was recorded before */
export async function insertMessage(db: Db, actor: Actor, message: NewMessage): Promise<number | undefined> {
  const { about } = message
  // Two who write at once take turns, so that numbers are seen in order: nobody has read past a message that they cannot see yet.
  await sql`select pg_advisory_xact_lock(${CONVERSATION_LOCK}::int, ${message.partnershipId}::int)`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`
    insert into partnership_messages (key, partnership_id, about_kind, about_id, about_words, side, account_id, by_name, text)
    values (${message.key}, ${message.partnershipId}, ${about?.kind ?? 'partnership'}, ${about?.id ?? null},
      ${about?.words ?? ''}, ${message.side}, ${actor.accountId}, ${actor.name}, ${message.text})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export async function insertQuestion(
  db: Db,
  question: {
    readonly messageId: number
    readonly partnershipId: number
    readonly askedOf: ConversationSide
    readonly askedOn: Temporal.PlainDate
    readonly replyBy: Temporal.PlainDate
  },
): Promise<void> {
  await sql`
    insert into partnership_questions (message_id, partnership_id, asked_of, asked_on, reply_by)
    values (${question.messageId}, ${question.partnershipId}, ${question.askedOf}, ${question.askedOn.toString()},
      ${question.replyBy.toString()})`.execute(db)
}

/** @returns how many of these questions waited for this side until now */
export async function answerQuestions(
  db: Db,
  actor: Actor,
  of: {
    readonly partnershipId: number
    readonly askedOf: ConversationSide
    readonly ids: readonly number[]
    readonly answerId: number
  },
): Promise<number> {
  if (of.ids.length === 0) return 0
  const settled = await sql`
    update partnership_questions
    set settled_at = alongside.now(), settled_how = 'answered', settled_by_name = ${actor.name}, answer_id = ${of.answerId}
    where partnership_id = ${of.partnershipId} and asked_of = ${of.askedOf} and settled_at is null
      and message_id = any (${[...of.ids]}::int[])`.execute(db)
  return Number(settled.numAffectedRows)
}

/** @returns false where it did not wait any more */
export async function settleQuestion(
  db: Db,
  actor: Actor,
  partnershipId: number,
  messageId: number,
  how: 'not-needed' | 'taken-back',
): Promise<boolean> {
  const settled = await sql`
    update partnership_questions
    set settled_at = alongside.now(), settled_how = ${how}, settled_by_name = ${actor.name}
    where partnership_id = ${partnershipId} and message_id = ${messageId} and settled_at is null`.execute(db)
  return settled.numAffectedRows === 1n
}

/** Takes the words away, and leaves the line. @returns false where it was taken back before */
export async function takeBackMessage(db: Db, id: number): Promise<boolean> {
  const taken = await sql`
    update partnership_messages set text = '', taken_back_at = alongside.now()
    where id = ${id} and taken_back_at is null`.execute(db)
  return taken.numAffectedRows === 1n
}

/** What a message that is taken back had answered waits again. */
export async function reopenAnsweredBy(db: Db, partnershipId: number, answerId: number): Promise<void> {
  await sql`
    update partnership_questions
    set settled_at = null, settled_how = null, settled_by_name = null, answer_id = null
    where partnership_id = ${partnershipId} and answer_id = ${answerId}`.execute(db)
}

/** Who had read from this message on, on both sides. */
export async function listSightings(db: Db, partnershipId: number, from: number): Promise<Sighting[]> {
  const { rows } = await sql<Sighting>`
    select up_to as "upTo", side, by_name as "byName", seen_at as "seenAt"
    from message_sightings where partnership_id = ${partnershipId} and up_to >= ${from}`.execute(db)
  return rows
}

/**
 * How far this person has read, and what is not new to them: where they have opened nothing yet, whatever a colleague has
 * seen.
 */
export async function readSeen(
  db: Db,
  actor: Actor,
  partnershipId: number,
  side: ConversationSide,
): Promise<{ readonly own: number; readonly upTo: number }> {
  const { rows } = await sql<{ own: number; upTo: number }>`
    select coalesce(max(up_to) filter (where account_id = ${actor.accountId}), 0) as own,
      coalesce(max(up_to) filter (where account_id = ${actor.accountId}), max(up_to), 0) as "upTo"
    from message_sightings where partnership_id = ${partnershipId} and side = ${side}`.execute(db)
  return rows[0] ?? { own: 0, upTo: 0 }
}

/**
 * Notes that this person has seen what is new. Where only one thing was looked at, as far as nothing else came in between:
 * what somebody has not seen is never marked as seen.
 */
export async function noteSeen(
  db: Db,
  actor: Actor,
  of: {
    readonly partnershipId: number
    readonly side: ConversationSide
    readonly since: number
    readonly about: Which | undefined
  },
): Promise<void> {
  const news = sql`m.partnership_id = ${of.partnershipId} and m.side <> ${of.side} and m.id > ${of.since}`
  await sql`
    insert into message_sightings (partnership_id, account_id, up_to, side, by_name)
    select ${of.partnershipId}::int, ${actor.accountId}::int, n.up_to, ${of.side}, ${actor.name}
    from (
      select max(m.id) as up_to from partnership_messages m
      where ${news} and m.id < coalesce(
        (select min(m.id) from partnership_messages m where ${news} and not (${isAbout(of.about)})), 2147483647)
    ) n
    where n.up_to is not null
    on conflict do nothing`.execute(db)
}
