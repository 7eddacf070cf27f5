/** Free text is looked through for words that may point at a pupil. The writer is asked once, and decides. */
import { checkboxes } from '../../design/components/index.ts'
import type { Html } from '../../design/html.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import { warningsIn } from '../../platform/pupil-words/index.ts'

const REASONS = {
  name: 'may name a pupil',
  'initials-and-year': 'may be a pupil’s initials and year group',
  'date-of-birth': 'may be a date of birth',
} as const

const WAY_THROUGH =
  'Write about groups of pupils, never about one. If no pupil is meant, say so below and save again.'

/**
 * One warning for each field that holds such words, unless the writer has said that no pupil is meant. `colleagues` are
 * those of the two schools, by name; words that were `kept` before are not asked about again.
 */
export function pupilWarnings(
  answers: Answers,
  fields: readonly string[],
  { colleagues = [], kept = {} }: { readonly colleagues?: readonly string[]; readonly kept?: Answers } = {},
): FormError[] {
  if (answers['no-pupil'] === 'yes') return []
  return fields.flatMap((field) => {
    if (answers[field] === kept[field]) return []
    const [first] = warningsIn(answers[field] ?? '', colleagues)
    return first ? [{ field, message: `“${first.excerpt}” ${REASONS[first.kind]}. ${WAY_THROUGH}` }] : []
  })
}

/** The way through: shown only when there was a warning, above the button that saves. */
export function pupilCheckbox(
  errors: readonly FormError[] | undefined,
  answers: Answers | undefined,
): Html | undefined {
  const warned =
    errors?.some(({ message }) => message.endsWith(WAY_THROUGH)) || answers?.['no-pupil'] === 'yes'
  if (!warned) return undefined
  return checkboxes({
    name: 'no-pupil',
    label: 'Before you save',
    answers,
    choices: [{ value: 'yes', text: 'I have checked: this names no pupil' }],
  })
}
