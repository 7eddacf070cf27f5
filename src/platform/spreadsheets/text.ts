/** What is done to the text of a cell on its way in and out. */

// Characters that no one can see and that can do harm: controls (NUL too), halves of surrogate pairs, noncharacters,
// marks that reverse the direction of reading, zero-width spaces. Tabs and line breaks stay, and so do the joiners that
// emoji and several scripts need.
const harmful =
  /[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u200B\u2060-\u2065\uFEFF\uFFF9-\uFFFB]--[\t\n\r]]/v
const everyHarmful = new RegExp(harmful.source, 'gv')

/** True when `harmlessText` would take something out. */
export function hasHarmfulCharacters(text: string): boolean {
  return harmful.test(text)
}

/** The text without the characters that cannot be seen. */
export function harmlessText(text: string): string {
  return harmful.test(text) ? text.replace(everyHarmful, '') : text
}

// What makes a spreadsheet program take a CSV cell for a formula: the first character, full-width forms too.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/
// A plain negative number is a number in every program, and people calculate with exported numbers.
const negativeNumber = /^-\d+(\.\d+)?$/

/**
 * Puts an apostrophe before a cell that a spreadsheet program would run as a formula, and before one that already looks
 * guarded, so that `unguardFormula` gives back exactly what went in.
 */
export function guardFormula(text: string): string {
  if (formulaStart.test(text)) return negativeNumber.test(text) ? text : `'${text}`
  return guardApostrophe(text)
}

/** For workbooks, where text is never run as a formula: only keeps `unguardFormula` exact. */
export function guardApostrophe(text: string): string {
  return guarded.test(text) ? `'${text}` : text
}

/** Takes off the apostrophe that `guardFormula`, or another program with the same habit, put before a formula. */
export function unguardFormula(text: string): string {
  return guarded.test(text) ? text.slice(1) : text
}
