import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Calendar } from './calendar/domain.ts'
import { loadCalendar } from './calendar/file.ts'
import type { Definition } from './definition.ts'
import { type Occurrence, occurrencesOf } from './occurrences.ts'
import { parseProgramme, readProgrammeFiles } from './programme-file.ts'

const { compare, from: day } = Temporal.PlainDate

describe('what is expected, and when', () => {
  let england: Calendar
  let definitions: Definition[]
  let libraries: Definition

  before(async () => {
    england = await loadCalendar()
    definitions = (await readProgrammeFiles()).map(({ definition }) => definition)
    const file = join(import.meta.dirname, 'fixtures/school-libraries.yaml')
    libraries = parseProgramme('school-libraries.yaml', await readFile(file, 'utf8')).definition
  })

  function of(
    definition: Definition,
    startsOn: string,
    pathwayKey = definition.pathways[0]?.key,
  ): Occurrence[] {
    const pathway = definition.pathways.find(({ key }) => key === pathwayKey)
    assert.ok(pathway)
    return occurrencesOf(definition, pathway, { startsOn: day(startsOn) }, england)
  }
  const shown = (each: Occurrence) => `${each.label}: ${each.opensOn} to ${each.dueOn}`

  test('an invented programme gives its own list, in order', () => {
    assert.deepEqual(of(libraries, '2026-01-05').map(shown), [
      'Choose a room: 2026-01-05 to 2026-01-19',
      'Build together, support term 1 (1.5 days): 2026-01-05 to 2026-03-27',
      'Build together, support term 2 (0.5 days): 2026-04-13 to 2026-07-22',
      'Come to the reading circle: Circle 1: a first book: 2026-01-08 to 2026-01-22',
      'Come to the reading circle: Circle 2: a second book: 2026-03-05 to 2026-03-19',
      'Come to the reading circle: Circle 3: a third book: 2026-05-07 to 2026-05-21',
    ])
  })

  test('recordings of events before the start are spread over the support terms', () => {
    const circles = of(libraries, '2026-09-01').filter(({ expectationKey }) => expectationKey === 'circle')
    assert.deepEqual(
      circles.map(({ occurrence, dueOn }) => `${occurrence} by ${dueOn}`),
      ['1 by 2026-12-18', '2 by 2027-03-25', '3 by 2027-03-25'],
    )
  })

  test('minutes of support days follow the days of the support term', () => {
    const build = of(libraries, '2026-01-05').filter(({ expectationKey }) => expectationKey === 'build')
    assert.deepEqual(
      build.map(({ minutes }) => minutes),
      [450, 150],
    )
  })

  test('weeks pass over half-term', () => {
    const [choose] = of(libraries, '2026-02-09')
    assert.equal(choose?.dueOn.toString(), '2026-03-02')
  })

  test('a cohort that starts in a holiday counts from the first day of the next term', () => {
    const [choose] = of(libraries, '2026-04-01')
    assert.equal(choose?.opensOn.toString(), '2026-04-13')
  })

  test('a session of the first week opens with the cohort, not before it', () => {
    const [circle] = of(libraries, '2026-01-14').filter(({ expectationKey }) => expectationKey === 'circle')
    assert.equal(
      circle && shown(circle),
      'Come to the reading circle: Circle 1: a first book: 2026-01-14 to 2026-01-22',
    )
  })

  test('support days of 5, 3 and 2 and an open day each support term', () => {
    const enhanced = definitions.find(({ pathways }) => pathways.some(({ key }) => key === 'enhanced'))
    assert.ok(enhanced)
    const occurrences = of(enhanced, '2026-01-05', 'enhanced')
    const parts = (key: string) =>
      occurrences.filter(({ expectationKey }) => expectationKey === key).map(({ part }) => part)
    assert.deepEqual(parts('support-days'), [
      'Support term 1 (5 days)',
      'Support term 2 (3 days)',
      'Support term 3 (2 days)',
    ])
    assert.deepEqual(parts('open-day'), ['Support term 1', 'Support term 2', 'Support term 3'])
    assert.equal(parts('cpd').length, 6)
  })

  test('on any start in ten years, dates are in order, keys are unique and positions count up', () => {
    const start = fc.integer({ min: 0, max: 3650 }).map((days) => day('2025-01-01').add({ days }))
    const all = [...definitions, libraries].flatMap((definition) =>
      definition.pathways.map((pathway) => ({ definition, pathway })),
    )
    fc.assert(
      fc.property(start, fc.constantFrom(...all), (startsOn, { definition, pathway }) => {
        const occurrences = occurrencesOf(definition, pathway, { startsOn }, england)
        const keys = occurrences.map(({ expectationKey, occurrence }) => `${expectationKey} ${occurrence}`)
        assert.equal(new Set(keys).size, keys.length)
        for (const [index, each] of occurrences.entries()) {
          assert.equal(each.position, index + 1)
          assert.ok(compare(startsOn, each.opensOn) <= 0, shown(each))
          assert.ok(compare(each.opensOn, each.dueOn) <= 0, shown(each))
          assert.ok(each.minutes >= 0)
          assert.doesNotMatch(each.label, /\{|undefined/)
        }
        const partner = pathway.expectations.filter(
          ({ repeats, by }) => by === 'partner' && repeats !== 'throughout',
        )
        for (const { key } of partner) {
          assert.ok(
            occurrences.some(({ expectationKey }) => expectationKey === key),
            `${key} is expected at least once`,
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})
