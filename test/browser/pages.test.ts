import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

// The programme team and the hub leads, who see most, have files of their own, so that they run side by side.
describe('every page of everyone else in a browser', () =>
  lookAtPages(['leader', 'trustLeader', 'evaluator', 'withoutRole', 'signedOut'], 30))
