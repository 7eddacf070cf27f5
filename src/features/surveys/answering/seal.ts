/**
 * Seals an answer between its arrival and the moment when it lies among others in no order. The key is made of the
 * service's secret, which no database holds: neither the table of arrivals nor a log or a copy of the database shows what
 * was answered at which moment. Length tells nothing either: every answer to a version is equally long.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

export interface Seal {
  seal(answers: Uint8Array): Buffer
  /** Throws where it was sealed with another secret, or changed. */
  open(sealed: Uint8Array): Buffer
}

export function sealOf(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'alongside: survey answers on their way', 32))
  return {
    seal(answers) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(answers), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
    },
  }
}
