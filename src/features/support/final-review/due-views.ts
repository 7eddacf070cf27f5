/** Final reviews and follow-ups of many partnerships, where they are due. */
import { formatDate, statusTag, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { FollowUp, ReviewDue } from './store.ts'
import { finalReviewHref } from './words.ts'

/** Nothing where none is open. `hrefOf`: the programme team is not led to what only the two schools read. */
export function reviewsDueTable(
  due: readonly ReviewDue[],
  { hrefOf, withHub = false }: { readonly hrefOf: (id: number) => string; readonly withHub?: boolean },
): Html | undefined {
  if (due.length === 0) return undefined
  return table({
    caption: 'Final reviews to be held',
    head: [
      { text: 'School' },
      ...(withHub ? [{ text: 'Hub' }] : []),
      { text: 'By' },
      { text: 'Where it stands' },
    ],
    rows: due.map(({ partnershipId, schoolName, hubName, dueOn, progress }) => [
      html`<a class="govuk-link" href="${hrefOf(partnershipId)}">${schoolName}<span class="govuk-visually-hidden">, final review</span></a>`,
      ...(withHub ? [hubName] : []),
      formatDate(dueOn),
      statusTag(progress),
    ]),
  })
}

export function followUpsTable(followUps: readonly FollowUp[]): Html | undefined {
  if (followUps.length === 0) return undefined
  return table({
    caption: 'Six-month follow-ups',
    head: [{ text: 'School' }, { text: 'On' }],
    rows: followUps.map(({ partnershipId, schoolName, onDay }) => [
      html`<a class="govuk-link" href="${finalReviewHref(partnershipId)}">${schoolName}<span class="govuk-visually-hidden">, six-month follow-up</span></a>`,
      formatDate(onDay),
    ]),
  })
}
