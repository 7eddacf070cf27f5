import { z } from 'zod'
import { type Answers, cleanText, type FormError, parseForm } from '../../../platform/forms.ts'
import { type AnswerContent, CONSULTED } from '../domain.ts'
import type { Questionnaire, Statement } from '../questionnaires/definition.ts'

export const LONGEST_NOTE = 4000

/** The fields of one statement, which stand on one page with those of others. */
export const fieldsOf = ({ key }: Pick<Statement, 'key'>) => ({
  level: `level-${key}`,
  note: `note-${key}`,
  consulted: `consulted-${key}`,
  priority: `priority-${key}`,
  seen: `seen-${key}`,
  checked: `checked-${key}`,
})

export interface TypedAnswer {
  readonly content: AnswerContent
  /** The number of the answer that stood on the person's page. */
  readonly seen: number
  /** "I have checked: this names no pupil." */
  readonly checked: boolean
}

export interface ParsedAnswer {
  readonly statement: Statement
  readonly typed: TypedAnswer
  readonly errors: readonly FormError[]
}

/** What was typed for these statements; one that is not in the form is left out. */
export function parseAnswers(
  questionnaire: Questionnaire,
  statements: readonly Statement[],
  body: unknown,
): { parsed: ParsedAnswer[]; answers: Answers } {
  const { answers } = parseForm(z.unknown(), body)
  const levels = new Set(questionnaire.levels.map(({ key }) => key))
  const parsed = statements.flatMap((statement): ParsedAnswer[] => {
    const fields = fieldsOf(statement)
    const seen = answers[fields.seen]
    if (seen === undefined) return []
    const level = answers[fields.level] ?? ''
    const evidenceNote = cleanText(answers[fields.note] ?? '')
    const asked = (answers[fields.consulted] ?? '').split('\n')
    const errors: FormError[] = []
    if (level !== '' && !levels.has(level)) {
      errors.push({ field: fields.level, message: `Choose a level for ${statement.number}` })
    }
    if (evidenceNote.length > LONGEST_NOTE) {
      errors.push({
        field: fields.note,
        message: `“How do you know?” for ${statement.number} must be ${LONGEST_NOTE} characters or fewer`,
      })
    }
    return [
      {
        statement,
        errors,
        typed: {
          seen: /^\d{1,9}$/.test(seen) ? Number(seen) : 0,
          checked: answers[fields.checked] === 'yes',
          content: {
            level: level === '' ? null : level,
            evidenceNote,
            consulted: Object.keys(CONSULTED).filter((who) => asked.includes(who)),
            isPriority: answers[fields.priority] === 'yes',
          },
        },
      },
    ]
  })
  return { parsed, answers }
}
