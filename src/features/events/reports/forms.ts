import { z } from 'zod'
import { formKey, parseForm } from '../../../platform/forms.ts'
import { MATCHES } from './matching.ts'
import type { Show } from './store.ts'

export const PEOPLE_ON_A_PAGE = 50

const SHOWS: readonly Show[] = [...MATCHES, 'counted']

/** Which people of a report are looked at; those to confirm at first. */
export function parseShow(query: Readonly<Record<string, unknown>>): { show: Show; page: number } {
  const show = SHOWS.find((each) => each === String(query.show ?? '').replace('-', ' ')) ?? 'likely'
  const page = /^[1-9]\d{0,3}$/.test(String(query.page ?? '')) ? Number(query.page) : 1
  return { show, page }
}

export const parseUpload = (answers: unknown) =>
  parseForm(z.object({ key: formKey, anyway: z.enum(['yes']).optional().catch(undefined) }), answers)

const ids = z
  .string()
  .optional()
  .default('')
  .transform((text) =>
    text
      .split('\n')
      .filter((line) => /^[1-9]\d{0,8}$/.test(line))
      .map(Number),
  )

/** The people who were ticked. */
export function parseTicked(body: unknown) {
  return parseForm(
    z.object({
      person: ids.refine((chosen) => chosen.length > 0, 'Select the people who come from the school shown'),
    }),
    body,
  )
}

export const parsePlacing = (body: unknown) =>
  parseForm(
    z
      .object({
        whose: z.enum(['ours', 'not ours'], {
          error: 'Select whether this person comes from a partner school',
        }),
        school: z
          .string()
          .optional()
          .default('')
          .transform((text) => text.trim().slice(0, 200)),
      })
      .superRefine(({ whose, school }, context) => {
        if (whose === 'ours' && school === '')
          context.addIssue({
            code: 'custom',
            path: ['school'],
            message: 'Choose where this person comes from',
          })
      }),
    body,
  )
