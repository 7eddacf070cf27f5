/** Final reviews of many partnerships, where they are due. */
import { formatDate, statusTag, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { ReviewDue } from './due.ts'

/** Of one hub, school by school; nothing where none is open. `hrefOf`: only the two schools are led to what they read. */
export function reviewsDueTable(
  due: readonly ReviewDue[],
  hrefOf: (partnershipId: number) => string,
): Html | undefined {
  if (due.length === 0) return undefined
  return table({
    caption: 'Final reviews to be held',
    head: [{ text: 'School' }, { text: 'By' }, { text: 'Where it stands' }],
    rows: due.map(({ partnershipId, schoolName, dueOn, progress }) => [
      html`<a class="govuk-link" href="${hrefOf(partnershipId)}">${schoolName}<span class="govuk-visually-hidden">, final review</span></a>`,
      formatDate(dueOn),
      statusTag(progress),
    ]),
  })
}

/** Of a whole programme, hub by hub: there are hundreds of schools. */
export function reviewsByHubTable(due: readonly ReviewDue[]): Html | undefined {
  if (due.length === 0) return undefined
  const hubs = [...Map.groupBy(due, ({ hubId }) => hubId)].toSorted(
    ([, [one]], [, [other]]) => one?.hubName.localeCompare(other?.hubName ?? '', 'en-GB') ?? 0,
  )
  const count = (of: readonly ReviewDue[], wanted: ReviewDue['progress']) =>
    String(of.filter(({ progress }) => progress === wanted).length)
  return table({
    caption: 'Final reviews to be held',
    head: [
      { text: 'Hub' },
      { text: 'To do', numeric: true },
      { text: 'In progress', numeric: true },
      { text: 'Overdue', numeric: true },
      { text: 'First one by' },
    ],
    rows: hubs.map(([hubId, of]) => [
      html`<a class="govuk-link" href="/hubs/${hubId}/support">${of[0]?.hubName}<span class="govuk-visually-hidden">, final reviews</span></a>`,
      count(of, 'to do'),
      count(of, 'in progress'),
      count(of, 'overdue'),
      of[0] ? formatDate(of[0].dueOn) : '',
    ]),
  })
}
