import { fileField, hidden, hiddenKey, plural, select, textField } from '../../../design/components/index.ts'
import { govukButton, govukDetails } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { planHref } from '../words.ts'
import { columnName, type Sheet } from './forms.ts'
import { COLUMNS, fixName, type Imported, type ImportedPriority, type Mapping } from './table.ts'

export function uploadPage(partnership: Partnership, errors?: readonly FormError[]): Page {
  return {
    title: `Bring in a plan from a spreadsheet: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Bring in a plan from a spreadsheet</h1>
<p class="govuk-body">A row for each action, with the priority it belongs to. The headings can be your own: you see what was understood before anything is saved.</p>
<form method="post" action="${planHref(partnership.id)}/import" enctype="multipart/form-data" novalidate>
${fileField({ name: 'file', label: 'Choose a file', hint: 'Excel (.xlsx) or CSV', accept: '.csv,.xlsx', errors })}
${govukButton({ text: 'Go on', preventDoubleClick: true })}
</form>`,
  }
}

export interface PreviewPageData {
  readonly partnership: Partnership
  readonly sheet: Sheet
  readonly mapping: Mapping
  readonly imported: Imported
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** What was understood of the file, what to put right, and which column was taken for what. */
export function previewPage({
  partnership,
  sheet,
  mapping,
  imported,
  key,
  answers,
  errors,
}: PreviewPageData): Page {
  const { priorities, problems } = imported
  const found = priorities.length > 0
  return {
    title: `Check what was read: ${partnership.schoolName}`,
    backLink: { href: `${planHref(partnership.id)}/import`, text: 'Choose another file' },
    ...(errors && errors.length > 0 ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Check what was read</h1>
<form method="post" action="${planHref(partnership.id)}/import/rows" novalidate>
${hiddenKey(key)}${hidden('sheet', JSON.stringify(sheet))}${fixesKept(answers, problems)}
${
  found &&
  problems.length > 0 &&
  html`<h2 class="govuk-heading-m">To put right</h2>
${problems.map((problem) => textField({ name: fixName(problem), label: `Row ${problem.line}: ${labelOf(problem.field)}`, hint: problem.message, value: problem.value, answers, errors }))}`
}
<h2 class="govuk-heading-m">${found ? `${plural(priorities.length, 'priority', 'priorities')} will be added` : 'No priority was found'}</h2>
${priorities.map(priorityBlock)}
${!found && html`<p class="govuk-body">Choose below which column holds the priority or the objective, and read the file again.</p>`}
${columns(sheet, mapping, found)}
${pupilCheckbox(errors, answers)}
<div class="govuk-button-group">
${found && govukButton({ text: 'Add these to the plan', name: 'add', value: 'yes', preventDoubleClick: true })}
${govukButton({ text: 'Read again with these choices', name: 'read', value: 'yes', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</div>
</form>`,
  }
}

/** What was put right before is not asked for again, and goes along. */
function fixesKept(answers: Answers | undefined, problems: Imported['problems']): readonly Html[] {
  const asked = new Set(problems.map(fixName))
  return Object.entries(answers ?? {})
    .filter(([name]) => name.startsWith('fix-') && !asked.has(name))
    .map(([name, value]) => hidden(name, value))
}

const labelOf = (field: string) => COLUMNS.find((each) => each.field === field)?.label ?? field

function priorityBlock({ title, objectives }: ImportedPriority): Html {
  return html`<h3 class="govuk-heading-s">${title}</h3>
<ul class="govuk-list govuk-list--bullet">${objectives.map(
    ({ text, actions, measures }) =>
      html`<li>${text}: ${plural(actions.length, 'action')}, ${plural(measures.length, 'measure')}${actions.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${actions.map((action) => html`<li>${action.text}</li>`)}</ul>`}</li>`,
  )}</ul>`
}

function columns({ header }: Sheet, mapping: Mapping, found: boolean): Html {
  const choices = header.map((heading, at) => ({ value: String(at), text: heading || `Column ${at + 1}` }))
  return govukDetails({
    summaryText: 'Which column was taken for what',
    open: !found,
    html: html`${COLUMNS.map(({ field, label }) =>
      select({
        name: columnName(field),
        label,
        choices,
        prompt: 'Not in this file',
        value: mapping[field] ?? '',
      }),
    )}`,
  })
}
