import { timeline } from '../../../design/components/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { HistoryEntry } from '../../history/index.ts'
import type { Partnership } from '../domain.ts'

/** Who did what and when. `entries` may hold one more than `pageSize`: then there is an earlier page. */
export function historyPage(
  partnership: Partnership,
  entries: readonly HistoryEntry[],
  pageSize: number,
): Page {
  const { id, schoolName } = partnership
  const shown = entries.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    title: `History: ${schoolName}`,
    backLink: { href: `/partnerships/${id}`, text: `Back to ${schoolName}` },
    body: html`<span class="govuk-caption-l">${schoolName}</span>
<h1 class="govuk-heading-l">History</h1>
<p class="govuk-body">Who did what and when, newest first. Nothing here can be changed or removed.</p>
${
  shown.length === 0
    ? html`<p class="govuk-body">Nothing has happened yet.</p>`
    : timeline(shown.map(({ sentence, byName, happenedAt }) => ({ sentence, by: byName, at: happenedAt })))
}
${entries.length > pageSize && last && html`<p class="govuk-body"><a class="govuk-link" href="/partnerships/${id}/history?before=${last.id}">Earlier history</a></p>`}`,
  }
}
