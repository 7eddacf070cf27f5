import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  barChart,
  checkboxes,
  dateField,
  emailLink,
  errorSummary,
  formatDate,
  formatDateRange,
  formatDateShort,
  formatDateTime,
  minutes,
  pagination,
  plural,
  progressStrip,
  radios,
  type Status,
  statusTag,
  table,
  taskListOf,
  textField,
} from './index.ts'

test('dates read as the style guide has them', () => {
  assert.equal(formatDate('2026-01-12'), '12 January 2026')
  assert.equal(formatDate(Temporal.PlainDate.from('2025-09-01')), '1 September 2025')
  assert.equal(formatDateShort('2026-01-12'), '12 Jan 2026')
  assert.equal(formatDateRange('2026-01-12', '2026-01-16'), '12 to 16 January 2026')
  assert.equal(formatDateRange('2026-01-12', '2026-02-03'), '12 January to 3 February 2026')
  assert.equal(formatDateRange('2025-12-12', '2026-01-03'), '12 December 2025 to 3 January 2026')
  assert.equal(formatDateRange('2026-01-12', '2026-01-12'), '12 January 2026')
})

test('times are those of England, in summer too', () => {
  assert.equal(formatDateTime('2026-01-12T00:05:00Z'), '12 January 2026 at 12:05am')
  assert.equal(formatDateTime('2026-07-01T11:00:00Z'), '1 July 2026 at 12:00pm')
  assert.equal(formatDateTime('2026-06-30T23:30:00Z'), '1 July 2026 at 12:30am')
})

test('numbers agree with their nouns', () => {
  assert.equal(plural(1, 'school'), '1 school')
  assert.equal(plural(0, 'school'), '0 schools')
  assert.equal(plural(1200, 'person', 'people'), '1,200 people')
  assert.equal(minutes(1), '1 minute')
  assert.equal(minutes(60), '1 hour')
  assert.equal(minutes(150), '2 hours 30 minutes')
})

test('a field keeps what was typed, even nothing, over the value that was kept', () => {
  const field = { name: 'note', label: 'Note', value: 'old' }
  assert.match(String(textField(field)), /value="old"/)
  assert.match(String(textField({ ...field, answers: { note: 'n<w' } })), /value="n&lt;w"/)
  assert.match(String(textField({ ...field, answers: { note: '' } })), /value=""/)
})

test('a date field keeps what was typed, even what is no date', () => {
  const markup = String(
    dateField({
      name: 'held',
      label: 'When',
      value: '2026-01-12',
      answers: { 'held-day': '31', 'held-month': 'x', 'held-year': '' },
    }),
  )
  assert.match(markup, /id="held" name="held-day" type="text" value="31"/)
  assert.match(markup, /id="held-month" name="held-month" type="text" value="x"/)
  assert.match(markup, /id="held-year" name="held-year" type="text" value=""/)
})

test('each field that the error summary names exists, so that its link works', () => {
  const errors = [{ field: 'one', message: 'Enter one' }]
  const choices = [
    { value: 'a', text: 'A' },
    { value: 'b', text: 'B' },
  ]
  assert.match(String(errorSummary(errors)), /href="#one"/)
  const field = { name: 'one', label: 'One', errors }
  for (const markup of [
    textField(field),
    dateField(field),
    radios({ ...field, choices }),
    checkboxes({ ...field, choices }),
  ]) {
    assert.match(String(markup), /<input[^>]* id="one"/)
    assert.match(String(markup), /Enter one/)
  }
  assert.equal(String(errorSummary([])), '')
})

test('checkboxes that were ticked stay ticked', () => {
  const choices = ['a', 'b', 'c'].map((value) => ({ value, text: value }))
  const markup = String(checkboxes({ name: 'x', label: 'X', choices, values: ['b'], answers: { x: 'a\nc' } }))
  assert.deepEqual(
    [...markup.matchAll(/value="(\w)" checked/g)].map((found) => found[1]),
    ['a', 'c'],
  )
})

test('a status is told in words and never in red', () => {
  for (const status of [
    'not due yet',
    'to do',
    'in progress',
    'done',
    'overdue',
    'not needed',
  ] satisfies Status[]) {
    const markup = String(statusTag(status))
    assert.equal(markup.replace(/<[^>]*>/g, '').toLowerCase(), status)
    assert.doesNotMatch(markup, /red/)
  }
})

test('a table names its order for those who cannot see the arrow', () => {
  const markup = String(
    table({
      caption: 'Schools',
      head: [
        { text: 'School', sort: 'school' },
        { text: 'Days', sort: 'days', numeric: true },
      ],
      rows: [
        ['A & B', 3],
        ['C', undefined],
      ],
      order: {
        by: 'days',
        direction: 'ascending',
        href: (by, direction) => `?order=${by}&direction=${direction}`,
      },
    }),
  )
  assert.match(markup, /aria-sort="none"><a[^>]*order=school&amp;direction=ascending/)
  assert.match(markup, /aria-sort="ascending"><a[^>]*order=days&amp;direction=descending/)
  assert.match(markup, /<th scope="row" class="govuk-table__header">A &amp; B<\/th>/)
  assert.match(markup, /data-label="Days">3</)
  assert.equal(
    String(table({ caption: 'x', head: [], rows: [], empty: 'None yet' })),
    '<p class="govuk-body app-empty">None yet</p>',
  )
})

test('a task tells its time and its status to those who listen', () => {
  const markup = String(
    taskListOf([{ title: 'Plan', href: '/plan', status: 'to do', minutes: 90, note: 'by May' }], 'first'),
  )
  assert.match(markup, /aria-describedby="first-1-hint first-1-status"/)
  assert.match(markup, /1 hour 30 minutes · by May/)
})

test('pagination shows the first, the last and the neighbours', () => {
  const numbers = (page: number, pages: number) =>
    [
      ...String(pagination({ page, pages, href: (each) => `?page=${each}` })).matchAll(
        /aria-label="Page (\d+)"|&ctdot;/g,
      ),
    ].map((found) => found[1] ?? '…')
  assert.deepEqual(numbers(5, 9), ['1', '…', '4', '5', '6', '…', '9'])
  assert.deepEqual(numbers(1, 2), ['1', '2'])
  assert.deepEqual(numbers(1, 1), [])
})

test('pictures stay within their frame whatever the numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { maxLength: 6 }), (counts) => {
      const strip = String(
        progressStrip(
          counts.map((count) => ({ label: 'x', count, kind: 'done' })),
          'Some done',
        ),
      )
      for (const [, x, width] of strip.matchAll(/x="([\d.]+)" y="0" width="([\d.]+)"/g)) {
        assert.ok(Number(x) + Number(width) <= 100.1, strip)
      }
      const bars = String(
        barChart({ title: 'Bars', bars: counts.map((value) => ({ label: 'x', value, mark: 40 })) }),
      )
      for (const [, width] of bars.matchAll(/width="([\d.]+)%"/g)) assert.ok(Number(width) <= 100, bars)
      assert.doesNotMatch(strip + bars, /NaN|Infinity/)
    }),
  )
})

test('an address in an email link cannot add headers or markup', () => {
  assert.match(String(emailLink('a@b.example')), /href="mailto:a@b\.example"/)
  assert.doesNotMatch(String(emailLink('a@b.example?bcc=x@y.example&"<')), /href="[^"]*\?/)
})
