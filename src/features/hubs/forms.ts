import { z } from 'zod'
import { formKey, optionalText, text } from '../../platform/forms.ts'
import type { Capacity } from './domain.ts'

const shared = {
  reference: text({
    max: 40,
    name: 'Reference',
    missing: 'Enter a reference, for example H12',
  }),
  name: optionalText({ max: 200, name: 'Name of the hub' }),
  lead: z.enum(['school', 'trust'], { error: 'Select whether a school or a trust leads the hub' }),
  school: optionalText({ max: 200, name: 'Lead school' }),
  /** Which of several schools of the name that was typed. */
  schoolChoice: z
    .string()
    .optional()
    .transform((value) => (value && /^\d{6}$/.test(value) ? Number(value) : null)),
  trust: optionalText({ max: 200, name: 'Lead trust' }),
  region: optionalText({ max: 20, name: 'Region' }),
}

const revision = z
  .string({ error: 'Open this page again: it has expired' })
  .regex(/^[1-9]\d{0,8}$/, 'Open this page again: it has expired')
  .transform(Number)

export const createForm = z.object({ ...shared, key: formKey })
export const detailsForm = z.object({ ...shared, revision })
export const closureForm = z.object({ revision, closed: z.enum(['yes', 'no']) })

/** What the details forms hold once read. */
export type TypedDetails = Omit<z.output<typeof createForm>, 'key'>

const places = (pathwayName: string) =>
  z
    .string()
    .optional()
    .default('')
    .transform((value) => value.trim().replaceAll(',', ''))
    .refine((value) => value === '' || (/^\d{1,4}$/.test(value) && Number(value) <= 1000), {
      error: `${pathwayName} must be a whole number from 0 to 1,000, or empty`,
    })
    .transform((value) => (value === '' ? null : Number(value)))

/** A number for each pathway; left empty, the hub goes by the programme. */
export function capacityForm(capacities: readonly Capacity[]) {
  const fields = new Map(
    capacities.map(({ pathwayKey, pathwayName }) => [capacityField(pathwayKey), places(pathwayName)]),
  )
  return z.object({ revision, ...Object.fromEntries(fields) }).transform((form) => {
    const typed: Readonly<Record<string, unknown>> = form
    const own = new Map<string, number | null>()
    for (const { pathwayKey } of capacities) {
      const value = typed[capacityField(pathwayKey)]
      own.set(pathwayKey, typeof value === 'number' ? value : null)
    }
    return { revision: form.revision, own }
  })
}

export function capacityField(pathwayKey: string): string {
  return `capacity-${pathwayKey}`
}
