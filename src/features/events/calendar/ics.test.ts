import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type CalendarEntry, calendarFile } from './ics.ts'

const entry: CalendarEntry = {
  uid: '5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1@alongside',
  changes: 0,
  changedAt: Temporal.Instant.from('2026-04-01T08:00:00Z'),
  title: 'Open day; see practice, discuss',
  startsAt: Temporal.Instant.from('2026-06-24T09:00:00Z'),
  endsAt: Temporal.Instant.from('2026-06-24T14:00:00Z'),
  place: 'Owlerbridge School, Mill Lane',
  description: 'Line one\nLine two',
  url: 'https://alongside.example/events/3',
  state: 'confirmed',
}

/** The lines of a file, put together again where they were folded, as name and value. */
function linesOf(file: string): [string, string][] {
  return file
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
}
const plainText = (text: string) =>
  text.replaceAll(/\\([\\;,nN])/g, (_all, what: string) => (what.toLowerCase() === 'n' ? '\n' : what))
const valuesOf = (file: string, name: string) =>
  linesOf(file)
    .filter(([each]) => each === name)
    .map(([, value]) => value)

describe('a calendar file', () => {
  it('holds an event by its identifier, in the time of the whole world', () => {
    const file = calendarFile({ name: 'Ashby School' }, [entry])
    assert.deepEqual(valuesOf(file, 'UID'), ['5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1@alongside'])
    assert.deepEqual(valuesOf(file, 'DTSTART'), ['20260624T090000Z'])
    assert.deepEqual(valuesOf(file, 'DTEND'), ['20260624T140000Z'])
    assert.deepEqual(valuesOf(file, 'STATUS'), ['CONFIRMED'])
    assert.deepEqual(valuesOf(file, 'SEQUENCE'), ['0'])
    assert.deepEqual(valuesOf(file, 'DTSTAMP'), ['20260401T080000Z'])
    assert.equal(file, calendarFile({ name: 'Ashby School' }, [entry]))
  })

  it('carries a change and a cancellation through by the same identifier', () => {
    const moved = { ...entry, changes: 1, startsAt: entry.startsAt.add({ hours: 24 }) }
    const cancelled = { ...moved, changes: 2, state: 'cancelled' } as const
    const files = [entry, moved, cancelled].map((each) => calendarFile({ name: 'Ashby School' }, [each]))
    assert.deepEqual(new Set(files.flatMap((file) => valuesOf(file, 'UID'))).size, 1)
    assert.deepEqual(
      files.flatMap((file) => valuesOf(file, 'SEQUENCE')),
      ['0', '1', '2'],
    )
    assert.deepEqual(valuesOf(files[2] ?? '', 'STATUS'), ['CANCELLED'])
    assert.match(valuesOf(files[2] ?? '', 'SUMMARY')[0] ?? '', /^Cancelled: /)
  })

  it('asks a feed to be read again, and is a calendar even when it is empty', () => {
    const file = calendarFile({ name: 'Ashby School', feed: true }, [])
    assert.match(file, /REFRESH-INTERVAL;VALUE=DURATION:PT4H/)
    assert.match(file, /^BEGIN:VCALENDAR\r\n[\s\S]+END:VCALENDAR\r\n$/)
  })

  it('stands at the right hour on either side of a change of clocks and at midnight', () => {
    const starts = (text: string) => {
      const startsAt = Temporal.ZonedDateTime.from(text).toInstant()
      const file = calendarFile({ name: 'x' }, [{ ...entry, startsAt, endsAt: startsAt.add({ hours: 2 }) }])
      return [valuesOf(file, 'DTSTART')[0], valuesOf(file, 'DTEND')[0]]
    }
    assert.deepEqual(starts('2026-03-27T10:00[Europe/London]'), ['20260327T100000Z', '20260327T120000Z'])
    assert.deepEqual(starts('2026-03-30T10:00[Europe/London]'), ['20260330T090000Z', '20260330T110000Z'])
    assert.deepEqual(starts('2026-10-25T01:30+01:00[Europe/London]'), [
      '20261025T003000Z',
      '20261025T023000Z',
    ])
    assert.deepEqual(starts('2026-10-25T01:30+00:00[Europe/London]'), [
      '20261025T013000Z',
      '20261025T033000Z',
    ])
    assert.deepEqual(starts('2028-02-28T23:30[Europe/London]'), ['20280228T233000Z', '20280229T013000Z'])
  })

  it('gives back whatever was written, in lines of at most 75 bytes, and lets nothing be written into it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(text, text, (title, description) => {
        const file = calendarFile({ name: title }, [{ ...entry, title, description, place: description }])
        for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
        const names = linesOf(file).map(([name]) => name)
        assert.equal(names.filter((name) => name === 'BEGIN').length, 2)
        assert.equal(names.filter((name) => name === 'UID').length, 1)
        const kept = (value: string) =>
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are left out on purpose
          value.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
        assert.equal(plainText(valuesOf(file, 'SUMMARY')[0] ?? ''), kept(title))
        if (kept(description) !== '')
          assert.equal(plainText(valuesOf(file, 'DESCRIPTION')[0] ?? ''), kept(description))
      }),
      { numRuns: 500 },
    )
  })
})
