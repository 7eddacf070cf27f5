/** Pages that show what a file holds, where that can be done safely. */
import { capital, table } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FoundText } from '../../../platform/files/index.ts'
import { columnLetters } from '../../../platform/spreadsheets/index.ts'
import type { DocumentInView } from '../document/actions.ts'
import type { Version } from '../domain.ts'
import { documentHref, fileHref, nameOf, previewHref, size, titled } from '../words.ts'

type Shown = Pick<DocumentInView, 'document' | 'partnership'>

function previewPage({ document, partnership }: Shown, as: string, body: Html): Page {
  return {
    title: titled(document.title, partnership, `document ${document.id}, ${as}`),
    backLink: { href: documentHref(document.id), text: 'Back to the document' },
    body: html`
<span class="govuk-caption-l">${capital(as)}</span>
<h1 class="govuk-heading-l">${document.title}</h1>
${body}`,
  }
}

const download = ({ document }: Shown): Html =>
  html`<p class="govuk-body"><a class="govuk-link" href="${fileHref(document.id, document.newest)}">Download it (${document.fileKind?.toUpperCase()}, ${size(document.bytes ?? 0)})</a></p>`

/** The words of a file, without its looks: enough to see what it is, on a phone too. */
export function textPage(shown: Shown, found: FoundText | undefined): Page {
  if (found?.isProtected) {
    const from = nameOf(shown.document.fromSide, shown.partnership)
    return noPreviewPage(
      shown,
      `This file is protected by a password, so the service cannot show it. Whoever reads it needs the password from ${from}. It is easier for everyone to send the file without one: only those it is shared with can open it here.`,
    )
  }
  if (found === undefined || found.paragraphs.length + found.sheets.length === 0) {
    return noPreviewPage(
      shown,
      'There is no preview of this file: the service found no words in it that it can show. It may hold only pictures of pages. Download it to see what it holds.',
    )
  }
  return previewPage(
    shown,
    'as text, without pictures and layout',
    html`${download(shown)}
${found.paragraphs.map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}
${found.sheets.map(sheetTable)}
${found.isCut && govukInsetText({ text: 'There is more. Download the file to read all of it.' })}`,
  )
}

/** Under the letters that a spreadsheet program shows. */
function sheetTable({ name, rows }: FoundText['sheets'][number], at: number): Html {
  const width = Math.max(...rows.map((row) => row.length))
  return html`<div class="app-sheet">${table({
    caption: name || `Sheet ${at + 1}`,
    phone: 'scroll',
    rowHeading: false,
    head: Array.from({ length: width }, (_, column) => ({ text: columnLetters(column) })),
    rows: rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? '')),
  })}</div>`
}

export function picturePage(shown: Shown, version: Version): Page {
  const { document } = shown
  return previewPage(
    shown,
    'as a picture',
    html`<p class="govuk-body"><img class="app-preview" src="${previewHref(document.id, version.number)}" alt="${document.title}"></p>
${download(shown)}`,
  )
}

export const TOO_LARGE =
  'The service cannot show this file: it is too large. Download it to see what it holds.'

export function noPreviewPage(shown: Shown, why: string): Page {
  const { document } = shown
  return previewPage(
    shown,
    'no preview',
    html`<p class="govuk-body">${why}</p>
${govukButton({ text: 'Download', href: fileHref(document.id, document.newest) })}`,
  )
}
