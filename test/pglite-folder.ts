/** The folder of an embedded database that is closed, packed as small as it can be opened again from. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const BLOCK = 512
const PAGE = 8192
const SEGMENT = /^pg_wal\/[\dA-F]{24}$/
const SEGMENT_BYTES = 16n * 1024n * 1024n
/** The state of a database in its control file, after a good end. */
const SHUT_DOWN = 1
/** The databases that new ones are copied from, which nobody makes here: as much again as an empty one of ours. */
const TEMPLATES = /^base\/(1|4)\//

/**
 * As PGlite loads it. Of what was written ahead, all that is needed after a good end is the record of that end: PGlite
 * makes files of 16 megabytes each, and every test file would read them.
 */
export function packPglite(folder: string): Buffer<ArrayBuffer> {
  const ahead = endOf(folder)
  const parts: Buffer[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    const isOlder = SEGMENT.test(name) && name !== ahead.name
    if (TEMPLATES.test(name) || isOlder) continue
    const bytes = entry.isFile() ? readFileSync(join(folder, name)) : Buffer.alloc(0)
    const kept = name === ahead.name ? bytes.subarray(0, ahead.length) : bytes
    parts.push(headOf(name, kept.length, entry.isFile(), statSync(join(folder, name)).mtimeMs), kept)
    parts.push(Buffer.alloc((BLOCK - (kept.length % BLOCK)) % BLOCK))
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

/** The file that holds the record of a good end, and how much of it. */
function endOf(folder: string): { name: string; length: number } {
  const control = readFileSync(join(folder, 'global/pg_control'))
  assert.equal(control.readInt32LE(16), SHUT_DOWN, 'The embedded database was not closed')
  const at = control.readBigUInt64LE(32)
  const segment = Number(at / SEGMENT_BYTES)
  const hex = (part: number) => part.toString(16).toUpperCase().padStart(8, '0')
  const name = `pg_wal/${hex(1)}${hex(Math.floor(segment / 256))}${hex(segment % 256)}`
  // The record may go on in the next page.
  return { name, length: (Math.floor(Number(at % SEGMENT_BYTES) / PAGE) + 2) * PAGE }
}

/** The head of a file in a tarball. */
function headOf(name: string, size: number, isFile: boolean, modified: number): Buffer {
  const head = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number) =>
    head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at)
  head.write(name, 0)
  octal(isFile ? 0o600 : 0o700, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.floor(modified / 1000), 136, 12)
  head.write('        ', 148)
  head.write(isFile ? '0' : '5', 156)
  head.write('ustar\u000000', 257)
  octal(
    head.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  )
  return head
}
