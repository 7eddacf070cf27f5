/** The text that stands in a file, without its looks: read in a thread of its own, within limits of memory and time. */

import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inThread } from '../spreadsheets/thread.ts'

/** Kinds whose text can be read; a larger file is only to be downloaded. */
const LARGEST_BYTES: Readonly<Record<string, number>> = {
  pdf: 20_000_000,
  docx: 10_000_000,
  pptx: 10_000_000,
  odt: 10_000_000,
  odp: 10_000_000,
  xlsx: 10_000_000,
  ods: 10_000_000,
  csv: 10_000_000,
  txt: 10_000_000,
}
const MILLISECONDS = 15_000
/** The process may grow by so much while a file is read: beyond it, the file is out of proportion. */
const MEGABYTES = 400
/** More than anyone reads on a page. */
const MOST_CHARACTERS = 200_000

/** What the thread is given, and what it sends. */
export interface TextWork {
  readonly kind: string
  readonly bytes: Uint8Array
  readonly most: number
}

/** A sheet as it stands: its filled rows, from its first column. */
export interface SheetFound {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

export interface FoundText {
  readonly paragraphs: readonly string[]
  readonly sheets: readonly SheetFound[]
  /** There is more. */
  readonly isCut: boolean
  /** Nothing was found, because only whoever has its password reads it. */
  readonly isProtected?: true
}
export type TextFound = FoundText | { readonly fault: string }

export const isTextReadable = (kind: string, bytes: number): boolean => bytes <= (LARGEST_BYTES[kind] ?? -1)

/** Undefined where nothing can be read: a damaged file, or one out of proportion. */
export async function readText(kind: string, stream: Readable): Promise<FoundText | undefined> {
  const bytes = await buffer(stream)
  if (!isTextReadable(kind, bytes.length)) return undefined
  const found = await inThread<TextFound, TextFound>({
    script: new URL('./text-thread.ts', import.meta.url),
    data: { kind, bytes: new Uint8Array(bytes), most: MOST_CHARACTERS } satisfies TextWork,
    milliseconds: MILLISECONDS,
    megabytes: MEGABYTES,
    receive: (message) => message,
  })
  return found === undefined || 'fault' in found ? undefined : found
}
