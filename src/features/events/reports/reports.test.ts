import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readReport } from './layout.ts'
import { domainOfWebsite, type Known, matcher } from './matching.ts'
import { dayOrder, minutesIn, plainTimeIn } from './times.ts'
import type { ReportPerson } from './together.ts'

const DAY = Temporal.PlainDate.from('2026-02-09')

/** As Teams writes: UTF-16, little end first, with its mark, tabs and line ends of Windows. */
const teams = (...lines: string[]) => Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf16le')

const TEAMS = teams(
  '1. Summary',
  'Meeting title\tCPD 2: using data to target action',
  'Attended participants\t4',
  'Start time\t2/9/26, 3:45:02 PM',
  'End time\t2/9/26, 6:02:33 PM',
  'Meeting duration\t2h 17m 31s',
  'Average attendance time\t1h 40m 2s',
  '',
  '2. Participants',
  'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole',
  'Programme Team\t2/9/26, 3:45:02 PM\t2/9/26, 6:02:33 PM\t2h 17m 31s\tteam@programme.example\tteam@programme.example\tOrganizer',
  'Zoë Ash\t2/9/26, 3:58:40 PM\t2/9/26, 6:00:10 PM\t2h 1m 30s\tzoe@oak.example\tzoe@oak.example\tPresenter',
  '"Birch, Ben (External)"\t2/9/26, 4:01:00 PM\t2/9/26, 4:40:12 PM\t39m 12s\t\tben.birch_elm.example#EXT#@host.onmicrosoft.com\tAttendee',
  'Chris Cedar (Guest)\t2/9/26, 4:02:00 PM\t2/9/26, 6:00:00 PM\t1h 58m\t\t\tAttendee',
  '',
  '3. In-Meeting Activities',
  'Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole',
  'Zoë Ash\t2/9/26, 3:58:40 PM\t2/9/26, 4:30:00 PM\t31m 20s\tzoe@oak.example\tPresenter',
  'Zoë Ash\t2/9/26, 4:30:10 PM\t2/9/26, 6:00:10 PM\t1h 30m\tzoe@oak.example\tPresenter',
)

const ZOOM = Buffer.from(
  [
    'Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants',
    '812 3456 7890,"CPD 2, data",02/09/2026 03:45:02 PM,02/09/2026 06:02:33 PM,team@programme.example,138,4',
    '',
    'Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent',
    'Zoë (Zoë Ash),zoe@oak.example,02/09/2026 03:58:40 PM,02/09/2026 04:30:00 PM,32,Yes,Y',
    'Zoë (Zoë Ash),zoe@oak.example,02/09/2026 04:20:00 PM,02/09/2026 06:00:00 PM,100,Yes,Y',
    'iPhone,,02/09/2026 04:00:00 PM,02/09/2026 05:00:00 PM,60,Yes,',
    'Zoë,,02/09/2026 06:00:00 PM,02/09/2026 06:01:00 PM,1,Yes,',
  ].join('\n'),
)

function read(bytes: Uint8Array) {
  const result = readReport(bytes, DAY)
  assert.ok(result.ok, result.ok ? '' : result.message)
  return result.report
}

describe('the report of a meeting', () => {
  it('is read as Teams writes it: UTF-16, tabs, sections, each person once', () => {
    const report = read(TEAMS)
    assert.equal(report.tool, 'Teams')
    assert.equal(report.title, 'CPD 2: using data to target action')
    assert.equal(report.heldOn?.toString(), '2026-02-09')
    assert.deepEqual(
      report.people.map(({ name, email, minutes, host }) => [name, email, minutes, host]),
      [
        ['Programme Team', 'team@programme.example', 138, true],
        ['Zoë Ash', 'zoe@oak.example', 122, false],
        ['Birch, Ben', 'ben.birch@elm.example', 39, false],
        ['Chris Cedar', '', 118, false],
      ],
    )
    assert.equal(report.people[1]?.joinedAt?.toString(), '2026-02-09T15:58:40')
  })

  it('is read as Zoom writes it: a line about the meeting, a row each time somebody joins', () => {
    const report = read(ZOOM)
    assert.equal(report.tool, 'Zoom')
    assert.equal(report.title, 'CPD 2, data')
    assert.deepEqual(
      report.people.map(({ name, otherNames, email, minutes }) => [name, otherNames, email, minutes]),
      [
        // Two devices at once from 4.20 to 4.30, and a third time without an address, count once.
        ['Zoë', ['Zoë Ash'], 'zoe@oak.example', 122],
        ['iPhone', [], '', 60],
      ],
    )
  })

  it('is read in older and other layouts', () => {
    const older = read(
      teams(
        'Meeting Summary',
        'Total Number of Participants\t1',
        '',
        'Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)',
        'Zoë Ash\t"09/02/2026, 15:58:40"\t"09/02/2026, 17:00:40"\t1h 2m\tzoe@oak.example\tPresenter\tzoe@oak.example',
      ),
    )
    assert.deepEqual(
      [older.tool, older.people[0]?.minutes, older.heldOn?.toString()],
      ['Teams', 62, '2026-02-09'],
    )
    const oldest = read(
      teams(
        'Full Name\tUser Action\tTimestamp',
        'Zoë Ash\tJoined\t09/02/2026, 15:58:40',
        'Zoë Ash\tLeft\t09/02/2026, 16:58:40',
        'Zoë Ash\tJoined before\t09/02/2026, 17:00:00',
      ),
    )
    assert.deepEqual([oldest.people.length, oldest.people[0]?.name], [1, 'Zoë Ash'])
    const webinar = read(
      Buffer.from(
        'Attendee Report\nTopic,Webinar ID\nCPD 2,812\n\nHost Details\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\nYes,Team,team@programme.example,"Feb 9, 2026 15:45:00","Feb 9, 2026 18:00:00",135\n\nAttendee Details\nAttended,User Name (Original Name),First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)\nYes,Zoë Ash,Zoë,Ash,zoe@oak.example,"Feb 9, 2026 15:58:40","Feb 9, 2026 17:58:40",120\nNo,Ben Birch,Ben,Birch,ben@elm.example,--,--,--\n',
      ),
    )
    assert.deepEqual(
      webinar.people.map(({ name, minutes, host }) => [name, minutes, host]),
      [
        ['Team', 135, true],
        ['Zoë Ash', 120, false],
      ],
    )
    const totals = read(
      Buffer.from(
        'Name (Original Name),User Email,Total Duration (Minutes),Guest\nZoë Ash,zoe@oak.example,118,Yes\n',
      ),
    )
    assert.deepEqual([totals.people[0]?.minutes, totals.heldOn], [118, null])
  })

  it('that is none says so', () => {
    for (const text of [
      '',
      'Dear all,\nthank you',
      '\u0000\u0001\u0002'.repeat(50),
      'URN,School\n1,Oak\n',
      'Name,Email\n',
    ]) {
      const result = readReport(Buffer.from(text), DAY)
      assert.ok(!result.ok && result.message.length > 10, text)
    }
    const zip = readReport(Buffer.from([0x50, 0x4b, 3, 4]), DAY)
    assert.ok(!zip.ok && /as it was downloaded/.test(zip.message))
  })

  it('is never broken by what a file holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }), { maxLength: 8 }),
        (rows) => {
          const text = ['Name\tEmail\tDuration', ...rows.map((row) => row.join('\t'))].join('\n')
          const result = readReport(teams(text), DAY)
          assert.ok(result.ok || result.message !== '')
        },
      ),
    )
  })

  it('of 5,000 rows is read whole', () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, at) =>
        `Person ${at}\t2/9/26, 4:00:00 PM\t2/9/26, 5:00:00 PM\t1h\tperson${at}@oak.example\t\tAttendee`,
    )
    const head = 'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole'
    assert.equal(read(teams('2. Participants', head, ...rows)).people.length, 5_000)
  })
})

describe('times in reports', () => {
  it('are understood in the orders and languages of the tools', () => {
    for (const text of ['2/9/26, 4:02:11 PM', '02/09/2026 04:02:11 p.m.', '2/9/2026, 16:02:11'])
      assert.equal(plainTimeIn(text, 'month first')?.toString(), '2026-02-09T16:02:11', text)
    for (const text of [
      '09.02.2026 16:02:11',
      '9/2/26, 4:02:11\u202FPM',
      '2026-02-09T16:02:11Z',
      'Feb 9, 2026 04:02:11 PM',
      '9 February 2026, 16.02.11',
    ])
      assert.equal(plainTimeIn(text, 'day first')?.toString(), '2026-02-09T16:02:11', text)
    for (const text of ['', 'yesterday', '31/02/2026 10:00', '09/02/2026'])
      assert.equal(plainTimeIn(text, 'day first'), null, text)
  })

  it('take the order that falls on the day of the event', () => {
    assert.equal(dayOrder(['2/9/26, 4:00:00 PM'], DAY), 'month first')
    assert.equal(dayOrder(['9/2/26, 16:00:00'], DAY), 'day first')
    assert.equal(dayOrder(['3/27/26, 16:00:00'], DAY), 'month first')
    assert.equal(dayOrder([], DAY), 'day first')
  })

  it('become minutes', () => {
    const all = ['2h 0m 32s', '39m 12s', '45s', '118', '01:45:10', '1 h 2 min', '--', '']
    assert.deepEqual(all.map(minutesIn), [121, 39, 1, 118, 105, 62, null, null])
  })
})

const known: Known = {
  people: [
    { name: 'Zoë Ash', email: 'zoe@oak.example', placeId: 1, guestId: 11 },
    { name: 'Ben Birch', email: 'ben@elm.example', placeId: 2, guestId: 12 },
    { name: 'Sam Holly', email: 'sam@elm.example', placeId: 2, guestId: null },
    { name: 'Pat Lime', email: 'pat@trust.example', placeId: 3, guestId: 13 },
    { name: 'Kim Pine', email: 'kim@trust.example', placeId: 4, guestId: 14 },
    { name: 'Ola Rowan', email: 'head@two.example', placeId: 3, guestId: null },
    { name: 'Ola Rowan', email: 'head@two.example', placeId: 4, guestId: null },
    { name: 'Jo Same', email: 'jo@gmail.com', placeId: 1, guestId: 15 },
    { name: 'Jo Same', email: 'jo.same@elm.example', placeId: 2, guestId: 16 },
  ],
  schools: [
    { placeId: 1, name: 'Oak Church of England Primary School', domain: 'oak.example' },
    { placeId: 2, name: 'Elm Tree High School', domain: 'elm.example' },
    { placeId: 3, name: 'Yew Hill Academy', domain: 'trust.example' },
    { placeId: 4, name: 'Yew Vale Academy', domain: 'trust.example' },
  ],
  hosts: new Set(['team@programme.example']),
}
const somebody = (name: string, email = '', more: Partial<ReportPerson> = {}): ReportPerson => ({
  line: 1,
  name,
  otherNames: [],
  email,
  joinedAt: null,
  leftAt: null,
  minutes: 90,
  host: false,
  ...more,
})

describe('matching people to schools', () => {
  const match = matcher(known)
  const told = (name: string, email?: string, more?: Partial<ReportPerson>) => {
    const { match: how, placeId, guestId } = match(somebody(name, email, more))
    return [how, placeId, guestId]
  }

  it('is sure by a known address, whatever name was typed', () => {
    assert.deepEqual(told('Z', 'zoe@oak.example'), ['sure', 1, 11])
    assert.deepEqual(told('Sam', 'sam@elm.example'), ['sure', 2, null])
    assert.deepEqual(told('Birch, Ben', 'b.birch@elm.example'), ['sure', 2, 12])
  })

  it('is only likely by the school’s address, a name, an initial, or the name of a school', () => {
    assert.deepEqual(told('New Person', 'new@elm.example'), ['likely', 2, null])
    assert.deepEqual(told('Ash Zoe'), ['likely', 1, 11])
    assert.deepEqual(told('Mrs Zoe ASH', 'zash@gmail.com'), ['likely', 1, 11])
    assert.deepEqual(told('Laptop', '', { otherNames: ['Ben Birch'] }), ['likely', 2, 12])
    assert.deepEqual(told('B. Birch'), ['likely', 2, null])
    assert.deepEqual(told('Elm Tree High - staff room'), ['likely', 2, null])
    assert.deepEqual(told('Oak Primary'), ['likely', 1, null])
    assert.deepEqual(told('Kim Pine', 'k.pine@trust.example'), ['likely', 4, 14])
  })

  it('is unknown where nothing points to a school, or things point to several', () => {
    assert.deepEqual(told('iPhone'), ['unknown', null, null])
    assert.deepEqual(told('Jo Same'), ['unknown', null, null])
    assert.deepEqual(told('Ola', 'head@two.example'), ['unknown', null, null])
    assert.deepEqual(told('Somebody', 'x@trust.example'), ['unknown', null, null])
    assert.deepEqual(told('Zoe Ash', 'zoe@elm.example'), ['unknown', null, null])
    assert.deepEqual(told('Zoe', 'zoe@gmail.com'), ['unknown', null, null])
    assert.deepEqual(told('Oak'), ['unknown', null, null])
  })

  it('leaves aside who ran the meeting, and programs', () => {
    assert.deepEqual(told('Team', 'team@programme.example'), ['not ours', null, null])
    assert.deepEqual(told('Somebody', '', { host: true }), ['not ours', null, null])
    assert.deepEqual(told('Zoe Ash’s Notetaker'), ['not ours', null, null])
  })

  it('is never sure of a school that the address does not belong to', () => {
    const parts = ['Zoë', 'Ash', 'Ben', 'Birch', 'Jo', 'Same', 'Oak', 'Elm', 'Yew', 'Hill', 'Academy']
    const domains = ['oak.example', 'elm.example', 'trust.example', 'gmail.com', 'other.example']
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('zoe', 'ben', 'x'),
        fc.constantFrom(...domains),
        (words, local, domain) => {
          const { match: how, placeId } = match(somebody(words.join(' '), `${local}@${domain}`))
          if (how === 'sure') {
            assert.equal(placeId, { 'oak.example': 1, 'elm.example': 2 }[domain])
          }
        },
      ),
    )
  })
})

describe('a school’s website', () => {
  it('gives its domain', () => {
    assert.deepEqual(
      ['https://www.oak.sch.uk/home', 'oak.sch.uk', 'http://oak.wordpress.com', '', null].map(
        domainOfWebsite,
      ),
      ['oak.sch.uk', 'oak.sch.uk', '', '', ''],
    )
  })
})
