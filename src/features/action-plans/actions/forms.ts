import { z } from 'zod'
import { choice, type FormResult, formKey, optionalText, parseForm } from '../../../platform/forms.ts'
import { pupilWarnings } from '../pupil-check.ts'

const STATES = ['to-do', 'in-progress', 'done', 'stopped'] as const

const updateSchema = z.object({
  key: formKey,
  /** The state that the page showed. */
  was: z.string().max(20).catch(''),
  state: choice(STATES, 'Select how it goes'),
  note: optionalText({ max: 500, name: 'The line' }),
})
export type UpdateForm = z.output<typeof updateSchema>

const answerSchema = z.object({
  key: formKey,
  answer: choice(['take-up', 'not'], 'Select whether you take it up'),
  reason: optionalText({ max: 500, name: 'The reason' }),
})
export interface AnswerForm {
  readonly key: string
  readonly takeUp: boolean
  readonly reason: string
}

export function parseUpdate(body: unknown, colleagues: readonly string[]): FormResult<UpdateForm> {
  const form = parseForm(updateSchema, body)
  if (!form.ok) return form
  const errors = pupilWarnings(form.answers, ['note'], { colleagues })
  if (form.value.state === 'stopped' && form.value.note === '') {
    errors.push({ field: 'note', message: 'Say in a few words why it is stopped' })
  }
  return errors.length > 0 ? { ok: false, errors, answers: form.answers } : form
}

export function parseAnswer(body: unknown, colleagues: readonly string[]): FormResult<AnswerForm> {
  const form = parseForm(answerSchema, body)
  if (!form.ok) return form
  const { key, answer, reason } = form.value
  const errors = pupilWarnings(form.answers, ['reason'], { colleagues })
  if (answer === 'not' && reason === '')
    errors.push({ field: 'reason', message: 'Say in a few words why not' })
  const { answers } = form
  if (errors.length > 0) return { ok: false, errors, answers }
  return {
    ok: true,
    answers,
    value: { key, takeUp: answer === 'take-up', reason: answer === 'not' ? reason : '' },
  }
}
