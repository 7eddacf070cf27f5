/**
 * Looks over what a member of staff has added: might it name someone, might it tell of harm? By lists and patterns alone, so
 * that the same words are always answered alike. It asks about too much rather than too little. Pure.
 */
import { givenNames, type Word, warningsIn, wordsOf } from '../../../platform/pupil-words/index.ts'
import { REMARKS } from './content.ts'

/** As the form says; line breaks count as one. */
export const MOST_CHARACTERS = 1_000
/** More than these and the point is made. */
const MOST_NAMED = 8

const plainOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => wordsOf(word)[0]?.plain ?? word))
const TITLES = plainOf(REMARKS.titles)
const NOT_NAMES = plainOf(REMARKS['not-names'])

/** What in a remark may name someone, as it was written, each once. */
export function namesIn(text: string): string[] {
  const words = wordsOf(text)
  const found = words.flatMap((word, at) => {
    if (TITLES.has(word.plain)) {
      const next = words[at + 1]
      return next && /^\.?\s*$/.test(next.gap) && next.capital ? [text.slice(word.start, next.end)] : []
    }
    // It stands behind a title, and was found with it.
    if (TITLES.has(words[at - 1]?.plain ?? '')) return []
    return mayBeName(word, words[at + 1]) ? [word.text] : []
  })
  const pupils = warningsIn(text).map(({ excerpt }) => excerpt)
  return [...new Map([...pupils, ...found].map((name) => [name.toLowerCase(), name])).values()].slice(
    0,
    MOST_NAMED,
  )
}

/** A given name in any letters; else a capital inside a sentence, or two words with capitals that begin one. */
function mayBeName(word: Word, next: Word | undefined): boolean {
  if (NOT_NAMES.has(word.plain) || TITLES.has(word.plain)) return false
  if (givenNames.has(word.plain) && (word.capital || word.plain.length > 3)) return true
  if (!word.capital || !/\p{Ll}/u.test(word.text)) return false
  return !word.startsSentence || (next?.capital === true && next.gap === ' ' && !NOT_NAMES.has(next.plain))
}

const HARM = new RegExp(`(?<![a-z])(?:${REMARKS.harm.map(patternOf).join('|')})(?![a-z])`)

function patternOf(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/[\s-]+/g, '[\\s-]+')
    .replaceAll('*', '[a-z]*')
}

/** Whether a remark may tell of harm to somebody. */
export function mayTellOfHarm(text: string): boolean {
  return HARM.test(text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'"))
}
