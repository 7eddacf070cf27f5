import type { App } from '../../platform/http/index.ts'
import { personaRoutes } from './demonstration/routes.ts'
import { recogniseSessions } from './sessions/hook.ts'

export interface PeopleOptions {
  /** Only the demonstration world lets anyone sign in as a persona. */
  readonly demonstration: boolean
  /** Minutes without use after which a session is over. Default: 8 hours. */
  readonly sessionIdleMinutes?: number
  /** Minutes after sign-in when a session is over, used or not. Default: 24 hours. */
  readonly sessionLongestMinutes?: number
}

/** Every address of this feature, and the hook that finds out who sends a request: mount it before the others. */
export function routes(app: App, options: PeopleOptions): void {
  recogniseSessions(app, {
    idleMinutes: options.sessionIdleMinutes ?? 8 * 60,
    longestMinutes: options.sessionLongestMinutes ?? 24 * 60,
  })
  if (options.demonstration) personaRoutes(app)
}
