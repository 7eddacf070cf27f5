/**
 * Programmes: what a programme promises and expects, as data. Nothing in the code knows a programme by name.
 *
 * A file in content/programmes is a definition; its content decides its version, and a version never changes, so a
 * running partnership keeps what it was promised. A cohort starts on a day; its support terms follow from the calendar.
 * For every version, pathway and cohort the table expectation_occurrences holds each thing expected with its dates.
 *
 * Tables: programmes, programme_versions, pathways, support_day_entitlements, expectations, programme_events, cohorts,
 * support_terms, expectation_occurrences. Views for other features: programme_cards, cohort_cards, pathway_cards,
 * expectation_cards, occurrence_cards.
 */
export {
  createCohort,
  ensureCohort,
  type LoadedProgramme,
  loadProgrammes,
  type NewCohort,
} from './actions.ts'
export {
  type AcademicTerm,
  academicTermName,
  academicTermOn,
  addSchoolDays,
  addWorkingDays,
  type Calendar,
  isSchoolDay,
  isWorkingDay,
  type SupportTerm,
  supportTerms,
} from './calendar/domain.ts'
export { loadCalendar } from './calendar/file.ts'
export { findCohort, listCohorts, readCohort } from './cohorts/store.ts'
export type {
  ActsOn,
  Definition,
  Expectation,
  ExpectationKind,
  Pathway,
  Per,
  Series,
  SeriesEvent,
  SourceMark,
} from './definition.ts'
export { sourceOf } from './definition.ts'
export {
  type Cohort,
  type CohortTerm,
  carriedHalfDays,
  findExpectation,
  findPathway,
  findSeries,
  hasSupportDays,
  type Programme,
  type ProgrammeVersion,
  supportDaysByTerm,
  supportTermOn,
} from './domain.ts'
export { type Expected, type ExpectedOf, expectedKey, readExpected } from './expected-store.ts'
export { type Occurrence, occurrencesOf } from './occurrences.ts'
export { parseProgramme } from './programme-file.ts'
export { routes } from './routes.ts'
export {
  findCurrentVersion,
  findProgramme,
  listPathwayNames,
  listProgrammes,
  listVersions,
  readProgramme,
  readVersion,
} from './store.ts'
