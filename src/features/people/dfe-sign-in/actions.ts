import type { Db } from '../../../platform/database/index.ts'
import { findAccountByEmail } from '../sign-in/store.ts'
import type { Identity } from './client.ts'
import type { Organisation } from './organisation.ts'
import { findIdentity, type HeldPlace, insertIdentity, listHeldPlaces } from './store.ts'

export type Recognition =
  /** `offered`: what they may act as from the organisation they signed in with. */
  | { readonly kind: 'known'; readonly accountId: number; readonly offered: readonly number[] }
  | { readonly kind: 'unknown'; readonly email: string | undefined }
  | { readonly kind: 'no organisation'; readonly places: readonly HeldPlace[] }
  | {
      readonly kind: 'wrong organisation'
      readonly organisation: Organisation
      readonly places: readonly HeldPlace[]
    }

/**
 * Finds the account of whom DfE Sign-in names: by the identity it gave before, else by the email address. Makes no
 * account and no role. In the system's scope.
 */
export async function recognise(db: Db, identity: Identity): Promise<Recognition> {
  const { issuer, subject, email, organisation } = identity
  const before = await findIdentity(db, issuer, subject)
  const accountId = before ?? (email ? (await findAccountByEmail(db, email))?.id : undefined)
  if (accountId === undefined) return { kind: 'unknown', email }
  if (before === undefined) await insertIdentity(db, { issuer, subject, accountId })
  const places = await listHeldPlaces(db, accountId)
  const offered = places.filter((place) => fits(place, organisation)).map(({ id }) => id)
  if (offered.length > 0 || places.length === 0) return { kind: 'known', accountId, offered }
  return organisation
    ? { kind: 'wrong organisation', organisation, places }
    : { kind: 'no organisation', places }
}

/** Whether somebody of an organisation acts at a place: at their own school, or at the schools of their trust. */
export function fits(place: HeldPlace, organisation: Organisation | undefined): boolean {
  if (place.role === 'programme-team' || place.role === 'evaluator') return true
  switch (organisation?.kind) {
    case 'school':
      return organisation.urn !== null && organisation.urn === place.schoolUrn
    case 'trust':
      return organisation.uid !== null && organisation.uid === place.trustUid
    default:
      return false
  }
}
