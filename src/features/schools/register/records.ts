/** Rows of a CSV file as bytes, before anything is read from them: where each begins, and a hash to know it by. */
import { FileRefused } from './refused.ts'

const LF = 10
const CR = 13
const QUOTE = 34
/** In bytes. No row of the register comes near this: past it, a quotation mark was opened and never closed. */
export const LONGEST_ROW = 1_000_000

/** What is noted of a row that goes on to be read. Notes are in the order of the rows. */
export interface RowNote {
  /** The line of the file on which the row starts, the header being line 1. */
  readonly line: number
  /** 53 bits over the row's bytes, the header's and the seed. The same row under other headings is another row. */
  readonly hash: number
}

/** Which rows need not go further, because they were read before. Asked of every row but the header. */
export interface KnownRows {
  /** Whatever else the reading of a row depends on: other than before, no row is known. */
  readonly seed: number
  has(hash: number, line: number): boolean
}

export const NO_ROW_KNOWN: KnownRows = { seed: 0, has: () => false }

/**
 * Lets rows go by, header first, noting each; known rows and blank lines go no further. A quoted cell may hold
 * line breaks.
 */
export async function* withoutKnownRows(
  utf8: AsyncIterable<Uint8Array>,
  notes: RowNote[],
  known: KnownRows,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  let line = 1
  let salt = known.seed
  let header = true
  let afterReturn = false
  for await (const chunk of utf8) {
    const bytes = held.length > 0 ? joined(held, chunk) : chunk
    const passed: Uint8Array[] = []
    let start = 0
    let lines = 0
    let quoted = false
    // Bytes of a row held back are looked at again, which is why quotes and lines are counted from its start.
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === QUOTE) quoted = !quoted
      else if (byte === LF || byte === CR) {
        const ends = byte === LF && (at > 0 ? bytes[at - 1] === CR : afterReturn)
        if (!ends) lines += 1
        if (quoted) continue
        if (at > start) {
          const hash = hashOf(bytes, start, at, salt)
          if (header || !known.has(hash, line)) {
            notes.push({ line, hash })
            passed.push(bytes.subarray(start, at + 1))
          }
          if (header) salt = hash
          header = false
        }
        line += lines
        lines = 0
        start = at + 1
      }
    }
    afterReturn = bytes.at(-1) === CR
    held = bytes.subarray(start)
    if (held.length > LONGEST_ROW) throw unclosed(line)
    if (passed.length > 0) yield passed.length === 1 ? (passed[0] as Uint8Array) : Buffer.concat(passed)
  }
  if (held.length > 0) {
    notes.push({ line, hash: hashOf(held, 0, held.length, salt) })
    yield held
  }
}

export function unclosed(line: number): FileRefused {
  return new FileRefused(
    `A quotation mark is opened and never closed in the row at line ${line}, so the rows after it cannot be told apart`,
  )
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Buffer.concat([first, second])
}

/** Two multiplicative hashes of 32 bits, mixed into the 53 that a number holds exactly. */
function hashOf(bytes: Uint8Array, start: number, end: number, salt: number): number {
  let high = 0xdeadbeef ^ salt
  let low = 0x41c6ce57 ^ (salt / 0x100000000)
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number
    high = Math.imul(high ^ byte, 0x9e3779b1)
    low = Math.imul(low ^ byte, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return 0x100000000 * (0x1fffff & low) + (high >>> 0)
}
