import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * One-time codes and the links of invitations are derived from an id with the installation's secret instead of being
 * stored: whoever reads the database, a copy of it or the queue of emails finds nothing that signs anybody in.
 */
function derive(secret: string, purpose: string, id: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}:${id}`).digest()
}

/** The six digits that belong to one request for a code. */
export function codeOf(secret: string, attemptId: string): string {
  // 48 bits over a million: the first codes are more likely by less than one in a hundred million.
  const number = derive(secret, 'sign-in-code', attemptId).readUIntBE(0, 6) % 1_000_000
  return String(number).padStart(6, '0')
}

/** An email address as it is counted for rate limits, without keeping it. */
export function hashOfEmail(secret: string, email: string): string {
  return derive(secret, 'email', email.toLowerCase()).toString('base64url')
}

/** What stands in the link of an invitation. */
export function tokenOfInvitation(secret: string, id: number): string {
  return `${id}.${derive(secret, 'invitation', String(id)).toString('base64url')}`
}

/** The invitation whose link this is, or undefined for a link that the service did not make. */
export function invitationOfToken(secret: string, token: string): number | undefined {
  const id = /^([1-9]\d{0,8})\.[\w-]{43}$/.exec(token)?.[1]
  if (id === undefined || !sameText(token, tokenOfInvitation(secret, Number(id)))) return undefined
  return Number(id)
}

/** Compares in a time that does not depend on where two texts differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
