/**
 * Disclosure control, in one place: what may be told of answers without telling who gave them. Pure. Every page, file and
 * sum reads what `publish` let through, and nothing else; the database itself hands out nothing else.
 */
export * from './domain.ts'
export { releaseSum, type SumOverSchools, sumOverSchools } from './over-schools.ts'
export { publish } from './publish.ts'
