/** Finds out what a file is from its bytes. Its name, and the type that a browser states, prove nothing. */
import { open } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

export interface FileKind {
  readonly key: string
  /** After "It is": "a PDF". */
  readonly name: string
  readonly mediaType: string
  /** The endings of a name that fit, the usual one first. */
  readonly endings: readonly [string, ...string[]]
}

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** What can be sent: documents, tables and pictures that hold no program. */
export const KINDS: readonly FileKind[] = [
  { key: 'pdf', name: 'a PDF', mediaType: 'application/pdf', endings: ['pdf'] },
  {
    key: 'docx',
    name: 'a Word document',
    mediaType: `${office}.wordprocessingml.document`,
    endings: ['docx'],
  },
  { key: 'xlsx', name: 'an Excel workbook', mediaType: `${office}.spreadsheetml.sheet`, endings: ['xlsx'] },
  {
    key: 'pptx',
    name: 'a PowerPoint presentation',
    mediaType: `${office}.presentationml.presentation`,
    endings: ['pptx'],
  },
  { key: 'odt', name: 'an OpenDocument text', mediaType: `${openDocument}.text`, endings: ['odt'] },
  {
    key: 'ods',
    name: 'an OpenDocument spreadsheet',
    mediaType: `${openDocument}.spreadsheet`,
    endings: ['ods'],
  },
  {
    key: 'odp',
    name: 'an OpenDocument presentation',
    mediaType: `${openDocument}.presentation`,
    endings: ['odp'],
  },
  { key: 'png', name: 'a picture (PNG)', mediaType: 'image/png', endings: ['png'] },
  { key: 'jpeg', name: 'a picture (JPEG)', mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { key: 'csv', name: 'a table (CSV)', mediaType: 'text/csv', endings: ['csv'] },
  { key: 'txt', name: 'plain text', mediaType: 'text/plain', endings: ['txt'] },
]

export type KindResult =
  | { readonly ok: true; readonly kind: FileKind }
  /** A whole sentence that says what to do. */
  | { readonly ok: false; readonly message: string }

const KIND_BY_KEY = new Map(KINDS.map((kind) => [kind.key, kind]))

/** @throws when the service has never known a kind of this name */
export function kindCalled(key: string): FileKind {
  const kind = KIND_BY_KEY.get(key)
  if (!kind) throw new Error(`There is no kind of file called ${key}`)
  return kind
}

const START = 4_096
const MOST_PARTS = 10_000
const LONGEST_TYPE = 200
const ACCEPTED =
  'Send a PDF, a Word, Excel or PowerPoint file, an OpenDocument file, a picture (PNG or JPEG), a CSV file or plain text'

/** What the file at `path` is, held against the ending of the `name` that it came under. */
export async function findKind(path: string, name: string): Promise<KindResult> {
  const start = await startOf(path)
  if (start.length === 0) return { ok: false, message: 'The file is empty' }
  const found = beginsWith(start, 0x50, 0x4b, 0x03, 0x04)
    ? await kindOfZip(path)
    : (kindOfStart(start) ?? textKind(start, name))
  if (typeof found === 'string') return { ok: false, message: found }
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (!found.endings.includes(ending)) {
    return {
      ok: false,
      message: `The file is ${found.name}, and its name does not end in .${found.endings[0]}. Check that it is the file you meant, and rename it`,
    }
  }
  return { ok: true, kind: found }
}

async function startOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START), 0, START, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const beginsWith = (start: Buffer, ...bytes: readonly number[]) =>
  bytes.every((byte, at) => start[at] === byte)

function kindOfStart(start: Buffer): FileKind | string | undefined {
  if (start.subarray(0, 1_024).includes('%PDF-')) return kindCalled('pdf')
  if (beginsWith(start, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return kindCalled('png')
  if (beginsWith(start, 0xff, 0xd8, 0xff)) return kindCalled('jpeg')
  if (beginsWith(start, 0xd0, 0xcf, 0x11, 0xe0)) {
    return 'The file is in an older Office format, or is protected by a password. Remove any password, save it as .docx, .xlsx, .pptx or PDF, and send that'
  }
  if (start.subarray(4, 8).toString('latin1') === 'ftyp') {
    return 'The file is a picture or film of a kind that many computers cannot open. Save a picture as JPEG and send that'
  }
  if (start.subarray(0, 5).toString('latin1') === '{\\rtf') {
    return 'The file is rich text (RTF). Save it as .docx or PDF and send that'
  }
  return undefined
}

/** Text has no NULs, and is not a web page or a drawing in disguise. */
function textKind(start: Buffer, name: string): FileKind | string {
  const text = start.toString('utf8')
  const looksLikeMarkup = /^\s*(\uFEFF)?<(!doctype|\?xml|html|svg|script|body|head)/i.test(text)
  const program =
    beginsWith(start, 0x4d, 0x5a) || beginsWith(start, 0x7f, 0x45, 0x4c, 0x46) || /^#!/.test(text)
  if (start.includes(0) || looksLikeMarkup || program) return `${ACCEPTED}. This file is of another kind`
  return kindCalled(/\.csv$/i.test(name) ? 'csv' : 'txt')
}

async function kindOfZip(path: string): Promise<FileKind | string> {
  const damaged = 'The file is damaged. Open it, save it again and send that'
  let zip: ZipFile
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  } catch {
    return damaged
  }
  try {
    if (zip.entryCount > MOST_PARTS) return damaged
    const names = new Set<string>()
    let stated: Entry | undefined
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === 'mimetype') stated = entry
      names.add(entry.fileName.toLowerCase())
    }
    // Where a macro is, a program is.
    const macros = [...names].some((each) => /(^|\/)vbaproject\.bin$|^basic\/|^scripts\//.test(each))
    if (macros)
      return 'The file holds macros. Save it without them (.docx, .xlsx, .pptx or PDF) and send that'
    if (names.has('[content_types].xml')) {
      if (names.has('word/document.xml')) return kindCalled('docx')
      if (names.has('xl/workbook.xml')) return kindCalled('xlsx')
      if (names.has('ppt/presentation.xml')) return kindCalled('pptx')
    }
    const mediaType = stated && (await textOf(zip, stated))
    const open = KINDS.find((kind) => kind.mediaType === mediaType)
    return open ?? 'The file holds other files (a zip). Send them one by one, not packed together'
  } catch {
    return damaged
  } finally {
    zip.close()
  }
}

async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > LONGEST_TYPE || entry.isEncrypted()) return ''
  const parts: Buffer[] = []
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part)
  return Buffer.concat(parts).toString('latin1').trim()
}
