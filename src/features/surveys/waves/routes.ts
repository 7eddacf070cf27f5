import type { App } from '../../../platform/http/index.ts'
import { changeRoutes } from './changes/routes.ts'
import { waveCodeRoutes } from './codes/routes.ts'
import { listRoutes } from './list/routes.ts'
import { noticeRoutes } from './notice/routes.ts'
import { openingRoutes } from './opening/routes.ts'
import { pageRoutes } from './page/routes.ts'
import { posterRoutes } from './posters/routes.ts'
import { rehearsalRoutes } from './rehearsal/routes.ts'

/** Setting surveys up, watching and ending them. `publicUrl` stands on posters. */
export function waveRoutes(app: App, options: { readonly publicUrl: string }): void {
  listRoutes(app)
  openingRoutes(app)
  pageRoutes(app)
  changeRoutes(app)
  waveCodeRoutes(app)
  noticeRoutes(app)
  posterRoutes(app, options)
  rehearsalRoutes(app)
}
