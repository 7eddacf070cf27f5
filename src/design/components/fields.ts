/**
 * Form fields that keep what was typed and show what is wrong. A field's id is its name, so that the error summary can
 * link to it (radios, checkboxes and dates: the id of the first input).
 */
import type { Answers, FormError } from '../../platform/forms.ts'
import {
  type CheckboxesOptions,
  govukCharacterCount,
  govukCheckboxes,
  govukDateInput,
  govukFileUpload,
  govukInput,
  govukRadios,
  govukSelect,
  govukTextarea,
  type InputOptions,
} from '../govuk/index.ts'
import { Html, html, raw } from '../html.ts'
import { fieldError } from './errors.ts'

/** What every field takes. */
export interface Field {
  name: string
  label: string
  /** `m`, `l`, `xl` for a label that leads its page; with `pageHeading` it is the page's `h1`. */
  labelSize?: 's' | 'm' | 'l' | 'xl' | undefined
  pageHeading?: boolean | undefined
  hint?: string | Html | undefined
  /** What was typed, when the page is shown again: wins over `value`. */
  answers?: Answers | undefined
  /** What stands in the field at first: the value that is kept so far. */
  value?: string | number | null | undefined
  errors?: readonly FormError[] | undefined
}

/** One of several answers. */
export interface Choice {
  value: string
  text: string
  hint?: string | Html | undefined
  /** Shown below the answer while it is chosen. */
  conditional?: Html | undefined
}

/** One line of text. */
export function textField(
  field: Field & {
    type?: 'text' | 'email' | 'search' | 'tel' | 'url' | undefined
    /** In characters, or as a fraction of the column. */
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 'one-third' | 'one-half' | 'two-thirds' | undefined
    autocomplete?: string | undefined
    inputmode?: 'numeric' | 'decimal' | undefined
    spellcheck?: boolean | undefined
    suffix?: string | undefined
  },
): Html {
  const { width } = field
  return govukInput({
    ...common(field),
    type: field.type,
    value: keptValue(field),
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    spellcheck: field.spellcheck,
    suffix: field.suffix === undefined ? undefined : { text: field.suffix },
    classes:
      width === undefined
        ? undefined
        : typeof width === 'number'
          ? `govuk-input--width-${width}`
          : `govuk-!-width-${width}`,
  } satisfies InputOptions)
}

/** Several lines of text; with `max`, counts the characters left. */
export function textArea(field: Field & { rows?: number | undefined; max?: number | undefined }): Html {
  const options = { ...common(field), value: keptValue(field), rows: field.rows?.toString() }
  return field.max === undefined
    ? govukTextarea(options)
    : govukCharacterCount({ ...options, maxlength: String(field.max), threshold: '75' })
}

/** Day, month and year as `name-day`, `name-month`, `name-year`. `value` is an ISO date. */
export function dateField(
  field: Omit<Field, 'value'> & { value?: string | Temporal.PlainDate | null | undefined },
): Html {
  const kept = field.value ? Temporal.PlainDate.from(field.value) : undefined
  const part = (name: 'day' | 'month' | 'year') =>
    field.answers?.[`${field.name}-${name}`] ?? kept?.[name]?.toString()
  return govukDateInput({
    id: `${field.name}-date`,
    namePrefix: field.name,
    fieldset: legend(field),
    hint: hintOf(field),
    errorMessage: fieldError(field.errors, field.name),
    items: [
      { name: 'day', id: field.name, value: part('day') },
      { name: 'month', id: `${field.name}-month`, value: part('month') },
      { name: 'year', id: `${field.name}-year`, value: part('year') },
    ],
  })
}

/** One answer of a few. */
export function radios(
  field: Field & { choices: readonly Choice[]; inline?: boolean | undefined; small?: boolean | undefined },
): Html {
  return revealing(
    govukRadios({
      name: field.name,
      fieldset: legend(field),
      hint: hintOf(field),
      errorMessage: fieldError(field.errors, field.name),
      value: keptValue(field),
      classes: classes(field.inline && 'govuk-radios--inline', field.small && 'govuk-radios--small'),
      items: field.choices.map(item),
    }),
  )
}

/** Any of a few answers. Posted several times under one name; in `answers` the values stand one a line. */
export function checkboxes(
  field: Omit<Field, 'value'> & {
    choices: readonly Choice[]
    values?: readonly string[] | undefined
    small?: boolean | undefined
  },
): Html {
  const options: CheckboxesOptions = {
    name: field.name,
    fieldset: legend(field),
    hint: hintOf(field),
    errorMessage: fieldError(field.errors, field.name),
    values: field.answers === undefined ? field.values : (field.answers[field.name] ?? '').split('\n'),
    classes: classes(field.small && 'govuk-checkboxes--small'),
    items: field.choices.map(item),
  }
  return revealing(govukCheckboxes(options))
}

/** One answer of many. An empty first choice is added unless `prompt` is false. */
export function select(
  field: Field & { choices: readonly Pick<Choice, 'value' | 'text'>[]; prompt?: string | false | undefined },
): Html {
  const items = field.choices.map(({ value, text }) => ({ value, text }))
  return govukSelect({
    ...common(field),
    value: keptValue(field),
    items: field.prompt === false ? items : [{ value: '', text: field.prompt ?? '' }, ...items],
  })
}

/**
 * A file to send, or several. `accept` as in HTML, such as `.csv,.xlsx`; `largest` in bytes and `most` in files, for a script
 * that says so before they are sent. The form must be `enctype="multipart/form-data"`.
 */
export function fileField(
  field: Omit<Field, 'answers' | 'value'> & {
    accept?: string | undefined
    most?: number | undefined
    largest?: number | undefined
  },
): Html {
  const { accept, most = 1, largest } = field
  return govukFileUpload({
    ...common(field),
    attributes: {
      accept: { value: accept, optional: true },
      multiple: { value: most > 1, optional: true },
      'data-most': { value: most > 1 ? most : undefined, optional: true },
      'data-largest': { value: largest, optional: true },
    },
  })
}

/** The idempotency key that every create form carries. */
export function hiddenKey(key: string): Html {
  return hidden('key', key)
}

/** A value that travels with the form unseen. */
export function hidden(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

function common(field: Field) {
  return {
    id: field.name,
    name: field.name,
    label: {
      text: field.label,
      classes: field.labelSize && `govuk-label--${field.labelSize}`,
      isPageHeading: field.pageHeading,
    },
    hint: hintOf(field),
    errorMessage: fieldError(field.errors, field.name),
  }
}

function keptValue(field: Field): string | undefined {
  return field.answers?.[field.name] ?? field.value?.toString()
}

function hintOf(field: { hint?: string | Html | undefined }) {
  if (field.hint === undefined) return undefined
  return field.hint instanceof Html ? { html: field.hint } : { text: field.hint }
}

function legend(field: Pick<Field, 'label' | 'labelSize' | 'pageHeading'>) {
  return {
    legend: {
      text: field.label,
      classes: `govuk-fieldset__legend--${field.labelSize ?? 's'}`,
      isPageHeading: field.pageHeading,
    },
  }
}

function item(choice: Choice) {
  return {
    value: choice.value,
    text: choice.text,
    hint: hintOf(choice),
    conditional: choice.conditional && { html: choice.conditional },
  }
}

/**
 * What an answer reveals is shown by our stylesheet while the answer is chosen, with script or without. GOV.UK's own
 * script would set `aria-expanded` on the radio, which ARIA does not allow there.
 */
function revealing(choices: Html): Html {
  return raw(
    String(choices).replace(
      / data-aria-controls="[^"]*"| govuk-(radios|checkboxes)__conditional--hidden/g,
      '',
    ),
  )
}

function classes(...names: readonly (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined
}
