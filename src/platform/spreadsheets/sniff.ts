/** Finds out what a file is from its bytes. Its name and the type that the browser states prove nothing. */
import { type Encoding, UnreadableTable } from './table.ts'

const acceptedFiles = 'Choose a CSV file or an Excel workbook (.xlsx).'

/** Files that people choose by mistake, by how they begin. */
const signatures: readonly { bytes: readonly number[]; offset?: number; name: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture (PNG)' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture (JPEG)' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a picture (GIF)' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF' },
  { bytes: [0x1f, 0x8b], name: 'a compressed file (gzip)' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a compressed file (7z)' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a compressed file (RAR)' },
  { bytes: [0x42, 0x5a, 0x68], name: 'a compressed file (bzip2)' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], name: 'a document (RTF)' },
  { bytes: [0x4d, 0x5a], name: 'a program' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x66, 0x74, 0x79, 0x70], offset: 4, name: 'a picture or film' },
  { bytes: [0x49, 0x44, 0x33], name: 'a sound recording' },
]

export type Sniffed =
  | { readonly kind: 'zip' }
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }

/** What the bytes are. @throws UnreadableTable when they are neither a zip (a workbook, perhaps) nor text. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) throw new UnreadableTable('empty', 'The file is empty.')
  if (startsWith(bytes, [0x50, 0x4b])) return { kind: 'zip' }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new UnreadableTable(
      'old-excel',
      'The file is in an older Excel format (.xls), or is protected by a password. Open it, remove any password, ' +
        'save it as an Excel workbook (.xlsx) and choose that file.',
    )
  }
  for (const { bytes: signature, offset, name } of signatures) {
    if (startsWith(bytes, signature, offset)) {
      throw new UnreadableTable(
        'not-a-table',
        `The file is ${name}, whatever its name says. ${acceptedFiles}`,
      )
    }
  }
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  refuseOtherText(text)
  return { kind: 'text', text, encoding }
}

function startsWith(bytes: Uint8Array, signature: readonly number[], offset = 0): boolean {
  return signature.every((byte, i) => bytes[offset + i] === byte)
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  // Without a mark: English text in UTF-16 has a NUL in nearly every other byte, on one side.
  const start = bytes.subarray(0, 4096)
  const nuls: [number, number] = [0, 0]
  for (let i = 0; i < start.length; i += 1) if (start[i] === 0) nuls[i % 2 === 0 ? 0 : 1] += 1
  const half = start.length / 2
  if (nuls[1] > half * 0.6 && nuls[0] < half * 0.1) return 'utf-16le'
  if (nuls[0] > half * 0.6 && nuls[1] < half * 0.1) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    // Excel on Windows saves “CSV” in the code page of the machine, which in England is this one.
    return 'windows-1252'
  }
}

function refuseOtherText(text: string): void {
  const start = text.slice(0, 65_536)
  if (/^\s*<(!doctype|html|head|body|table|meta|script|style|div)\b/i.test(start)) {
    throw new UnreadableTable(
      'not-a-table',
      'The file is a web page, although its name may end in .xls or .csv. Open it in Excel, save it as an Excel ' +
        'workbook (.xlsx) and choose that file.',
    )
  }
  if (/^\s*<\?xml/i.test(start)) {
    throw new UnreadableTable(
      'not-a-table',
      'The file is XML. Open it in Excel, save it as an Excel workbook (.xlsx) and choose that file.',
    )
  }
  // A few stray controls are cleaned out of the cells; a file full of them was never text.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is counted.
  const controls = start.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0
  if (controls > 8 && controls > start.length * 0.02) {
    throw new UnreadableTable(
      'not-a-table',
      `The file is neither a CSV file nor an Excel workbook. ${acceptedFiles}`,
    )
  }
  if (start.trim() === '' && text.trim() === '') throw new UnreadableTable('empty', 'The file is empty.')
}
