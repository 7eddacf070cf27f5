import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Plan, Priority } from '../domain.ts'
import { agreementOf, isAgreed, type Signature } from './domain.ts'

const priority = (title: string): Priority => ({
  id: 1,
  revision: 1,
  title,
  why: '',
  source: '',
  themeKey: null,
  statementKey: null,
  closed: null,
  objectives: [],
})
const plan = (revision: number, joint: boolean, title = 'Day one'): Plan => ({
  id: 1,
  partnershipId: 1,
  joint,
  startedAt: '',
  startedByName: '',
  revision,
  priorities: [priority(title)],
})
const signed = (versionNumber: number, side: Signature['side']): Signature => ({
  versionNumber,
  side,
  byName: '',
  at: '',
})
const asSigned = (number: number, title = 'Day one') => ({ number, priorities: [priority(title)] })

describe('the agreement of a plan', () => {
  it('needs both schools where both write it, and the school alone elsewhere', () => {
    assert.deepEqual(agreementOf(plan(3, true), [], undefined).missing, ['partner', 'lead'])
    assert.deepEqual(agreementOf(plan(3, false), [], undefined).missing, ['partner'])
    assert.ok(isAgreed(agreementOf(plan(3, false), [signed(3, 'partner')], asSigned(3))))
  })

  it('lets the second sign what the first signed, though actions have moved on since', () => {
    const agreement = agreementOf(plan(5, true), [signed(3, 'partner')], asSigned(3))
    assert.equal(agreement.versionToSign, 3)
    assert.deepEqual(agreement.missing, ['lead'])
  })

  it('asks for new signatures once what was planned has changed', () => {
    const both = [signed(3, 'partner'), signed(3, 'lead')]
    const agreement = agreementOf(plan(5, true, 'Day two'), both, asSigned(3))
    assert.equal(agreement.versionToSign, 5)
    assert.deepEqual(agreement.missing, ['partner', 'lead'])
    assert.equal(agreement.agreedVersion, 3)
  })
})
