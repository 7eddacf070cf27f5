import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('one half of the pages of a hub lead in a browser', () =>
  lookAtPages(['lead'], 55, { part: 0, of: 2 }))
