import type { App } from '../../../platform/http/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { changeRoutes } from './changes/routes.ts'
import { waveCodeRoutes } from './codes/routes.ts'
import { listRoutes } from './list/routes.ts'
import { noticeRoutes } from './notice/routes.ts'
import { openingRoutes } from './opening/routes.ts'
import { pageRoutes } from './page/routes.ts'
import { posterRoutes } from './posters/routes.ts'
import { rehearsalRoutes } from './rehearsal/routes.ts'

export interface WaveOptions {
  /** Stands on posters. */
  readonly publicUrl: string
  /** A survey is proposed for school days. */
  readonly calendar: Calendar
}

/** Setting surveys up, watching and ending them. */
export function waveRoutes(app: App, options: WaveOptions): void {
  listRoutes(app)
  openingRoutes(app, options)
  pageRoutes(app)
  changeRoutes(app)
  waveCodeRoutes(app)
  noticeRoutes(app)
  posterRoutes(app, options)
  rehearsalRoutes(app)
}
