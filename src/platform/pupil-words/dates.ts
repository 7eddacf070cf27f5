import { onePupil } from './cues.ts'
import type { Span, Word } from './words.ts'

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec'
const month = `(?:${months})[a-z]{0,6}\\.?`
const numeric = '\\d{1,2} ?[./\\-–] ?\\d{1,2} ?[./\\-–] ?(?:\\d{4}|\\d{2})(?!\\d)'
const yearFirst = '\\d{4}-\\d{2}-\\d{2}(?!\\d)'
const dayFirst = `\\d{1,2}(?:st|nd|rd|th)? (?:of )?${month},? (?:\\d{4}|['’]?\\d{2})(?!\\d)`
const monthFirst = `${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}(?!\\d)`
const date = `(?:${yearFirst}|${numeric}|${dayFirst}|${monthFirst})`
/** Straight behind “dob”, or a few words on; only ever tried on a short slice. */
const soon = new RegExp(`^[^\\d.\\n]{0,20}?${date}`, 'iu')
/** “girl (3/4/2012)”. */
const behindPupil = new RegExp(`^[ ,(]{1,3}${date}`, 'iu')
const reach = 60

/** A birth date, or a date that stands straight behind “pupil”. A date alone is the date of a meeting or a policy. */
export function datesOfBirth(text: string, words: readonly Word[]): Span[] {
  const spans: Span[] = []
  words.forEach((word, index) => {
    const marker = birthMarker(words, index)
    const pattern = marker ? soon : onePupil.has(word.plain) && !word.possessive ? behindPupil : undefined
    if (pattern === undefined) return
    const end = (marker ?? word).end
    const found = pattern.exec(text.slice(end, end + reach).replace(/^\./, ' '))
    if (found) spans.push([word.start, end + found[0].length])
  })
  return spans
}

/** The last word of “dob”, “d.o.b”, “born” or “date of birth” that begins at this word. */
function birthMarker(words: readonly Word[], index: number): Word | undefined {
  const [a, b, c] = words.slice(index, index + 3)
  if (a === undefined) return undefined
  if (a.plain === 'dob' || a.plain === 'born' || a.plain === 'birthdate' || a.plain === 'birthday') return a
  if (b === undefined) return undefined
  if (a.plain === 'birth' && b.plain === 'date') return b
  if (c === undefined) return undefined
  if (a.plain === 'date' && b.plain === 'of' && c.plain === 'birth') return c
  if (a.plain === 'd' && b.plain === 'o' && c.plain === 'b') return c
  return undefined
}
