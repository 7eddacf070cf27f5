/** The results of one wave, with all that their pages need. */
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import { type Audience, shapeOf } from '../definition.ts'
import { readSurveyVersion } from '../questionnaires/store.ts'
import type { Wave } from '../waves/domain.ts'
import { listWaves, readWave } from '../waves/store.ts'
import { readSurveyPlace, type SurveyPlace } from '../waves/wave.ts'
import type { AudienceResults } from './figures.ts'
import { findShare, listPublished, type Share } from './store.ts'
import { fromRows } from './stored.ts'

export interface ResultsInView extends SurveyPlace {
  readonly actor: Actor
  readonly wave: Wave
  readonly share: Share | undefined
  /** Of this wave, as far as this actor may read them: pupils first. */
  readonly results: readonly AudienceResults[]
  /** Of the same partnership, the other kind of wave that has results: the baseline of a follow-up, and the other way. */
  readonly other: { readonly wave: Wave; readonly results: readonly AudienceResults[] } | undefined
}

/** Not found unless this actor may see the wave. That it has no results yet, or does not share them, is for the page. */
export async function readResults(db: Db, actor: Actor, waveId: number): Promise<ResultsInView> {
  const wave = await readWave(db, waveId)
  const place = await readSurveyPlace(db, actor, wave.partnershipId)
  const share = await findShare(db, wave.id)
  const others = await listWaves(db, wave.partnershipId)
  const otherWave = others.find(({ kind, resultsAt }) => kind !== wave.kind && resultsAt !== null)
  const results = await readAudiences(db, wave.id)
  const other = otherWave && { wave: otherWave, results: await readAudiences(db, otherWave.id) }
  return { ...place, actor, wave, share, results, other: other?.results.length ? other : undefined }
}

/** For pages that only are where there are results to read. */
export async function readReadyResults(db: Db, actor: Actor, waveId: number): Promise<ResultsInView> {
  const view = await readResults(db, actor, waveId)
  if (view.results.length === 0) throw notFound()
  return view
}

const AUDIENCE_ORDER: readonly Audience[] = ['pupils', 'staff']

export async function readAudiences(db: Db, waveId: number): Promise<AudienceResults[]> {
  const rows = await listPublished(db, [waveId])
  const results: AudienceResults[] = []
  for (const audience of AUDIENCE_ORDER) {
    const own = rows.filter((row) => row.audience === audience)
    const [first] = own
    if (!first) continue
    const { definition } = await readSurveyVersion(db, first.versionId)
    results.push({ audience, definition, published: fromRows(own, shapeOf(definition), first.floor) })
  }
  return results
}
