import { z } from 'zod'
import { choice, formKey, text } from '../../platform/forms.ts'

export const IMPORT_KINDS = {
  schools: 'Schools: all establishments, or a list of some',
  trusts: 'Trusts: all groups',
  links: 'Links: which school took over from which',
  membership: 'Membership: which school is in which trust',
} as const

export const importForm = z.object({
  key: formKey,
  kind: choice(['schools', 'trusts', 'links', 'membership'], 'Select what the file holds'),
  source: text({ max: 200, missing: 'Enter where the file comes from', name: 'Where the file comes from' }),
})

/** What a search page's address may hold. A broken one is an empty search, not a fault. */
export const searchForm = z.object({
  q: z.string().max(200).catch(''),
  closed: z.literal('yes').optional().catch(undefined),
})
