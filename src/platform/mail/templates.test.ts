import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fillTemplate, readTemplates } from './templates.ts'

describe('templates', () => {
  test('every email of the service can be read', () => {
    assert.deepEqual(
      [...readTemplates().keys()],
      [
        'document-problem',
        'event-booked',
        'event-cancelled-waiting',
        'event-cancelled',
        'event-day-before',
        'event-feedback',
        'event-invitation',
        'event-joining-link',
        'event-message',
        'event-moved-waiting',
        'event-moved',
        'event-offer',
        'event-week-before',
        'invitation',
        'new-messages',
        'question-waiting',
        'sign-in-code',
        'support-day-agreed',
        'support-day-cancelled',
        'support-day-moved',
        'survey-lead-named',
        'survey-lead-replaced',
        'survey-safeguarding',
        'weekly-digest',
      ],
    )
  })

  test('a file of another form is refused by its name', (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-emails-'))
    context.after(() => rmSync(folder, { recursive: true }))
    for (const text of ['Hello', 'Subject: x\nBody', 'Subject: x\n\n', 'Subject:\n\nBody']) {
      writeFileSync(join(folder, 'odd.md'), text)
      assert.throws(() => readTemplates(folder), /content\/emails\/odd\.md: expected “Subject: …”/)
    }
  })

  test('a placeholder without a value stops the email; one that is not used is never worked out', () => {
    const template = { name: 'x', subject: 'For ((name))', body: '((code)) ((code))' }
    const values = {
      name: 'A\nBcc: everyone',
      code: () => '123',
      link: () => {
        throw new Error('not asked for')
      },
    }
    assert.deepEqual(fillTemplate(template, values), { subject: 'For A Bcc: everyone', body: '123 123' })
    assert.throws(() => fillTemplate(template, { name: 'A' }), /“x” needs a value for \(\(code\)\)/)
    assert.throws(() => fillTemplate({ ...template, body: '((constructor))' }, values), /needs a value/)
  })

  test('a value is never itself a template', () => {
    const template = { name: 'x', subject: '((name))', body: '((name))' }
    assert.equal(fillTemplate(template, { name: '((code)) $& $1', code: '9' }).body, '((code)) $& $1')
  })
})
