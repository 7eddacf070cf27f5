/** Takes in the form with a file. The file is never trusted, and never kept: only the table in it goes further. */
import type { FastifyRequest } from 'fastify'
import { Refusal, unreadable } from '../../platform/refusal.ts'
import { defaultLimits } from '../../platform/spreadsheets/index.ts'

export interface UploadForm {
  readonly answers: Readonly<Record<string, string>>
  /** Nothing when no file was chosen. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | undefined
}

/**
 * Reads the whole form. Of a file that is too big, one byte more than the limit is kept, so that reading it refuses it;
 * the rest is let pass, or the browser would show a lost connection where the page should stand.
 */
export async function readUpload(request: FastifyRequest): Promise<UploadForm> {
  const answers: Record<string, string> = Object.create(null)
  let file: UploadForm['file']
  if (!request.isMultipart()) return { answers, file }
  const options = { limits: { fileSize: defaultLimits.bytes + 1 }, throwFileSizeLimit: false }
  try {
    // A variable, because the package's types leave out the second of these options, which its documentation has.
    for await (const part of request.parts(options)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') answers[part.fieldname] = part.value
        continue
      }
      const bytes = await part.toBuffer()
      const isChosen = part.fieldname === 'file' && (bytes.length > 0 || part.filename !== '')
      if (isChosen) file = { name: part.filename ?? '', bytes }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw unreadable('The service could not read what was sent. Nothing was saved. Choose the file again.')
  }
  return { answers, file }
}
