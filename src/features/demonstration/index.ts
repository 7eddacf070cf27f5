/**
 * The demonstration: an invented year of hubs, a clock that can be moved, and a way to begin again.
 *
 * `db/world` says who is there and which story each partnership follows; `world/` works out what happened, from each
 * programme's own dates, and hands it to `db/world/load.sql`. The same files make the same world. A world that is
 * loaded is never changed but by beginning again. Without a demonstration none of these pages exists.
 * Tables: none of its own; `settings` holds which world is loaded and the date.
 */
export { routes } from './routes.ts'
export { withDemonstrationFiles } from './world/documents.ts'
export {
  type LoadedWorld,
  loadDemonstrationWorld,
  type OnProgress,
  resetDemonstrationWorld,
} from './world/load.ts'
