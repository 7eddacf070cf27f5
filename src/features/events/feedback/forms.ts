import type { Answers, FormError } from '../../../platform/forms.ts'
import { cleanText } from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type FeedbackForm, type Question, questionsFor } from './content.ts'
import type { Said } from './results.ts'

export type ParsedFeedback =
  | { readonly ok: true; readonly value: Said; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** Reads the form as its content asks it. What is not in the content is left out. */
export function parseFeedbackForm(form: FeedbackForm, kind: string, body: unknown): ParsedFeedback {
  const answers: Record<string, string> = Object.create(null)
  if (typeof body === 'object' && body !== null) {
    for (const [name, value] of Object.entries(body)) if (typeof value === 'string') answers[name] = value
  }
  const questions = questionsFor(form, kind)
  const errors = [
    ...questions.flatMap((question) => faultIn(question, answers[question.key] ?? '')),
    ...pupilWarnings(
      answers,
      questions.filter(({ type }) => type === 'text').map(({ key }) => key),
    ),
  ]
  if (errors.length > 0) return { ok: false, errors, answers }
  const value = Object.fromEntries(
    questions.flatMap(({ key }) => {
      const answer = cleanText(answers[key] ?? '')
      return answer === '' ? [] : [[key, answer]]
    }),
  )
  return { ok: true, value, answers }
}

function faultIn(question: Question, answer: string): FormError[] {
  const { key: field } = question
  if (question.type === 'text') {
    return cleanText(answer).length > question.max
      ? [{ field, message: `Your answer must be ${question.max} characters or fewer` }]
      : []
  }
  if (answer === '')
    return question.required ? [{ field, message: `Select an answer: ${question.text}` }] : []
  return question.scale.some(({ key }) => key === answer)
    ? []
    : [{ field, message: 'Select one of the answers' }]
}
