/** What a form of answers holds: a byte a question, or nothing that is stored at all. Pure. */
import { cleanText } from '../../../platform/forms.ts'
import { NOT_ANSWERED, PREFER_NOT_TO_SAY } from '../definition.ts'
import type { Shape } from '../disclosure/index.ts'

/** Which page somebody answers on: these come along in the address and in the form, and are never stored. */
export interface Manner {
  readonly language: string
  readonly easy: boolean
  readonly kiosk: boolean
}

/** In the usual language and words. */
export const ENGLISH: Manner = { language: 'en', easy: false, kiosk: false }
/** How a shared device greets whoever comes next: nothing that the one before chose is left. */
export const NEXT_PERSON: Manner = { ...ENGLISH, kiosk: true }

/** What a member of staff added, empty where they did not. */
export interface SentRemark {
  readonly text: string
  /** They were asked, and say that it names no one. */
  readonly namesNoOne: boolean
}

/** `broken`: not what the form sends. `empty`: nothing was chosen, so there is nothing to keep. */
export type Sent =
  | { readonly ok: true; readonly key: string; readonly answers: Buffer; readonly remark: SentRemark }
  | { readonly ok: false; readonly fault: 'broken' | 'empty' }

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const QUESTION = /^q([1-9]\d?)$/
const CHOICE = /^[1-9]\d{0,2}$/
/** What the form sends beside answers and key. */
const OTHERS = new Set(['l', 'easy', 'kiosk'])
const NAMES_NO_ONE = 'names-no-one'
const BROKEN: Sent = { ok: false, fault: 'broken' }

/**
 * Anything missing is not answered; anything else that the form could not have sent spoils the whole. A remark is such a
 * thing where none is asked for.
 */
export function parseAnswers(body: unknown, shape: Shape, asksRemark = false): Sent {
  if (!isRecord(body)) return BROKEN
  const answers = Buffer.alloc(shape.length, NOT_ANSWERED)
  let key = ''
  let given = 0
  let text = ''
  for (const [name, value] of Object.entries(body)) {
    // A name that was sent twice is a list.
    if (typeof value !== 'string') return BROKEN
    if (name === 'key') {
      if (!KEY.test(value)) return BROKEN
      key = value
      continue
    }
    if (name === 'remark' && asksRemark) {
      text = cleanText(value)
      continue
    }
    if (OTHERS.has(name) || (name === NAMES_NO_ONE && asksRemark)) {
      if (value.length > 8) return BROKEN
      continue
    }
    const question = Number(QUESTION.exec(name)?.[1] ?? 0)
    const options = shape[question - 1]
    if (options === undefined || !CHOICE.test(value)) return BROKEN
    const choice = Number(value)
    if (choice !== PREFER_NOT_TO_SAY && choice > options) return BROKEN
    answers[question - 1] = choice
    given += 1
  }
  if (key === '') return BROKEN
  if (given === 0 && text === '') return { ok: false, fault: 'empty' }
  return { ok: true, key, answers, remark: { text, namesNoOne: body[NAMES_NO_ONE] === '1' } }
}

/** Of an address or a form; a language that the wave does not offer is the first that it does. */
export function mannerFrom(given: unknown, languages: readonly string[]): Manner {
  const { l, easy, kiosk } = isRecord(given) ? given : NOTHING
  const language = typeof l === 'string' && languages.includes(l) ? l : (languages[0] ?? 'en')
  return { language, easy: easy === '1', kiosk: kiosk === '1' }
}

const NOTHING: Readonly<Record<string, unknown>> = {}
const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null

/** "?l=pl&easy=1", without what is usual. */
export function queryOf({ language, easy, kiosk }: Manner): string {
  return `?l=${language}${easy ? '&easy=1' : ''}${kiosk ? '&kiosk=1' : ''}`
}
