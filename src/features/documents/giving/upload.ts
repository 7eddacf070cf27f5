/** Takes in a form with files. Each goes to a file of its own as it comes; the form is checked when all are there. */
import type { FastifyRequest } from 'fastify'
import { type Arrived, NotWritten } from '../../../platform/files/index.ts'
import type { Answers } from '../../../platform/forms.ts'
import { Refusal, unreadable } from '../../../platform/refusal.ts'
import { safeFileName } from '../domain.ts'
import { type DocumentServices, LARGEST_BYTES, MOST_FILES } from '../services.ts'

export interface SentFile {
  readonly name: string
  readonly arrived: Arrived
  /** It is longer than what is accepted; only its beginning arrived. */
  readonly isTooLong: boolean
}

export interface Sent {
  readonly answers: Answers
  readonly files: readonly SentFile[]
  /** More files were sent than are taken at once: what came after was not kept. */
  readonly areTooMany: boolean
  /** The service could not keep all of them, which is its own fault. */
  readonly areNotWritten: boolean
}

/** So many more than are taken are read over, so that what was typed after them is still heard. */
const MOST_READ = 60

/** Reads the whole form, hands it on, and throws away whatever is not kept by then, whatever happened. */
export async function withSentFiles<T>(
  request: FastifyRequest,
  { arrivals }: DocumentServices,
  work: (sent: Sent) => Promise<T>,
): Promise<T> {
  const files: SentFile[] = []
  try {
    return await work(await readForm(request, arrivals, files))
  } finally {
    for (const { arrived } of files) await arrivals.discard(arrived)
  }
}

async function readForm(
  request: FastifyRequest,
  arrivals: DocumentServices['arrivals'],
  files: SentFile[],
): Promise<Sent> {
  const answers: Record<string, string> = Object.create(null)
  const sent = { answers, files, areTooMany: false, areNotWritten: false }
  if (!request.isMultipart()) return sent
  const options = {
    limits: { files: MOST_READ, fileSize: LARGEST_BYTES, fields: 50, parts: MOST_READ + 50 },
    throwFileSizeLimit: false,
  }
  try {
    // A variable, because the package's types leave out the second of these options, which its documentation has.
    for await (const part of request.parts(options)) {
      if (part.type === 'field') {
        // A box that is ticked several times arrives under one name.
        if (typeof part.value !== 'string') continue
        const before = answers[part.fieldname]
        answers[part.fieldname] = before === undefined ? part.value : `${before}\n${part.value}`
        continue
      }
      const isOneMore = files.length === MOST_FILES
      if (isOneMore || sent.areNotWritten) {
        sent.areTooMany ||= isOneMore
        part.file.resume()
        continue
      }
      try {
        const arrived = await arrivals.receive(part.file)
        const name = part.filename ?? ''
        // A form without a chosen file sends one without a name and without bytes.
        if (part.fieldname === 'file' && (name !== '' || arrived.bytes > 0)) {
          files.push({ name: safeFileName(name), arrived, isTooLong: part.file.truncated })
        } else await arrivals.discard(arrived)
      } catch (error) {
        if (!(error instanceof NotWritten)) throw error
        request.log.error({ err: error }, 'problem')
        sent.areNotWritten = true
      }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw unreadable('The service could not read what was sent. Nothing was saved. Choose the files again.')
  }
  return sent
}
