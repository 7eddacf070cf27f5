import type { Db } from '../../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import { readSchool } from '../../../schools/index.ts'
import { listCurrentVersions, readSurveyVersion, type SurveyVersion } from '../../questionnaires/store.ts'
import { insertSafeguardingLead } from '../../remarks/store.ts'
import { KIND_NAMES, type Wave } from '../domain.ts'
import { type AskedBefore, askedBefore, type OfferedGroup, offeredGroups, stageOf } from '../groups.ts'
import { mayOpenWaves } from '../policy.ts'
import { listCodes, listGroups, listWaves } from '../store.ts'
import { readSurveyPlace, type SurveyPlace } from '../wave.ts'
import { sayWindow } from '../window.ts'
import { nameOfWave } from '../words.ts'
import type { WaveForm } from './forms.ts'
import { findWaveByKey, insertGroups, insertWave } from './store.ts'

export interface Opening extends SurveyPlace {
  readonly offered: readonly OfferedGroup[]
  readonly versions: readonly SurveyVersion[]
  readonly waves: readonly Wave[]
  /** In the newest of them; its numbers and classes are mostly still right. */
  readonly before: readonly AskedBefore[]
  /** Pupils in all, as the register has it. */
  readonly pupils: number | null
}

/** What a new survey can be made of. Forbidden where this actor sees surveys and does not open them. */
export async function readOpening(db: Db, actor: Actor, partnershipId: number): Promise<Opening> {
  const place = await readSurveyPlace(db, actor, partnershipId)
  if (!mayOpenWaves(actor, place.partnership)) {
    throw forbidden('The school itself opens its surveys, while its partnership is running.')
  }
  const [school, versions, waves] = await Promise.all([
    readSchool(db, place.partnership.schoolUrn),
    listCurrentVersions(db),
    listWaves(db, partnershipId),
  ])
  const newest = waves.slice(0, 1).map(({ id }) => id)
  const [groups, codes] = await Promise.all([listGroups(db, newest), listCodes(db, newest)])
  const before = askedBefore(groups, codes)
  return { ...place, offered: offeredGroups(school), versions, waves, before, pupils: school.pupils }
}

/** In words, that a survey of this kind is there and not closed; nothing where this form may open one, or did. */
export async function takenBy(
  db: Db,
  { waves }: Opening,
  { kind, key }: Pick<WaveForm, 'kind' | 'key'>,
): Promise<string | undefined> {
  const other = waves.find((wave) => wave.kind === kind && wave.closedAt === null)
  if (!other || (await findWaveByKey(db, key)) !== undefined) return undefined
  return `Your ${lowerFirst(KIND_NAMES[kind])} survey is already set up and not closed: close it first, or select the other`
}

/** Opens a survey with its groups and codes. Sent twice, it is there once. @returns its id, to go to */
export async function openWave(
  db: Db,
  actor: Actor,
  { partnership, versions, waves }: Opening,
  form: WaveForm,
): Promise<number> {
  const known = await findWaveByKey(db, form.key)
  if (known !== undefined) return known
  const stage = stageOf(form.groups)
  const asksStaff = form.groups.some(({ audience }) => audience === 'staff')
  const before = form.kind === 'follow-up' ? await versionsOfBaseline(db, waves) : []
  const versionFor = (matches: (version: SurveyVersion) => boolean): number => {
    // What the baseline asked is asked again, so that the two can be laid side by side.
    const version = before.find(matches) ?? versions.find(matches)
    if (!version) throw conflict('There is no questionnaire for this group. Nothing was opened.')
    return version.id
  }
  const wave = {
    ...form,
    languages: ['en', ...form.languages],
    partnershipId: partnership.id,
    pupilsVersionId: stage ? versionFor((each) => each.audience === 'pupils' && each.stage === stage) : null,
    staffVersionId: asksStaff ? versionFor((each) => each.audience === 'staff') : null,
  }
  const id = await insertWave(db, actor, wave)
  if (id === undefined) {
    const again = await findWaveByKey(db, form.key)
    if (again !== undefined) return again
    throw conflict('A survey of this kind is already set up and not closed. Nothing was opened.')
  }
  await insertGroups(db, id, form.groups)
  if (form.safeguardingLead) await insertSafeguardingLead(db, id, form.safeguardingLead)
  const said = { opensAt: form.opensAt.toString(), closesAt: form.closesAt.toString() }
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.set-up',
    sentence: `Set up the ${lowerFirst(nameOfWave(wave))}, open from ${sayWindow(said)}${form.safeguardingLead ? '. Staff may add something in their own words' : ''}`,
    details: { waveId: id },
  })
  return id
}

async function versionsOfBaseline(db: Db, waves: readonly Wave[]): Promise<SurveyVersion[]> {
  const baseline = waves.find(({ kind }) => kind === 'baseline')
  const ids = [baseline?.pupilsVersionId, baseline?.staffVersionId].filter((id) => typeof id === 'number')
  return Promise.all(ids.map((id) => readSurveyVersion(db, id)))
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
