import { plural } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { everythingHref, supportHref } from '../words.ts'
import type { Everything } from './contents.ts'
import { sizeOf } from './pages.ts'

/** What the file will hold, and what it will not, before anything is opened. */
export function everythingPage(everything: Everything): Page {
  const { partnership } = everything.support
  const { files, links, left } = everything.documents
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0)
  const lines = [
    everything.plan && 'the action plan, as a Word document and as rows (CSV)',
    everything.review && 'the final review',
    everything.records.length > 0 &&
      plural(everything.records.length, 'record of a visit', 'records of visits'),
    'every support day, and the history of the partnership (CSV)',
    files.length > 0 && `${plural(files.length, 'document')}, ${sizeOf(bytes)} in all`,
    links.length > 0 && `${plural(links.length, 'link')} to what is published`,
  ].filter((line) => typeof line === 'string')
  return {
    title: `Everything to keep: ${partnership.schoolName}`,
    backLink: { href: supportHref(partnership.id), text: 'Back to one-to-one support' },
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Everything to keep</h1>
<p class="govuk-body">One zip file with a page that leads to all of it:</p>
<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>
${
  left.length > 0 &&
  html`<h2 class="govuk-heading-s">Documents that will not be in it</h2>
<ul class="govuk-list govuk-list--bullet">${left.map(({ title, from, why }) => html`<li>${title}, from ${from}. ${why}</li>`)}</ul>`
}
${files.length > 0 && govukInsetText({ text: 'Each document in it counts as opened by you: whoever gave it sees that.' })}
<p>${govukButton({ text: 'Download everything', href: `${everythingHref(partnership.id)}.zip` })}</p>`,
  }
}
