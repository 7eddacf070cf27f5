/** One published value at a time: text in, a clean value out. A value that cannot be read gives `UNREADABLE`. */

export const UNREADABLE = Symbol('unreadable')
export type Read<T> = T | null | typeof UNREADABLE

/** What publishers write for "there is no figure". Not a mistake in the row. */
const NO_FIGURE = new Set([
  '',
  'z',
  'x',
  'c',
  'k',
  'u',
  'low',
  ':',
  '~',
  '..',
  '.',
  '-',
  'n/a',
  'na',
  'ne',
  'supp',
  'new',
])

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/
const C1 = /[\u0080-\u009f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0001-\u001f\u007f\u0080-\u009f\u2028\u2029]+/g
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]/g

const windows1252 = new TextDecoder('windows-1252')

/**
 * Text as it should have been: control characters of the C1 range are Windows-1252 read as Latin-1 somewhere
 * upstream (U+0092 for an apostrophe), so they are read again; line breaks and tabs become a space; marks that
 * turn the direction of writing go; lone surrogates are replaced.
 */
export function readText(published: string): Read<string> {
  if (PRINTABLE_ASCII.test(published)) return published.trim() || null
  if (published.includes('\0')) return UNREADABLE
  const repaired = published
    .toWellFormed()
    .replace(C1, (character) => windows1252.decode(Uint8Array.of(character.charCodeAt(0))))
    .replace(CONTROLS, ' ')
    .replace(DIRECTIONS, '')
    .normalize('NFC')
    .trim()
  return repaired || null
}

/** A whole number within limits. */
export function readWhole(published: string, least: number, most: number): Read<number> {
  const value = published.trim()
  if (NO_FIGURE.has(value.toLowerCase())) return null
  if (!/^\d{1,9}$/.test(value)) return UNREADABLE
  const number = Number(value)
  return number >= least && number <= most ? number : UNREADABLE
}

/** A percentage, 0 to 100. */
export function readPercentage(published: string): Read<number> {
  const value = published.trim()
  if (NO_FIGURE.has(value.toLowerCase())) return null
  if (!/^\d{1,3}(\.\d+)?$/.test(value)) return UNREADABLE
  const number = Number(value)
  return number <= 100 ? Math.round(number * 100) / 100 : UNREADABLE
}

/** An easting or northing in metres on the National Grid. Zero is published for "not known" and is no place. */
export function readGrid(published: string, most: number): Read<number> {
  const value = readWhole(published, 0, most)
  return value === 0 ? null : value
}

const datesRead = new Map<string, Read<string>>()

/** A date as 'YYYY-MM-DD', from dd-mm-yyyy, dd/mm/yyyy or ISO, with or without a time after it. */
export function readDate(published: string): Read<string> {
  const known = datesRead.get(published)
  if (known !== undefined) return known
  const date = parseDate(published.trim())
  // The register has a few thousand different dates and half a million cells of them.
  if (datesRead.size > 20_000) datesRead.clear()
  datesRead.set(published, date)
  return date
}

function parseDate(value: string): Read<string> {
  if (value === '') return null
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.Z+]*)?$/.exec(value)
  const british = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?: [\d:]*)?$/.exec(value)
  const parts = iso ? [iso[1], iso[2], iso[3]] : british ? [british[3], british[2], british[1]] : undefined
  if (!parts) return UNREADABLE
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  if (year < 1000) return UNREADABLE
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return UNREADABLE
  }
}

const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/

/** In capitals with one space, as the Post Office writes it. What is not a UK postcode is kept as published. */
export function readPostcode(published: string): Read<string> {
  const value = readText(published)
  if (value === null || value === UNREADABLE) return value
  const parts = POSTCODE.exec(value.toUpperCase().replaceAll(' ', ''))
  return parts ? `${parts[1]} ${parts[2]}` : value
}
