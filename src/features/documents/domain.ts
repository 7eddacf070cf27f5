/** What a document is, what it is for, and where each thing expected or asked for stands. */
import { cleanText } from '../../platform/forms.ts'
import type { ProgressItem, Side } from '../partnerships/index.ts'
import type { Expectation } from '../programmes/index.ts'
import { isInvented } from '../schools/index.ts'

export const PURPOSES = ['support', 'visit', 'review'] as const
export type Purpose = (typeof PURPOSES)[number]

export const SIDES = ['partner', 'lead', 'programme-team'] as const satisfies readonly Side[]

/** How long others may open a document, from the day it was given; and how long its bytes are kept after that. */
export interface Rule {
  readonly openDays: number
  readonly keptDays: number
}

/** Ours, until a programme team decides otherwise. */
export const DEFAULT_RULES: Readonly<Record<Purpose, Rule>> = {
  support: { openDays: 365, keptDays: 180 },
  visit: { openDays: 90, keptDays: 90 },
  review: { openDays: 365, keptDays: 365 },
}

export type CheckState = 'waiting' | 'clean' | 'unchecked' | 'infected'

export interface Document {
  readonly id: number
  readonly partnershipId: number
  readonly expectationKey: string | null
  readonly occurrence: number | null
  readonly requestId: number | null
  readonly kind: 'file' | 'link'
  readonly title: string
  readonly purpose: Purpose
  readonly fromSide: Side
  readonly sharedWith: readonly Side[]
  readonly expiresOn: string | null
  readonly linkUrl: string | null
  readonly linkSource: string | null
  readonly linkAsAt: string | null
  readonly givenAt: string
  readonly givenByName: string
  readonly newest: number
  readonly revision: number
  readonly deletedAt: string | null
  readonly deletedByName: string | null
  readonly deletedBecause: 'by hand' | 'kept long enough' | null
  /** Of the newest version; null for a link. */
  readonly fileKind: string | null
  readonly fileName: string | null
  readonly bytes: number | null
  readonly checkState: CheckState | null
  /** Its bytes are not in the storage, though nobody deleted them. */
  readonly isLost: boolean
}

export interface Version {
  readonly documentId: number
  readonly number: number
  readonly fileId: string
  readonly fileName: string
  readonly fileKind: string
  readonly bytes: number
  readonly checkState: CheckState
  readonly byName: string
  readonly at: string
  readonly erasedAt: string | null
  readonly isLost: boolean
}

export interface Opening {
  readonly number: number
  readonly byName: string
  readonly side: Side
  readonly how: 'downloaded' | 'read as text' | 'seen as a picture'
  readonly at: string
}

/** Every opening, a page at a time. */
export interface Openings {
  readonly list: readonly Opening[]
  /** In all. */
  readonly count: number
  readonly page: number
  readonly pages: number
}

export interface Request {
  readonly id: number
  readonly partnershipId: number
  readonly askingSide: Side
  readonly askedSide: Side
  readonly title: string
  readonly why: string
  readonly purpose: Purpose
  readonly dueOn: string | null
  readonly askedAt: string
  readonly askedByName: string
  readonly answeredAt: string | null
  readonly closedAs: 'not-needed' | 'taken-back' | null
  readonly closedReason: string | null
  readonly closedAt: string | null
  readonly closedByName: string | null
}

/** A document that the programme expects, with what was given for it as far as this reader may see it. */
export interface ExpectedDocument {
  readonly expectation: Expectation
  readonly item: ProgressItem
  readonly by: Side
  readonly to: Side
  readonly given: readonly Document[]
}

/** Whether a request still waits for an answer. */
export const isOpenRequest = (request: Pick<Request, 'answeredAt' | 'closedAt'>): boolean =>
  request.answeredAt === null && request.closedAt === null

/** The bytes of a version may leave the storage. */
export const canLeave = (version: Pick<Version, 'checkState' | 'erasedAt' | 'isLost'>): boolean =>
  version.erasedAt === null &&
  !version.isLost &&
  (version.checkState === 'clean' || version.checkState === 'unchecked')

/** Who gives and who receives an expected document. Both sides together count as the partner school. */
export function sidesOf({ by, to }: Pick<Expectation, 'by' | 'to'>): { by: Side; to: Side } {
  const giver: Side = by === 'both' ? 'partner' : by
  const receiver = to === 'partner' || to === 'lead' || to === 'programme-team' ? to : undefined
  return { by: giver, to: receiver ?? (giver === 'lead' ? 'partner' : 'lead') }
}

/** The last day on which others may open a document given today. */
export const expiryOf = (rule: Rule, today: Temporal.PlainDate): string =>
  today.add({ days: rule.openDays }).toString()

/** The first moment from which nothing of a document need be kept: the day of its expiry or of the partnership's end. */
export function deleteOn(
  document: { readonly expiresOn: string | null; readonly endedOn: string | null },
  rule: Rule,
): string | undefined {
  const ends = [document.expiresOn, document.endedOn].filter((day): day is string => day !== null).sort()
  const [first] = ends
  return first === undefined
    ? undefined
    : Temporal.PlainDate.from(first)
        .add({ days: rule.keptDays + 1 })
        .toString()
}

/** The published address of something about one school. */
export const publishedUrl = (url: string, urn: number): string => url.replaceAll('{urn}', String(urn))

/** An address by URN of a school that is invented: nobody has published anything there. */
export const leadsNowhere = (url: string, urn: number): boolean => isInvented(urn) && url.includes('{urn}')

/** "improvement-plan.docx" → "improvement-plan". */
export const withoutEnding = (name: string): string => name.replace(/\.[^.]+$/, '') || name

/** A name as it goes into a header and onto a disk: no path, no controls, at most 200 characters with its ending. */
export function safeFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const plain = cleanText(base)
    .replace(/[\s"<>:|?*]+/g, ' ')
    .trim()
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  const stem = plain.slice(0, plain.length - ending.length).replace(/^\.+/, '')
  return `${[...stem].slice(0, 190).join('') || 'document'}${ending}`
}

/** For the chooser of a browser; what a file really is, its content says. */
export const KINDS_ACCEPTED = '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.csv,.txt'
