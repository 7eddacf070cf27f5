import { govukButton, govukPagination } from '../govuk/index.ts'
import { type Content, type Html, html, raw } from '../html.ts'
import { hidden } from './fields.ts'

/** A form that narrows a list: its answers go into the address, so that a filtered list can be kept or sent. */
export function filterForm(options: {
  action: string
  fields: readonly Html[]
  /** Set while a filter is on: the address without it. */
  clear?: string | undefined
  /** What stays in the address beside the filter, such as the order. */
  keep?: Readonly<Record<string, string | undefined>> | undefined
  label?: string | undefined
}): Html {
  const kept = Object.entries(options.keep ?? {}).map(
    ([name, value]) => value !== undefined && hidden(name, value),
  )
  return html`<form class="app-filter" method="get" action="${options.action}" role="search" aria-label="${options.label ?? 'Filter this list'}">
${kept}
<div class="app-filter__fields">${options.fields}</div>
<div class="govuk-button-group app-filter__buttons">
${govukButton({ text: 'Apply', classes: 'govuk-button--secondary' })}
${options.clear && html`<a class="govuk-link govuk-link--no-visited-state" href="${options.clear}">Clear filter</a>`}
</div>
</form>`
}

/** Links to the pages of a long list: first, last and the neighbours. Nothing when one page holds it all. */
export function pagination(options: {
  page: number
  pages: number
  href: (page: number) => string
  label?: string
}): Html {
  const { page, pages, href } = options
  if (pages <= 1) return raw('')
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter(
    (each) => each >= 1 && each <= pages,
  )
  const items = shown.flatMap((number, at) => {
    const link = { number: String(number), href: href(number), current: number === page }
    return at > 0 && number > (shown[at - 1] ?? 0) + 1 ? [{ ellipsis: true }, link] : [link]
  })
  return govukPagination({
    landmarkLabel: options.label ?? 'Pages',
    previous: page > 1 ? { href: href(page - 1) } : undefined,
    next: page < pages ? { href: href(page + 1) } : undefined,
    items,
  })
}

/** What stands where a list would be: why it is empty and what to do about it. */
export function emptyState(options: {
  title: string
  body?: Content
  action?: { href: string; text: string }
}): Html {
  return html`<div class="app-empty-state">
<p class="govuk-body govuk-!-font-weight-bold">${options.title}</p>
${options.body && html`<p class="govuk-body">${options.body}</p>`}
${options.action && html`<p class="govuk-body"><a class="govuk-link" href="${options.action.href}">${options.action.text}</a></p>`}
</div>`
}

/** An email address that opens a message; long ones wrap after the @. */
export function emailLink(address: string): Html {
  const [name = '', place = ''] = address.split('@')
  return html`<a class="govuk-link app-email" href="mailto:${encodeURIComponent(name)}@${encodeURIComponent(place)}">${name}${place && html`@<wbr>${place}`}</a>`
}
