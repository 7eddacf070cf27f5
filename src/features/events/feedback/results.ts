/** What was said after an event, put together. Nobody, the host included, gets answers before there are five. */
import { type FeedbackForm, type Question, questionsFor } from './content.ts'

/** Fewer answers than this are shown to nobody; the database holds to it too (alongside.event_feedback). */
export const FEWEST_SHOWN = 5

/** One form as it was sent: the key of an answer, or a text, by the key of its question. */
export type Said = Readonly<Record<string, string>>

export type Result =
  | {
      readonly question: Extract<Question, { type: 'choice' }>
      readonly answered: number
      readonly counts: readonly { readonly text: string; readonly count: number }[]
    }
  | { readonly question: Extract<Question, { type: 'text' }>; readonly texts: readonly string[] }

/** Question by question; texts in the order of the alphabet, so that nobody’s answers can be put together again. */
export function resultsOf(form: FeedbackForm, kind: string, said: readonly Said[]): Result[] {
  return questionsFor(form, kind).map((question): Result => {
    const answers = said.flatMap((each) => {
      const answer = each[question.key]
      return answer === undefined || answer === '' ? [] : [answer]
    })
    if (question.type === 'text')
      return { question, texts: answers.toSorted((one, other) => one.localeCompare(other, 'en-GB')) }
    const counts = question.scale.map(({ key, text }) => ({
      text,
      count: answers.filter((answer) => answer === key).length,
    }))
    return { question, answered: counts.reduce((sum, { count }) => sum + count, 0), counts }
  })
}
