import type { FastifyRequest } from 'fastify'
import { capital } from '../../design/components/index.ts'

/** Something that a person typed or chose, under the name of its field in words. */
export interface Typed {
  readonly name: string
  readonly value: string
}

/** What a form carries for the service itself: its key, what the page was made from, where it leads. */
const CARRIED = /^(key|seen|was|version|revision|next|sheet|plan|gaps)(-|$)|\[|^__/
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** As much as fits on a page that somebody copies from. */
const MOST = 200

/** What a person typed into the form that this request sends, in its order; nothing for one with a file, which is not read. */
export function typedIn(request: FastifyRequest): readonly Typed[] {
  const { body } = request
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return []
  const fields = Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    const text = [value].flat().filter((each) => typeof each === 'string' && each.trim() !== '')
    return CARRIED.test(name) || text.length === 0 ? [] : [{ name, value: text.join(', ') }]
  })
  const values = new Map(fields.map(({ name, value }) => [name, value]))
  return fields.slice(0, MOST).flatMap(({ name, value }) => {
    if (UUID.test(value)) return []
    // A date comes in three fields, and is read as one.
    const [, of, part] = /^(.+)-(day|month|year)$/.exec(name) ?? []
    if (of === undefined) return [{ name: inWords(name), value }]
    if (part !== firstPartOf(of, values)) return []
    const date = ['day', 'month', 'year'].map((each) => values.get(`${of}-${each}`) ?? '…').join(' ')
    return [{ name: inWords(of), value: date }]
  })
}

const firstPartOf = (of: string, values: ReadonlyMap<string, string>) =>
  ['day', 'month', 'year'].find((each) => values.has(`${of}-${each}`))

/** `happenedOn`, `note-2.1`: the name of a field as a person reads it. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]+/g, ' ')
    .toLowerCase()
  return capital(words)
}

/** The page on which the form stood, as the browser says: of this service only. */
export function formOf(request: FastifyRequest): string {
  const { referer, host } = request.headers
  if (referer === undefined || !URL.canParse(referer)) return '/'
  const url = new URL(referer)
  return url.host === host ? `${url.pathname}${url.search}` : '/'
}
