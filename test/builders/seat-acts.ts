/** Any act at an event, and any schools to do it. */
import fc from 'fast-check'
import { type Act, MOST_PLACES, type SchoolFacts } from './seat-model.ts'

export const SCHOOLS = 8

const school = fc.integer({ min: 0, max: SCHOOLS - 1 })
const places = fc.integer({ min: 1, max: MOST_PLACES })
const asking = (act: 'book' | 'change' | 'ask' | 'askMore' | 'bookIn') =>
  fc.record({ act: fc.constant(act), school, places })
const plain = (act: 'giveBack' | 'leave' | 'take' | 'decline' | 'expire') =>
  fc.record({ act: fc.constant(act), school })

/** What people do most comes most often. */
export const anAct: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: asking('book'), weight: 6 },
  { arbitrary: asking('ask'), weight: 6 },
  { arbitrary: asking('askMore'), weight: 4 },
  { arbitrary: plain('giveBack'), weight: 4 },
  { arbitrary: fc.record({ act: fc.constant('offer' as const) }), weight: 5 },
  { arbitrary: plain('take'), weight: 4 },
  { arbitrary: asking('change'), weight: 2 },
  { arbitrary: plain('leave'), weight: 1 },
  { arbitrary: plain('decline'), weight: 2 },
  { arbitrary: plain('expire'), weight: 2 },
  { arbitrary: asking('bookIn'), weight: 1 },
  {
    arbitrary: fc.record({ act: fc.constant('hold' as const), places: fc.integer({ min: 0, max: 4 }) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ act: fc.constant('resize' as const), places: fc.integer({ min: 0, max: 16 }) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      act: fc.constant('resizeSchools' as const),
      places: fc.integer({ min: 0, max: SCHOOLS }),
    }),
    weight: 1,
  },
)

export const someFacts: fc.Arbitrary<readonly SchoolFacts[]> = fc.array(
  fc.record({
    been: fc.boolean(),
    expected: fc.integer({ min: 0, max: 3 }),
    attended: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: SCHOOLS, maxLength: SCHOOLS },
)
