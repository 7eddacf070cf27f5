/**
 * The pages of the service itself: where each person starts, what surrounds every page, what a refused request sees,
 * and the statements on accessibility and privacy. No tables.
 */
export { frameOf } from './frame.ts'
export { problemPage, refusalPage } from './refusal-views.ts'
export { routes } from './routes.ts'
