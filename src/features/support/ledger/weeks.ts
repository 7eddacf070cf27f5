/** Whether the days that are left can still be given in the weeks that are left: the plain warning where they cannot. */
import { capital, formatDate, plural } from '../../../design/components/index.ts'
import { type Calendar, type Cohort, isSchoolDay, supportTermOn } from '../../programmes/index.ts'
import { daysWords } from '../words.ts'
import { cannotFit, daysLeft, type Ledger, mustBeUsed } from './domain.ts'

/** School days from the day after today to the last of a term; once there are `enough`, no more are counted. */
function schoolDaysUntil(
  today: Temporal.PlainDate,
  end: Temporal.PlainDate,
  calendar: Calendar,
  enough: number,
): number {
  let count = 0
  for (
    let day = today.add({ days: 1 });
    count < enough && Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (isSchoolDay(day, calendar)) count += 1
  }
  return count
}

/** In a sentence, for the support term that it is now; nothing where they fit, or may be carried over. */
export function shortOfWeeks(
  ledger: Ledger,
  cohort: Pick<Cohort, 'supportTerms'>,
  today: Temporal.PlainDate,
  calendar: Calendar,
): string | undefined {
  const term = supportTermOn(cohort, today)
  if (!term) return undefined
  const left = daysLeft(ledger, term.number)
  if (left === null) return undefined
  const unused = mustBeUsed(ledger, term.number, left)
  // A whole week for each day fits them all. A hub's page asks for each of its schools.
  const school = schoolDaysUntil(today, term.endsOn, calendar, 5 * Math.ceil(unused / 2))
  if (!cannotFit(unused, school)) return undefined
  const weeks = Math.ceil(school / 5)
  return `${capital(daysWords(left))} of support term ${term.number} ${left <= 2 ? 'is' : 'are'} not arranged yet, and ${weeks === 0 ? 'no school week is' : `only ${plural(weeks, 'school week')} ${weeks === 1 ? 'is' : 'are'}`} left until ${formatDate(term.endsOn)}.`
}
