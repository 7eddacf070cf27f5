import { z } from 'zod'
import { type FormResult, formKey, parseForm, text } from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'

export interface MessageForm {
  readonly key: string
  readonly subject: string
  readonly body: string
}

const schema = z.object({
  key: formKey,
  subject: text({ max: 200, missing: 'Enter what the message is about', name: 'What it is about' }),
  body: text({ max: 4000, missing: 'Enter the message', name: 'Message' }),
})

export function parseMessage(posted: unknown): FormResult<MessageForm> {
  const form = parseForm(schema, posted)
  const warnings = pupilWarnings(form.answers, ['subject', 'body'])
  if (warnings.length === 0) return form
  const wrong = new Set(form.ok ? [] : form.errors.map(({ field }) => field))
  const errors = [...(form.ok ? [] : form.errors), ...warnings.filter(({ field }) => !wrong.has(field))]
  return { ok: false, errors, answers: form.answers }
}
