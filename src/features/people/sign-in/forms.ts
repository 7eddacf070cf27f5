import { z } from 'zod'
import { text } from '../../../platform/forms.ts'

/** An address as it is typed: trimmed, checked for its shape only. */
export const emailField = (missing: string) =>
  text({ max: 254, missing, name: 'Email address' }).pipe(
    z.email('Enter an email address in the correct format, like name@example.com'),
  )

export const signInForm = z.object({
  email: emailField('Enter your email address'),
  next: z.string().optional(),
})

export const codeForm = z.object({
  // People type the code as it is shown, in two groups, or paste it with its sentence's full stop.
  code: z
    .string({ error: 'Enter the 6 digit code' })
    .transform((typed) => typed.replaceAll(/[\s.–-]/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'Enter the 6 digit code')
        .regex(/^\d{6}$/, 'The code is 6 digits, like 123456'),
    ),
})
