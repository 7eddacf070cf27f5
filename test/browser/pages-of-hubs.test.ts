import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('every page of a hub lead in a browser', () => lookAtPages(['lead'], 30))
