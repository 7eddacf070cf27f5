import { describe } from 'node:test'
import { lookAtPages } from './every-page.ts'

describe('every page of a named leader in a browser', () => lookAtPages(['leader'], 140))
