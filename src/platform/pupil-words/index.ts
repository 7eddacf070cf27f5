/**
 * Looks over a person's own words for what might point to one pupil: a name, initials with a year group, a date of birth.
 * It only ever suggests. Whoever wrote the words knows better, so a page asks once and then saves them as they are.
 */
export { givenNames } from './names.ts'
export { type PupilWarning, warningsIn } from './warnings.ts'
export { type Word, wordsOf } from './words.ts'
