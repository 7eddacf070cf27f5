import { isAscii, isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FileRefused } from './refused.ts'

/** The national file is about 65 MB unpacked. Past this a file is not a register, or is a compression bomb. */
const MOST_BYTES = 400_000_000
/** Longer than any row of the register by a factor of a hundred. */
const LONGEST_LINE = 4_000_000

const LF = 10
const CR = 13

/** What was learnt of a file while it went past. */
export interface FileTally {
  bytesRead: number
  fileHash: string
  utf8Lines: boolean
  windowsLines: boolean
  nulBytes: boolean
}

export function newTally(): FileTally {
  return { bytesRead: 0, fileHash: '', utf8Lines: false, windowsLines: false, nulBytes: false }
}

/** How a file was found to be encoded, in words. */
export function encodingOf(tally: FileTally): string {
  if (tally.windowsLines) return tally.utf8Lines ? 'UTF-8 with Windows-1252 lines' : 'Windows-1252'
  return 'UTF-8'
}

/**
 * The bytes of a CSV file as UTF-8, unpacked when it is gzip. Each line that is not valid UTF-8 is read as
 * Windows-1252: real files of the register are one, the other, or a mixture of both.
 */
export async function* utf8Bytes(
  source: AsyncIterable<Uint8Array>,
  tally: FileTally,
  onBytes?: (bytesRead: number) => void,
): AsyncGenerator<Uint8Array> {
  const { head, rest } = await opening(counted(source, tally, onBytes))
  refuseOtherFormats(head)
  const plain = head[0] === 0x1f && head[1] === 0x8b ? unpacked(rest) : rest
  let held: Buffer = Buffer.alloc(0)
  let total = 0
  let first = true
  for await (const chunk of plain) {
    total += chunk.length
    if (total > MOST_BYTES) throw new FileRefused('The file is larger than any register of schools')
    let bytes: Buffer = held.length > 0 ? Buffer.concat([held, chunk]) : Buffer.from(chunk)
    const end = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1
    held = bytes.subarray(end)
    if (held.length > LONGEST_LINE) throw new FileRefused('The file has no line ends: it is not a CSV file')
    if (end === 0) continue
    bytes = bytes.subarray(0, end)
    yield asUtf8(first ? withoutMark(bytes) : bytes, tally)
    first = false
  }
  if (held.length > 0) yield asUtf8(first ? withoutMark(held) : held, tally)
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  tally: FileTally,
  onBytes: ((bytesRead: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of source) {
    tally.bytesRead += chunk.length
    hash.update(chunk)
    onBytes?.(tally.bytesRead)
    yield chunk
  }
  tally.fileHash = hash.digest('hex')
}

/** The first bytes, which say what kind of file it is, and the whole again. */
async function opening(
  source: AsyncGenerator<Uint8Array>,
): Promise<{ head: Buffer; rest: AsyncGenerator<Uint8Array> }> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < 4) {
    const next = await source.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  async function* whole() {
    yield head
    yield* source
  }
  return { head, rest: whole() }
}

function refuseOtherFormats(head: Buffer): void {
  if (head.length === 0) throw new FileRefused('The file is empty')
  if (head[0] === 0x50 && head[1] === 0x4b) {
    throw new FileRefused('This is a ZIP or Excel file: send the CSV file that is inside it')
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new FileRefused('The file is in UTF-16: save it as “CSV UTF-8” and send it again')
  }
  if (head.toString('latin1', 0, 4) === '%PDF') throw new FileRefused('This is a PDF file, not a CSV file')
}

async function* unpacked(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  // The callback form: an error of either stream is thrown below, where the bytes are read.
  pipeline(Readable.from(source), gunzip, () => {})
  try {
    for await (const chunk of gunzip) yield chunk
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_')) throw new FileRefused('The compressed file is damaged or cut short')
    throw error
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

const windows1252 = new TextDecoder('windows-1252')

function asUtf8(bytes: Buffer, tally: FileTally): Buffer {
  if (!tally.nulBytes && bytes.includes(0)) tally.nulBytes = true
  if (isAscii(bytes)) return bytes
  if (isUtf8(bytes)) {
    tally.utf8Lines = true
    return bytes
  }
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LF, start)
    const end = feed < 0 ? bytes.length : feed + 1
    const line = bytes.subarray(start, end)
    start = end
    if (isUtf8(line)) {
      if (!isAscii(line)) tally.utf8Lines = true
      lines.push(line)
    } else {
      tally.windowsLines = true
      lines.push(Buffer.from(windows1252.decode(line)))
    }
  }
  return Buffer.concat(lines)
}
