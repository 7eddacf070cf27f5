import { type Html, html, raw } from '../html.ts'
import type { SummaryListOptions, TableOptions, TaskListOptions } from './generated.ts'
import { attributesOf, either, heading, more } from './parts.ts'
import { govukTag } from './text.ts'

type Cell = TableOptions['rows'][number][number]

export function govukTable(options: TableOptions): Html {
  const { caption, head } = options
  return html`<table class="govuk-table${more(options.classes)}"${attributesOf(options.attributes)}>
${caption && html`<caption class="govuk-table__caption${more(options.captionClasses)}">${caption}</caption>`}
${
  head &&
  html`<thead class="govuk-table__head">
<tr class="govuk-table__row">
${head.map(
  (cell) =>
    html`<th scope="col" class="govuk-table__header${more(cell.format && `govuk-table__header--${cell.format}`, cell.classes)}"${spans(cell)}>${either(cell)}</th>`,
)}
</tr>
</thead>`
}
<tbody class="govuk-table__body">
${options.rows.map(
  (row) =>
    row &&
    html`<tr class="govuk-table__row">
${row.map((cell, at) =>
  at === 0 && options.firstCellIsHeader
    ? html`<th scope="row" class="govuk-table__header${more(cell.classes)}"${spans(cell)}>${either(cell)}</th>`
    : html`<td class="govuk-table__cell${more(cell.format && `govuk-table__cell--${cell.format}`, cell.classes)}"${spans(cell)}>${either(cell)}</td>`,
)}
</tr>`,
)}
</tbody>
</table>`
}

function spans(cell: Cell): Html {
  return html`${cell.colspan && html` colspan="${cell.colspan}"`}${cell.rowspan && html` rowspan="${cell.rowspan}"`}${attributesOf(cell.attributes)}`
}

export function govukTaskList(options: TaskListOptions): Html {
  const prefix = options.idPrefix || 'task-list'
  return html`<ul class="govuk-task-list${more(options.classes)}"${attributesOf(options.attributes)}>
${options.items.map((item, at) => item && taskListItem(item, `${prefix}-${at + 1}`))}
</ul>`
}

function taskListItem(item: TaskListOptions['items'][number], id: string): Html {
  const { href, title, hint, status } = item
  const name = href
    ? html`<a class="govuk-link govuk-task-list__link${more(title.classes)}" href="${href}" aria-describedby="${hint && `${id}-hint `}${id}-status">
${either(title)}
</a>`
    : html`<div${title.classes && html` class="${title.classes}"`}>
${either(title)}
</div>`
  return html`<li class="govuk-task-list__item${more(href && 'govuk-task-list__item--with-link', item.classes)}">
<div class="govuk-task-list__name-and-hint">
${name}
${
  hint &&
  html`<div id="${id}-hint" class="govuk-task-list__hint">
${either(hint)}
</div>`
}
</div>
<div class="govuk-task-list__status${more(status.classes)}" id="${id}-status">
${status.tag ? govukTag(status.tag) : either(status)}
</div>
</li>`
}

type Row = SummaryListOptions['rows'][number]
type Card = NonNullable<SummaryListOptions['card']>
type Action = NonNullable<NonNullable<Row['actions']>['items']>[number]

export function govukSummaryList(options: SummaryListOptions): Html {
  const title = options.card?.title
  const anyActions = options.rows.some((row) => row?.actions?.items && row.actions.items.length > 0)
  const list = html`<dl class="govuk-summary-list${more(options.classes)}"${attributesOf(options.attributes)}>
${options.rows.map((row) => row && summaryRow(row, title, anyActions && !row.actions?.items))}
</dl>`
  return options.card ? summaryCard(options.card, list) : list
}

function summaryRow(row: Row, title: Card['title'], withoutActions: boolean): Html {
  const actions = row.actions?.items ?? []
  return html`<div class="govuk-summary-list__row${more(withoutActions && 'govuk-summary-list__row--no-actions', row.classes)}">
<dt class="govuk-summary-list__key${more(row.key.classes)}">
${either(row.key)}
</dt>
<dd class="govuk-summary-list__value${more(row.value.classes)}">
${either(row.value)}
</dd>
${
  actions.length > 0 &&
  html`<dd class="govuk-summary-list__actions${more(row.actions?.classes)}">
${
  actions.length === 1
    ? actionLink(actions[0], title)
    : html`<ul class="govuk-summary-list__actions-list">
${actions.map(
  (action) => html`<li class="govuk-summary-list__actions-list-item">
${actionLink(action, title)}
</li>`,
)}
</ul>`
}
</dd>`
}
</div>`
}

function summaryCard(card: Card, list: Html): Html {
  const { title } = card
  const actions = card.actions?.items ?? []
  const classes = more(card.actions?.classes)
  return html`<div class="govuk-summary-card${more(card.classes)}"${attributesOf(card.attributes)}>
<div class="govuk-summary-card__title-wrapper">
${
  title &&
  heading(
    title.headingLevel || 2,
    html` class="govuk-summary-card__title${more(title.classes)}"`,
    html`
${either(title)}
`,
  )
}
${
  actions.length === 1 &&
  html`<div class="govuk-summary-card__actions${classes}">
${actionLink(actions[0], title)}
</div>`
}
${
  actions.length > 1 &&
  html`<ul class="govuk-summary-card__actions${classes}">
${actions.map(
  (action) => html`<li class="govuk-summary-card__action">
${actionLink(action, title)}
</li>`,
)}
</ul>`
}
</div>
<div class="govuk-summary-card__content">
${list}
</div>
</div>`
}

function actionLink(action: Action | undefined, title: Card['title']): Html {
  if (action === undefined) return raw('')
  const what = action.visuallyHiddenText
  return html`<a class="govuk-link${more(action.classes)}" href="${action.href}"${attributesOf(action.attributes)}>${either(action)}${
    (what || title) &&
    html`<span class="govuk-visually-hidden">${what && ` ${what}`}${title && html` (${either(title)})`}</span>`
  }</a>`
}
