import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PupilWarning, warningsIn } from './index.ts'

const pointsToAPupil: readonly [text: string, kind: PupilWarning['kind'], excerpt: string][] = [
  ['Kyle was excluded', 'name', 'Kyle'],
  ['kyle was excluded', 'name', 'kyle'],
  ['KYLE WAS EXCLUDED', 'name', 'KYLE WAS EXCLUDED'],
  ['We met Jayden and agreed a plan.', 'name', 'Jayden'],
  ['Attendance is up, but not for Aaliyah.', 'name', 'Aaliyah'],
  ['Jayden’s mum came in twice.', 'name', 'Jayden’s'],
  ["Muhammad's timetable is under review", 'name', "Muhammad's"],
  ['Chloé has a key adult now', 'name', 'Chloé'],
  ['Zofia Kowalska missed 14 days', 'name', 'Zofia Kowalska'],
  ['Amelia-Rose was late again', 'name', 'Amelia-Rose'],
  ['Oluwaseun finds mornings hard', 'name', 'Oluwaseun'],
  ['Spoke to family of Harpreet.', 'name', 'Harpreet'],
  ['Two boys (Tyler and Kai) were involved', 'name', 'Tyler'],
  ['Grace was excluded for two days', 'name', 'Grace'],
  ['Mason in Year 9 has a plan', 'name', 'Mason'],
  ['Summer (Y8) is at 54%', 'name', 'Summer'],
  ['Last week Zubayrah was suspended', 'name', 'Zubayrah'],
  ['We rang Tyreeke’s mum', 'name', 'Tyreeke’s'],
  ['Mrs Smith’s son is back in full time', 'name', 'Mrs Smith’s'],
  ['Jayden, his tutor says, is doing better', 'name', 'Jayden'],
  ['Kyle from Year 9 joined in', 'name', 'Kyle'],
  ['Kyle runs out of lessons', 'name', 'Kyle'],
  ['Kyle to attend part time', 'name', 'Kyle'],
  ['Jayden S in Year 9', 'initials-and-year', 'Jayden S in Year 9'],
  ['Support for Tobi A (Y10)', 'initials-and-year', 'Tobi A (Y10'],
  ['JS Y9', 'initials-and-year', 'JS Y9'],
  ['JS (Y9) had two suspensions', 'initials-and-year', 'JS (Y9'],
  ['J.S. in Year 9', 'initials-and-year', 'J.S. in Year 9'],
  ['J. S., Yr 9, is on a plan', 'initials-and-year', 'J. S., Yr 9'],
  ['Met parents of KB, a boy in Year 11', 'initials-and-year', 'KB, a boy in Year 11'],
  ['Year 9 pupil KB refuses', 'initials-and-year', 'Year 9 pupil KB'],
  ['Home visit, RW in Reception', 'initials-and-year', 'RW in Reception'],
  ['KB in 9B', 'initials-and-year', 'KB in 9B'],
  ['dob 3/4/2012', 'date-of-birth', 'dob 3/4/2012'],
  ['DOB: 03.04.12', 'date-of-birth', 'DOB: 03.04.12'],
  ['D.O.B. 3-4-2012', 'date-of-birth', 'D.O.B. 3-4-2012'],
  ['date of birth is 3 April 2012', 'date-of-birth', 'date of birth is 3 April 2012'],
  ['Date of birth - 2012-04-03', 'date-of-birth', 'Date of birth - 2012-04-03'],
  ['A boy born on 3rd April 2012', 'date-of-birth', 'born on 3rd April 2012'],
  ['born April 3, 2012', 'date-of-birth', 'born April 3, 2012'],
  ['one girl (3/4/2012) is out of school', 'date-of-birth', 'girl (3/4/2012'],
]

for (const [text, kind, excerpt] of pointsToAPupil)
  test(`warns of “${text}”`, () => {
    const found = warningsIn(text)
    assert.ok(
      found.some((warning) => warning.kind === kind && warning.excerpt === excerpt),
      JSON.stringify(found),
    )
  })

const pointsToNoPupil = [
  '',
  'Year 9',
  'Mr Patel',
  'Ms Okafor',
  'Ms Okafor and Mr James met the Year 9 tutors.',
  'Mrs Thomas will lead this with Dr Adam Khan.',
  'Miss. J. Taylor trains the lunchtime team.',
  'The headteacher Sarah Jones opens every meeting.',
  'Our SENCO, Priya Shah, checks the list each Monday.',
  'Priya (SENCO) checks the list.',
  'Sarah Jones, Assistant Headteacher, owns the routine.',
  'Sarah is our attendance lead.',
  'Sarah to lead; Ben and Priya to write the script.',
  'Tom will train new staff in September.',
  'Led by Sarah Jones, reviewed by Imran.',
  'Owner: Sarah',
  'Consulted: Sarah Jones, Priya and Tom',
  'Sarah Jones (HT) and Ben Carter (AHT) meet fortnightly.',
  'EWO Karen calls families.',
  'Jess Okoro runs the breakfast club.',
  'Meeting with Priya Shah from Northgate Academy',
  'Visit with Helen Smith, hub lead',
  'Child protection, Forest School and Sam Learning in Y4',
  'Attendance lead: Daniel Green',
  'Attendance in Year 9 fell in June and rose in September.',
  'April, May and June were better than March.',
  'Summer born pupils settle with more help.',
  'Grace period of ten minutes at the gate.',
  'We hope that Faith Primary School will visit in May.',
  'Visit to Kyle Academy on 12 June 2026.',
  'Thomas Alleyne Academy showed us its entry routine.',
  'St Thomas More shares its scripts.',
  'St. Joseph’s and King Edward schools took part.',
  'Charles Dickens Primary School',
  'The Harris Federation and the David Ross Education Trust',
  'We read Tom Bennett on routines, and Bill Rogers.',
  'Rosa Parks house won the cup.',
  'Martyn’s Law training is booked.',
  'Classes Willow, Rowan, Holly and Hazel start at 8.40.',
  'PE Y8 and RE Year 9 run short.',
  'PP Y9 attendance is 88%, SEND Y9 is 84%.',
  'EAL Year 7, KS3, KS4 and EHCP reviews',
  'HT in Year 5, TA Y4, DSL, SLT, HOY Y9',
  'Week A in Year 9 and Set B in Year 10',
  'Plan B (Y11) starts after half-term.',
  'Maths in Year 9 is calm.',
  'Read Write Inc in Year 1 and Accelerated Reader (Y7).',
  'Nobody was excluded and no one was suspended.',
  'Lateness was excluded from the count.',
  'Everyone’s parents were written to.',
  'A pupil’s mother asked for a later bus.',
  'Who was suspended, by group?',
  'Ofsted was here in March. Friday was suspended as a training day.',
  'Policy reviewed 3/4/2024, next review 1 September 2025.',
  'We check the date of birth on entry.',
  'Summer-born and pupils born in 2012 are compared with the rest.',
  'The pupil survey ran on 3 April 2025.',
  'Visit on 3/4/2026 with 12 staff; 4/5 said yes.',
  'Write to sarah@school.example or kyle@school.example about cover.',
  'Use of the Boxall Profile, ELSA and Thrive',
  'ELSA sessions in Year 4',
  'ELSA was suspended in the autumn term.',
  'Mark the register by 8.50 and bill the trust. Will it last?',
  'mark was not clear; will write; grant funding; max 30 pupils',
  'Grant funding and Max 30 pupils. Mark schemes. Art in Year 9.',
  'Jan to Mar: Mon, Tue, Wed.',
  'Chase nobody; ask what is in the way.',
  'Leaders stand at the gate; pupils can say the three rules back.',
  'Governors see attendance, suspensions and survey results each term and minute a challenge.',
  'The two-minute routine is practised in Year Seven tutor time.',
  'We want Amber and Ruby reading groups to move.',
  'Staff in Years 7 and 8 said “nothing changes”.',
  'Jordan and Israel are taught in Year 9 geography.',
  'West Sussex, Kent and Lincoln schools shared routes.',
]

for (const text of pointsToNoPupil)
  test(`says nothing of “${text}”`, () => {
    assert.deepEqual(warningsIn(text), [])
  })

test('says each thing once, in the order of the text, and stops at ten', () => {
  const text = 'Kyle met Jayden. Then Kyle (dob 3/4/2012) left; KB Y9 stayed.'
  assert.deepEqual(
    warningsIn(text).map((warning) => warning.excerpt),
    ['Kyle', 'Jayden', 'dob 3/4/2012', 'KB Y9'],
  )
  const everyone = 'Kyle, Jayden, Aaliyah, Chloe, Zofia, Harpreet, Tobi, Kai, Tyler, Megan, Owen, Niamh'
  assert.equal(warningsIn(everyone).length, 10)
})

test('an excerpt shows what was written, on one line', () => {
  assert.deepEqual(warningsIn('Zofia  Kowalska missed it'), [{ kind: 'name', excerpt: 'Zofia Kowalska' }])
})

const words = fc.array(
  fc.constantFrom(
    ...'Kyle kyle KB J . S. Year 9 Y9 in ( ) , dob 3/4/2012 Mr Sarah to lead St was excluded Grace’s mum \n - @ ’ Zoë 9B'.split(
      ' ',
    ),
  ),
  { maxLength: 60 },
)

test('never throws, whatever is written, and every excerpt comes from the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    words.map((w) => w.join(' ')),
  )
  fc.assert(
    fc.property(text, (text) => {
      const oneLine = text.replace(/\s+/g, ' ')
      for (const { excerpt } of warningsIn(text)) assert.ok(oneLine.includes(excerpt) && excerpt !== '')
    }),
    { numRuns: 2000 },
  )
})

test('takes time that grows with the text and no faster', () => {
  const pieces = [
    'Kyle ',
    'J.',
    'A',
    "a'",
    'a-',
    ' ',
    '\n',
    '.',
    '1/',
    'dob ',
    'born 1',
    'Jayden S ',
    'Year ',
    'Grace was being ',
    'Mr ',
    'é',
    '́',
    'Aa ',
  ]
  for (const piece of pieces) {
    const long = piece.repeat(Math.ceil(400_000 / piece.length))
    const start = performance.now()
    warningsIn(long)
    // A quadratic step would take minutes at this length, twenty times that of the longest note.
    assert.ok(
      performance.now() - start < 5000,
      `${JSON.stringify(piece)} took ${performance.now() - start} ms`,
    )
  }
})

const colleagues = ['Sarah Jones', 'Tomasz O’Neill-Wood', 'Grace Adeyemi']

for (const text of [
  'Sarah and Tomasz did the walk on Monday.',
  'Then Sarah Jones spoke to families.',
  'We met Sarah and agreed a plan.',
  'Seen by Grace, Sarah and Tomasz O’Neill-Wood',
])
  test(`knows its own colleagues in “${text}”`, () => {
    assert.deepEqual(warningsIn(text, colleagues), [])
  })

for (const [text, excerpt] of [
  ['Sarah was excluded for two days', 'Sarah'],
  ['Sarah’s mum came in', 'Sarah’s'],
  ['We met Sarah Kowalska', 'Sarah Kowalska'],
  ['We met Jayden and Sarah', 'Jayden'],
  ['Sarah in Year 9 has a plan', 'Sarah'],
  ['Home visit to Sarah J in Year 9', 'Sarah J in Year 9'],
] as const)
  test(`still warns of “${text}” where a colleague has that name`, () => {
    assert.ok(
      warningsIn(text, colleagues).some((warning) => warning.excerpt === excerpt),
      JSON.stringify(warningsIn(text, colleagues)),
    )
  })
