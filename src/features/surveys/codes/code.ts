/** Class codes: short, read aloud by a teacher, typed by a child. Pure, but for the dice. */
import { randomInt } from 'node:crypto'

/** Without vowels, so that no code is a word, and without 0, 1, I, L and O, which look alike. */
export const CODE_ALPHABET = 'BCDFGHJKMNPQRSTVWXYZ23456789'
export const CODE_LENGTH = 6

/** One of some 480 million: how many there are is what makes guessing hopeless. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
}

/** "KTR4HM" is shown as "KTR 4HM": three and three are easier to hold. */
export const shownCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

/** What was typed as it is kept, in any case, with spaces or hyphens or without; undefined for what cannot be a code. */
export function codeFrom(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]+/g, '')
  return code.length === CODE_LENGTH && [...code].every((each) => CODE_ALPHABET.includes(each))
    ? code
    : undefined
}
