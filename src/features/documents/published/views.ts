import { table } from '../../../design/components/index.ts'
import { govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { isInvented } from '../../schools/index.ts'
import { publishedUrl } from '../domain.ts'
import type { PublishedLinks } from './content.ts'

type School = Pick<Partnership, 'schoolName' | 'schoolUrn'>

/** In the place of a link that would lead nowhere. */
export const nothingPublished = ({ schoolName }: School): string =>
  `${schoolName} is invented for the demonstration: nothing is published about it.`

/** What anyone can look up about the school, each with who publishes it and what time it is about. */
export function publishedAbout(school: School, links: PublishedLinks): Html {
  const caption = `Published about ${school.schoolName}`
  return html`<h2 class="govuk-heading-m" id="published">${caption}</h2>
${
  isInvented(school.schoolUrn)
    ? govukInsetText({
        text: `${nothingPublished(school)} For a real school, this is where its Ofsted reports, absence, suspensions and exclusions are linked by its unique reference number (URN).`,
      })
    : html`<p class="govuk-body">Found by its unique reference number (URN) ${school.schoolUrn}. Nobody uploads any of it.</p>
${table({
  caption,
  captionSize: 'hidden',
  head: [{ text: 'What' }, { text: 'Published by' }, { text: 'What time it is about', wide: true }],
  rows: links.map(({ title, by, url, covers }) => [
    html`<a class="govuk-link" href="${publishedUrl(url, school.schoolUrn)}" rel="external noreferrer">${title}</a>`,
    by,
    covers,
  ]),
})}`
}`
}
