import { messageHref } from '../conversations/index.ts'
import type { Actor } from '../people/index.ts'
import type { OpenPromise, PromiseKind } from './domain.ts'
import type { PromiseRow } from './store.ts'

export const KINDS: Readonly<Record<PromiseKind, string>> = {
  question: 'Question',
  action: 'Action of the plan',
  document: 'Document',
  'support-day': 'Support day',
  signature: 'Record of a visit',
  'final-review': 'Final review',
}

/** On the button that leads to it. */
export const ACTS: Readonly<Record<PromiseKind, string>> = {
  question: 'Answer',
  action: 'Open',
  document: 'Open',
  'support-day': 'Answer',
  signature: 'Read and sign',
  'final-review': 'Read and sign',
}

const OFFERS: Readonly<Record<string, string>> = {
  dates: 'Answer the dates that were offered',
  delivered: 'Agree that a day was given',
  corrected: 'Agree a correction of a day',
}

/** A row as this reader may know it: with its words and its page, or only that it is there. */
export function promiseOf(row: PromiseRow, actor: Pick<Actor, 'role'>): OpenPromise {
  const { partnershipId, by, kind, since, dueOn } = row
  const outside = actor.role === 'programme-team'
  return { partnershipId, by, kind, since, dueOn, ...said(row, outside) }
}

function said(
  { partnershipId, kind, reference, words }: PromiseRow,
  outside: boolean,
): Pick<OpenPromise, 'words' | 'href'> {
  switch (kind) {
    case 'question':
      return words === null || outside
        ? { words: 'A question of the other school', href: undefined }
        : { words: inBrief(words), href: messageHref(partnershipId, Number(reference)) }
    case 'action':
      return words === null || outside
        ? { words: 'An action of the plan', href: undefined }
        : { words: inBrief(words), href: `/actions/${reference}` }
    case 'document':
      return { words: words ?? 'A document', href: `/document-requests/${reference}` }
    case 'signature':
      return outside
        ? { words: 'Sign the record of a visit', href: undefined }
        : { words: 'Read the record of a visit and sign it', href: `/support-days/${reference}/visit-record` }
    case 'final-review':
      return outside
        ? { words: 'Sign the final review', href: undefined }
        : {
            words: 'Read the final review and sign it',
            href: `/partnerships/${partnershipId}/final-review/check`,
          }
    case 'support-day':
      return {
        words: OFFERS[words ?? ''] ?? 'Answer what was put forward',
        href: `/support-days/${reference}`,
      }
  }
}

function inBrief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= 120 ? line : `${line.slice(0, 118).trimEnd()}…`
}
