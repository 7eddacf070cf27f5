import { z } from 'zod'
import {
  type Answers,
  cleanText,
  type FormError,
  type FormResult,
  parseForm,
} from '../../../../platform/forms.ts'
import type { SafeguardingLead } from '../store.ts'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Of the fields `leadName`, `leadRole` and `leadEmail`: all are needed, for somebody may have to be told today. */
export function safeguardingLeadFrom(answers: Answers, errors: FormError[]): SafeguardingLead {
  const typed = (name: string) => cleanText(answers[name] ?? '').replaceAll('\n', ' ')
  const lead = { name: typed('leadName'), role: typed('leadRole'), email: typed('leadEmail') }
  for (const [field, value, missing, what] of [
    ['leadName', lead.name, 'Enter the name of your safeguarding lead', 'Name'],
    ['leadRole', lead.role, 'Enter the role of your safeguarding lead', 'Role'],
  ] as const) {
    if (value === '') errors.push({ field, message: missing })
    else if (value.length > 120) errors.push({ field, message: `${what} must be 120 characters or fewer` })
  }
  if (lead.email === '') {
    errors.push({ field: 'leadEmail', message: 'Enter the email address of your safeguarding lead' })
  } else if (!EMAIL.test(lead.email) || lead.email.length > 254) {
    errors.push({
      field: 'leadEmail',
      message: 'Enter an email address in the right format, like name@example.com',
    })
  }
  return lead
}

export interface LeadChange {
  readonly seen: number
  readonly lead: SafeguardingLead
}

export function parseLead(body: unknown): FormResult<LeadChange> {
  const parsed = parseForm(
    z.object({ seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0) }),
    body,
  )
  const { answers } = parsed
  const errors: FormError[] = []
  const lead = safeguardingLeadFrom(answers, errors)
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, value: { seen: parsed.value.seen, lead }, answers }
}
