/**
 * A page that is the same for everyone but for one key near its end: rendered and compressed once, put together anew for
 * each form from two buffers. A compressed page is one gzip stream whose second part is stored as it is, so that a key can
 * stand there without anything being compressed again.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'

export interface FixedPage {
  /** The whole document with this key, as it is or compressed. */
  plain(key: string): Buffer
  gzip(key: string): Buffer
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])

/** `markup` holds `place` once, and there the key stands. A page without a key leaves `place` out. */
export function fixedPage(markup: string, place?: string): FixedPage {
  const at = place === undefined ? markup.length : markup.indexOf(place)
  if (at < 0) throw new Error('The page has no place for its key')
  const head = Buffer.from(markup.slice(0, at))
  const tail = Buffer.from(markup.slice(at + (place?.length ?? 0)))
  const headCrc = crc32(head)
  // Flushed at a byte's edge, so that a stored block can follow.
  const squeezed = deflateRawSync(head, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  return {
    plain: (key) => Buffer.concat([head, Buffer.from(key), tail]),
    gzip(key) {
      const stored = Buffer.concat([Buffer.from(key), tail])
      const frame = Buffer.alloc(5)
      frame[0] = 1 // the last block, stored
      frame.writeUInt16LE(stored.length, 1)
      frame.writeUInt16LE(~stored.length & 0xffff, 3)
      const end = Buffer.alloc(8)
      end.writeUInt32LE(crc32(stored, headCrc), 0)
      end.writeUInt32LE((head.length + stored.length) >>> 0, 4)
      return Buffer.concat([GZIP_HEADER, squeezed, frame, stored, end])
    },
  }
}
