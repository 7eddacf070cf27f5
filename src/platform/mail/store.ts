import { sql } from 'kysely'
import type { Db } from '../database/index.ts'

export interface QueuedMessage {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly personalisation: Readonly<Record<string, string>>
  /** Too late to be of use. */
  readonly late: boolean
}

export async function insertMessages(
  db: Db,
  rows: readonly {
    readonly id: string
    readonly to: string
    readonly accountId: number | null
    readonly template: string
    readonly personalisation: Readonly<Record<string, string>>
    readonly sendBefore: string | null
  }[],
): Promise<void> {
  await sql`
    insert into messages (id, to_email, to_account, template, personalisation, send_before)
    select r.id, r."to", r."accountId", r.template, r.personalisation, r."sendBefore"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      id uuid, "to" text, "accountId" int, template text, personalisation jsonb, "sendBefore" timestamptz)`.execute(
    db,
  )
}

/** Those of the messages that still wait to be sent; the attempt is counted. */
export async function takeMessages(db: Db, ids: readonly string[]): Promise<QueuedMessage[]> {
  const { rows } = await sql<QueuedMessage>`
    update messages set attempts = attempts + 1
    where id = any(${ids}::uuid[]) and status = 'queued'
    returning id, to_email as "to", template, personalisation, coalesce(send_before < now(), false) as late`.execute(
    db,
  )
  return rows
}

export interface FinishedMessage {
  readonly id: string
  readonly status: 'sent' | 'failed'
  readonly reference?: string | undefined
  readonly fault?: string
}

/** Ends messages, and erases what they said. Which invitation one carried stays: it may come back. */
export async function finishMessages(db: Db, finished: readonly FinishedMessage[]): Promise<void> {
  const ids = finished.map(({ id }) => id)
  // The ids are named by themselves too: joined to the list alone, the whole table is read.
  await sql`
    update messages m set status = f.status, provider_reference = f.reference, last_fault = f.fault,
      personalisation = jsonb_strip_nulls(jsonb_build_object('invitation', m.personalisation -> 'invitation')),
      finished_at = now()
    from jsonb_to_recordset(${JSON.stringify(finished)}::text::jsonb) as f(id uuid, status text, reference text, fault text)
    where m.id = f.id and m.id = any(${ids}::uuid[])`.execute(db)
}

/** Notes what went wrong; at the last of so many tries the message is given up, and kept so that it can be sent again. */
export async function noteFault(db: Db, id: string, fault: string, tries: number): Promise<void> {
  await sql`
    update messages set last_fault = ${fault},
      status = case when attempts >= ${tries}::int then 'failed' else status end,
      finished_at = case when attempts >= ${tries}::int then now() end
    where id = ${id}::uuid and status = 'queued'`.execute(db)
}

/** Keeps what the mail service said later. Once delivered, an email stays so. */
export async function noteReceipt(
  db: Db,
  id: string,
  providerReference: string,
  receipt: string,
): Promise<void> {
  await sql`
    update messages set receipt = ${receipt}, receipt_at = now()
    where id = ${id}::uuid and coalesce(provider_reference, ${providerReference}) = ${providerReference}
      and receipt is distinct from 'delivered'`.execute(db)
}

/** A message that was given up waits to be sent again, as if it were new. False where it was not given up. */
export async function renewMessage(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    update messages set status = 'queued', attempts = 0, last_fault = null, finished_at = null, queued_at = now()
    where id = ${id}::uuid and (status = 'failed' or status = 'queued' and queued_at < now() - interval '1 day')
    returning id`.execute(db)
  return rows.length === 1
}

/** Whether a message waits to be sent, or has been. */
export async function isUnderWay(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from messages where id = ${id}::uuid and status in ('queued', 'sent')`.execute(db)
  return rows.length === 1
}

/** Messages older than so many days go, whatever became of them. */
export async function deleteOldMessages(db: Db, days: number): Promise<void> {
  await sql`delete from messages where queued_at < now() - make_interval(days => ${days}::int)`.execute(db)
  await sql`delete from outbox where written_at < now() - make_interval(days => ${days}::int)`.execute(db)
}

export async function insertOutbox(
  db: Db,
  email: { readonly to: string; readonly subject: string; readonly body: string },
): Promise<void> {
  await sql`insert into outbox (to_email, subject, body)
    values (${email.to}, ${email.subject}, ${email.body})`.execute(db)
}

export interface OutboxEmail {
  readonly id: number
  readonly to: string
  readonly subject: string
  readonly body: string
  readonly writtenAt: string
}

/** The newest emails of the outbox. In the system's scope. */
export async function listOutbox(db: Db, limit: number): Promise<OutboxEmail[]> {
  const { rows } = await sql<OutboxEmail>`
    select id, to_email as "to", subject, body, written_at as "writtenAt"
    from outbox order by id desc limit ${limit}`.execute(db)
  return rows
}
