/** What a device kept while it had no connection: one answer for each note, so that one holds up no other. */
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { cleanText } from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { RecordInView } from './actions.ts'
import { parseAgreed } from './agreed/forms.ts'
import { FIELDS } from './domain.ts'
import { addAgreed, type Caught, catchUpWords, mustWrite, settle, takeOut } from './writing.ts'

const MOST = 4000
const key = z.uuid()
const kept = z.object({
  notes: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('words'),
          key,
          field: z.enum(FIELDS),
          text: z.string().max(50_000).transform(cleanText),
          /** The revision of the record from which the person started. */
          seen: z.number().int().min(0).max(2_147_483_647),
          /** The person has looked: no pupil is meant. */
          checked: z.boolean(),
          /** What was set aside and is put together with this. */
          settles: key.nullable(),
        }),
        z.object({
          kind: z.literal('action'),
          key,
          answers: z.record(z.string().max(40), z.string().max(5000)),
        }),
        z.object({ kind: z.literal('out'), key, action: key }),
      ]),
    )
    .max(200),
})
export type Kept = z.output<typeof kept>['notes'][number]

/** Nothing for what no device of ours sent. A browser that is closing sends the notes as a field of a form. */
export function parseKept(body: unknown): readonly Kept[] | undefined {
  const parsed = kept.safeParse(unpacked(body))
  return parsed.success ? parsed.data.notes : undefined
}

function unpacked(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('notes' in body) || typeof body.notes !== 'string')
    return body
  try {
    return { notes: JSON.parse(body.notes) }
  } catch {
    return undefined
  }
}

export type CaughtNote = { readonly key: string } & (
  | Caught
  /** It may point to a pupil, or cannot be read: the person looks at it, and it stays on the device until then. */
  | { readonly state: 'warned' | 'invalid'; readonly message: string }
)

export async function catchUp(
  db: Db,
  view: RecordInView,
  notes: readonly Kept[],
  calendar: Calendar,
): Promise<CaughtNote[]> {
  mustWrite(view)
  const colleagues = await listColleagues(db, view.partnership)
  const objectives = new Set(view.objectives.map(({ id }) => id))
  const caught: CaughtNote[] = []
  for (const note of notes) {
    switch (note.kind) {
      case 'words':
        caught.push({ key: note.key, ...(await words(db, view, note, { calendar, colleagues })) })
        break
      case 'action': {
        const parsed = parseAgreed({ ...note.answers, key: note.key }, { colleagues, objectives })
        caught.push({
          key: note.key,
          ...(parsed.ok
            ? await addAgreed(db, view, parsed.value, calendar)
            : wrong(parsed.errors[0]?.message)),
        })
        break
      }
      case 'out':
        caught.push({ key: note.key, ...(await takeOut(db, view, note.action, calendar)) })
    }
  }
  return caught
}

async function words(
  db: Db,
  view: RecordInView,
  note: Kept & { kind: 'words' },
  { calendar, colleagues }: { readonly calendar: Calendar; readonly colleagues: readonly string[] },
): Promise<Caught | { state: 'warned' | 'invalid'; message: string }> {
  const { field, text, settles } = note
  if (text.length > MOST) return { state: 'invalid', message: `Use ${MOST} characters or fewer` }
  const answers = { [field]: text, ...(note.checked && { 'no-pupil': 'yes' }) }
  const [warned] = pupilWarnings(answers, [field], {
    colleagues,
    kept: view.record ? { [field]: view.record[field] } : {},
  })
  if (warned) return { state: 'warned', message: warned.message }
  const caught = await catchUpWords(db, view, note, calendar)
  if (settles && caught.state === 'saved') await settle(db, view, settles)
  return caught
}

const wrong = (message = 'It could not be read') => ({ state: 'invalid', message }) as const
