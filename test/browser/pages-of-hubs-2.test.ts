import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('the other half of the pages of a hub lead in a browser', () =>
  lookAtPages(['lead'], 55, { part: 1, of: 2 }))
