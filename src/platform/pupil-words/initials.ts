import { abbreviations, fillers, lettered } from './cues.ts'
import type { Span, Word } from './words.ts'

const yearWhole = /^(?:y|yr|year)-?(?:[1-9]|1[0-3])$/
const yearNumber = /^(?:[1-9]|1[0-3])$/
const yearName = new Set('one two three four five six seven eight nine ten eleven twelve thirteen'.split(' '))
const yearWord = new Set(['y', 'yr', 'year'])
const earliest = new Set(['reception', 'nursery'])
/** A class, such as 9B; 2D and 3D are not. */
const classWhole = /^(?:[1-9]|1[0-3])[A-Z]$/

/** The words of the year group or class that begins at this word: none, one or two. */
export function yearGroupAt(words: readonly Word[], index: number): number {
  const word = words[index]
  if (word === undefined) return 0
  if (yearWhole.test(word.plain) || earliest.has(word.plain)) return 1
  if (classWhole.test(word.text) && !/^[23]D$/.test(word.text)) return 1
  const next = words[index + 1]
  if (next === undefined || next.startsSentence || !yearWord.has(word.plain)) return 0
  return yearNumber.test(next.plain) || yearName.has(next.plain) ? 2 : 0
}

/** How many words away a year group may stand. */
const most = 4

/** Initials, or a name and an initial, beside a year group: “JS (Y9)”, “Year 9 boy, J.S.”, “Jayden S in Year 9”. */
export function initialsWithYear(words: readonly Word[]): Span[] {
  const spans: Span[] = []
  let next = 0
  words.forEach((word, index) => {
    if (index < next) return
    const length = initialsAt(words, index)
    if (length === 0) return
    const last = words[index + length - 1] ?? word
    const after = yearAfter(words, index + length)
    const before = yearBefore(words, index)
    if (after === undefined && before === undefined) return
    spans.push([(before ?? word).start, (after ?? last).end])
    next = index + length
  })
  return spans
}

/** How many words are initials here: “JS” is one, “J.S.” two, “Jayden S” two. */
function initialsAt(words: readonly Word[], index: number): number {
  const word = words[index]
  if (word === undefined || word.possessive || !word.capital) return 0
  if (/^\p{Lu}{2}$/u.test(word.text)) return abbreviations.has(word.plain) ? 0 : 1
  const second = words[index + 1]
  if (second === undefined || !/^\p{Lu}$/u.test(second.text)) return 0
  if (/^\p{Lu}$/u.test(word.text)) {
    if (!/^\.? ?$/.test(second.gap)) return 0
    const third = words[index + 2]
    return third !== undefined && /^\p{Lu}$/u.test(third.text) && /^\.? ?$/.test(third.gap) ? 3 : 2
  }
  // “I” is a word and “Week A” is no one.
  const named = /^\p{Lu}\p{Ll}+$/u.test(word.text) && !lettered.has(word.plain) && second.text !== 'I'
  return named && second.gap === ' ' ? 2 : 0
}

function yearAfter(words: readonly Word[], from: number): Word | undefined {
  for (let index = from; index < from + most; index += 1) {
    const word = words[index]
    if (word === undefined || (word.startsSentence && index > from) || /[!?;\n]/.test(word.gap))
      return undefined
    const length = yearGroupAt(words, index)
    if (length > 0) return words[index + length - 1]
    if (!fillers.has(word.plain)) return undefined
  }
  return undefined
}

/** The first word of a year group that ends at most a few words before. */
function yearBefore(words: readonly Word[], index: number): Word | undefined {
  for (let back = 1; back <= most; back += 1) {
    const word = words[index - back]
    if (word === undefined || words[index - back + 1]?.startsSentence) return undefined
    if (yearGroupAt(words, index - back) === 1) return word
    if (yearGroupAt(words, index - back - 1) === 2) return words[index - back - 1]
    if (!fillers.has(word.plain)) return undefined
  }
  return undefined
}
