/** The parts of a workbook, unpacked only when asked for and never beyond a limit. */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { megabytes, UnreadableTable } from './table.ts'
import { damagedWorkbook } from './xml.ts'

/** More parts than any workbook that lists schools has. */
const mostParts = 5_000

export class Archive {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #limit: number
  #left: number

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, unpackedBytes: number) {
    this.#zip = zip
    this.#entries = entries
    this.#limit = unpackedBytes
    this.#left = unpackedBytes
  }

  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase())
  }

  /**
   * The text of a part, or `undefined` when there is none. The stated size is held against what is left of the limit
   * before unpacking, and the real size against the stated one while unpacking.
   */
  async text(path: string): Promise<string | undefined> {
    const entry = this.#entries.get(path.toLowerCase())
    if (entry === undefined) return undefined
    if (entry.isEncrypted()) {
      throw new UnreadableTable('protected', 'The workbook is protected by a password. Save it without one.')
    }
    if (entry.uncompressedSize > this.#left) throw tooBigUnpacked(this.#limit)
    this.#left -= entry.uncompressedSize
    const parts: Buffer[] = []
    try {
      for await (const part of await this.#zip.openReadStreamPromise(entry)) parts.push(part)
    } catch {
      throw damagedWorkbook()
    }
    return new TextDecoder().decode(Buffer.concat(parts))
  }
}

/** Opens a zip. @throws UnreadableTable when it is damaged or its directory is out of all proportion. */
export async function openArchive(bytes: Uint8Array, unpackedBytes: number): Promise<Archive> {
  const entries = new Map<string, Entry>()
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
    })
    if (zip.entryCount > mostParts) throw damagedWorkbook()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
    return new Archive(zip, entries, unpackedBytes)
  } catch {
    throw damagedWorkbook()
  }
}

function tooBigUnpacked(limit: number): UnreadableTable {
  return new UnreadableTable(
    'file-too-big',
    `The workbook unpacks to more than ${megabytes(limit)}. Save only the sheet that you want to import.`,
  )
}
