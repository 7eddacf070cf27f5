/** Reads content/visits: the running order from which both schools start. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseContent } from '../../../platform/content/content-file.ts'

const words = (max: number) => z.string({ error: 'words' }).min(1).max(max)
const schema = z.strictObject({
  source: z.enum(['guidance', 'public', 'ours'], { error: 'guidance, public or ours' }),
  about: words(300),
  parts: z
    .array(
      z.strictObject({
        title: words(120),
        minutes: z.number({ error: 'a number of minutes' }).int().min(5).max(480),
        who: words(200),
        look: words(400),
      }),
    )
    .min(1),
})

export type RunningOrder = z.output<typeof schema>

const FILE = join(import.meta.dirname, '../../../../content/visits/deep-dive.yaml')

/** Throws `ContentFaults` with file, line and what was expected. */
export async function readRunningOrder(file: string = FILE): Promise<RunningOrder> {
  return parseContent('content/visits/deep-dive.yaml', await readFile(file, 'utf8'), schema)
}

export interface TimedPart {
  readonly title: string
  readonly who: string
  readonly look: string
  /** "09:30", or empty where the day has no time yet. */
  readonly at: string
  readonly minutes: number
}

/** The parts one after another from when the day starts. */
export function timed({ parts }: RunningOrder, startsAt: string): TimedPart[] {
  let time = startsAt === '' ? undefined : Temporal.PlainTime.from(startsAt)
  return parts.map((part) => {
    const at = time ? time.toString({ smallestUnit: 'minute' }) : ''
    time = time?.add({ minutes: part.minutes })
    return { ...part, at }
  })
}
