/** Reads content/visits: what a running order can be made of. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseContent } from '../../../../platform/content/content-file.ts'

const words = (max: number) => z.string({ error: 'words' }).min(1).max(max)
const minutes = z.number({ error: 'a number of minutes' }).int().min(5).max(480)
const schema = z.strictObject({
  source: z.enum(['guidance', 'public', 'ours'], { error: 'guidance, public or ours' }),
  about: words(300),
  /** How long the day is. */
  minutes,
  parts: z
    .array(
      z.strictObject({
        title: words(120),
        minutes,
        who: words(200),
        look: words(400),
        for: z
          .strictObject({
            themes: z.array(words(80), { error: 'a list of keys of themes' }),
            strands: z.array(z.enum(['attendance', 'behaviour'], { error: 'attendance or behaviour' })),
          })
          .optional(),
        usual: z.boolean({ error: 'true or false' }).default(false),
      }),
    )
    .min(1),
})

export type Template = z.output<typeof schema>

const FILE = join(import.meta.dirname, '../../../../../content/visits/deep-dive.yaml')

/** Throws `ContentFaults` with file, line and what was expected. */
export async function readTemplate(file: string = FILE): Promise<Template> {
  return parseContent('content/visits/deep-dive.yaml', await readFile(file, 'utf8'), schema)
}
