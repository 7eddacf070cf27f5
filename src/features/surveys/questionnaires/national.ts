/** The published national figures that results are read beside. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { content, parseContent } from '../../../platform/content/content-file.ts'
import { surveysFolder } from './file.ts'

const { group, key, list, oneOf, text } = content

const nationalSchema = group('the national figures', {
  items: list(
    group('an item', {
      key: key(),
      title: text(200),
      unit: oneOf(['percent', 'minutes']),
      figures: list(
        group('a figure', {
          audience: oneOf(['leaders', 'teachers', 'pupils']),
          value: z.number({ error: 'a number' }).min(0).max(100),
          /** When it was asked, as it is shown. */
          period: text(40),
        }),
        'figures',
        1,
      ),
      note: text(200).optional(),
      source: group('a source', { title: text(200), publisher: text(200), published: text(60) }),
    }),
    'items',
  ),
})

export type NationalItem = z.output<typeof nationalSchema>['items'][number]
export type NationalFigure = NationalItem['figures'][number]

/** Read once, when the service starts. */
export const NATIONAL: readonly NationalItem[] = parseContent(
  'national.yaml',
  readFileSync(join(surveysFolder, 'national.yaml'), 'utf8'),
  nationalSchema,
).items

/** What a question's `comparator` names; nothing where a version names one that is not published any more. */
export function findNational(key: string | undefined): NationalItem | undefined {
  return NATIONAL.find((item) => item.key === key)
}
