/** Reads content/published: what anyone can look up about a school, which is linked and never uploaded. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseContent } from '../../../platform/content/content-file.ts'

const words = (max: number) => z.string({ error: 'words' }).min(1).max(max)
const schema = z.strictObject({
  source: z.enum(['guidance', 'public', 'ours'], { error: 'guidance, public or ours' }),
  links: z
    .array(
      z.strictObject({
        title: words(120),
        by: words(120),
        url: words(500).startsWith('https://', { error: 'an address that begins with https://' }),
        /** What time it is about, and as of when. */
        covers: words(200),
      }),
    )
    .min(1),
})

export type PublishedLinks = z.output<typeof schema>['links']

const FILE = join(import.meta.dirname, '../../../../content/published/england.yaml')

let read: Promise<PublishedLinks> | undefined

/** Throws `ContentFaults` with file, line and what was expected. Read once. */
export function readPublished(): Promise<PublishedLinks> {
  read ??= readFile(FILE, 'utf8').then(
    (text) => parseContent('content/published/england.yaml', text, schema).links,
  )
  return read
}
