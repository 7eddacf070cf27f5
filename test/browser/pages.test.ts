import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

// The programme team, who see most, have a file of their own, so that the two run side by side.
describe('every page of everyone else in a browser', () =>
  lookAtPages(['lead', 'leader', 'trustLeader', 'evaluator', 'withoutRole', 'signedOut'], 30))
