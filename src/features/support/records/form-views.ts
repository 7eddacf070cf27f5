import { hidden, textArea } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { dayName, dayNameWithin, recordHref } from '../words.ts'
import type { RecordInView } from './actions.ts'
import { agreedForms } from './agreed/views.ts'
import { asideOf, EMPTY_WORDS, FIELDS, type Field, revisionOf } from './domain.ts'
import { QUESTIONS, READERS, wordsOf } from './views.ts'

export interface RecordFormData {
  readonly view: RecordInView
  /** One for the words, and one for what is added. */
  readonly keys: readonly [string, string]
  /** What was typed into the form of which something is wrong. */
  readonly typed?: { readonly form: 'words' | 'agreed'; readonly answers: Answers }
  readonly errors?: readonly FormError[]
  readonly now: Temporal.Instant
}

/** Made for a phone or a tablet in one hand: with script it saves as one types, and goes on without a connection. */
export function recordFormPage({ view, keys, typed, errors, now }: RecordFormData): Page {
  const { partnership, day, record, actor } = view
  const words = typed?.form === 'words' ? typed.answers : undefined
  const agreed = typed?.form === 'agreed' ? typed.answers : undefined
  const overtaken = record !== undefined && words?.seen === String(record.revision) && errors !== undefined
  const href = recordHref(day.id)
  return {
    title: `Write the record of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href, text: 'Back to the record' },
    ...(errors ? { errors, status: 422 } : {}),
    scripts: ['visit-notes.js'],
    body: html`<div data-visit-notes="${day.id}" data-account="${actor.accountId}" data-made="${now.epochMilliseconds}" data-lead="${partnership.hubName}" data-partner="${partnership.schoolName}">
<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Write the record of the ${dayNameWithin(day)}</h1>
<p class="govuk-body">${READERS}</p>
<div class="app-connection" role="status" data-connection></div>
<form method="post" action="${href}" novalidate data-words>
${hidden('key', keys[0])}${hidden('seen', words?.seen ?? record?.revision ?? 0)}
${FIELDS.map((field) => part(view, field, words, errors))}
${words && pupilCheckbox(errors, words)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${overtaken && html`<h2 class="govuk-heading-m">As it stands now</h2>${wordsOf(record)}`}
${agreedForms({ view, href, key: keys[1], answers: agreed, errors: agreed && errors })}
<h2 class="govuk-heading-m">When you have finished</h2>
<p class="govuk-body"><a class="govuk-link" href="${href}">Read the record and sign it</a></p>
<p class="govuk-body" data-kept hidden>This page works without a connection once it has been opened. What you write is kept on this device until you sign out, for 7 days at most.</p>
</div>`,
  }
}

function part(
  { notes, record }: RecordInView,
  field: Field,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  const value = (record ?? EMPTY_WORDS)[field]
  return html`<div data-note="${field}" data-revision="${record ? Math.max(revisionOf(notes, field), value === '' ? 0 : 1) : 0}">
${textArea({ name: field, label: `${QUESTIONS[field]} (optional)`, rows: 5, max: 4000, answers, errors, value })}
${asideOf(notes)
  .filter((note) => note.field === field)
  .map(
    ({ key, text, byName }) => html`<div class="govuk-inset-text" data-aside="${key}">
<p class="govuk-body-s govuk-!-margin-bottom-1">${byName} wrote here at the same time:</p>
<p class="govuk-body app-words">${text === '' ? 'Took the words out.' : text}</p>
</div>`,
  )}
<p class="govuk-body-s app-check-in__note" data-state></p>
<div data-other hidden></div>
</div>`
}
