import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('every page of the programme team in a browser', () => lookAtPages(['team'], 50))
