/** Splits text into words and says what stands between them. Time grows with the length of the text and no faster. */

export interface Word {
  readonly text: string
  /** Small letters, without accents and without a possessive ending: what the lists of words hold. */
  readonly plain: string
  readonly start: number
  readonly end: number
  /** `of the parents` in “Jayden’s parents”. */
  readonly possessive: boolean
  readonly capital: boolean
  /** What stands between the word before and this one, at most a few characters of it. */
  readonly gap: string
  readonly startsSentence: boolean
}

/** A stretch of the text, from and to. */
export type Span = readonly [start: number, end: number]

const word = /[\p{L}\p{M}\p{Nd}]+(?:['’\-‐‑][\p{L}\p{M}\p{Nd}]+)*/gu
const possessiveEnding = /['’]s$/iu
// Enough to see punctuation; a gap of ten thousand spaces says no more than its first few.
const gapLength = 4

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  let before: Word | undefined
  for (const match of text.matchAll(word)) {
    const start = match.index
    const gap = text.slice(before?.end ?? 0, start)
    const possessive =
      possessiveEnding.test(match[0]) ||
      (/s$/iu.test(match[0]) && /^['’]/.test(text[start + match[0].length] ?? ''))
    const stem = match[0].replace(possessiveEnding, '')
    const found: Word = {
      text: match[0],
      plain: stem.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
      start,
      end: start + match[0].length,
      possessive,
      capital: /^\p{Lu}/u.test(match[0]),
      gap: gap.slice(0, gapLength),
      startsSentence: before === undefined || endsSentence(before, gap),
    }
    words.push(found)
    before = found
  }
  return words
}

const shortened = new Set('mr mrs ms mx dr st yr prof rev'.split(' '))

function endsSentence(word: Word, gap: string): boolean {
  if (/[!?;\n•]/.test(gap)) return true
  if (!gap.includes('.')) return false
  // The full stop of “J. S.” and “Mr. Patel” ends nothing.
  return !(shortened.has(word.plain) || (word.text.length === 1 && word.capital))
}
