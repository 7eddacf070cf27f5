import { describe } from 'node:test'
import { formsOf, NOUNS, sendToForms } from './send.ts'

describe('bad input to the forms of partnerships and self-assessments', () =>
  sendToForms(formsOf(...NOUNS.schools)))
