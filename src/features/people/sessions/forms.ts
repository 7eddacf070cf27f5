import { z } from 'zod'

export const placeForm = z.object({
  assignment: z.coerce
    .number({ error: 'Select where you want to work' })
    .int('Select where you want to work'),
  next: z.string().optional(),
})
