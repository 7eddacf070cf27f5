import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Codes in links, derived from an id with the installation's secret instead of being stored (docs/decisions/0004):
 * whoever reads the database or the queue of emails finds no address that opens anything.
 *
 * `id` is what the code stands for, of digits and full stops: `12`, or `12.3` where a number that can be raised makes
 * earlier codes useless. `purpose` keeps a code for one thing from opening another.
 */
export function codeOf(secret: string, purpose: string, id: string): string {
  if (!ID.test(id)) throw new Error(`A code cannot stand for “${id}”`)
  return `${id}.${createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url')}`
}

/** The id that a code stands for; undefined for a code that this installation did not make for this purpose. */
export function idOfCode(secret: string, purpose: string, code: string): string | undefined {
  const id = CODE.exec(code)?.[1]
  if (id === undefined) return undefined
  const [given, right] = [Buffer.from(code), Buffer.from(codeOf(secret, purpose, id))]
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined
}

const ID = /^[1-9]\d{0,8}(?:\.\d{1,9})?$/
const CODE = /^([1-9]\d{0,8}(?:\.\d{1,9})?)\.[\w-]{43}$/
