/** The web server: what every request passes through before it reaches a feature. */

export { parseId, parseUuid } from './ids.ts'
export { answerForAllProcesses } from './metrics.ts'
export { type AnyPage, type App, buildServer, type ServerOptions } from './server.ts'
