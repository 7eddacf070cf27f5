import type { App } from '../../../platform/http/index.ts'
import { listRoutes } from './list/routes.ts'
import { openingRoutes } from './opening/routes.ts'
import { pageRoutes } from './page/routes.ts'

/** Setting surveys up, watching and ending them. `publicUrl` stands on posters. */
export function waveRoutes(app: App, _options: { readonly publicUrl: string }): void {
  listRoutes(app)
  openingRoutes(app)
  pageRoutes(app)
}
