import { type Content, type Html, html } from '../html.ts'
import { formatDateTime } from './words.ts'

/** One thing that happened. */
export interface Entry {
  sentence: Content
  /** Who did it; "the service" for what happened by itself. */
  by: string
  /** An ISO instant, shown in English time. */
  at: string | Temporal.Instant
  details?: Content
}

/** What happened, newest first as given. */
export function timeline(entries: readonly Entry[]): Html {
  return html`<ol class="app-timeline" reversed>
${entries.map(
  ({
    sentence,
    by,
    at,
    details,
  }) => html`<li class="app-timeline__entry"><p class="app-timeline__what">${sentence}</p><p class="app-timeline__when">${by}, <time datetime="${String(at)}">${formatDateTime(at)}</time></p>${details && html`<div class="app-timeline__details">${details}</div>`}</li>
`,
)}</ol>`
}
