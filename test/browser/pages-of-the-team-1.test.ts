import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('one half of the pages of the programme team in a browser', () =>
  lookAtPages(['team'], 55, { part: 0, of: 2 }))
