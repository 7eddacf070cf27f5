import type { Db } from '../../../../platform/database/index.ts'
import { conflict, notFound } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import { MOST_CLASSES } from '../domain.ts'
import { insertCodes } from '../opening/store.ts'
import type { WaveInView } from '../wave.ts'
import { nameOfWave } from '../words.ts'
import { updateStopped } from './store.ts'

const CLOSED = 'This survey is closed, so its codes open nothing any more.'

/**
 * Another code for a group: for a class that was forgotten, or in the place of one that got out. The label is the form's
 * own key: pressed twice, the same label makes no second code.
 */
export async function addCode(
  db: Db,
  actor: Actor,
  { wave, state, partnership, groups, codes }: WaveInView,
  form: { readonly group: number; readonly label: string; readonly expected: number | null },
): Promise<void> {
  if (state === 'closed') throw conflict(CLOSED)
  const group = groups.find(({ id }) => id === form.group)
  if (!group) throw notFound()
  const own = codes.filter(({ groupId, stoppedAt }) => groupId === group.id && stoppedAt === null)
  if (own.some(({ label }) => label.toLowerCase() === form.label.toLowerCase())) return
  if (own.length >= MOST_CLASSES) {
    throw conflict(`${group.label} has ${MOST_CLASSES} codes, and that is the most. Nothing was added.`)
  }
  await insertCodes(db, wave.id, group.id, [form])
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.code-added',
    sentence: `Added a code for ${form.label} to the ${nameOfWave(wave).toLowerCase()}`,
    details: { waveId: wave.id },
  })
}

/** No more answers with this code. What has come in stays. */
export async function stopCode(
  db: Db,
  actor: Actor,
  { wave, state, partnership, codes }: WaveInView,
  codeId: number,
  now: Temporal.Instant,
): Promise<void> {
  const code = codes.find(({ id }) => id === codeId)
  if (!code) throw notFound()
  if (state === 'closed') throw conflict(CLOSED)
  if (!(await updateStopped(db, wave, code, now))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.code-stopped',
    sentence: `Stopped the code for ${code.label} of the ${nameOfWave(wave).toLowerCase()}`,
    details: { waveId: wave.id },
  })
}
