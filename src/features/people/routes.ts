import type { App } from '../../platform/http/index.ts'
import { outboxRoutes, personaRoutes } from './demonstration/routes.ts'
import { dfeSignInRoutes } from './dfe-sign-in/routes.ts'
import { emailRoutes } from './emails/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { leavingRoutes } from './leaving/routes.ts'
import { listRoutes } from './list/routes.ts'
import type { PeopleOptions } from './options.ts'
import { recogniseSessions } from './sessions/hook.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { type CountOfNews, limitsOf } from './sessions/store.ts'
import { signInRoutes } from './sign-in/routes.ts'

/**
 * Every address of this feature, and the hook that finds out who sends a request: mount it before the others. `news` counts
 * what waits to be read by whoever holds a session.
 */
export function routes(app: App, options: PeopleOptions, news?: CountOfNews): void {
  recogniseSessions(app, limitsOf(options), news)
  signInRoutes(app, options)
  sessionRoutes(app)
  if (options.dfeSignIn) dfeSignInRoutes(app, options.dfeSignIn, options.publicUrl)
  invitationRoutes(app, options)
  listRoutes(app)
  emailRoutes(app)
  leavingRoutes(app, options)
  if (options.demonstration) personaRoutes(app)
  if (options.demonstration && options.outbox) outboxRoutes(app)
}
