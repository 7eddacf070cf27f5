import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('the other half of the pages of the programme team in a browser', () =>
  lookAtPages(['team'], 55, { part: 1, of: 2 }))
