import { formatDate } from '../../../../design/components/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { SupportDay } from '../../days/domain.ts'
import { supportDayHref } from '../../words.ts'
import { isKeptAhead } from './domain.ts'

/** The browser code that keeps what `keptAhead` names. */
export const KEEPS_AHEAD = ['visit-notes-before.js'] as const

/**
 * For the pages that are opened before a visit: with script they keep the page of its record on this device, and then say so.
 * Nothing of it is seen without script, or where the browser keeps nothing.
 */
export function keptAhead(day: SupportDay, today: Temporal.PlainDate): Html | undefined {
  if (day.heldOn === null || !isKeptAhead(day, today)) return undefined
  const record = `${supportDayHref(day.id)}/visit-record`
  const isToday = day.heldOn === today.toString()
  return html`<div role="status" data-keep-ahead="${record}/edit" data-from="${record}/${isToday ? 'edit' : 'ahead'}">
<div class="app-connection" data-kept hidden>
<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">Kept on this device for the visit</p>
<p class="govuk-body">${isToday ? 'Today' : `From ${formatDate(day.heldOn)}`} you can <a class="govuk-link" href="${record}/edit">write the record</a> here without a connection. The copy goes when you sign out, and after 7 days.</p>
</div>
</div>`
}
