/** Surveys of the invented schools: those that were run, with results, and one that is open with its codes. */
import type { Db } from '../../../platform/database/index.ts'
import { CODE_ALPHABET, CODE_LENGTH } from '../codes/code.ts'
import { type SurveyDefinition, shapeOf } from '../definition.ts'
import { type GroupTally, publish, USUAL_FLOOR } from '../disclosure/index.ts'
import { readSurveyVersion } from '../questionnaires/store.ts'
import { insertPublished } from '../results/store.ts'
import { sayWindow } from '../waves/window.ts'
import { nameOfWave } from '../waves/words.ts'
import { type InventedGroup, type InventedPlace, inventGroups, tallyOf } from './people.ts'
import {
  findRunning,
  type InventedDeed,
  insertInventedAnswers,
  insertInventedCode,
  insertInventedGroup,
  insertInventedReply,
  insertInventedSafeguardingLead,
  insertInventedShare,
  insertInventedWave,
  listInventedDeeds,
  listRunSurveys,
  markInvented,
  type RunSurvey,
  readVersionIds,
} from './store.ts'

export interface InventedSurveys {
  /** 'YYYY-MM-DD', the demonstration's own day. */
  readonly today: string
  readonly schools: readonly InventedPlace[]
  /** Where a follow-up is open now, by URN. */
  readonly open: readonly number[]
  /** Where a follow-up was run too, by URN. */
  readonly again: readonly number[]
  /** Who has not shared their results, by URN. */
  readonly unshared: readonly number[]
  /** What a school told its pupils after its baseline. */
  readonly replies: readonly {
    readonly school: number
    readonly said: readonly string[]
    readonly did: readonly string[]
  }[]
}

interface Asked {
  readonly pupils: SurveyDefinition
  readonly staff: SurveyDefinition
  readonly pupilsVersionId: number
  readonly staffVersionId: number
}

/** A line of history as the real action writes it; what the service itself does is left out. */
export interface InventedHistory {
  readonly partnershipId: number
  readonly kind: string
  readonly sentence: string
  readonly details: Readonly<Record<string, unknown>>
  readonly email: string
  readonly name: string
  /** ISO instant. */
  readonly at: string
}

/** As the owner, in the transaction that loads the world. @returns what the schools did, for their histories */
export async function loadDemonstrationSurveys(db: Db, of: InventedSurveys): Promise<InventedHistory[]> {
  const versions = await readVersionIds(db)
  // A world without questionnaires is a world without surveys.
  if (versions.size === 0) return []
  const schools = new Map(of.schools.map((school) => [school.urn, school]))
  const askedOf = async ({ ageHigh }: InventedPlace): Promise<Asked> => {
    const pupilsVersionId = versions.get(ageHigh <= 11 ? 'pupils-primary' : 'pupils-secondary')
    const staffVersionId = versions.get('staff')
    if (pupilsVersionId === undefined || staffVersionId === undefined) {
      throw new Error('The questionnaires are loaded before the demonstration')
    }
    const { definition: pupils } = await readSurveyVersion(db, pupilsVersionId)
    const { definition: staff } = await readSurveyVersion(db, staffVersionId)
    return { pupils, staff, pupilsVersionId, staffVersionId }
  }
  const run = await listRunSurveys(db)
  for (const urn of of.again) {
    const place = run.find((each) => each.urn === urn && each.kind === 'baseline')
    if (place && !run.some((each) => each.urn === urn && each.kind === 'follow-up')) {
      run.push({ ...place, kind: 'follow-up', closedOn: dayBefore(of.today, 9) })
    }
  }
  for (const survey of run) {
    const school = schools.get(survey.urn)
    if (!school) continue
    const isShared = !of.unshared.includes(survey.urn)
    const waveId = await addOver(db, survey, school, await askedOf(school), isShared)
    const reply = of.replies.find((each) => each.school === survey.urn)
    if (reply && survey.kind === 'baseline') {
      await insertInventedReply(
        db,
        waveId,
        reply,
        survey.leader,
        `${dayBefore(survey.closedOn, -12)}T15:30:00Z`,
      )
    }
  }
  for (const urn of of.open) {
    const school = schools.get(urn)
    const place = await findRunning(db, urn)
    if (school && place)
      await addOpen(db, { ...place, kind: 'follow-up' }, school, await askedOf(school), of.today)
  }
  return (await listInventedDeeds(db)).map(historyOf)
}

const SENTENCES: Readonly<Record<InventedDeed['deed'], (survey: string, deed: InventedDeed) => string>> = {
  'set-up': (survey, { opensAt, closesAt, asksRemark }) =>
    `Set up the ${survey}, open from ${sayWindow({ opensAt, closesAt })}${asksRemark ? '. Staff may add something in their own words' : ''}`,
  closed: (survey) => `Closed the ${survey}`,
  shared: (survey, { hubName }) =>
    `Shared the results of the ${survey} with ${hubName} and the programme team`,
  reply: (survey) => `Wrote “You said, we did” for the ${survey}`,
}

function historyOf(deed: InventedDeed): InventedHistory {
  const { partnershipId, waveId, email, name, at } = deed
  const survey = nameOfWave(deed).toLowerCase()
  const details = deed.deed === 'set-up' || deed.deed === 'closed' ? { waveId } : { surveyWaveId: waveId }
  return {
    partnershipId,
    kind: `survey.${deed.deed}`,
    sentence: SENTENCES[deed.deed](survey, deed),
    details,
    email,
    name,
    at,
  }
}

async function addOver(
  db: Db,
  survey: RunSurvey,
  school: InventedPlace,
  asked: Asked,
  isShared: boolean,
): Promise<number> {
  const { partnershipId, kind, leader, closedOn } = survey
  const waveId = await insertInventedWave(db, {
    ...asked,
    partnershipId,
    kind,
    leader,
    opensAt: `${dayBefore(closedOn, 10)}T08:00:00Z`,
    closesAt: `${closedOn}T15:00:00Z`,
    isClosed: true,
    layout: layoutOf(school),
    languages: ['en'],
  })
  const groups = inventGroups(school, asked, { kind, share: 0.86 })
  for (const audience of ['pupils', 'staff'] as const) {
    const definition = asked[audience]
    const tallies: GroupTally[] = []
    for (const [at, group] of groups.entries()) {
      if (group.audience !== audience) continue
      const groupId = await insertInventedGroup(db, waveId, group, at + 1)
      for (const code of codesOf(group, at, school.urn + AFTER_OPEN[kind])) {
        await insertInventedCode(db, waveId, groupId, code)
      }
      tallies.push(tallyOf(definition, group, at + 1))
    }
    const shape = shapeOf(definition)
    const versionId = audience === 'pupils' ? asked.pupilsVersionId : asked.staffVersionId
    await insertPublished(db, waveId, { audience, versionId, shape }, publish(tallies, shape, USUAL_FLOOR))
  }
  await markInvented(db, waveId, USUAL_FLOOR, `${closedOn}T15:20:00Z`)
  if (isShared) await insertInventedShare(db, waveId, leader, `${closedOn}T16:05:00Z`)
  return waveId
}

/** Open for another week. About half have answered; one class has hardly begun. */
async function addOpen(
  db: Db,
  { partnershipId, kind, leader }: Omit<RunSurvey, 'closedOn'>,
  school: InventedPlace,
  asked: Asked,
  today: string,
): Promise<void> {
  const waveId = await insertInventedWave(db, {
    ...asked,
    partnershipId,
    kind,
    leader,
    opensAt: `${dayBefore(today, 3)}T07:00:00Z`,
    closesAt: `${dayBefore(today, -8)}T15:00:00Z`,
    isClosed: false,
    layout: layoutOf(school),
    languages: ['en', 'pl', 'ur'],
  })
  await insertInventedSafeguardingLead(db, waveId)
  const groups = inventGroups(school, asked, { kind, share: 0.5 })
  for (const [at, group] of groups.entries()) {
    const groupId = await insertInventedGroup(db, waveId, group, at + 1)
    await insertInventedAnswers(db, waveId, groupId, group.answers)
    for (const code of codesOf(group, at, school.urn)) await insertInventedCode(db, waveId, groupId, code)
  }
}

/** So that the codes of a school's surveys differ: what stands after its number for one that is over. */
const AFTER_OPEN: Readonly<Record<RunSurvey['kind'], number>> = {
  baseline: 1_000_000,
  'follow-up': 2_000_000,
}

/** A class of some thirty each; staff have one code a role. The codes are the same in every demonstration. */
function codesOf({ audience, label, roll, answers }: InventedGroup, at: number, seed: number) {
  const classes = audience === 'staff' ? 1 : Math.max(1, Math.min(6, Math.round(roll / 30)))
  let left = answers.length
  return Array.from({ length: classes }, (_, place) => {
    const expected = Math.round(roll / classes)
    const isLast = place === classes - 1
    const answered = Math.min(left, isLast ? left : Math.round((answers.length / classes) * 1.3))
    left -= answered
    return {
      code: codeAt(seed * 100 + at * 8 + place),
      label: classes === 1 ? label : `${label.replace('Year ', '')}${'ABCDEF'[place]}`,
      expected,
      answered,
    }
  })
}

function codeAt(number: number): string {
  let rest = Math.imul(number, 2654435761) >>> 0
  return Array.from({ length: CODE_LENGTH }, () => {
    const character = CODE_ALPHABET[Math.floor((rest / 2 ** 32) * CODE_ALPHABET.length)]
    rest = (Math.imul(rest, 1664525) + 1013904223) >>> 0
    return character
  }).join('')
}

const layoutOf = ({ ageHigh }: InventedPlace): string => (ageHigh <= 11 ? 'one-a-page' : 'all-on-one-page')

/** A negative count is after. */
const dayBefore = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).subtract({ days }).toString()
