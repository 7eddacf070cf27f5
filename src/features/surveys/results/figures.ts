/** What published cells come to: one figure a question, gaps, and what moved, each with how sure it is. Pure. */
import {
  type Audience,
  headlineBytes,
  optionsOf,
  type SurveyDefinition,
  type SurveyQuestion,
  scaleOf,
} from '../definition.ts'
import { CAUTION_BELOW, type Cell, isShown, type PublishedSurvey, type Shown } from '../disclosure/index.ts'
import { findNational, type NationalFigure, type NationalItem } from '../questionnaires/national.ts'

/** What one audience of one wave was asked, and what of its answers is published. */
export interface AudienceResults {
  readonly audience: Audience
  readonly definition: SurveyDefinition
  readonly published: PublishedSurvey
}

export interface Figure {
  /** Rounded as it is shown: whole percents, or minutes to one place. */
  readonly value: number
  readonly unit: 'percent' | 'minutes'
  readonly base: number
  /** Read with care: few answered. */
  readonly isSmall: boolean
}

/** The one figure of a question: a share where its scale names one, an average where its options are amounts. */
export function figureOf(
  definition: SurveyDefinition,
  question: SurveyQuestion,
  cell: Cell | undefined,
): Figure | undefined {
  if (!isShown(cell) || cell.base === 0) return undefined
  const isSmall = cell.base < CAUTION_BELOW
  const bytes = headlineBytes(definition, question)
  if (bytes.length > 0) {
    const value = Math.round((chosen(cell, bytes) / cell.base) * 100)
    return { value, unit: 'percent', base: cell.base, isSmall }
  }
  const amounts = amountsOf(definition, question)
  if (!amounts) return undefined
  const value = Math.round(averageOf(cell, amounts).mean * 10) / 10
  return { value, unit: 'minutes', base: cell.base, isSmall }
}

/** "43% said good or very good" is made of these words. */
export const headlineWords = (definition: SurveyDefinition, question: SurveyQuestion): string =>
  scaleOf(definition, question).headline?.words ?? 'on average'

const chosen = (cell: Shown, bytes: readonly number[]): number =>
  bytes.reduce((sum, byte) => sum + (cell.counts[byte - 1] ?? 0), 0)

function amountsOf(definition: SurveyDefinition, question: SurveyQuestion): number[] | undefined {
  const values = optionsOf(definition, question).map(({ value }) => value)
  return values.every((value) => value !== undefined) ? values : undefined
}

function averageOf(cell: Shown, amounts: readonly number[]): { mean: number; variance: number } {
  const moment = (power: 1 | 2) =>
    cell.counts.reduce((sum, count, at) => sum + count * (amounts[at] ?? 0) ** power, 0) / cell.base
  const mean = moment(1)
  return { mean, variance: Math.max(0, moment(2) - mean ** 2) }
}

/** Pupils and staff on the same question. */
export interface Gap {
  readonly pupilsQuestion: SurveyQuestion
  readonly staffQuestion: SurveyQuestion
  readonly words: string
  readonly pupils: Figure | undefined
  readonly staff: Figure | undefined
  /** Staff less pupils, in points; nothing where one of the two is not shown. */
  readonly points: number | undefined
}

/** Every question that both were asked, the widest gap first; those that cannot be shown last, in the order asked. */
export function gapsOf(pupils: AudienceResults, staff: AudienceResults): Gap[] {
  const gaps = pupils.definition.questions.flatMap((question, at): Gap[] => {
    const place = staff.definition.questions.findIndex(
      ({ pair }) => pair !== undefined && pair === question.pair,
    )
    const other = staff.definition.questions[place]
    if (!other) return []
    const ours = figureOf(pupils.definition, question, pupils.published.questions[at]?.total)
    const theirs = figureOf(staff.definition, other, staff.published.questions[place]?.total)
    const alike = ours !== undefined && theirs !== undefined && ours.unit === theirs.unit
    return [
      {
        pupilsQuestion: question,
        staffQuestion: other,
        words: headlineWords(pupils.definition, question),
        pupils: ours,
        staff: theirs,
        points: alike ? theirs.value - ours.value : undefined,
      },
    ]
  })
  return gaps.toSorted((a, b) => Math.abs(b.points ?? -1) - Math.abs(a.points ?? -1))
}

/** One question in two waves. */
export interface Change {
  readonly question: SurveyQuestion
  readonly words: string
  readonly before: Figure | undefined
  readonly after: Figure | undefined
  readonly difference: number | undefined
  /** Half the width of a 95% interval, in the figure's unit. */
  readonly margin: number | undefined
  /** More than chance alone would explain. */
  readonly isClear: boolean
}

/**
 * Question by question, by key, where both waves asked it with the same options. The two waves asked different people, or
 * the same without knowing it: each is a picture of its own day, and nobody is followed from one to the other.
 */
export function changesOf(before: AudienceResults, after: AudienceResults): Change[] {
  return after.definition.questions.flatMap((question, at): Change[] => {
    const place = before.definition.questions.findIndex(({ key }) => key === question.key)
    const asked = before.definition.questions[place]
    if (!asked || !sameOptions(before.definition, asked, after.definition, question)) return []
    const [first, second] = [before.published.questions[place]?.total, after.published.questions[at]?.total]
    const was = figureOf(before.definition, asked, first)
    const is = figureOf(after.definition, question, second)
    const words = headlineWords(after.definition, question)
    if (!was || !is || !isShown(first) || !isShown(second)) {
      return [
        { question, words, before: was, after: is, difference: undefined, margin: undefined, isClear: false },
      ]
    }
    const difference = Math.round((is.value - was.value) * 10) / 10
    const margin = marginOf(after.definition, question, first, second)
    return [
      { question, words, before: was, after: is, difference, margin, isClear: Math.abs(difference) > margin },
    ]
  })
}

const sameOptions = (
  one: SurveyDefinition,
  asked: SurveyQuestion,
  other: SurveyDefinition,
  question: SurveyQuestion,
): boolean =>
  optionsOf(one, asked)
    .map(({ key }) => key)
    .join() ===
  optionsOf(other, question)
    .map(({ key }) => key)
    .join()

/**
 * For shares the interval of Agresti and Caffo (2000): one more of each answer in each wave, so that a share of all or of
 * none does not pass for certain. For averages the usual one.
 */
function marginOf(
  definition: SurveyDefinition,
  question: SurveyQuestion,
  first: Shown,
  second: Shown,
): number {
  const bytes = headlineBytes(definition, question)
  const amounts = amountsOf(definition, question) ?? []
  const variance = (cell: Shown): number => {
    if (bytes.length === 0) return averageOf(cell, amounts).variance / cell.base
    const share = (chosen(cell, bytes) + 1) / (cell.base + 2)
    return (share * (1 - share)) / (cell.base + 2)
  }
  const half = 1.96 * Math.sqrt(variance(first) + variance(second))
  return bytes.length > 0 ? Math.ceil(half * 100) : Math.ceil(half * 10) / 10
}

/** A published national figure of much the same question. */
export interface National {
  readonly item: NationalItem
  readonly figure: NationalFigure
}

/** The newest for each audience that compares with this one. */
export function nationalsOf(audience: Audience, question: SurveyQuestion, unit: Figure['unit']): National[] {
  const item = findNational(question.comparator)
  if (!item || item.unit !== unit) return []
  const alike = audience === 'pupils' ? ['pupils'] : ['teachers', 'leaders']
  return alike.flatMap((name): National[] => {
    const figure = item.figures.find((each) => each.audience === name)
    return figure ? [{ item, figure }] : []
  })
}
