/** The pages that come on the day of an event and after it: who was there, what was said of it, what came of it. */
import type { App } from '../../platform/http/index.ts'
import { catchUpRoutes } from './catch-up/routes.ts'
import { type CertificateOptions, certificateRoutes } from './certificates/routes.ts'
import { checkInRoutes } from './check-in/routes.ts'
import { guestFeedbackRoutes } from './feedback/guest-routes.ts'
import { feedbackRoutes } from './feedback/routes.ts'
import { practiceRoutes } from './practice/routes.ts'
import { reportRoutes } from './reports/routes.ts'

export function afterwardsRoutes(
  app: App,
  options: CertificateOptions & { readonly reportDays?: number | undefined },
): void {
  checkInRoutes(app)
  reportRoutes(app, options)
  catchUpRoutes(app)
  feedbackRoutes(app)
  guestFeedbackRoutes(app, options)
  certificateRoutes(app, options)
  practiceRoutes(app)
}
