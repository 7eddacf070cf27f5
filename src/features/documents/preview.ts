import { isTextReadable } from '../../platform/files/index.ts'
import type { Version } from './domain.ts'

const PICTURES: ReadonlySet<string> = new Set(['png', 'jpeg'])

/** How a file can be seen without being downloaded: its words, itself where it is a picture, or not at all. */
export function previewOf({
  fileKind,
  bytes,
}: Pick<Version, 'fileKind' | 'bytes'>): 'text' | 'picture' | undefined {
  if (PICTURES.has(fileKind)) return 'picture'
  return isTextReadable(fileKind, bytes) ? 'text' : undefined
}
