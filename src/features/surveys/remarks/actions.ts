import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Seal } from '../answering/seal.ts'
import { listPublished } from '../results/store.ts'
import type { Wave } from '../waves/domain.ts'
import { readOwnWave, type WaveInView } from '../waves/wave.ts'
import { nameOfWave } from '../waves/words.ts'
import { openRemark, sealRemark } from './sealing.ts'
import {
  findSafeguardingLead,
  isSafeguardingLead,
  listSealedRemarks,
  type NamedLead,
  putRemarks,
  takeRemarks,
} from './store.ts'

/** At the close: sealed anew and in no order, so that nothing of how they came in stays. In the system's scope. */
export async function layRemarksAnew(db: Db, seal: Seal, waveId: number): Promise<void> {
  const taken = await takeRemarks(db, waveId)
  if (taken.length === 0) return
  await putRemarks(
    db,
    waveId,
    taken.map(({ harm, sealed }) => ({ harm, sealed: sealRemark(seal, openRemark(seal, sealed)) })),
  )
}

/** `early`: there are no results yet. `few`: fewer staff answered than the floor. `gone`: kept long enough. */
export type RemarkState = 'early' | 'few' | 'gone' | 'shown'

export interface RemarksInView extends WaveInView {
  readonly lead: NamedLead
  /** Whether this actor is the one. */
  readonly isLead: boolean
}

/** Of the school itself, and only where its staff could add something. */
export async function readRemarksPlace(
  db: Db,
  actor: Actor,
  waveId: number,
  now: Temporal.Instant,
): Promise<RemarksInView> {
  const view = await readOwnWave(db, actor, waveId, now)
  const lead = await findSafeguardingLead(db, waveId)
  if (!lead) throw notFound()
  return { ...view, lead, isLead: await isSafeguardingLead(db, waveId) }
}

/** What staff added that tells of no harm: the database gives it out once there are results, from the floor on. */
export async function readRemarks(
  db: Db,
  actor: Actor,
  seal: Seal,
  waveId: number,
  now: Temporal.Instant,
): Promise<
  RemarksInView & {
    readonly state: WaveInView['state']
    readonly stands: RemarkState
    readonly texts: string[]
  }
> {
  const view = await readRemarksPlace(db, actor, waveId, now)
  const stands = await standingOf(db, view.wave)
  const sealed = stands === 'shown' ? await listSealedRemarks(db, waveId, false) : []
  return { ...view, stands, texts: sealed.map((each) => openRemark(seal, each)) }
}

async function standingOf(db: Db, { id, resultsAt, rawDeletedAt }: Wave): Promise<RemarkState> {
  if (rawDeletedAt !== null) return 'gone'
  if (resultsAt === null) return 'early'
  const published = await listPublished(db, [id])
  const staff = published.find(({ audience, position }) => audience === 'staff' && position === 0)
  return staff && staff.answered >= staff.floor ? 'shown' : 'few'
}

/** For the safeguarding lead alone, at once; that they looked stands in the history, and not what there was. */
export async function openHarm(
  db: Db,
  actor: Actor,
  seal: Seal,
  waveId: number,
  now: Temporal.Instant,
): Promise<RemarksInView & { readonly texts: string[] }> {
  const view = await readRemarksPlace(db, actor, waveId, now)
  if (!view.isLead) throw notFound()
  const sealed = await listSealedRemarks(db, waveId, true)
  await recordHistory(db, actor, {
    about: { partnershipId: view.partnership.id },
    kind: 'survey.safeguarding-page',
    sentence: `Looked at the safeguarding lead’s page of the ${nameOfWave(view.wave).toLowerCase()}`,
    details: { surveyWaveId: waveId },
  })
  return { ...view, texts: sealed.map((each) => openRemark(seal, each)) }
}
