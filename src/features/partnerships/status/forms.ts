import { z } from 'zod'
import { formKey, optionalText, text } from '../../../platform/forms.ts'
import type { PartnershipStatus } from '../domain.ts'

const STATUSES = [
  'confirmed',
  'active',
  'paused',
  'withdrawn',
  'completed',
] as const satisfies readonly PartnershipStatus[]

/** A pause, a withdrawal and a return are explained; confirming and completing explain themselves. */
const NEEDS_REASON: ReadonlySet<string> = new Set(['paused', 'withdrawn'])

export const statusSchema = z
  .object({
    key: formKey,
    /** The status on the person's page: a change in the meantime is a conflict, not an overwrite. */
    seen: z.string().max(20),
    status: z.enum(STATUSES, { error: 'Select what the status is now' }),
    reason: optionalText({ max: 500, name: 'Reason' }),
  })
  .superRefine((form, context) => {
    if (NEEDS_REASON.has(form.status) && form.reason === '') {
      context.addIssue({ code: 'custom', path: ['reason'], message: 'Say why, in a few words' })
    }
  })
export type StatusForm = z.output<typeof statusSchema>

export const moveSchema = z.object({
  key: formKey,
  pathway: z.string({ error: 'Select a pathway' }).min(1, 'Select a pathway').max(60),
  hub: z.coerce
    .number({ error: 'Select a hub' })
    .int()
    .min(1, 'Select a hub')
    .max(2_147_483_647, 'Select a hub'),
  reason: text({ max: 500, name: 'Reason', missing: 'Say why, in a few words' }),
  /** Set by the second press, after the page has said that the hub would be over its capacity. */
  overCapacity: z.enum(['', 'yes']).optional().default(''),
})
export type MoveForm = z.output<typeof moveSchema>

export const newPartnershipSchema = z.object({
  key: formKey,
  school: text({ max: 200, name: 'School', missing: 'Enter the school’s name or URN' }),
  pathway: z.string({ error: 'Select a pathway' }).min(1, 'Select a pathway').max(60),
  cohort: z.coerce
    .number({ error: 'Select a cohort' })
    .int()
    .min(1, 'Select a cohort')
    .max(2_147_483_647, 'Select a cohort'),
  overCapacity: z.enum(['', 'yes']).optional().default(''),
})
export type NewPartnershipForm = z.output<typeof newPartnershipSchema>
