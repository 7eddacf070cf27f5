import { z } from 'zod'
import { cleanText, formKey, parseForm } from '../../../platform/forms.ts'
import { placeOfKey } from './domain.ts'

const name = z
  .string()
  .optional()
  .default('')
  .transform(cleanText)
  .pipe(z.string().max(200, 'The name must be 200 characters or fewer'))
const guest = z
  .union([z.literal(''), z.coerce.number().int().min(1).max(2_147_483_647)], { error: 'Open the list again' })
  .optional()
  .transform((value) => (value === '' || value === undefined ? null : value))

/** One tick of the list, as its form sends it. */
const tick = z
  .object({
    key: formKey,
    what: z.enum(['arrived', 'undo', 'left', 'back'], { error: 'Open the list again' }),
    guest,
    place: z.string().optional().default(''),
    name,
    senior: z.enum(['yes', 'no']).optional().catch(undefined),
  })
  .superRefine((value, context) => {
    if (value.what !== 'arrived' || value.guest !== null) return
    if (value.name === '')
      context.addIssue({ code: 'custom', path: ['name'], message: 'Enter the person’s name' })
    if (!placeOfKey(value.place))
      context.addIssue({ code: 'custom', path: ['place'], message: 'Select where the person comes from' })
  })

export type Tick = z.output<typeof tick>

export const parseTick = (body: unknown) => parseForm(tick, body)

/** What a phone kept while it had no connection. */
const kept = z.object({
  entries: z
    .array(
      z.object({
        key: z.uuid(),
        guest: z.number().int().min(1).max(2_147_483_647).nullable(),
        place: z.string().max(12),
        name: z.string().max(400).transform(cleanText).pipe(z.string().max(200)),
        senior: z.boolean(),
        secondsAgo: z.number().min(0).max(31_536_000),
        undone: z.boolean(),
      }),
    )
    .max(500),
})

export type Kept = z.output<typeof kept>['entries'][number]

/** Nothing for what no phone of ours sent. A browser that is closing sends the entries as a field of a form. */
export function parseKept(body: unknown): readonly Kept[] | undefined {
  const parsed = kept.safeParse(unpacked(body))
  return parsed.success ? parsed.data.entries : undefined
}

function unpacked(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('entries' in body) || typeof body.entries !== 'string')
    return body
  try {
    return { entries: JSON.parse(body.entries) }
  } catch {
    return undefined
  }
}
