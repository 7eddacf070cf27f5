import { formatDateTime, plural, table } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { scaleOf } from '../definition.ts'
import { IMPORT_KEY } from './import/fields.ts'
import { findNational } from './national.ts'
import type { SurveyVersion } from './store.ts'

/** Every questionnaire with its versions; for the programme team, the way to bring in another. */
export function questionnairesPage(versions: readonly SurveyVersion[], canManage: boolean): Page {
  const groups = [...Map.groupBy(versions, ({ key }) => key).values()]
  return {
    title: 'Survey questions',
    backLink: canManage
      ? { href: '/programme', text: 'Back to the programme' }
      : { href: '/partnership', text: 'Back to your programme' },
    body: html`<h1 class="govuk-heading-l">Survey questions</h1>
<p class="govuk-body">A baseline gets the newest version of its questionnaires and keeps it. A follow-up asks what its baseline asked, so that the two can be laid side by side.</p>
${
  canManage &&
  html`${govukButton({ text: 'Bring in a new version from a spreadsheet', href: `/imports/new/${IMPORT_KEY}` })}
<p class="govuk-body">The spreadsheet replaces each questionnaire that it names as a whole: a question that is not in it is not asked any more. <a class="govuk-link" href="/exports/${IMPORT_KEY}.csv">Download the questions as they are now</a> to work from.</p>`
}
${groups.map((own) =>
  table({
    caption: own[0]?.key ?? '',
    head: [{ text: 'Version' }, { text: 'From' }, { text: 'Questions', numeric: true }],
    rows: own.map((version, at) => [
      html`<a class="govuk-link" href="/survey-questions/${version.id}">Version ${version.number}</a>${at === 0 && ' (in use)'}`,
      html`${sourceOf(version)}, ${formatDateTime(version.loadedAt)}`,
      String(version.definition.questions.length),
    ]),
  }),
)}`,
  }
}

const sourceOf = ({ source }: SurveyVersion): string =>
  source === 'file' ? 'The service’s own file' : `A spreadsheet, by ${source}`

/** A version to read: each question with its answers, and what it is laid beside. */
export function versionPage(version: SurveyVersion): Page {
  const { definition, key, number } = version
  const title = `${definition.name} (${key}, version ${number})`
  return {
    title,
    backLink: { href: '/survey-questions', text: 'Back to survey questions' },
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${plural(definition.questions.length, 'question')}. Each also offers “Prefer not to say”, and can be left out.</p>
${definition.source === 'ours' && html`<p class="govuk-body">The wording is this service’s own. It is not the Department’s, and can be replaced by it.</p>`}
${definition.topics.map((topic) => {
  const own = definition.questions.filter((question) => question.topic === topic.key)
  return html`<h2 class="govuk-heading-m">${topic.name}</h2>
<ul class="govuk-list govuk-list--spaced">${own.map((question) => {
    const national = findNational(question.comparator)
    return html`<li>${question.text}<span class="app-cell-hint">${scaleOf(definition, question)
      .options.map(({ text }) => text)
      .join(
        ' · ',
      )}${question.easy?.text && html`<br>In easy words: ${question.easy.text}`}${national && html`<br>Beside the national figure: ${national.title}`}</span></li>`
  })}</ul>`
})}`,
  }
}
