import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export async function findAccountByEmail(
  db: Db,
  email: string,
): Promise<{ readonly id: number; readonly email: string } | undefined> {
  const { rows } = await sql<{ id: number; email: string }>`
    select id, email from accounts where lower(email) = lower(${email})`.execute(db)
  return rows[0]
}

/** How many codes this address asked for lately. Two requests at once wait for each other, so that neither is missed. */
export async function countCodes(db: Db, emailHash: string): Promise<{ quarterHour: number; day: number }> {
  await sql`select pg_advisory_xact_lock(hashtext(${emailHash}))`.execute(db)
  const { rows } = await sql<{ quarter_hour: number; day: number }>`
    select count(*) filter (where created_at > now() - interval '15 minutes')::int as quarter_hour, count(*)::int as day
    from sign_in_codes
    where email_hash = ${emailHash} and created_at > now() - interval '1 day'`.execute(db)
  return { quarterHour: rows[0]?.quarter_hour ?? 0, day: rows[0]?.day ?? 0 }
}

export async function insertCode(
  db: Db,
  code: { id: string; emailHash: string; accountId: number | null; next: string },
): Promise<void> {
  await sql`
    insert into sign_in_codes (id, email_hash, account_id, next, expires_at)
    values (${code.id}::uuid, ${code.emailHash}, ${code.accountId}, ${code.next}, now() + interval '10 minutes')`.execute(
    db,
  )
}

/** Takes one of the tries of a code that still works. Undefined when there is none left. */
export async function takeTry(
  db: Db,
  id: string,
): Promise<
  { readonly accountId: number | null; readonly next: string; readonly triesLeft: number } | undefined
> {
  const { rows } = await sql<{ accountId: number | null; next: string; triesLeft: number }>`
    update sign_in_codes set tries_left = tries_left - 1
    where id = ${id}::uuid and tries_left > 0 and used_at is null and expires_at > now()
    returning account_id as "accountId", next, tries_left as "triesLeft"`.execute(db)
  return rows[0]
}

export async function useCode(db: Db, id: string): Promise<void> {
  await sql`update sign_in_codes set used_at = now() where id = ${id}::uuid`.execute(db)
}

/** Where a code is to be sent: nowhere when nobody holds the address, or the code no longer works. */
export async function findRecipient(
  db: Db,
  id: string,
): Promise<{ readonly accountId: number; readonly email: string; readonly expiresAt: string } | undefined> {
  const { rows } = await sql<{ accountId: number; email: string; expiresAt: string }>`
    select a.id as "accountId", a.email, c.expires_at as "expiresAt"
    from sign_in_codes c join accounts a on a.id = c.account_id
    where c.id = ${id}::uuid and c.used_at is null and c.expires_at > now()`.execute(db)
  return rows[0]
}

/** Kept a day past their end, because the limit of codes a day counts them. */
export async function deleteOldCodes(db: Db): Promise<void> {
  await sql`delete from sign_in_codes where created_at < now() - interval '2 days'`.execute(db)
}
