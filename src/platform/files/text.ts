/** The text that stands in a file, without its looks: read in a thread of its own, within limits of memory and time. */

import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inThread } from '../spreadsheets/thread.ts'

/** Kinds whose text can be read; a larger file is only to be downloaded. */
const READABLE: ReadonlySet<string> = new Set(['docx', 'pptx', 'odt', 'odp', 'csv', 'txt'])
const LARGEST_BYTES = 10_000_000
const MILLISECONDS = 15_000
/** More than anyone reads on a page. */
export const MOST_CHARACTERS = 200_000

/** What the thread is given, and what it sends. */
export interface TextWork {
  readonly kind: string
  readonly bytes: Uint8Array
  readonly most: number
}
export type TextFound =
  | { readonly paragraphs: readonly string[]; readonly isCut: boolean }
  | { readonly fault: string }

export const isTextReadable = (kind: string, bytes: number): boolean =>
  READABLE.has(kind) && bytes <= LARGEST_BYTES

/** In paragraphs; `isCut` where there is more. Undefined where nothing can be read: a damaged file, or one out of proportion. */
export async function readText(
  kind: string,
  stream: Readable,
): Promise<{ readonly paragraphs: readonly string[]; readonly isCut: boolean } | undefined> {
  const bytes = await buffer(stream)
  if (!isTextReadable(kind, bytes.length)) return undefined
  const found = await inThread<TextFound, TextFound>({
    script: new URL('./text-thread.ts', import.meta.url),
    data: { kind, bytes: new Uint8Array(bytes), most: MOST_CHARACTERS } satisfies TextWork,
    milliseconds: MILLISECONDS,
    receive: (message) => message,
  })
  return found === undefined || 'fault' in found ? undefined : found
}
