import { describe } from 'node:test'
import { formsOf, NOUNS, sendToForms } from './send.ts'

describe('bad input to the forms of plans', () => sendToForms(formsOf(...NOUNS.plans)))
