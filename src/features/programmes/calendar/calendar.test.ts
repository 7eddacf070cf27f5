import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { ContentFaults } from '../../../platform/content/content-file.ts'
import {
  academicTermName,
  academicTermOn,
  academicTermsFrom,
  addSchoolDays,
  addWorkingDays,
  type Calendar,
  calendarOf,
  isSchoolDay,
  isWorkingDay,
  SEASONS,
  supportTerms,
} from './domain.ts'
import { loadCalendar, parseCalendar } from './file.ts'
import { academicYearByRule, bankHolidaysByRule, easterSunday } from './rules.ts'

const day = Temporal.PlainDate.from
const { compare } = Temporal.PlainDate
const between = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
  from.until(to, { largestUnit: 'days' }).days

/** Any day of a little more than ten years, leap days among them. */
const anyDay = fc.integer({ min: 0, max: 3900 }).map((days) => day('2024-08-01').add({ days }))

describe('the calendar of England', () => {
  let england: Calendar

  before(async () => {
    england = await loadCalendar()
  })

  test('the years written out are what the rule gives, until someone corrects them', () => {
    for (let year = 2024; year <= 2028; year++) {
      assert.deepEqual(plain(england.academicYear(year)), plain(academicYearByRule(year)), String(year))
    }
    for (let year = 2024; year <= 2027; year++) {
      assert.deepEqual(plain(england.bankHolidays(year)), plain(bankHolidaysByRule(year)), String(year))
    }
  })

  test('Easter falls where it did', () => {
    const known = ['2000-04-23', '2008-03-23', '2024-03-31', '2025-04-20', '2026-04-05', '2038-04-25']
    for (const date of known) assert.equal(easterSunday(day(date).year).toString(), date)
  })

  test('Christmas at a weekend moves to the next weekdays', () => {
    const names = (year: number) =>
      bankHolidaysByRule(year)
        .slice(-2)
        .map(({ on, name }) => `${on} ${name}`)
    assert.deepEqual(names(2021), [
      '2021-12-27 Christmas Day (substitute day)',
      '2021-12-28 Boxing Day (substitute day)',
    ])
    assert.deepEqual(names(2022), ['2022-12-26 Boxing Day', '2022-12-27 Christmas Day (substitute day)'])
    assert.deepEqual(names(2026), ['2026-12-25 Christmas Day', '2026-12-28 Boxing Day (substitute day)'])
  })

  test('over twelve years, terms stand in order, never overlap, and leave only holidays between them', () => {
    const terms = academicTermsFrom(day('2024-09-01'), england).take(36).toArray()
    assert.deepEqual(
      terms.map(({ season }) => season),
      Array.from({ length: 12 }, () => SEASONS).flat(),
    )
    for (const [index, term] of terms.entries()) {
      const { startsOn, endsOn, halfTerm } = term
      assert.ok(between(startsOn, endsOn) > 50 && between(startsOn, endsOn) < 120, academicTermName(term))
      assert.ok(compare(startsOn, halfTerm.startsOn) < 0 && compare(halfTerm.endsOn, endsOn) < 0)
      assert.equal(between(halfTerm.startsOn, halfTerm.endsOn), 4)
      assert.ok(isSchoolDay(startsOn, england), `${academicTermName(term)} starts on a school day`)
      assert.ok(isSchoolDay(endsOn, england), `${academicTermName(term)} ends on a school day`)
      const next = terms[index + 1]
      if (!next) continue
      const holiday = between(endsOn, next.startsOn) - 1
      const longest = term.season === 'summer' ? 48 : 19
      assert.ok(holiday >= 14 && holiday <= longest, `${holiday} days after ${academicTermName(term)}`)
    }
  })

  test('every academic year has about 190 school days', () => {
    for (let year = 2024; year <= 2036; year++) {
      let count = 0
      for (
        let date = day(`${year}-08-01`);
        date.year === year || date.month < 8;
        date = date.add({ days: 1 })
      ) {
        if (isSchoolDay(date, england)) count++
      }
      assert.ok(count >= 185 && count <= 200, `${year}: ${count}`)
    }
  })

  test('no school day is at a weekend, a bank holiday or half-term', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        if (!isSchoolDay(date, england)) return
        const term = academicTermOn(date, england)
        assert.ok(isWorkingDay(date, england))
        assert.ok(date.dayOfWeek <= 5)
        assert.ok(
          term && (compare(date, term.halfTerm.startsOn) < 0 || compare(date, term.halfTerm.endsOn) > 0),
        )
      }),
    )
  })

  test('support terms follow one another from any start, each the next academic term', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 6 }), (start, count) => {
        const terms = supportTerms(start, england, count)
        assert.deepEqual(
          terms.map(({ number }) => number),
          Array.from({ length: count }, (_, index) => index + 1),
        )
        const [first] = terms
        assert.ok(first && compare(first.startsOn, start) >= 0)
        assert.ok(between(start, first.startsOn) <= 49, 'no more than a summer holiday away')
        for (const [index, term] of terms.entries()) {
          assert.ok(compare(term.startsOn, term.endsOn) <= 0)
          const next = terms[index + 1]
          if (!next) continue
          assert.ok(compare(term.endsOn, next.startsOn) < 0)
          const [season, following] = [term.academicTerm.season, next.academicTerm.season]
          assert.equal(SEASONS.indexOf(following), (SEASONS.indexOf(season) + 1) % 3)
        }
      }),
    )
  })

  test('a cohort may start in any academic term, and crosses into the next academic year', () => {
    const shown = (start: string) =>
      supportTerms(day(start), england).map(
        ({ name, academicTerm }) => `${name}: ${academicTermName(academicTerm)}`,
      )
    assert.deepEqual(shown('2026-01-05'), [
      'Support term 1: Spring term 2026',
      'Support term 2: Summer term 2026',
      'Support term 3: Autumn term 2026',
    ])
    assert.deepEqual(shown('2026-08-10'), [
      'Support term 1: Autumn term 2026',
      'Support term 2: Spring term 2027',
      'Support term 3: Summer term 2027',
    ])
    assert.equal(supportTerms(day('2026-05-07'), england)[0]?.startsOn.toString(), '2026-05-07')
  })

  test('adding working days and school days is undone by taking them away', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (date, count) => {
        const from = addWorkingDays(date, 1, england)
        assert.ok(addWorkingDays(addWorkingDays(from, count, england), -count, england).equals(from))
        const schoolDay = addSchoolDays(date, 1, england)
        const later = addSchoolDays(schoolDay, count, england)
        assert.ok(isSchoolDay(later, england))
        assert.ok(addSchoolDays(later, -count, england).equals(schoolDay))
      }),
      { numRuns: 40 },
    )
  })

  test('a leap day is a day like any other', () => {
    assert.equal(addWorkingDays(day('2028-02-28'), 1, england).toString(), '2028-02-29')
    assert.equal(addWorkingDays(day('2028-02-29'), 1, england).toString(), '2028-03-01')
    assert.ok(isSchoolDay(day('2028-02-29'), england))
  })

  test('working days pass over Easter', () => {
    assert.equal(addWorkingDays(day('2026-04-02'), 1, england).toString(), '2026-04-07')
  })

  test('a corrected year is used as it is written', () => {
    const year = academicYearByRule(2026)
    const late = { ...year, autumn: { ...year.autumn, startsOn: day('2026-09-07') } }
    const corrected = calendarOf('Corrected', new Map([[2026, late]]), new Map())
    assert.equal(isSchoolDay(day('2026-09-03'), corrected), false)
    assert.equal(supportTerms(day('2026-09-01'), corrected)[0]?.startsOn.toString(), '2026-09-07')
  })

  test('a term that ends before its half-term is refused at its line', () => {
    const yaml = `name: Test
academicYears:
  - year: 2026
    source: ours
    autumn: { from: 2026-09-01, to: 2026-10-20, halfTerm: { from: 2026-10-26, to: 2026-10-30 } }
    spring: { from: 2027-01-04, to: 2027-03-25, halfTerm: { from: 2027-02-15, to: 2027-02-19 } }
    summer: { from: 2027-04-12, to: 2027-07-22, halfTerm: { from: 2027-05-31, to: 2027-06-04 } }
bankHolidays: []
`
    assert.throws(
      () => parseCalendar('test.yaml', yaml),
      new ContentFaults('test.yaml', [
        {
          line: 5,
          path: 'academicYears[0].autumn.to',
          message: 'expected a date after 2026-10-30, found "2026-10-20"',
        },
      ]),
    )
  })
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
