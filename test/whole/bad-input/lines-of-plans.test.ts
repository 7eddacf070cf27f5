import { describe } from 'node:test'
import { formsOf, NOUNS, sendToForms } from './send.ts'

describe('bad input to the forms of what stands in a plan', () => sendToForms(formsOf(...NOUNS.lines)))
