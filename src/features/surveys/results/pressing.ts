/**
 * What a survey says a visit should look at. Of published figures alone, and of those only what the school shares: whoever
 * reads a draft learns nothing that they could not read in the results.
 */
import type { Db } from '../../../platform/database/index.ts'
import type { SurveyDefinition, SurveyQuestion } from '../definition.ts'
import { KIND_NAMES, type WaveKind } from '../waves/domain.ts'
import { listWaves } from '../waves/store.ts'
import { type AudienceResults, figureOf, gapsOf, headlineWords } from './figures.ts'
import { readAudiences } from './results.ts'
import { listSharedWaves } from './store.ts'
import { amount } from './words.ts'

/** Something to look at: a theme of the self-assessment, and why, in a sentence for both schools. */
export interface SurveyPressing {
  readonly theme: string
  readonly strand: 'behaviour'
  readonly because: string
}

/** Pupils and staff so many points apart see different schools. */
const WIDE_GAP = 15
/** A statement with which fewer pupils agree, in percent. */
const FEW_AGREE = 50
const MOST_OF_EACH = 2

/** Our reading of which theme a question belongs to: by its own key, else by its topic. Others belong to their strand. */
const THEMES: Readonly<Record<string, string>> = {
  'extra-help': 'targeted-support',
  'confident-to-manage': 'staff-development',
  trained: 'staff-development',
  'leaders-visible': 'leadership-and-vision',
  leadership: 'leadership-and-vision',
  adults: 'leadership-and-vision',
  experience: 'day-to-day-systems',
  misbehaviour: 'day-to-day-systems',
  rules: 'day-to-day-systems',
  voice: 'relationships',
  belonging: 'relationships',
}

const themeOf = ({ key, topic }: SurveyQuestion): string => THEMES[key] ?? THEMES[topic] ?? ''

/** Of the newest survey whose results are shared; nothing where there is none. */
export async function readSurveyPressing(
  db: Db,
  partnershipId: number,
): Promise<{ readonly pressing: readonly SurveyPressing[]; readonly closedAt: string | undefined }> {
  const waves = await listWaves(db, partnershipId)
  const shared = await listSharedWaves(
    db,
    waves.map(({ id }) => id),
  )
  const newest = waves.find(({ id, resultsAt }) => resultsAt !== null && shared.includes(id))
  if (!newest) return { pressing: [], closedAt: undefined }
  const pressing = pressingOf(newest.kind, await readAudiences(db, newest.id))
  return { pressing, closedAt: pressing.length === 0 ? undefined : (newest.closedAt ?? newest.closesAt) }
}

/** The widest gaps between pupils and staff first, then what fewest pupils agree with. Pure. */
export function pressingOf(kind: WaveKind, results: readonly AudienceResults[]): SurveyPressing[] {
  const of = (name: string) => results.find(({ audience }) => audience === name)
  const [pupils, staff] = [of('pupils'), of('staff')]
  const survey = `the ${KIND_NAMES[kind].toLowerCase()} survey`
  const wide = (pupils && staff ? gapsOf(pupils, staff) : [])
    .filter(({ points }) => Math.abs(points ?? 0) >= WIDE_GAP)
    .slice(0, MOST_OF_EACH)
    .map(({ pupilsQuestion, words, pupils, staff }) => ({
      question: pupilsQuestion,
      because: `In ${survey}, ${said(pupils)} of pupils and ${said(staff)} of staff said ${words}: “${pupilsQuestion.text}”`,
    }))
  const few = (pupils ? agreedLeast(pupils) : [])
    .filter(({ question }) => !wide.some((each) => each.question.key === question.key))
    .slice(0, MOST_OF_EACH)
    .map(({ question, value, definition }) => ({
      question,
      because: `In ${survey}, ${value}% of pupils said ${headlineWords(definition, question)}: “${question.text}”`,
    }))
  return [...wide, ...few].map(({ question, because }) => ({
    theme: themeOf(question),
    strand: 'behaviour',
    because,
  }))
}

const said = (figure: ReturnType<typeof figureOf>): string =>
  figure ? amount(figure.value, figure.unit) : ''

function agreedLeast({ definition, published }: AudienceResults): {
  readonly question: SurveyQuestion
  readonly value: number
  readonly definition: SurveyDefinition
}[] {
  return definition.questions
    .flatMap((question, at) => {
      const figure = figureOf(definition, question, published.questions[at]?.total)
      return figure && question.scale === 'agreement' && figure.value < FEW_AGREE
        ? [{ question, value: figure.value, definition }]
        : []
    })
    .toSorted((one, other) => one.value - other.value)
}
