/** The pages in the zip: they are opened from a disk, years later perhaps, so they need nothing but themselves. Pure. */
import { formatDate, formatDateTime, number, table } from '../../../design/components/index.ts'
import { type Html, html, raw } from '../../../design/html.ts'
import { reviewWords } from '../final-review/views.ts'
import type { RecordInView } from '../records/actions.ts'
import { agreedWords } from '../records/agreed/views.ts'
import { standing } from '../records/domain.ts'
import { wordsOf } from '../records/views.ts'
import { dayName } from '../words.ts'
import type { Everything } from './contents.ts'

const STYLE = `body{font-family:Arial,Helvetica,sans-serif;font-size:1.1rem;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
table{border-collapse:collapse;width:100%;margin-bottom:2rem}caption{text-align:left;font-weight:bold}
th,td{border-bottom:1px solid #b1b4b6;padding:.5rem .5rem .5rem 0;text-align:left;vertical-align:top}
.app-words{white-space:pre-wrap}a{color:#1a65a6}a:focus{outline:3px solid #fd0;background:#fd0;color:#0b0c0c}
.govuk-visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:40rem){table,thead,tbody,tr,th,td{display:block;border:0}thead{position:absolute;clip-path:inset(50%)}tr{border-bottom:1px solid #b1b4b6;padding:.5rem 0}th,td{padding:.2rem 0}}`

function wholePage(title: string, body: Html): string {
  return String(html`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>${raw(`<style>${STYLE}</style>`)}</head>
<body><main>${body}</main></body></html>
`)
}

/** What stands in the zip, by its path there. */
export interface Listed {
  readonly path: string
  readonly title: string
  readonly about: string
}

export interface IndexData {
  readonly everything: Everything
  readonly files: readonly Listed[]
  readonly documents: readonly (Listed & { readonly from: string; readonly bytes: number })[]
  readonly left: readonly { readonly title: string; readonly from: string; readonly why: string }[]
  readonly today: Temporal.PlainDate
}

/** A path as an address: names may hold spaces and any letters. */
const addressOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

export function indexPage({ everything, files, documents, left, today }: IndexData): string {
  const { partnership } = everything.support
  const { links } = everything.documents
  const link = ({ path, title }: Listed) => html`<a href="${addressOf(path)}">${title}</a>`
  return wholePage(
    `${partnership.schoolName} and ${partnership.hubName}: everything of the partnership`,
    html`<h1>${partnership.schoolName} and ${partnership.hubName}</h1>
<p>Everything of the partnership, as it could be read on ${formatDate(today)} by ${everything.support.actor.name}. Some of it was given in confidence: keep it where only those who need it can open it.</p>
<h2>What both schools wrote</h2>
<ul>${files.map((file) => html`<li>${link(file)}: ${file.about}</li>`)}</ul>
<h2>Documents</h2>
${
  documents.length === 0
    ? html`<p>No document is in this file.</p>`
    : table({
        caption: 'Documents in this file',
        head: [{ text: 'Document' }, { text: 'Given by' }, { text: 'Size' }],
        rows: documents.map((each) => [link(each), each.from, sizeOf(each.bytes)]),
      })
}
${
  links.length > 0 &&
  html`<h2>Published elsewhere</h2>
<ul>${links.map(({ title, url, source }) => html`<li><a href="${url}">${title}</a>${source && `, ${source}`}</li>`)}</ul>`
}
${
  left.length > 0 &&
  html`<h2>Documents that are not in this file</h2>
<ul>${left.map(({ title, from, why }) => html`<li>${title}, from ${from}. ${why}</li>`)}</ul>`
}`,
  )
}

/** "340 KB", "2.4 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${number(Math.max(1, Math.round(bytes / 1000)))} KB`
  return `${number(Math.round(bytes / 100_000) / 10)} MB`
}

export function recordPage({ record, agreed, signatures, views, day, partnership }: RecordInView): string {
  if (!record) throw new Error('There is no record to write a page of')
  const nameOf = (side: string) => (side === 'lead' ? partnership.hubName : partnership.schoolName)
  const under = standing(record, signatures)
  const title = `Record: ${dayName(day)}`
  return wholePage(
    `${title}, ${partnership.schoolName}`,
    html`<p><a href="../index.html">Everything of the partnership</a></p>
<h1>${title}</h1>
<p>${partnership.schoolName} and ${partnership.hubName}</p>
${wordsOf(record)}
${
  agreed.length > 0 &&
  html`<h2>What each will do</h2>
<ul>${agreed.map((each) => html`<li>${agreedWords(each, partnership)}</li>`)}</ul>`
}
<h2>Signed by</h2>
${
  under.length === 0
    ? html`<p>Nobody has signed this record as it stands.</p>`
    : html`<ul>${under.map(({ byName, at, side }) => html`<li>${byName}, ${nameOf(side)}, ${formatDateTime(at)}</li>`)}</ul>`
}
${
  views.length > 0 &&
  html`<h2>Each school’s own view</h2>
${views.map(
  ({ text, byName, at, side }) =>
    html`<h3>${nameOf(side)}: ${byName}, ${formatDateTime(at)}</h3><p class="app-words">${text}</p>`,
)}`
}`,
  )
}

export function finalReviewFile(review: NonNullable<Everything['review']>): string {
  const { partnership } = review
  return wholePage(
    `Final review, ${partnership.schoolName}`,
    html`<p><a href="index.html">Everything of the partnership</a></p>
<h1>Final review</h1>
<p>${partnership.schoolName} and ${partnership.hubName}</p>
${reviewWords(review)}`,
  )
}
