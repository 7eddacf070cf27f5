import { attributes, type Content, type Html, html, raw } from '../html.ts'

/** One column. */
export interface Column {
  text: string
  numeric?: boolean | undefined
  /** The key under which rows can be put in order by this column. */
  sort?: string | undefined
  /** The heading is only read out: a column of links or buttons. */
  hidden?: boolean | undefined
  /** Holds sentences: takes two fifths of a wide screen. */
  wide?: boolean | undefined
}

export interface TableOptions {
  caption: string
  /** `hidden` when the heading just above says the same. */
  captionSize?: 's' | 'm' | 'l' | 'hidden' | undefined
  head: readonly Column[]
  /** Cells in the order of `head`. The first of each row is its heading, unless `rowHeading` is false. */
  rows: readonly (readonly Content[])[]
  rowHeading?: boolean | undefined
  /** The order now, and the address of the same page in another order. */
  order?: { by: string; direction: Direction; href: (by: string, direction: Direction) => string } | undefined
  /** On a phone: `stack` shows each row as a small card with labels; `scroll` moves sideways and keeps the grid. */
  phone?: 'stack' | 'scroll' | undefined
  /** Shown instead of the table when there are no rows. */
  empty?: Content
  id?: string | undefined
}

export type Direction = 'ascending' | 'descending'

/** A table that stays readable on a phone. */
export function table(options: TableOptions): Html {
  const { caption, captionSize = 'm', head, rows, rowHeading = true, phone = 'stack' } = options
  if (rows.length === 0 && options.empty !== undefined) {
    return html`<p class="govuk-body app-empty">${options.empty}</p>`
  }
  // Labels repeat in every row, so each is escaped once.
  const labels = head.map(({ text, hidden }) => (hidden ? raw('') : attributes({ 'data-label': text })))
  const numeric = head.map((column) => (column.numeric ? raw(' govuk-table__cell--numeric') : undefined))
  const body = rows.map(
    (cells) => html`<tr class="govuk-table__row">${cells.map((cell, at) =>
      at === 0 && rowHeading
        ? html`<th scope="row" class="govuk-table__header">${cell}</th>`
        : html`<td class="govuk-table__cell${numeric[at]}"${labels[at]}>${filled(cell)}</td>`,
    )}</tr>
`,
  )
  const captionClass =
    captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`
  const markup = html`<table class="govuk-table${phone === 'stack' && ' app-table--stack'}"${attributes({ id: options.id })}>
<caption class="govuk-table__caption ${captionClass}">${phone === 'scroll' ? html`<span class="app-scroll__caption">${caption}</span>` : caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${head.map((column) => heading(column, options.order))}</tr></thead>
<tbody class="govuk-table__body">
${body}</tbody>
</table>`
  if (phone === 'stack') return markup
  // Focusable, so that it can be moved sideways by keyboard.
  return html`<div class="app-scroll" role="region" aria-label="${caption}" tabindex="0">${markup}</div>`
}

/** An empty cell is named, so that it is heard and seen as meant. */
function filled(cell: Content): Content {
  return cell === '' || cell === null || cell === undefined || cell === false ? none : cell
}
const none = html`<span class="app-none">–</span>`

function heading(column: Column, order: TableOptions['order']): Html {
  const numeric = `${column.numeric ? ' govuk-table__header--numeric' : ''}${column.wide ? ' app-table__wide' : ''}`
  if (column.sort === undefined || order === undefined) {
    const text = column.hidden ? html`<span class="govuk-visually-hidden">${column.text}</span>` : column.text
    return html`<th scope="col" class="govuk-table__header${numeric}">${text}</th>`
  }
  const now = order.by === column.sort ? order.direction : 'none'
  const next = now === 'ascending' ? 'descending' : 'ascending'
  return html`<th scope="col" class="govuk-table__header${numeric}" aria-sort="${now}"><a class="govuk-link govuk-link--no-visited-state app-sort" href="${order.href(column.sort, next)}">${column.text}<span class="app-sort__mark" aria-hidden="true">${arrows[now]}</span><span class="govuk-visually-hidden"> (put in ${next} order)</span></a></th>`
}
const arrows = { ascending: ' ▲', descending: ' ▼', none: ' ↕' }
