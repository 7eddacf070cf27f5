import { describe } from 'node:test'
import { formsOf, NOUNS, sendToForms } from './send.ts'

describe('bad input to the forms of events', () => sendToForms(formsOf(...NOUNS.events)))
