import { type AcademicTerm, academicTermName, addSchoolDays, type Calendar } from '../../programmes/index.ts'

/** Half a term, as a deadline: by its last school day. */
export interface HalfTerm {
  /** "First half of spring term 2026" */
  readonly label: string
  readonly endsOn: string
}

/** The next half terms that have not ended, in order. */
export function halfTermsFrom(today: Temporal.PlainDate, calendar: Calendar, count = 8): HalfTerm[] {
  const found: HalfTerm[] = []
  for (let year = today.year - 1; found.length < count; year += 1) {
    const { autumn, spring, summer } = calendar.academicYear(year)
    for (const term of [autumn, spring, summer])
      found.push(...halvesOf(term, calendar).filter(({ endsOn }) => endsOn >= today.toString()))
  }
  return found.slice(0, count)
}

function halvesOf(term: AcademicTerm, calendar: Calendar): HalfTerm[] {
  const name = academicTermName(term).replace(/^./, (first) => first.toLowerCase())
  return [
    {
      label: `First half of ${name}`,
      endsOn: addSchoolDays(term.halfTerm.startsOn, -1, calendar).toString(),
    },
    { label: `Second half of ${name}`, endsOn: term.endsOn.toString() },
  ]
}
