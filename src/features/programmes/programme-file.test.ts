import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { ContentFaults } from '../../platform/content/content-file.ts'
import { sourceOf } from './definition.ts'
import { parseProgramme, programmesFolder, readProgrammeFiles } from './programme-file.ts'

const FIXTURE = join(import.meta.dirname, 'fixtures/school-libraries.yaml')

describe('a programme file', () => {
  let good: string

  before(async () => {
    good = await readFile(FIXTURE, 'utf8')
  })

  /** The message for the file with one piece of its text changed. */
  function faultOf(piece: string, instead: string): string {
    assert.ok(good.includes(piece), `the fixture holds ${piece}`)
    try {
      parseProgramme('x.yaml', good.replace(piece, instead))
    } catch (error) {
      assert.ok(error instanceof ContentFaults)
      return error.message
    }
    return 'no fault'
  }
  const lineOf = (text: string) => good.slice(0, good.indexOf(text)).split('\n').length

  test('is read as it stands', () => {
    const { definition } = parseProgramme('x.yaml', good)
    assert.equal(definition.pathways[0]?.expectations.length, 4)
  })

  const faults: [name: string, piece: string, instead: string, message: string][] = [
    [
      'a word where numbers belong',
      'byTerm: [1.5, 0.5]',
      'byTerm: five',
      'pathways[0].supportDays.byTerm: expected a list of days by support term, "none" or "not published", found "five"',
    ],
    [
      'a wrong item of a list',
      'byTerm: [1.5, 0.5]',
      'byTerm: [1.5, few]',
      'pathways[0].supportDays.byTerm[1]: expected a whole or half number of days, found "few"',
    ],
    [
      'a third of a day',
      'byTerm: [1.5, 0.5]',
      'byTerm: [1.5, 0.3]',
      'pathways[0].supportDays.byTerm[1]: expected a whole or half number of days, found 0.3',
    ],
    [
      'days for a support term that the pathway does not have',
      'byTerm: [1.5, 0.5]',
      'byTerm: [1, 1, 1]',
      'pathways[0].supportDays.byTerm: expected 2 numbers, one for each support term, found 3',
    ],
    [
      'an unknown key',
      'kind: outcomes',
      'kind: outcomes\n        colour: red',
      'pathways[0].expectations[0].colour: expected no such key, found "colour"',
    ],
    [
      'an unknown actor',
      'by: partner',
      'by: parent',
      'pathways[0].expectations[0].by: expected one of partner, lead, both, programme-team, found "parent"',
    ],
    [
      'a key used twice',
      'key: build',
      'key: choose-a-room',
      'pathways[0].expectations[1].key: expected a key used once, found "choose-a-room" again',
    ],
    [
      'a series that is not there',
      'series: reading-circle',
      'series: writing-circle',
      'pathways[0].expectations[2].series: expected one of reading-circle, found "writing-circle"',
    ],
    [
      'a due rule of another kind of expectation',
      'due: { endOfSupportTerm: each }',
      'due: { schoolWeeksAfterEvent: 1 }',
      'pathways[0].expectations[1].due.schoolWeeksAfterEvent: expected a rule that suits "each support term"',
    ],
    [
      'a due date beyond the last support term',
      'due: { schoolWeeksFromStart: 2 }',
      'due: { endOfSupportTerm: 3 }',
      'pathways[0].expectations[0].due.endOfSupportTerm: expected a support term from 1 to 2, found 3',
    ],
    [
      'two due rules at once',
      'due: { schoolWeeksFromStart: 2 }',
      'due: { schoolWeeksFromStart: 2, endOfSupportTerm: 1 }',
      'pathways[0].expectations[0].due: expected one of schoolWeeksFromStart, endOfSupportTerm, schoolWeeksAfterEvent, schoolWeeksBeforeEvent, found a group of keys',
    ],
    [
      'a date that is none',
      'heldOn: 2026-01-15',
      'heldOn: 2026-02-30',
      'series[0].events[0].heldOn: expected a date as 2026-01-29, found "2026-02-30"',
    ],
    [
      'events out of order',
      'heldOn: 2026-03-12',
      'heldOn: 2025-03-12',
      'series[0].events[1].heldOn: expected a date from 2026-01-15 on, found "2025-03-12"',
    ],
    [
      'a weekday that does not fit its date',
      'heldOn: 2026-01-15',
      'published: Friday 15 January, heldOn: 2026-01-15',
      'series[0].events[0].published: expected "Thursday 15 January" (the day of heldOn), found "Friday 15 January"',
    ],
    [
      'a source that the file does not list',
      'capacity: { maximum: 4, source: ours }',
      'capacity: { maximum: 4, source: guidance }',
      'pathways[0].capacity.source: expected ours or one of the file\'s sources (), found "guidance"',
    ],
    [
      'a mark on a key that is not there',
      'capacity: { maximum: 4, source: ours }',
      'capacity: { maximum: 4, source: ours, ours: [minimum] }',
      'pathways[0].capacity.ours[0]: expected a key of this group, found "minimum"',
    ],
    [
      'leadership time that ends before it begins',
      'leadershipDays: { from: 1, to: 3, source: ours }',
      'leadershipDays: { from: 4, to: 3, source: ours }',
      'pathways[0].leadershipDays.to: expected 4 or more, found 3',
    ],
    [
      'initial actions that skip a number',
      'initialAction: 1',
      'initialAction: 2',
      'pathways[0].expectations[0].initialAction: expected 1, found 2',
    ],
    [
      'a document for nobody',
      'kind: outcomes',
      'kind: document',
      'pathways[0].expectations[0].to: expected who receives the document, found nothing',
    ],
  ]
  for (const [name, piece, instead, message] of faults) {
    test(`with ${name} is refused`, () => {
      const told = faultOf(piece, instead)
      const [file, line, ...rest] = told.split(':')
      assert.equal(file, 'x.yaml')
      assert.equal(rest.join(':').trim(), message)
      assert.ok(Math.abs(Number(line) - lineOf(piece)) <= 8, `${told} is near line ${lineOf(piece)}`)
    })
  }

  test('names the very line of a fault', () => {
    const line = lineOf('byTerm: [1.5, 0.5]')
    assert.match(faultOf('byTerm: [1.5, 0.5]', 'byTerm: five'), new RegExp(`^x\\.yaml:${line}: `))
    const unknown = faultOf('kind: outcomes', 'kind: outcomes\n        colour: red')
    assert.match(unknown, new RegExp(`^x\\.yaml:${lineOf('kind: outcomes') + 1}: `))
  })

  test('a missing key is reported where its owner begins', () => {
    const told = faultOf('        title: Choose a room\n', '')
    const line = lineOf('- key: choose-a-room')
    assert.equal(
      told,
      `x.yaml:${line}: pathways[0].expectations[0].title: expected text of 1 to 120 characters, found nothing`,
    )
  })

  test('every fault is told at once, in the order of the file', () => {
    const told = faultOf('name: School libraries together', 'name: 5').split('\n')
    assert.equal(told.length, 1)
    const two = good.replace('name: School libraries together', 'name: 5').replace('by: both', 'by: nobody')
    assert.throws(
      () => parseProgramme('x.yaml', two),
      (error) =>
        error instanceof ContentFaults && error.faults.length === 2 && error.message.split('\n').length === 2,
    )
  })

  test('that is not YAML is refused at its line', () => {
    assert.match(
      faultOf('summary: [One shelf in one room.]', 'summary: [One shelf'),
      /^x\.yaml:\d+: expected YAML: /,
    )
  })

  test('that is empty is refused', () => {
    assert.throws(() => parseProgramme('x.yaml', ''), {
      message: 'x.yaml:1: expected a programme, found nothing',
    })
  })

  test('keeps its hash when only comments and the order of keys change', () => {
    const { contentHash } = parseProgramme('x.yaml', good)
    const rewritten = good.replace('key: school-libraries\nname:', '# A remark\nkey: school-libraries\nname:')
    const swapped = rewritten.replace('minimum: 2, maximum: 8', 'maximum: 8, minimum: 2')
    assert.equal(parseProgramme('x.yaml', swapped).contentHash, contentHash)
    assert.notEqual(
      parseProgramme('x.yaml', good.replace('maximum: 8', 'maximum: 9')).contentHash,
      contentHash,
    )
  })
})

describe('the programmes shipped', () => {
  test('keep to calm words', async () => {
    const out =
      /\b(case|concern|escalat\w+|diagnos\w+|caseload|intervention|failing|weak|underperform\w*|compliance|non-engagement|chase|score|rank|league|clone)\b/i
    for (const name of await readdir(programmesFolder)) {
      const text = await readFile(join(programmesFolder, name), 'utf8')
      const found = text.split('\n').filter((line) => out.test(line))
      assert.deepEqual(found, [], name)
    }
  })

  test('mark the year of every event as ours, for the guidance prints none', async () => {
    for (const { definition } of await readProgrammeFiles()) {
      for (const event of definition.series.flatMap(({ events }) => events)) {
        assert.equal(sourceOf(event, 'heldOn'), 'ours')
        assert.equal(sourceOf(event, 'title'), 'guidance')
      }
    }
  })

  test('take no more leadership time than they say, at their own length of a day', async () => {
    for (const { definition } of await readProgrammeFiles()) {
      for (const pathway of definition.pathways) {
        const { byTerm } = pathway.supportDays
        const supportDays = typeof byTerm === 'string' ? 0 : byTerm.reduce((sum, days) => sum + days, 0)
        const minutes = pathway.expectations
          .filter(({ by, withinSupportDays }) => (by === 'partner' || by === 'both') && !withinSupportDays)
          .map((each) => {
            const times =
              each.repeats === 'each event'
                ? (definition.series.find(({ key }) => key === each.series)?.events.length ?? 0)
                : each.repeats === 'each support term'
                  ? pathway.supportTerms.number
                  : 1
            return typeof each.minutes === 'number' ? each.minutes * times : 0
          })
          .reduce((sum, each) => sum + each, supportDays * definition.day.minutes)
        const days = minutes / definition.day.minutes
        assert.ok(days <= (pathway.leadershipDays.to ?? Infinity), `${pathway.key}: ${days}`)
      }
    }
  })

  test('are named nowhere in the code', async () => {
    // Pathways whose keys are everyday words of the code (a trust, a core) cannot be told from those words.
    const everyday = ['core', 'trust']
    const words = (await readProgrammeFiles()).flatMap(({ definition }) => [
      definition.key,
      definition.name,
      ...definition.pathways
        .map(({ key }) => key)
        .filter((key) => !everyday.includes(key))
        .map((key) => `'${key}'`),
    ])
    const source = join(import.meta.dirname, '../..')
    const names = await readdir(source, { recursive: true })
    const code = names.filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.test.ts'))
    for (const name of code) {
      // The demonstration world and the gallery of components show examples, which are data.
      if (name.includes('demonstration') || name === 'design/gallery.ts') continue
      const text = await readFile(join(source, name), 'utf8')
      for (const word of words) assert.ok(!text.includes(word), `${name} names ${word}`)
      assert.doesNotMatch(text, /\bRISE\b|\brise-/, name)
    }
  })
})
