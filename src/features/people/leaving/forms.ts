import { z } from 'zod'
import { choice, formKey, optionalText } from '../../../platform/forms.ts'
import { personName } from '../invitations/forms.ts'
import { emailField } from '../sign-in/forms.ts'

/** Why somebody's time in a role ends, as it stands in the history. */
export const REASONS = {
  left: 'left the organisation',
  role: 'has a new role there',
  mistake: 'was added by mistake',
  other: '',
} as const

/** A field that may be left empty, but is checked where it is not. */
const emptyOr = <T extends z.ZodType>(field: T) =>
  z.preprocess(
    (typed) => (typeof typed === 'string' && typed.trim() === '' ? undefined : typed),
    field.optional(),
  )

export const leavingForm = z
  .object({
    key: formKey,
    reason: choice(['left', 'role', 'mistake', 'other'], 'Select why'),
    why: optionalText({ max: 200, name: 'The reason' }),
    name: emptyOr(personName('Enter their name')),
    email: emptyOr(emailField('Enter their email address')),
  })
  .superRefine((form, context) => {
    if (form.reason === 'other' && form.why === '') {
      context.addIssue({ code: 'custom', path: ['why'], message: 'Enter the reason' })
    }
    if (form.name && !form.email) {
      context.addIssue({
        code: 'custom',
        path: ['email'],
        message: 'Enter the email address of whoever takes over',
      })
    }
    if (form.email && !form.name) {
      context.addIssue({ code: 'custom', path: ['name'], message: 'Enter the name of whoever takes over' })
    }
  })
export type LeavingForm = z.output<typeof leavingForm>

export const reasonOf = (form: LeavingForm): string =>
  form.reason === 'other' ? form.why : REASONS[form.reason]
