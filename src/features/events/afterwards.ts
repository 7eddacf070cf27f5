/** The pages that come on the day of an event and after it: who was there, what was said of it, what came of it. */
import type { App } from '../../platform/http/index.ts'
import { checkInRoutes } from './check-in/routes.ts'
import { reportRoutes } from './reports/routes.ts'

export interface AfterwardsOptions {
  /** The codes of certificates are derived from it. */
  readonly secret: string
  /** Stands on certificates, so that anyone finds where to check them. */
  readonly publicUrl: string
}

export function afterwardsRoutes(app: App, _options: AfterwardsOptions): void {
  checkInRoutes(app)
  reportRoutes(app)
}
