import { z } from 'zod'
import { formKey } from '../../platform/forms.ts'

/** Numbers in an address that were not made by us count as the first page. */
const page = z.coerce.number().int().min(1).max(100_000).catch(1)

export const listForm = z.object({ page })

export const previewForm = z.object({
  page,
  show: z.enum(['refused', 'new', 'changed', 'unchanged']).optional().catch(undefined),
})

export const uploadAnswers = z.object({
  key: formKey,
  kind: z.string().default(''),
  replaces: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
})

const rowCount = z.coerce.number().int().min(0).max(100_000).catch(0)

/** `refused` is how many refused rows the page showed; `leave-out` is ticked to import without them. */
export const applicationForm = z.object({ refused: rowCount, 'leave-out': z.string().optional() })
