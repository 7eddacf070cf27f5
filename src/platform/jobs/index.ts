/** Background work on the database itself: added inside the caller's transaction, so never for work that rolled back. */

export { type BackgroundJob, enqueue } from './enqueue.ts'
export { type JobHandlers, type Jobs, prepareJobs, type Schedule, startJobs, TRIES } from './jobs.ts'
