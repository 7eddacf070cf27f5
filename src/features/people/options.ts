import type { DfeSignInSettings } from './dfe-sign-in/client.ts'

/** What this feature needs to know of the installation. */
export interface PeopleOptions {
  /** Only the demonstration world lets anyone sign in as a persona. */
  readonly demonstration: boolean
  /** No mail service is set: emails are kept in the outbox, which has a page in the demonstration world only. */
  readonly outbox: boolean
  /** One-time codes and links of invitations are derived from it. At least 32 characters. */
  readonly secret: string
  /** The address of the service as people type it, without a slash at the end: `https://alongside.example`. */
  readonly publicUrl: string
  /** Left out: no DfE Sign-in. */
  readonly dfeSignIn?: DfeSignInSettings | undefined
  /** Days for which the link of an invitation works. Default: 14. */
  readonly invitationDays?: number | undefined
  /** Minutes without use after which a session is over. Default: 8 hours. */
  readonly sessionIdleMinutes?: number | undefined
  /** Minutes after sign-in when a session is over, used or not. Default: 24 hours. */
  readonly sessionLongestMinutes?: number | undefined
}
