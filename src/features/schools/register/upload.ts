import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { Refusal, tooLarge, unreadable } from '../../../platform/refusal.ts'

const LARGEST_FILE = 200_000_000

export interface Upload {
  readonly answers: Readonly<Record<string, string>>
  /** Nothing when no file was chosen. */
  readonly file: { readonly name: string; readonly stream: () => AsyncIterable<Uint8Array> } | undefined
}

/**
 * Takes in the form with its file, into a folder of its own that goes when `work` is done. Only then does the import
 * begin: a slow connection must not hold a transaction open.
 */
export async function withUpload<T>(
  request: FastifyRequest,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) return work({ answers: Object.create(null), file: undefined })
  const folder = await mkdtemp(join(tmpdir(), 'alongside-register-'))
  try {
    return await work(await received(request, join(folder, 'file')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function received(request: FastifyRequest, path: string): Promise<Upload> {
  const answers: Record<string, string> = Object.create(null)
  let file: Upload['file']
  try {
    for await (const part of request.parts({ limits: { fileSize: LARGEST_FILE } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') answers[part.fieldname] = part.value
        continue
      }
      // Every file must be read to its end, or the form never arrives whole.
      if (part.fieldname !== 'file' || file) {
        part.file.resume()
        continue
      }
      await pipeline(part.file, createWriteStream(path))
      if (part.file.truncated) throw tooLarge('The file is larger than 200 MB. Nothing was imported.')
      if (part.filename) file = { name: part.filename.slice(0, 200), stream: () => createReadStream(path) }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE')
      throw tooLarge('The file is larger than 200 MB. Nothing was imported.')
    throw unreadable('The service could not read what was sent. Nothing was imported. Choose the file again.')
  }
  return { answers, file }
}
