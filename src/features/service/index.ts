/**
 * The pages of the service itself: where each person starts, what surrounds every page, what a refused request sees,
 * and the statements on accessibility and privacy. No tables.
 */
export { frameOf } from './frame.ts'
export { problemPage } from './refusal-views.ts'
export { refusalPage } from './refusals.ts'
export { routes } from './routes.ts'
