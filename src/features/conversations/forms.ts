import { z } from 'zod'
import { type FormResult, formKey, parseForm, text } from '../../platform/forms.ts'
import { notFound } from '../../platform/refusal.ts'
import { SUBJECT_KINDS, type SubjectKind } from './domain.ts'

const ABOUT = /^([a-z]+)-([1-9]\d{0,8})$/

const schema = z.object({
  key: formKey,
  /** What it is about: 'action-12'. */
  about: z.string().max(40).optional().catch(undefined),
  text: text({ max: 4000, missing: 'Write a message', name: 'The message' }),
  asks: z.string().optional(),
  /** Ids of the questions that it answers, one a line. */
  answers: z.string().optional(),
})

export interface NewWords {
  readonly key: string
  readonly text: string
  readonly asks: boolean
  readonly answers: readonly number[]
}

export function parseMessage(body: unknown): FormResult<NewWords> {
  const form = parseForm(schema, body)
  if (!form.ok) return form
  const { key, text: words, asks, answers = '' } = form.value
  return {
    ok: true,
    answers: form.answers,
    value: {
      key,
      text: words,
      asks: asks === 'yes',
      answers: answers
        .split('\n')
        .filter((id) => /^[1-9]\d{0,8}$/.test(id))
        .map(Number),
    },
  }
}

/** One subject from an address or a form: nothing for the partnership as a whole, not found for what is no subject. */
export function subjectFrom(about: unknown): { kind: SubjectKind; id: number } | undefined {
  if (about === undefined || about === '') return undefined
  const [, word, id] = ABOUT.exec(String(about)) ?? []
  const kind = SUBJECT_KINDS.find((each) => each === word)
  if (!kind) throw notFound()
  return { kind, id: Number(id) }
}
