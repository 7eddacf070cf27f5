import { z } from 'zod'
import { choice, formKey, optionalText, text } from '../../../platform/forms.ts'
import { ROLES } from '../domain.ts'
import { emailField } from '../sign-in/forms.ts'

/** A name goes into emails that the service sends: an address of a website in it would make them bait. */
export const personName = (missing: string) =>
  text({ max: 100, missing, name: 'Name' }).refine((name) => !/[<>]|:\/\/|www\./i.test(name), {
    error: 'Name must not include a website or the symbols < and >',
  })

export const invitationForm = z.object({
  key: formKey,
  role: choice(ROLES, 'Select what they will do'),
  hub: optionalText({ max: 20, name: 'Hub' }),
  school: optionalText({ max: 200, name: 'School' }),
  trust: optionalText({ max: 20, name: 'Trust' }),
  name: personName('Enter their name'),
  email: emailField('Enter their email address'),
  title: optionalText({ max: 100, name: 'Job title' }),
})
export type InvitationForm = z.output<typeof invitationForm>

export const acceptanceForm = z.object({ name: personName('Enter your name') })
