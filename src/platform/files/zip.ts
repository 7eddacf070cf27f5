/** Zip files that are written while they are sent: nothing is kept on the way, and memory does not grow with their size. */
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  /** Its path in the zip, of parts that `safeFileName` has given. */
  readonly name: string
  readonly at: Date
  readonly content: string | Uint8Array | Readable
}

/**
 * Takes the entries one after another, the next when the one before has been read to its end. When the reader goes away,
 * what is open is closed, and `entries` is told to return. When an entry breaks off, so does the zip: it never looks whole.
 */
export function zipOf(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream
  if (!(out instanceof Readable)) throw new Error('A zip is read as a stream')
  let open: Readable | undefined
  const fill = async () => {
    for await (const { name, at, content } of entries) {
      if (out.destroyed) return
      if (content instanceof Readable) {
        open = content
        // Most of what comes as a stream is packed already: the least work, in the form that every program can read.
        zip.addReadStream(content, name, { mtime: at, compressionLevel: 1 })
        await finished(content)
        open = undefined
      } else zip.addBuffer(Buffer.from(content), name, { mtime: at })
    }
    zip.end()
  }
  const broken = (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.once('error', broken)
  fill().catch(broken)
  out.once('close', () => open?.destroy())
  return out
}

/** Longer names are cut: a path in a zip, unpacked into a folder of somebody's, must not become too long for Windows. */
const LONGEST = 80
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A name for a file that every system takes: without signs that Windows keeps for itself, and of a bearable length. */
export function safeFileName(name: string): string {
  const ending = /\.[a-z\d]{1,10}$/i.exec(name)?.[0] ?? ''
  const stem = name
    .slice(0, name.length - ending.length)
    .normalize('NFC')
    .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+/, '')
  const cut = [...stem]
    .slice(0, LONGEST)
    .join('')
    .replace(/[ .]+$/, '')
  return `${cut === '' || RESERVED.test(cut.split('.')[0] ?? '') ? `file ${cut}`.trim() : cut}${ending}`
}

/** Gives each name once: Windows takes “Plan.pdf” and “plan.pdf” for the same file. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const ending = /\.[^.]+$/.exec(name)?.[0] ?? ''
    const stem = name.slice(0, name.length - ending.length)
    for (let number = 1; ; number += 1) {
      const each = number === 1 ? name : `${stem} (${number})${ending}`
      if (taken.has(each.toLowerCase())) continue
      taken.add(each.toLowerCase())
      return each
    }
  }
}
