/** One row of a spreadsheet as a question, or what is wrong with it in a sentence. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportRow } from '../../../imports/index.ts'
import {
  MOST_OPTIONS,
  type SurveyDefinition,
  type SurveyQuestion,
  type SurveyScale,
} from '../../definition.ts'
import { surveysFolder } from '../file.ts'
import { findNational } from '../national.ts'

export interface Fault {
  readonly field: string
  readonly message: string
}

export interface QuestionRow {
  readonly line: number
  readonly topicName: string
  readonly question: SurveyQuestion
  /** The scale that the row brings along; nothing where it names one that is there. */
  readonly scale: SurveyScale | undefined
}

const TOO_LONG = { text: 200, easy: 120 } as const
const LONGEST_OPTION = 60
const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Reads a row beside the questionnaire as it is now, whose questions keep their keys. */
export function readRow(row: ImportRow, now: SurveyDefinition): QuestionRow | Fault {
  const value = (field: string) => (row.values[field] ?? '').trim()
  for (const field of ['text', 'easy'] as const) {
    if (value(field).length > TOO_LONG[field]) {
      return { field, message: `It must be ${TOO_LONG[field]} characters or fewer` }
    }
  }
  const known = now.questions.find(({ text }) => plain(text) === plain(value('text')))
  const key = value('key') || known?.key || keyFrom(value('text'))
  const pair = value('pair')
  for (const [field, text] of [
    ['key', key],
    ['pair', pair],
  ] as const) {
    if (text !== '' && (!KEY.test(text) || text.length > 60)) {
      return { field, message: `“${text.slice(0, 60)}” must be small letters, digits and hyphens` }
    }
  }
  const scale = readScale(value('scale'), now)
  if ('message' in scale) return scale
  const picture = value('picture')
  if (picture && !(KEY.test(picture) && existsSync(join(surveysFolder, 'symbols', `${picture}.svg`)))) {
    return { field: 'picture', message: `There is no symbol “${picture}”` }
  }
  const easy = value('easy')
  if (easy && !picture)
    return { field: 'picture', message: 'Easy words need the name of a symbol beside them' }
  const comparator = value('comparator')
  if (comparator && !findNational(comparator)) {
    return { field: 'comparator', message: `There is no national figure “${comparator}”` }
  }
  return {
    line: row.line,
    topicName: value('topic'),
    scale: scale.isNew ? scale.scale : undefined,
    question: {
      key,
      topic: '',
      scale: scale.scale.key,
      text: value('text'),
      ...(pair && { pair }),
      ...(picture && { easy: { picture, ...(easy && { text: easy }) } }),
      ...(comparator && { comparator }),
    },
  }
}

type ReadScale = { readonly scale: SurveyScale; readonly isNew: boolean } | Fault

/** The name of a scale, or the answers themselves: those of a scale that is there are that scale. */
function readScale(text: string, now: SurveyDefinition): ReadScale {
  const named = now.scales.find(({ key }) => key === plain(text).replaceAll(' ', '-'))
  if (named) return { scale: named, isNew: false }
  const options = text
    .split(/[;\n]/)
    .map((option) => option.trim())
    .filter(Boolean)
  if (options.length < 2) {
    const names = now.scales.map(({ key }) => key).join(', ')
    return {
      field: 'scale',
      message: `“${text.slice(0, 60)}” is no scale of this questionnaire (${names}), and not several answers with semicolons between`,
    }
  }
  if (options.length > MOST_OPTIONS)
    return { field: 'scale', message: `There can be at most ${MOST_OPTIONS} answers` }
  const long = options.find((option) => option.length > LONGEST_OPTION)
  if (long) {
    return {
      field: 'scale',
      message: `The answer “${long.slice(0, 40)}…” must be ${LONGEST_OPTION} characters or fewer`,
    }
  }
  if (options.some((option) => plain(option) === 'prefer not to say')) {
    return { field: 'scale', message: 'Leave out “Prefer not to say”: every question offers it' }
  }
  const keys = options.map(keyFrom)
  const twice = options.find((_, at) => keys.indexOf(keys[at] ?? '') !== at)
  if (twice) return { field: 'scale', message: `The answer “${twice}” is there twice` }
  const same = now.scales.find(
    (scale) => scale.options.map((option) => plain(option.text)).join('|') === options.map(plain).join('|'),
  )
  if (same) return { scale: same, isNew: false }
  return {
    isNew: true,
    scale: {
      key: `answers-${keys.join('-')}`.slice(0, 60).replace(/-+$/, ''),
      options: options.map((option, at) => ({ key: keys[at] ?? '', text: option })),
    },
  }
}

export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** "The rules are fair" gives "the-rules-are-fair". */
export function keyFrom(text: string): string {
  const key = plain(text).replaceAll(' ', '-').slice(0, 50).replace(/-+$/, '')
  return /^[a-z]/.test(key) ? key : `q-${key || 'x'}`
}
