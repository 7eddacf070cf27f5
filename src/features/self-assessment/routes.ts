import type { App } from '../../platform/http/index.ts'
import { answerRoutes } from './answers/routes.ts'
import { networkRoutes } from './network/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { profileRoutes } from './profile/routes.ts'
import { questionnaireRoutes } from './questionnaires/routes.ts'
import { submissionRoutes } from './submission/routes.ts'

export function routes(app: App): void {
  overviewRoutes(app)
  answerRoutes(app)
  submissionRoutes(app)
  profileRoutes(app)
  networkRoutes(app)
  questionnaireRoutes(app)
}
