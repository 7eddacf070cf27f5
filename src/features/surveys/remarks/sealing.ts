/**
 * A remark on its way and at rest: sealed like an answer, padded so that its length says little, and under a key that is
 * made of its form's and leads back to it for nobody without the service's secret.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import type { Seal } from '../answering/seal.ts'

const STEP = 1_024
/** Ends what was written; what follows is padding. No text has it. */
const END = '\0'

export function sealRemark(seal: Seal, text: string): Buffer {
  const bytes = Buffer.from(`${text.replaceAll(END, '')}${END}`)
  const padded = Buffer.alloc(Math.ceil(bytes.length / STEP) * STEP)
  bytes.copy(padded)
  return seal.seal(padded)
}

/** Throws where it was sealed with another secret. */
export function openRemark(seal: Seal, sealed: Uint8Array): string {
  const text = seal.open(sealed).toString()
  return text.slice(0, text.indexOf(END))
}

/** The same for every sending of one form. */
export function remarkKeys(secret: string): (formKey: string) => string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'alongside: keys of remarks in surveys', 32))
  return (formKey) =>
    createHmac('sha256', key)
      .update(formKey)
      .digest('hex')
      .slice(0, 32)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
