import { table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Block, DocumentModel } from '../../../platform/documents/index.ts'
import { pagesOf, whichOf } from '../results/parts.ts'
import type { ResultsInView } from '../results/results.ts'
import { waveHref } from '../waves/words.ts'

/** The same as the Word document, to read and to print. */
export function summaryPage(view: ResultsInView, document: DocumentModel): Page {
  const { wave, partnership } = view
  return {
    title: `${document.title}: ${whichOf(view)}`,
    width: 'full',
    backLink: { href: waveHref(wave, 'results'), text: 'Back to the results' },
    body: html`<article class="app-two-pages"><span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${document.title}</h1>
${pagesOf(view, 'summary')}
<p class="govuk-body app-no-print"><a class="govuk-link" href="${waveHref(wave, 'summary.docx')}">Download it as a Word document</a>, or print this page.</p>
${document.blocks.map(block)}
</article>`,
  }
}

function block(each: Block): Html {
  if ('heading' in each) return html`<h2 class="govuk-heading-m">${each.heading}</h2>`
  if ('paragraph' in each) return html`<p class="govuk-body">${each.paragraph}</p>`
  if ('list' in each) {
    return html`<ul class="govuk-list govuk-list--bullet">${each.list.map((item) => html`<li>${item}</li>`)}</ul>`
  }
  const { head, rows } = each.table
  return table({
    caption: head.join(', '),
    captionSize: 'hidden',
    head: head.map((text) => ({ text })),
    rows,
  })
}
