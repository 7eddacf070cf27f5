import { formatDateTime, plural, table } from '../../../design/components/index.ts'
import { govukButton, govukDetails } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { STRAND_NAMES } from '../words.ts'
import { changesBetween } from './changes.ts'
import { type Statement, statementsOf } from './definition.ts'
import { IMPORT_KEY } from './import/fields.ts'
import type { QuestionnaireVersion } from './store.ts'

export interface QuestionnaireInList {
  readonly id: number
  readonly name: string
  /** The newest first. */
  readonly versions: readonly QuestionnaireVersion[]
}

/** The programme team's page: each questionnaire, its versions, and the way to bring in another. */
export function questionnairesPage(questionnaires: readonly QuestionnaireInList[]): Page {
  return {
    title: 'Self-assessment questionnaires',
    width: 'full',
    backLink: { href: '/programme', text: 'Back to the programme' },
    body: html`<h1 class="govuk-heading-l">Self-assessment questionnaires</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body">A school that starts a self-assessment gets the newest version. One that has begun keeps the version it began with, so no answer ever loses its statement.</p>
${questionnaires.length > 0 && govukButton({ text: 'Bring in a new version from a spreadsheet', href: `/imports/new/${IMPORT_KEY}` })}
<p class="govuk-body">The spreadsheet replaces the whole questionnaire: a statement that is not in it is not asked any more. <a class="govuk-link" href="/exports/${IMPORT_KEY}.csv">Download the questionnaire as it is now</a> to work from.</p>
</div></div>
${questionnaires.length === 0 && html`<p class="govuk-body">No questionnaire is loaded for this programme.</p>`}
${questionnaires.map(({ id, name, versions }) =>
  table({
    caption: name,
    head: [{ text: 'Version' }, { text: 'From' }, { text: 'What it says differently', wide: true }],
    rows: versions.map((version, at) => [
      html`<a class="govuk-link" href="/questionnaires/${id}/versions/${version.number}">Version ${version.number}</a>${at === 0 && ' (in use)'}`,
      html`${version.source === 'file' ? 'The service’s own file' : `A spreadsheet, by ${version.importedByName}`}, ${formatDateTime(version.loadedAt)}`,
      differences(version, versions[at + 1]),
    ]),
  }),
)}`,
  }
}

function differences(version: QuestionnaireVersion, before: QuestionnaireVersion | undefined): string {
  const total = statementsOf(version.definition).length
  if (!before) return plural(total, 'statement')
  const { added, changed, removed } = changesBetween(before.definition, version.definition)
  const parts = [
    added.length > 0 && `${added.length} added`,
    changed.length > 0 && `${changed.length} changed`,
    removed.length > 0 &&
      `${removed.length} not asked any more (${removed.map(({ number }) => number).join(', ')})`,
  ].filter(Boolean)
  return `${plural(total, 'statement')}${parts.length > 0 ? `: ${parts.join(', ')}` : ', the same as before'}`
}

/** A version to read, with every level of every statement. */
export function versionPage(version: QuestionnaireVersion, canManage: boolean): Page {
  const { definition, number } = version
  return {
    title: definition.name,
    ...(canManage ? { backLink: { href: '/questionnaires', text: 'Back to questionnaires' } } : {}),
    body: html`<span class="govuk-caption-l">Version ${number}</span>
<h1 class="govuk-heading-l">${definition.name}</h1>
${definition.about !== undefined && [definition.about].flat().map((text) => html`<p class="govuk-body">${text}</p>`)}
${definition.source === 'ours' && html`<p class="govuk-body">Its wording is this service’s own. It is not the Department’s.</p>`}
<h2 class="govuk-heading-m">The four levels</h2>
<dl class="govuk-summary-list">${definition.levels.map(({ name, meaning }) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt><dd class="govuk-summary-list__value">${meaning}</dd></div>`)}</dl>
${definition.themes.map(
  (theme) => html`<h2 class="govuk-heading-m">${theme.number}. ${theme.name}</h2>
<p class="govuk-body">${theme.about}</p>
${theme.statements.map((statement) => statementSection(version, statement))}`,
)}
${
  definition.sources.length > 0 &&
  table({
    caption: 'Where this comes from',
    head: [{ text: 'Shown as' }, { text: 'Source' }, { text: 'Published' }, { text: 'Licence' }],
    rows: definition.sources.map((source) => [
      source.mark,
      `${source.title}, ${source.publisher}`,
      source.published,
      source.licence,
    ]),
  })
}`,
  }
}

function statementSection({ definition }: QuestionnaireVersion, statement: Statement): Html {
  const tags = statement.tags.flatMap((tag) => {
    const [key, part] = tag.split('/')
    const framework = definition.frameworks.find((each) => each.key === key)
    if (!framework) return []
    const name = framework.parts.find((each) => each.key === part)?.name
    return [name ? `${framework.name}: ${name}` : framework.name]
  })
  return html`<h3 class="govuk-heading-s">${statement.number} ${statement.text}</h3>
<p class="govuk-body-s">${STRAND_NAMES[statement.strand]}</p>
${statement.guidance && html`<p class="govuk-body">${statement.guidance}</p>`}
<dl class="govuk-summary-list govuk-summary-list--no-border">${definition.levels.map(({ key, name }) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt><dd class="govuk-summary-list__value">${statement.descriptors[key]}</dd></div>`)}</dl>
${tags.length > 0 && govukDetails({ summaryText: `Where ${statement.number} stands in other frameworks`, html: html`<ul class="govuk-list govuk-list--bullet">${tags.map((tag) => html`<li>${tag}</li>`)}</ul>` })}`
}
