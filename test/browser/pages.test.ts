import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

// The programme team, the hub leads and the named leaders, who see most, have files of their own: they run side by side.
describe('every page of everyone else in a browser', () =>
  lookAtPages(['trustLeader', 'evaluator', 'withoutRole', 'signedOut'], 18))
