import { capital, formatDate, number } from '../../design/components/index.ts'
import { govukTag } from '../../design/govuk/index.ts'
import type { Html } from '../../design/html.ts'
import type { Partnership, Side } from '../partnerships/index.ts'
import type { CheckState, Document, Purpose } from './domain.ts'

export const documentsHref = (partnershipId: number): string => `/partnerships/${partnershipId}/documents`
export const documentHref = (id: number): string => `/documents/${id}`
export const requestHref = (id: number): string => `/document-requests/${id}`
export const previewHref = (documentId: number, number: number): string => `/previews/${documentId}/${number}`
export const fileHref = (documentId: number, number: number): string => `/files/${documentId}/${number}`

export const PURPOSE_NAMES: Readonly<Record<Purpose, string>> = {
  support: 'For the support as a whole',
  visit: 'For a visit',
  review: 'For the final review',
}

/** A side by name: for a sentence about another. */
export function nameOf(
  side: Side,
  { schoolName, hubName }: Pick<Partnership, 'schoolName' | 'hubName'>,
): string {
  return side === 'partner' ? schoolName : side === 'lead' ? hubName : 'the programme team'
}

/** As above, and "you" for the reader's own. */
export const nameFor = (
  side: Side,
  own: Side | undefined,
  partnership: Pick<Partnership, 'schoolName' | 'hubName'>,
): string => (side === own ? 'you' : nameOf(side, partnership))

/** "Ashby School and the programme team"; "nobody else". */
export function namesOf(
  sides: readonly Side[],
  own: Side | undefined,
  partnership: Pick<Partnership, 'schoolName' | 'hubName'>,
): string {
  const names = sides.map((side) => nameFor(side, own, partnership))
  return names.length === 0 ? 'nobody else' : names.join(' and ')
}

/** "Share your school improvement plan" is what somebody does; what they give is "School improvement plan". */
export const nameOfExpected = (title: string): string => capital(title.replace(/^Share (your |the )?/i, ''))

/** A page's title: its heading, and whose it is. `what` tells two of one name apart. */
export const titled = (heading: string, { schoolName }: Pick<Partnership, 'schoolName'>, what = ''): string =>
  `${heading}: ${schoolName}${what && `, ${what}`}`

/** "3.2 MB", "850 KB". */
export function size(bytes: number): string {
  if (bytes >= 1_000_000) return `${number(Math.round(bytes / 100_000) / 10)} MB`
  return `${number(Math.max(1, Math.round(bytes / 1_000)))} KB`
}

const CHECKS: Readonly<Record<CheckState, { text: string; classes: string } | undefined>> = {
  waiting: { text: 'Being checked', classes: 'govuk-tag--yellow' },
  clean: undefined,
  unchecked: undefined,
  infected: { text: 'Refused', classes: 'govuk-tag--grey' },
}

/** Why a file cannot be opened yet, or ever; nothing for one that can. */
export function checkTag({
  checkState,
  isLost,
}: {
  readonly checkState: CheckState | null
  readonly isLost: boolean
}): Html | undefined {
  if (isLost) return govukTag({ text: 'Asked for again', classes: 'govuk-tag--yellow' })
  const tag = checkState && CHECKS[checkState]
  return tag ? govukTag(tag) : undefined
}

/** Until when others can open it, in a word. */
export function openUntil(
  document: Pick<Document, 'expiresOn' | 'sharedWith'>,
  today: Temporal.PlainDate,
): string {
  if (document.sharedWith.length === 0) return 'Not shared'
  if (document.expiresOn === null) return 'No end date'
  const over = document.expiresOn < today.toString()
  return `${over ? 'Closed to others since' : 'Until'} ${formatDate(document.expiresOn)}`
}
