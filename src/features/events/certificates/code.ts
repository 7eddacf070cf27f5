/**
 * The code on a certificate. It stands for one person having taken part in one event, is derived from the installation’s
 * secret instead of being kept (docs/decisions/0004), and is short enough to type from paper: 3F-9QX2M-41BDZ.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Without I, L, O and U, which are read as others or make words. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Fifty bits: nobody finds one by trying. */
const PROOF_LETTERS = 10

export function certificateCode(secret: string, presenceId: number): string {
  const proof = proofOf(secret, presenceId)
  return `${written(presenceId)}-${proof.slice(0, 5)}-${proof.slice(5)}`
}

/** What the code stands for, however it was typed; undefined for one that this installation did not make. */
export function presenceOfCode(secret: string, typed: string): number | undefined {
  const letters = typed
    .slice(0, 60)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const [number, proof] = [letters.slice(0, -PROOF_LETTERS), letters.slice(-PROOF_LETTERS)]
  const id = read(number)
  if (id === undefined || proof.length !== PROOF_LETTERS) return undefined
  const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(secret, id))]
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined
}

function proofOf(secret: string, presenceId: number): string {
  const bytes = createHmac('sha256', secret).update(`certificate:${presenceId}`).digest()
  return Array.from(bytes.subarray(0, PROOF_LETTERS), (byte) => LETTERS[byte % 32]).join('')
}

function written(id: number): string {
  let letters = ''
  for (let rest = id; rest > 0; rest = Math.floor(rest / 32)) letters = `${LETTERS[rest % 32]}${letters}`
  return letters
}

function read(letters: string): number | undefined {
  if (!/^[1-9A-Z][0-9A-Z]{0,6}$/.test(letters)) return undefined
  let id = 0
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return undefined
    id = id * 32 + value
  }
  return id <= 2_147_483_647 ? id : undefined
}
