import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING_YET, type SupportDay } from '../days/domain.ts'
import { leadersFrom } from '../leaders/domain.ts'
import { clashesIn, diaryFrom } from './domain.ts'

const day = (id: number, of: Partial<SupportDay>): SupportDay => ({
  ...NOTHING_YET,
  id,
  partnershipId: id,
  type: 'visit',
  entries: 1,
  agreedOn: null,
  state: 'booked',
  halfDays: 2,
  ...of,
})
const offering = (dates: readonly string[]) => ({
  side: 'lead' as const,
  kind: 'dates' as const,
  dates,
  halfDays: 2,
  startsAt: '',
  endsAt: '',
  place: '',
  leadPeople: '',
  partnerPeople: '',
  travelMinutes: null,
})

test('a hub’s diary holds what is booked and offered from a day on, in order of date', () => {
  const days = [
    day(1, { heldOn: '2026-05-20' }),
    day(2, { state: 'proposed', offer: offering(['2026-05-19', '2026-05-20']) }),
    day(3, { heldOn: '2026-05-01' }),
    day(4, { heldOn: '2026-05-25', state: 'cancelled' }),
  ]
  const diary = diaryFrom(days, '2026-05-14')
  assert.deepEqual(
    diary.map(({ on, day: { id } }) => [on, id]),
    [
      ['2026-05-19', 2],
      ['2026-05-20', 1],
      ['2026-05-20', 2],
    ],
  )
  assert.deepEqual([...clashesIn(diary)], [['2026-05-20', []]])
})

test('two half days, and days at different times, do not clash; offers only with what is booked', () => {
  const at = (id: number, of: Partial<SupportDay>) => day(id, { heldOn: '2026-05-20', ...of })
  const clashes = (...days: SupportDay[]) => clashesIn(diaryFrom(days, '2026-05-14')).size
  assert.equal(clashes(at(1, { halfDays: 1 }), at(2, { halfDays: 1 })), 0)
  assert.equal(
    clashes(at(1, { startsAt: '09:00', endsAt: '12:00' }), at(2, { startsAt: '13:00', endsAt: '15:00' })),
    0,
  )
  assert.equal(
    clashes(at(1, { startsAt: '09:00', endsAt: '12:00' }), at(2, { startsAt: '11:00', endsAt: '15:00' })),
    1,
  )
  const offer = { state: 'proposed' as const, heldOn: null, offer: offering(['2026-05-20']) }
  assert.equal(clashes(at(1, offer), at(2, offer)), 0)
})

test('days clash for one leader, not for two; where nobody is named, they may', () => {
  const on = (id: number, leadPeople: string) => day(id, { heldOn: '2026-05-20', leadPeople })
  const clashes = (...days: SupportDay[]) => [...clashesIn(diaryFrom(days, '2026-05-14'))]
  assert.deepEqual(clashes(on(1, 'Nora Lead'), on(2, 'Sid Lead')), [])
  assert.deepEqual(clashes(on(1, 'Nora Lead, Sid Lead'), on(2, 'nora lead')), [['2026-05-20', ['Nora Lead']]])
  assert.deepEqual(clashes(on(1, 'Nora Lead'), on(2, '')), [['2026-05-20', []]])
  const offer = { ...offering(['2026-05-20']), leadPeople: 'Nora Lead' }
  assert.deepEqual(clashes(on(1, 'Nora Lead'), day(2, { state: 'proposed', heldOn: null, offer })), [
    ['2026-05-20', ['Nora Lead']],
  ])
})

test('only those who act for the hub can be chosen', () => {
  assert.equal(leadersFrom({ leaders: 'Nora Lead\nSomebody' }, ['Nora Lead', 'Sid Lead']), 'Nora Lead')
  assert.equal(leadersFrom({}, ['Nora Lead']), '')
})
